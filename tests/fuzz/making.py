"""How hostile inputs are made: what is whole, and what becomes of it.

`kinds` says what must hold of each; here is nothing that is checked.
"""

from __future__ import annotations

import copy
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st

import tocsin as tc
from tests.valley import FILE
from tocsin.hour.simulation import Simulation
from tocsin.results.directory import Directory
from tocsin.results.packs import pack
from tocsin.scenario import load
from tocsin.world import cache as worlds


@st.composite
def damaged(draw: Any, whole: bytes) -> bytes:
    """A file with bits turned, cut short, or with a piece taken out, doubled or put elsewhere."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.sampled_from([1, 2, 7, 64, 700]))
        how = draw(st.integers(0, 5))
        if how == 0 and data:
            data[at] ^= 1 << draw(st.integers(0, 7))
        elif how == 1:
            del data[at:]
        elif how == 2:
            del data[at : at + length]
        elif how == 3:
            data[at:at] = draw(st.binary(min_size=1, max_size=8))
        elif how == 4:
            to = draw(st.integers(0, len(data)))
            data[to:to] = data[at : at + length]
        else:
            data[at : at + length] = bytes(len(data[at : at + length]))
    return bytes(data)


def mixed(*words: str, most: int = 12) -> st.SearchStrategy[str]:
    """Texts of words of a grammar, with anything in between."""
    piece = st.one_of(st.sampled_from(words), st.sampled_from(words), st.text(max_size=4))
    return st.lists(piece, max_size=most).map("".join)


NUMBERS = (
    "0",
    "1",
    "-1",
    "1.5",
    "1e308",
    "1e999",
    "nan",
    "inf",
    "007",
    "1_000",
    "50 %",
    "2 d",
    "٣",
)
ODD = st.sampled_from([None, True, 0, -1, 1e308, 10**400, "", "x", "\ud800", [], {}, [1], {"a": 1}])


# --- what is damaged


@cache
def _kept() -> Path:
    """A folder of this process, where what is damaged is whole."""
    made = tempfile.TemporaryDirectory(prefix="tocsin-fuzz-")
    _alive.append(made)
    return Path(made.name)


_alive: list[Any] = []


def folder() -> Any:
    class Folder(tempfile.TemporaryDirectory):  # type: ignore[type-arg]
        def __enter__(self) -> Path:
            return Path(self.name)

    return Folder(dir=_kept())


@cache
def valley() -> Any:
    return load(FILE).set("clock.hours", 6)


@cache
def arrays() -> dict[str, Any]:
    return {"ties": np.arange(12.0).reshape(3, 4), "h": np.arange(7, dtype=np.uint8)}


@cache
def whole_world() -> Path:
    entry = _kept() / "entry"
    worlds._write(entry, arrays())
    return entry


@cache
def whole_state() -> Path:
    run = Simulation(valley(), threads=1)
    run.run(until=2)
    path = _kept() / "state.npz"
    run.save(path)
    return path


@cache
def whole_partial() -> Path:
    job = Directory(_kept() / "whole", {"seed": 1, "runs": 3}, {"manifest.json"})
    job.begin()
    for index in range(2):
        job.add(index, {"run": index, "outcomes": {"dead": index}})
    job.abandon()
    return job.partial


@cache
def short() -> Any:
    """A scenario with places, sites, actors and levers, of a few hours."""
    return tc.load("two-towns").set("clock.hours", 3)


@cache
def whole_result() -> Path:
    path = _kept() / "result"
    tc.ensemble(short(), 2, out=path, executor="serial")
    return path


@cache
def whole_comparison() -> Path:
    path = _kept() / "comparison"
    tc.compare(short(), "without orders", runs=2, out=path, executor="serial")
    return path


@cache
def whole_pack() -> Path:
    path = _kept() / "0.pack"
    counts = np.arange(300, dtype=np.int32).reshape(100, 3) % 7
    path.write_bytes(pack({"counts": counts, "shares": np.sqrt(counts.astype(np.float32))}))
    return path


def replaced(whole: Path, to: Path, name: str, data: bytes | None) -> Path:
    """A copy of a folder, in links, of which one file is another, or gone."""
    shutil.copytree(whole, to, copy_function=os.link)
    (to / name).unlink()
    if data is not None:
        (to / name).write_bytes(data)
    return to


# --- one file of a folder


@st.composite
def file_of(draw: Any, whole: Callable[[], Path]) -> tuple[str, bytes | None]:
    """Name and content of a file anywhere in a folder, which is no longer as it was, or gone."""
    here = whole()
    names = sorted(p.relative_to(here).as_posix() for p in here.rglob("*") if p.is_file())
    # one in two is none of the many small files of a store
    plain = [name for name in names if "/" not in name]
    name = draw(st.one_of(st.sampled_from(plain), st.sampled_from(names)))
    data = (here / name).read_bytes()
    return name, draw(st.one_of(damaged(data), other_json(data), st.sampled_from([None, b""])))


def other_json(whole: bytes) -> st.SearchStrategy[bytes]:
    """Other JSON than was written, where it was JSON."""
    for text in (whole, *whole.splitlines()[:1]):
        try:
            data = json.loads(text)
        except ValueError:
            continue
        return st.one_of(ODD, _changed(data)).map(lambda d: json.dumps(d).encode() + b"\n")
    return damaged(whole)


@st.composite
def _changed(draw: Any, data: Any) -> Any:
    """Plain data of which a part, at any depth, is another or gone."""
    data = copy.deepcopy(data)
    for _ in range(draw(st.integers(1, 3))):
        at = data
        while isinstance(at, dict | list) and at:
            key = draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
            if isinstance(at[key], dict | list) and at[key] and draw(st.integers(0, 3)):
                at = at[key]
            elif draw(st.booleans()):
                at[key] = draw(ODD)
                break
            else:
                del at[key]
                break
    return data
