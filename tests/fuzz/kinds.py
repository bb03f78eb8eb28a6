"""Kinds of hostile input: for each how it is made, and what must hold whatever it is.

`test_fuzz` tries a fixed number of each; `tools/fuzz/run.py` tries as many as one likes.  A check
raises AssertionError or lets what should not escape escape; inputs that are refused in words are fine.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st

import tocsin.bargaining as theory
from tests.valley import FILE, TEXT
from tocsin.cli.streams import visible
from tocsin.errors import InputError, OutputError, TocsinError
from tocsin.experiments.sweeps.designs import table
from tocsin.hour.simulation import Simulation
from tocsin.results.directory import Directory
from tocsin.scenario import load
from tocsin.scenario.reading.times import moment, zone
from tocsin.scenario.sections.conditions import parse
from tocsin.theory.requests.read import read_case
from tocsin.theory.requests.template import template
from tocsin.world import cache as worlds


@dataclass(frozen=True)
class Kind:
    """Inputs of a kind, what must hold of each, and how many are tried in CI."""

    inputs: st.SearchStrategy[Any]
    check: Callable[[Any], None]
    examples: int


# --- bytes and texts that are nearly right


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


# --- checks


def check_scenario(data: bytes) -> None:
    """A scenario file is read, and then written and read as the same, or refused in words."""
    with _folder() as folder:
        file = folder / "v.yaml"
        file.write_bytes(data)
        try:
            scenario = load(file)
        except TocsinError:
            return
        file.write_text(scenario.to_yaml(), encoding="utf-8")
        assert load(file).digest == scenario.digest


def check_set(text: str) -> None:
    """A value of the command line is taken or refused in words."""
    with suppress(TocsinError):
        assert valley().edit(set=[text]).digest


def check_switch(text: str) -> None:
    """So is the name of a lever or part."""
    with suppress(TocsinError):
        assert valley().edit(without=[text]).digest
    with suppress(TocsinError):
        assert valley().edit(with_=[text]).digest


def check_condition(text: str) -> None:
    """A condition is parsed, or a ValueError says what was expected."""
    with suppress(ValueError):
        parse(text)


def check_time(given: tuple[str, str]) -> None:
    """A time is a moment in UTC that has this local time, or a ValueError."""
    text, name = given
    try:
        local = zone(name)
        found = moment(text, local)
    except ValueError:
        return
    assert found.tzinfo is UTC
    told = found.astimezone(local).replace(tzinfo=None, fold=0).isoformat()
    assert moment(told, UTC) == found.astimezone(local).replace(tzinfo=UTC)


def check_table(text: str) -> None:
    """A table of points is a design or refused in words, at once."""
    with _folder() as folder:
        (folder / "t.csv").write_text(text, encoding="utf-8", errors="surrogatepass")
        with suppress(TocsinError):
            assert table.read(valley(), folder / "t.csv").points


def check_case(data: bytes) -> None:
    """A case file of an alliance is read or refused in words."""
    with _folder() as folder:
        (folder / "case.yaml").write_bytes(data)
        with suppress(TocsinError):
            read_case(folder / "case.yaml")


def check_bargaining(given: tuple[list[float], list[float], list[float]]) -> None:
    """What is reckoned from actors is finite and probabilities add up, or an InputError."""
    position, salience, capability = (np.array(x) for x in given)
    with np.errstate(all="ignore"):
        try:
            actors = theory.Actors(position[:, None], salience[:, None], capability)
        except InputError:
            return
        share = theory.prospects(actors)
        views = theory.views(actors)
    assert np.isfinite(share).all()
    assert np.isfinite(views.seen).all()
    assert abs(share.sum() - 1) < 1e-6


def check_patronage(given: tuple[float, float, float, float, float]) -> None:
    """So is what a leader must give."""
    with suppress(InputError):
        found = theory.patronage(*given)
        assert all(np.isfinite(x).all() for x in vars(found).values())


def check_world(given: tuple[str, bytes]) -> None:
    """A damaged entry of the cache is built anew, and never used."""
    name, data = given
    with _folder() as folder:
        entry = folder / "entry"
        shutil.copytree(whole_world(), entry)
        (entry / name).write_bytes(data)
        found = worlds._read(entry)
    if found is not None:  # the damage changed nothing
        assert sorted(found) == sorted(arrays())
        for key, array in arrays().items():
            np.testing.assert_array_equal(found[key], array, strict=True)


def check_state(data: bytes) -> None:
    """A damaged state is refused in words, or goes on as if nothing were."""
    with _folder() as folder:
        (folder / "state.npz").write_bytes(data)
        run = Simulation(valley(), threads=1)
        with suppress(InputError):
            run.load(folder / "state.npz")
            saved = dict(np.load(whole_state()))
            run.save(folder / "again.npz")
            again = dict(np.load(folder / "again.npz"))
            assert sorted(saved) == sorted(again)
            for key, array in saved.items():
                np.testing.assert_array_equal(again[key], array)


def check_partial(given: tuple[str, bytes]) -> None:
    """A damaged unfinished job is refused in words, or resumed with rows that were written."""
    name, data = given
    plan = {"seed": 1, "runs": 3}
    with _folder() as folder:
        shutil.copytree(whole_partial(), folder / "x.partial")
        (folder / "x.partial" / name).write_bytes(data)
        try:
            job = Directory(folder / "x", plan, {"manifest.json"}, resume=True)
        except (InputError, OutputError):
            return
        job.begin()
        try:
            assert {row["index"] for row in job.rows()} == job.finished
        except OutputError:
            pass
        finally:
            job.abandon()


def check_shown(text: str) -> None:
    """Nothing that a terminal would carry out gets to it."""
    shown = visible(text)
    assert len(shown) == len(text)
    assert not any(ord(c) < 32 and c not in "\n\t" for c in shown)
    assert not any(0x7F <= ord(c) < 0xA0 or c in "\u2028\u2029\u202e\u2066" for c in shown)


# --- what is damaged


@cache
def _kept() -> Path:
    """A folder of this process, where what is damaged is whole."""
    made = tempfile.TemporaryDirectory(prefix="tocsin-fuzz-")
    _alive.append(made)
    return Path(made.name)


_alive: list[Any] = []


def _folder() -> Any:
    class Folder(tempfile.TemporaryDirectory):  # type: ignore[type-arg]
        def __enter__(self) -> Path:  # type: ignore[override]
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


@st.composite
def _file_of(draw: Any, folder: Callable[[], Path]) -> tuple[str, bytes]:
    names = sorted(p.name for p in folder().iterdir())
    name = draw(st.sampled_from(names))
    whole = (folder() / name).read_bytes()
    return name, draw(st.one_of(damaged(whole), _json_of(whole)))


def _json_of(whole: bytes) -> st.SearchStrategy[bytes]:
    """Other JSON than was written, where it was JSON."""
    try:
        data = json.loads(whole.splitlines()[0])
    except (ValueError, IndexError):
        return st.just(b"")
    odd = st.sampled_from([None, True, 0, -1, 1e308, "", "x", [], {}, [1], {"a": 1}])
    changed = st.dictionaries(st.sampled_from(sorted(data)), odd, max_size=3)
    return st.one_of(odd, changed.map(lambda c: data | c)).map(
        lambda d: json.dumps(d).encode() + b"\n"
    )


def _extreme() -> st.SearchStrategy[float]:
    return st.one_of(
        st.floats(0, 1),
        st.sampled_from([0.0, 5e-324, 1e-300, 1e-170, 1e-12, 0.5, 1.0, 1e12, 1e200, 1e308, -1.0]),
    )


PATHS = (
    "parameters.k", "parameters.kappa", "clock.hours", "clock.start", "clock.zone", "levers.orders.at",
    "places.farms.population", "strata.0.share", "shock.regions", "ties.local", "title", ".", "=", "==",
    "[", "]", "{", "}", ":", ",", "true", "null", "2030-06-03", "UTC+6", "0001", "levers", "places",
)  # fmt: skip
CONDITION = (
    "active", "rioting", "here.", "dead", " > ", " >= ", " < ", "==", " and ", " or ", "not ", "(", ")",
    "+", "*", "-", "fired('", "')", "captured('", "regions_with(", ", ", "hours", "**", "lambda x: x",
    "__import__('os')", "1 if 2 else 3", "\\", *NUMBERS,
)  # fmt: skip
TIMES = ("2024", "2022", "0001", "9999", "-", "03", "31", "02", "10", "27", "T", ":", "30", "00", "Z",
         "+", "+02:00", "-14:00", " ", ".5")  # fmt: skip
ZONES = ("UTC", "UTC+6", "UTC-3:30", "Europe/Berlin", "Asia/Almaty", "Australia/Lord_Howe",
         "Africa/Casablanca", "America/St_Johns", "Pacific/Apia")  # fmt: skip

KINDS = {
    "scenario": Kind(damaged(TEXT.encode()), check_scenario, 25),
    "set": Kind(mixed(*PATHS, *NUMBERS), check_set, 60),
    "switch": Kind(mixed("shock", "cells", "elites", "orders", "police", " ", "=", ".", most=3),
                   check_switch, 30),
    "condition": Kind(mixed(*CONDITION), check_condition, 300),
    "time": Kind(st.tuples(
        st.one_of(mixed(*TIMES), st.datetimes().map(lambda d: d.isoformat("T", "minutes")),
                  st.integers(0, 527_039).map(lambda n: str(np.datetime64("2024-01-01T00:00") + n))),
        st.one_of(st.sampled_from(ZONES), mixed(*ZONES, "+", ":", "9", "../", "/", most=4)),
    ), check_time, 300),
    "table": Kind(mixed("parameters.k", "levers.orders.enabled", "lever orders", ",", ",", "\n", "\n",
                        "true", "off", ";", '"', "#", "2.5", *NUMBERS), check_table, 60),
    "case": Kind(damaged(template().encode()), check_case, 40),
    "bargaining": Kind(st.integers(2, 5).flatmap(lambda n: st.tuples(
        *(st.lists(_extreme(), min_size=n, max_size=n) for _ in range(3))
    )), check_bargaining, 200),
    "patronage": Kind(st.tuples(*[_extreme()] * 5), check_patronage, 200),
    "world": Kind(_file_of(whole_world), check_world, 100),
    "state": Kind(st.deferred(lambda: damaged(whole_state().read_bytes())), check_state, 12),
    "partial": Kind(_file_of(whole_partial), check_partial, 80),
    "shown": Kind(st.text(), check_shown, 200),
}  # fmt: skip
