"""A plot that fails costs nothing but itself."""

from __future__ import annotations

import errno
import os
import subprocess
import sys

import pytest

from tocsin.errors import OutputError
from tocsin.results.drawing import drawn


def fails(error):
    def make():
        raise error

    return make


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            ValueError("no such backend\nand more"),
            "no plot: ValueError: no such backend; the result",
        ),
        (RuntimeError(), "no plot: RuntimeError"),
        (ModuleNotFoundError("No module", name="matplotlib"), "needs matplotlib"),
        (
            ModuleNotFoundError("No module", name="matplotlib_inline"),
            "no plot: ModuleNotFoundError",
        ),
    ],
)
def test_it_is_told_and_half_a_plot_goes(tmp_path, error, told):
    (tmp_path / "a.png").write_text("half")
    assert told in drawn(fails(error), tmp_path, ("a.png", "a.svg"))
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_told_as_one(tmp_path):
    with pytest.raises(OutputError, match="the disk is full"):
        drawn(fails(OSError(errno.ENOSPC, "No space left")), tmp_path, ())


def test_what_a_notebook_left_in_the_environment_is_not_asked(tmp_path):
    code = (
        "from pathlib import Path; from tocsin.results.drawing import drawn\n"
        "def make():\n"
        " from matplotlib.figure import Figure; Figure().savefig('a.png')\n"
        "print(repr(drawn(make, Path('.'), ('a.png',))))"
    )
    environment = os.environ | {"MPLBACKEND": "module://not_installed.backend"}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment,
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.stdout.strip() == "''", done.stderr
    assert (tmp_path / "a.png").exists()
