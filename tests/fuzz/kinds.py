"""Kinds of hostile input: for each how it is made, and what must hold whatever it is.

`test_fuzz` tries a fixed number of each; `tools/fuzz/run.py` tries as many as one likes.  A check
raises AssertionError or lets what should not escape escape; inputs that are refused in words are fine.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st

import tocsin.bargaining as theory
from tests.fuzz import reports
from tests.fuzz.making import (
    NUMBERS,
    arrays,
    damaged,
    file_of,
    folder,
    mixed,
    short,
    valley,
    whole_comparison,
    whole_pack,
    whole_partial,
    whole_result,
    whole_state,
    whole_world,
)
from tests.fuzz.opened import (
    READERS,
    READERS_OF_COMPARISONS,
    check_comparison,
    check_hours,
    check_pack,
    check_result,
    whole_store,
)
from tests.valley import TEXT
from tocsin.cli.streams import visible
from tocsin.declare import own
from tocsin.errors import InputError, OutputError, TocsinError
from tocsin.experiments.comparisons.named import named_variants
from tocsin.experiments.sweeps.designs import factors, table
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


# --- checks


def check_scenario(data: bytes) -> None:
    """A scenario file is read, and then written and read as the same, or refused in words."""
    with folder() as here:
        file = here / "v.yaml"
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
    with folder() as here:
        (here / "t.csv").write_text(text, encoding="utf-8", errors="surrogatepass")
        with suppress(TocsinError):
            assert table.read(valley(), here / "t.csv").points


def check_case(data: bytes) -> None:
    """A case file of an alliance is read or refused in words."""
    with folder() as here:
        (here / "case.yaml").write_bytes(data)
        with suppress(TocsinError):
            read_case(here / "case.yaml")


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


def _put(file: Path, data: bytes | None) -> None:
    if data is None:
        file.unlink()
    else:
        file.write_bytes(data)


def check_world(given: tuple[str, bytes | None]) -> None:
    """A damaged entry of the cache is built anew, and never used."""
    name, data = given
    with folder() as here:
        entry = here / "entry"
        shutil.copytree(whole_world(), entry)
        _put(entry / name, data)
        found = worlds._read(entry)
    if found is not None:  # the damage changed nothing
        assert sorted(found) == sorted(arrays())
        for key, array in arrays().items():
            np.testing.assert_array_equal(found[key], array, strict=True)


def check_state(data: bytes) -> None:
    """A damaged state is refused in words, or goes on as if nothing were."""
    with folder() as here:
        (here / "state.npz").write_bytes(data)
        run = Simulation(valley(), threads=1)
        with suppress(InputError):
            run.load(here / "state.npz")
            saved = dict(np.load(whole_state()))
            run.save(here / "again.npz")
            again = dict(np.load(here / "again.npz"))
            assert sorted(saved) == sorted(again)
            for key, array in saved.items():
                np.testing.assert_array_equal(again[key], array)


def check_partial(given: tuple[str, bytes | None]) -> None:
    """A damaged unfinished job is refused in words, or resumed with rows that were written."""
    name, data = given
    plan = {"seed": 1, "runs": 3}
    with folder() as here:
        shutil.copytree(whole_partial(), here / "x.partial")
        _put(here / "x.partial" / name, data)
        try:
            job = Directory(here / "x", plan, {"manifest.json"}, resume=True)
        except (InputError, OutputError):
            return
        job.begin()
        try:
            assert {row["index"] for row in job.rows()} == job.finished
        except OutputError:
            pass
        finally:
            job.abandon()


def check_own(data: bytes) -> None:
    """A user's mechanism is looked at, or refused with its file; it does not run."""
    with folder() as here:
        (here / "own.py").write_bytes(data)
        with suppress(TocsinError):
            own.reading("own.py", own.text_of(here / "own.py"))


def check_places(data: bytes) -> None:
    """A table of places is read, or refused with its file and line."""
    with folder() as here:
        (here / "p.csv").write_bytes(data)
        (here / "s.yaml").write_text("extends: two-towns\nname: p\nplaces: {file: p.csv}\n")
        with suppress(TocsinError):
            found = load(here / "s.yaml")
            (here / "t.yaml").write_text(found.to_yaml(), encoding="utf-8")
            assert load(here / "t.yaml").digest == found.digest


def check_variant(text: str) -> None:
    """A variant of a comparison is made, or refused in words."""
    with suppress(TocsinError):
        assert named_variants(short(), [text])


def check_factor(text: str) -> None:
    """So is what a sweep varies."""
    with suppress(TocsinError):
        assert factors.chosen(short(), [text])


def check_shown(text: str) -> None:
    """Nothing that a terminal would carry out gets to it."""
    shown = visible(text)
    assert len(shown) == len(text)
    assert not any(ord(c) < 32 and c not in "\n\t" for c in shown)
    assert not any(0x7F <= ord(c) < 0xA0 or c in "\u2028\u2029\u202e\u2066" for c in shown)


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
VARIANT = ("without ", "with ", "lever ", "set ", "--", ": ", ";", "alliance", "orders", "price_cap",
           "shutdown", ".at=", ".enabled=", "base", "name")  # fmt: skip
OWN = '''\
"""Memory: of the dead."""
import numpy as np
from tocsin import Field

FIELDS = (Field("memorial", ("place",), "1", "memory", low=0, high=1), Field("n", (), "1", "n", 2.0))
READS = ("dead",)
WRITES = (*(f.name for f in FIELDS), "pull_own") + ("news",)
PARAMETERS = ["t_mem", *sorted(("b", "a"))]
LIMITS = 2 * 3 - 1.5


def step(s, p, now):
    s.memorial += p.a * now.dt / p.t_mem
'''
PLACES = """\
id,name,region,lat,lon,population,kind,single_industry
alpha,Alpha,West,50.0,20.0,8000,,true
beta,"Be""ta, B",East,50.0,20.5,11000,,
# a note
farms,Farms,East,50.2,20.4,1000,rural,
"""

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
    "world": Kind(file_of(whole_world), check_world, 100),
    "state": Kind(st.deferred(lambda: damaged(whole_state().read_bytes())), check_state, 12),
    "partial": Kind(file_of(whole_partial), check_partial, 80),
    "result": Kind(st.tuples(file_of(whole_result), st.sampled_from(sorted(READERS))),
                   check_result, 12),
    "comparison": Kind(st.tuples(file_of(whole_comparison),
                                 st.sampled_from(sorted(READERS_OF_COMPARISONS))),
                       check_comparison, 12),
    "hours": Kind(file_of(whole_store), check_hours, 6),
    "pack": Kind(st.deferred(lambda: damaged(whole_pack().read_bytes())), check_pack, 100),
    "own": Kind(damaged(OWN.encode()), check_own, 150),
    "places": Kind(damaged(PLACES.encode()), check_places, 15),
    "source": Kind(reports.sources(), reports.check_source, 80),
    "gathered": Kind(reports.hostile(reports.GATHERED), reports.check_gathered, 80),
    "towns": Kind(reports.hostile(reports.TOWNS), reports.check_towns, 80),
    "variant": Kind(mixed(*VARIANT, *PATHS, *NUMBERS), check_variant, 40),
    "factor": Kind(mixed("parameters.", "k", "kappa", "lever ", "orders", "=", ":", ",", "on", "off",
                         "uniform(", "loguniform(", "normal(", ")", ".at", *NUMBERS, most=8),
                   check_factor, 40),
    "shown": Kind(st.text(), check_shown, 200),
}  # fmt: skip
