"""Compiled kernels on disk: whatever is wrong with them, a run goes on and computes the same."""

from __future__ import annotations

import errno
import importlib.util
from pathlib import Path

import numba
import pytest

from tocsin.people.kernels import keeping
from tocsin.people.kernels.jit import kernel


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Decorate a function anew, as a new process does, and call it; (hits, misses) of the cache."""
    if numba.config.DISABLE_JIT:
        pytest.skip("kernels are not compiled")
    (tmp_path / "added.py").write_text("def add(a, b):\n    return a + b\n")
    monkeypatch.setattr(keeping, "_folder", lambda *_: str(tmp_path / "cache"))

    def once():
        about = importlib.util.spec_from_file_location("added", tmp_path / "added.py")
        module = importlib.util.module_from_spec(about)
        about.loader.exec_module(module)
        add = kernel(module.add)
        assert add(2, 3) == 5
        return sum(add.stats.cache_hits.values()), sum(add.stats.cache_misses.values())

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


def test_a_full_disk_keeps_nothing_and_stops_nothing(run, monkeypatch):
    def full(self, path, data):
        raise OSError(errno.EDQUOT, "Disk quota exceeded", path)

    monkeypatch.setattr(keeping._Checked, "_write", full)
    assert run() == (0, 1)
    assert run.files(".nbc") == []
