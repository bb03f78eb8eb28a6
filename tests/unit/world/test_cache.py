"""Heavy arrays on disk."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import numpy as np
import pytest

from tocsin.world import cache


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TOCSIN_CACHE", str(tmp_path))
    return tmp_path / "worlds"


def make(calls):
    def build():
        calls.append(1)
        return {"a": np.arange(1000.0), "b": np.zeros((3, 4), np.uint8)}

    return build


def test_built_once_and_then_read(folder):
    calls: list[int] = []
    first = cache.through("x", make(calls))
    second = cache.through("x", make(calls))
    assert calls == [1]
    for name, array in first.items():
        np.testing.assert_array_equal(array, second[name])
    assert not list(folder.glob(".building*"))


@pytest.mark.parametrize(
    "damage",
    [
        lambda e: (e / "a.npy").write_bytes(b"junk"),
        lambda e: (e / "a.npy").unlink(),
        lambda e: (e / "index.json").write_text("{"),
        lambda e: (e / "index.json").write_text('{"a": 1}'),
        lambda e: np.save(e / "a.npy", np.arange(1000.0) + 1),
    ],
)
def test_rebuilt_when_damaged(folder, damage):
    calls: list[int] = []
    cache.through("x", make(calls))
    damage(folder / "x")
    arrays = cache.through("x", make(calls))
    assert calls == [1, 1]
    np.testing.assert_array_equal(arrays["a"], np.arange(1000.0))
    cache.through("x", make(calls))
    assert calls == [1, 1]


def test_without_a_folder_it_works_and_keeps_nothing(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("TOCSIN_CACHE", str(tmp_path / "file"))
    calls: list[int] = []
    cache.through("x", make(calls))
    cache.through("x", make(calls))
    assert calls == [1, 1]


def test_old_entries_go(folder):
    for i in range(cache.KEEP + 5):
        cache.through(f"x{i}", make([]))
    assert len(list(folder.iterdir())) <= cache.KEEP


def test_two_processes_may_build_at_once(folder):
    code = textwrap.dedent("""
        import numpy as np, time
        from tocsin.world import cache
        def build():
            time.sleep(0.3)
            return {"a": np.arange(100000.0)}
        print(float(cache.through("x", build)["a"].sum()))
    """)
    jobs = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    answers = [job.communicate()[0].strip() for job in jobs]
    assert answers == ["4999950000.0"] * 3
    assert [p.name for p in folder.iterdir()] == ["x"]
