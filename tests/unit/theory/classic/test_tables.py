"""Measured tables of the pages on Epstein's lattice are those of the result files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[4]
TOOL = ROOT / "tools" / "classic_tables.py"


def test_no_measured_figure_was_copied_by_hand():
    done = subprocess.run([sys.executable, str(TOOL), "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
