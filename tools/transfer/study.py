"""Runs the crises that nothing was fitted to, and scores them beside trivial baselines.

    python tools/transfer/study.py [--runs 20] [--minutes 4] [--only iran-2019 ...]

Universal parameters are frozen at the model's own values; those by country are drawn from the priors of
their world region.  What is recorded (`records.csv`) is read off every run and kept in results.json;
the same command goes on where the last one ended, and begins anew after a change of a scenario or of
the code.  `page.py` makes docs/transfer.md of it.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from members import SEED, code
from transfer.dose import refitted

import tocsin as tc
from tocsin.record.outcomes.run import Run
from tocsin.world import build

if TYPE_CHECKING:
    from numpy.typing import NDArray

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
CRISES = ("iran-2019", "ecuador-2019")
#: Records by day or time: variable that is counted, and whether from the beginning.
SERIES = {
    "dead by day": ("dead", False),
    "detained so far": ("ever_detained", True),
    "injured so far": ("injured", True),
}
REGIONS = {"dead by region": "dead", "detained by region": "ever_detained"}
TOWNS = {"towns on the day": False, "towns so far": True}
ANY = 50  # out at once in a town that counts as one with a protest
TOTALS = ("dead", "dead_forces", "injured", "ever_detained")


@cache
def records() -> list[dict[str, str]]:
    """Recorded figures, a row each."""
    with (HERE / "records.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def frozen(scenario: tc.Scenario) -> tc.Scenario:
    """With priors for parameters by country only."""
    return scenario.edit(set={
        f"parameters.{name}.prior": "fixed"
        for name, p in scenario.spec.parameters.items() if p.scope != "by country"
    })  # fmt: skip


def cells(run: Run, crisis: str) -> dict[str, float]:
    """What is recorded of a crisis, as a run has it, by 'what|key'; and totals."""
    found: dict[str, float] = {}
    days = dict(run.calendar)
    towns = ~run.world.places.rural
    for row in records():
        if row["crisis"] != crisis:
            continue
        what, key = row["what"], row["key"]
        name = f"{what}|{key}"
        if what in REGIONS:
            by_region = run.over_regions(run.last(REGIONS[what]))
            found[name] = float(by_region[run.regions.index(key)])
        elif what in SERIES:
            variable, so_far = SERIES[what]
            national = run.arrays[variable].sum(1)
            if so_far:
                found[name] = _at(national, run.scenario.hour_of(key))
            else:
                hours = days[key]
                before = national[hours[0] - 1] if hours[0] else 0
                found[name] = float(national[hours[-1]] - before)
        elif what in TOWNS:
            first = 0 if TOWNS[what] else int(days[key][0])
            out = run.active[first : int(days[key][-1]) + 1][:, towns]
            found[name] = float((out.max(0) >= ANY).sum())
    for variable in TOTALS:
        found[f"total|{variable}"] = float(run.count(variable))
    found["total|peak_active"] = float(run.national.max())
    return found


def _at(series: NDArray[Any], hour: float) -> float:
    """A count at a time: that at the end of the hour which holds it."""
    end = min(int(np.ceil(hour - 1e-9)), len(series))
    return float(series[end - 1]) if end > 0 else 0.0


def study(runs: int, minutes: float, only: list[str]) -> None:
    until = time.monotonic() + 60 * minutes
    found = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for crisis in CRISES:
        for name in (crisis, f"{crisis}-rules", f"{crisis} refitted"):
            scenario = variant(name)
            if (only and name not in only) or scenario is None:
                continue
            version = f"{scenario.digest[:12]} {code()}"
            kept = found.get(name, {})
            if kept.get("version") != version:
                kept = {"version": version, "persons": scenario.persons, "runs": 0, "cells": {}}
                kept["people"] = people(scenario)
                found[name] = kept
            world = build(scenario)
            while kept["runs"] < runs:
                if time.monotonic() > until:
                    sys.exit("out of time; the same command goes on")
                k = kept["runs"]
                done = tc.Simulation(
                    scenario, SEED, k, parameters="prior", world=world, terms=False
                )
                done.run()
                values = cells(Run(done.recorder), crisis)
                for cell, value in values.items():
                    kept["cells"].setdefault(cell, []).append(value)
                kept["runs"] += 1
                RESULTS.write_text(written(found), encoding="utf-8")
                print(name, k, {w: values[f"total|{w}"] for w in TOTALS}, flush=True)


def variant(name: str) -> tc.Scenario | None:
    """A crisis as declared, or with the size of its shock alone refitted; none if that is not known."""
    crisis, _, refit = name.partition(" ")
    scenario = frozen(tc.load(crisis))
    if not refit:
        return scenario
    size = refitted(crisis)
    return None if size is None else scenario.set("parameters.shock", size)


def written(found: dict[str, Any]) -> str:
    """As JSON, a line for each list of runs."""
    return (
        json.dumps(found, indent=1)
        .replace(",\n    ", ", ")
        .replace("[\n    ", "[")
        .replace("\n   ]", "]")
        + "\n"
    )


def people(scenario: tc.Scenario) -> dict[str, int]:
    """People by region."""
    out = dict.fromkeys(scenario.spec.regions, 0)
    for place in scenario.spec.places:
        out[place.region] += place.population
    return out


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=4)
    parser.add_argument("--only", nargs="*", default=[])
    given = parser.parse_args()
    study(given.runs, given.minutes, given.only)
