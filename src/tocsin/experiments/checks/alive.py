"""Alive: do people still answer to the next death at the hour of an order?

At an hour of a run some more die, and the country hears of them through outrage alone or through
fear alone; how many person-hours people are out in the next day then says whether backlash and
deterrence move at all.  A field at its ceiling (outrage, say, by injuries before anybody is shot)
would make shots deter only.  `tocsin check` does not ask it, since which hours matter is the
scenario's; the tests of the laws and `tools/laws/study.py` do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from tocsin.errors import InputError
from tocsin.hour.simulation import Simulation

if TYPE_CHECKING:
    from tocsin.scenario import Scenario
    from tocsin.world import World

#: State and people as arrays by name, and the step.
_Saved: TypeAlias = tuple[dict[str, Any], dict[str, Any], int]

DAY = 24
#: What carries the news of a death: fields that one way owns, the other way does not have.
WAYS = {
    "outrage": ("outrage_first", "outrage_stock", "outrage_here", "outrage"),
    "fear": ("deaths_minded", "fear_here", "fear"),
}


@dataclass(frozen=True)
class Response:
    """What a few deaths more at an hour change in the next day, in one run.

    change : of the person-hours out, relative; before : the field (`outrage`, `fear`) at that hour
    """

    hour: float
    run: int
    way: str
    change: float
    before: float


def responses(
    scenario: Scenario,
    hours: Iterable[int],
    runs: int,
    dead: float,
    place: str,
    *,
    seed: int = 1,
    first_run: int = 0,
    world: World | None = None,
) -> list[Response]:
    """Each run to each hour, on from there as it is and with so many more `dead` in a place, by name.

    The deaths are heard of and nothing else: nobody is taken out of the crowd, and no one remembers
    them at the place (`risk`).  Runs share their random numbers with the run as it is.

    Raises InputError for an hour less than a day before the end.
    """
    found = []
    for run in range(first_run, first_run + runs):
        base = Simulation(scenario, seed, run, threads=1, world=world, terms=False)
        other = base.anew()
        for hour in sorted(hours):
            if hour + DAY > scenario.hours:
                raise InputError(f"hour {hour}: the day after it ends after the run")
            base.run(hour)
            saved = _save(base)
            heard = _heard(base, other, saved, dead, place)
            as_it_is = _day(other, saved, {})
            for way, fields in WAYS.items():
                told = _day(other, saved, {name: heard[name] for name in fields})
                before = float(saved[0][way])
                found.append(Response(hour, run, way, told / max(as_it_is, 1.0) - 1, before))
    return found


def _save(sim: Simulation) -> _Saved:
    state = {name: np.array(x) for name, x in sim.state.save().items()}
    people = {name: np.array(x) for name, x in sim.people.save().items()}
    return state, people, sim.steps


def _load(sim: Simulation, saved: _Saved) -> None:
    sim.state.load({name: np.array(x) for name, x in saved[0].items()})
    sim.people.load({name: np.array(x) for name, x in saved[1].items()})
    sim.steps = saved[2]


def _heard(
    base: Simulation, sim: Simulation, saved: _Saved, dead: float, place: str
) -> dict[str, np.ndarray[Any, Any]]:
    """What the fields of hearing of harm gain in the next step from so many more dead."""
    _load(sim, saved)
    sim.step()
    without = {n: np.array(sim.state[n]) for way in WAYS.values() for n in way}
    _load(sim, saved)
    now = np.array(sim.state["deaths_now"])
    now[base.world.places.names.index(place)] += dead
    sim.state["deaths_now"][:] = now
    sim.step()
    return {n: np.array(sim.state[n]) - x for n, x in without.items()}


def _day(sim: Simulation, saved: _Saved, gained: dict[str, np.ndarray[Any, Any]]) -> float:
    """Person-hours out in the next day, with what some fields gain in its first step."""
    _load(sim, saved)
    hours = 0.0
    for k in range(DAY * sim.now.steps):
        sim.step()
        if k == 0:
            for name, more in gained.items():
                sim.state[name][...] += more
        hours += float(sim.state["active"].sum()) / sim.now.steps
    return hours
