"""Compiled kernels on disk: whatever is wrong with them, a run goes on and computes the same."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

CODE = textwrap.dedent("""
    import sys
    from pathlib import Path
    from tocsin import folders
    from tocsin.people.kernels import keeping
    from tocsin.people.kernels.jit import kernel
    if sys.argv[1] == "full":
        import errno
        def full(self, path, data):
            raise OSError(errno.EDQUOT, "Disk quota exceeded", path)
        keeping._Checked._write = full
    sys.path.insert(0, sys.argv[2])
    from added import add
    add = kernel(add)
    assert add(2, 3) == 5
    print(sum(add.stats.cache_hits.values()), sum(add.stats.cache_misses.values()))
""")


@pytest.fixture
def run(tmp_path):
    (tmp_path / "added.py").write_text("def add(a, b):\n    return a + b\n")
    environment = os.environ | {"TOCSIN_CACHE": str(tmp_path / "cache")}
    environment.pop("NUMBA_DISABLE_JIT", None)

    def once(how="well"):
        done = subprocess.run(
            [sys.executable, "-c", CODE, how, str(tmp_path)],
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return tuple(map(int, done.stdout.split()))

    once.files = lambda end: list((tmp_path / "cache").rglob(f"added.*{end}"))
    return once


def torn(path: Path) -> None:
    path.write_bytes(b"")


def halved(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def turned(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_damaged_files_are_compiled_anew_and_then_kept_again(run):
    assert run() == (0, 1)
    assert run() == (1, 0)
    damages = [(torn, ".nbi"), (turned, ".nbi"), (halved, ".nbc"), (turned, ".nbc")]
    for damage, end in damages:
        (file,) = run.files(end)
        damage(file)
        assert run() == (0, 1), (damage, end)
    assert run() == (1, 0)


def test_a_full_disk_keeps_nothing_and_stops_nothing(run):
    assert run("full") == (0, 1)
    assert run.files(".nbc") == []
