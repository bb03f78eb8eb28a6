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
        lambda e: (e / "index.json").write_text("{}"),
        lambda e: (e / "index.json").write_text("[]"),
        lambda e: (e / "index.json").write_text('{"files": {}, "seal": 0}'),
        lambda e: (e / "index.json").unlink(),
        lambda e: (e.rename(e.with_name("y")), e.write_text("a file of that name")),
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


def test_an_entry_under_another_name_is_not_used(folder):
    calls: list[int] = []
    cache.through("x", make(calls))
    (folder / "x").rename(folder / "y")
    cache.through("y", make(calls))
    assert calls == [1, 1]


def test_no_turned_bit_of_a_header_is_used(folder):
    """Each bit of the header of a file says something: another shape, order or kind of number."""
    calls: list[int] = []
    arrays = cache.through("x", make(calls))
    header = (folder / "x" / "b.npy").read_bytes().index(b"}") + 1
    for at in range(0, 8 * header, 37):
        file = folder / "x" / "b.npy"
        data = bytearray(file.read_bytes())
        data[at // 8] ^= 1 << at % 8
        file.unlink()  # what is mapped stays as it was
        file.write_bytes(data)
        again = cache.through("x", make(calls))
        assert again["b"].shape == arrays["b"].shape
        assert again["b"].dtype == arrays["b"].dtype
    assert len(calls) == 1 + len(range(0, 8 * header, 37))


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
