"""Carries out the cases and keeps the figures with the machine beside them."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tocsin.errors import OutputError
from tocsin.files import write_text
from tocsin.hour.simulation import cores
from tocsin.results.writing import writing
from tocsin.speed.cases import Case


def measure(cases: list[Case]) -> Iterator[tuple[Case, dict[str, Any]]]:
    """Each case with its figures, one after the other; raises OutputError if one fails."""
    for case in cases:
        done = subprocess.run(
            [sys.executable, "-m", "tocsin.speed.case", case.name, json.dumps(case.options)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["no message"])[-1]
            raise OutputError(f"the benchmark {case.group}, {case.label} failed: {last}")
        yield case, json.loads(done.stdout.strip().splitlines()[-1])


def machine() -> dict[str, Any]:
    """What the figures belong to."""
    import numba
    import numpy

    name = platform.processor()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = [x for x in cpuinfo.read_text().splitlines() if x.startswith("model name")]
        name = lines[0].partition(":")[2].strip() if lines else name
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {
        "processor": name,
        "cores": cores(),
        "load_before": load,
        "system": platform.system(),
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "numba": numba.__version__,
    }


def keep(path: Path, found: list[dict[str, Any]], about: dict[str, Any]) -> None:
    """Write the figures; raises OutputError where that is not possible."""
    data = {"date": datetime.now(UTC).date().isoformat(), "machine": about, "results": found}
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, json.dumps(data, indent=1) + "\n")
