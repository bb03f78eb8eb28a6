"""Watching a crisis: what was to be seen on each square on each local day, before anybody counts it.

Rural remainders are left out: who is out there is spread over many villages, and no crowd of one place.
Kept are days with some `SEEN` people out at once, fewer than the data set asks for, so that rules of
coding and of counting can be changed without another run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from tocsin.experiments.executors.work import Task
from tocsin.hour.parameters import Parameters, parameters
from tocsin.hour.simulation import Simulation
from tocsin.inference.world.declared import value
from tocsin.inference.world.making import HOURS, scenario_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.inference.world.draws import Crisis
    from tocsin.scenario import Scenario

SEEN = 20
CROWD = 50  # people, from which on a gathering is taken to have begun
#: What is kept of a place on a day, in this order: most out and most rioting at once; most officers per
#: person in contact under orders to disperse; arrests; hurt in hours without live fire; dead that live
#: fire is expected to leave; dead of the crowd and about it; the local hour at which the crowd of 50
#: gathered first on that day, -1 if it was there already.
COLUMNS = (
    "place", "day", "size", "rioting", "faced", "arrests", "beaten", "shots", "dead", "hour",
)  # fmt: skip
#: Parameters of a country (how its state answers among them) are drawn, and those of a case, which
#: never travel; universal ones keep the model's values.
DRAWN = ("by country", "by case")
CONCESSIONS = ("price_cap", "resignation", "release")


@dataclass(frozen=True)
class CrisisTask(Task):
    """A crisis to be run; its scenario is made where it is run."""

    crisis: Crisis | None = None
    hours: int = HOURS


def task_of(index: int, crisis: Crisis, seed: int, hours: int) -> CrisisTask:
    """The task of a crisis."""
    none = cast("Scenario", None)
    return CrisisTask(
        index, none, seed, crisis.number, label=crisis.iso, crisis=crisis, hours=hours
    )


def watched(task: Task) -> dict[str, Any]:
    """What a crisis left; or what went wrong, in words, since a draft is nowhere to be run again."""
    assert isinstance(task, CrisisTask)
    assert task.crisis is not None
    try:
        scenario, town = scenario_of(task.crisis, task.hours)
        run = simulation(scenario, task.seed, task.run)
        return {"error": "", "town": town} | watch(run)
    except Exception as error:  # told with its country and number, and the others go on
        return {"error": f"{task.crisis.iso}: {type(error).__name__}: {error}"}


def simulation(scenario: Scenario, seed: int, number: int) -> Simulation:
    """The run of a crisis before its first hour, with the parameters of country and case drawn."""
    run = Simulation(scenario, seed, number, threads=1, terms=False)
    drawn = parameters(scenario, seed, number, "prior")
    table = scenario.spec.parameters
    values = np.array([
        d if table[name].scope in DRAWN else p
        for name, p, d in zip(drawn.names, run.parameters.values, drawn.values, strict=True)
    ])  # fmt: skip
    run.parameters = Parameters(drawn.names, values)
    run.restart()
    return run


def watch(run: Simulation) -> dict[str, Any]:
    """Run it; the days and places with a crowd, and figures of the whole crisis."""
    scenario, places = run.scenario, run.world.places
    n = len(places)
    squares = ~places.rural & (places.acts_in == np.arange(n))
    local, clock = _calendar(scenario)
    days = int(local.max()) + 1
    found = {name: np.zeros((days, n)) for name in COLUMNS[2:-1]}
    began = np.full((days, n), -1)
    gas = np.zeros(24)
    at = np.arange(n)
    before = {k: np.zeros(n) for k in ("detained", "hurt", "dead", "active")}
    peak, faced = 0, value("coding.yaml", "dispersed")
    for t in range(scenario.hours):
        run.run(t + 1)
        s = run.state
        d, h = local[places.region, t], clock[places.region, t]
        active = np.asarray(s["active"], float)
        firing = np.asarray(s["firing"]) > 0
        now = {
            "detained": np.asarray(s["ever_detained"], float),
            "hurt": np.asarray(s["injured"] - s["injured_forces"], float),
            "dead": np.asarray(s["dead"] - s["dead_forces"], float),
            "active": active,
        }
        peak = max(peak, int(active.sum()))
        contact = np.asarray(s["contact"], float)
        rioting = np.asarray(s["rioting"], float)
        for name, x in (("size", active), ("rioting", rioting), ("faced", contact)):
            found[name][d, at] = np.maximum(found[name][d, at], x)
        found["arrests"][d, at] += now["detained"] - before["detained"]
        found["beaten"][d, at] += np.where(firing, 0.0, now["hurt"] - before["hurt"])
        found["shots"][d, at] += np.asarray(s["shots"], float)
        found["dead"][d, at] += now["dead"] - before["dead"]
        gathers = (active >= CROWD) & (before["active"] < CROWD) & (began[d, at] < 0)
        began[d[gathers], at[gathers]] = h[gathers]
        np.add.at(gas, h[squares & (active >= CROWD) & (contact >= faced)], 1.0)
        before = now
    seen = np.argwhere((found["size"] >= SEEN) & squares)
    rows = [
        [int(p), int(d), *(_short(found[c][d, p]) for c in COLUMNS[2:-1]), int(began[d, p])]
        for d, p in seen
    ]
    about = _about(run, sorted({int(p) for p, _ in seen}), local)
    return {
        "persons": scenario.persons, "peak": peak, "start": scenario.local(0).date().isoformat(),
        "days": rows, "places": about, "gas": gas.tolist(),
        "dead": int(s["dead"].sum()), "detained": int(s["ever_detained"].sum()),
    }  # fmt: skip


def _calendar(scenario: Scenario) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(region, hour) local days since the first, and local hours of the day."""
    first = scenario.local(0).date()
    zones: dict[str, tuple[list[int], list[int]]] = {}
    for name, region in scenario.spec.regions.items():
        if str(region.zone) not in zones:
            moments = [scenario.local(t, name) for t in range(scenario.hours)]
            zones[str(region.zone)] = (
                [max(0, (m.date() - first).days) for m in moments],
                [m.hour for m in moments],
            )
    both = [zones[str(r.zone)] for r in scenario.spec.regions.values()]
    return np.array([b[0] for b in both]), np.array([b[1] for b in both])


def _about(
    run: Simulation, listed: list[int], local: NDArray[np.int64]
) -> dict[str, tuple[str, str, int, list[int]]]:
    """By number of a place: name, region, people of its square, days on which the state gave way."""
    places, names = run.world.places, run.world.regions.names
    acts, times = run.now.program.acts, np.asarray(run.state["lever_time"])
    mine = [i for i, act in enumerate(acts) if act.lever.kind in CONCESSIONS]
    out = {}
    for p in listed:
        r = int(places.region[p])
        hours = [int(times[i, r]) for i in mine if times[i, r] < local.shape[1]]
        out[str(p)] = (places.names[p], names[r], int(places.crowd_population[p]),
                       sorted({int(local[r, h]) for h in hours}))  # fmt: skip
    return out


def _short(x: float) -> float | int:
    """A number as it is kept: whole, or to three figures."""
    return int(x) if x == int(x) else float(f"{x:.3g}")
