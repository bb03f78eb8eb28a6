"""Trials: runs of a variant, and of each what the checks look at; nothing is written.

A trial goes wherever runs go (`executors`), so that a check uses all cores; members of two variants
with one seed share their random numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.lever import KINDS
from tocsin.errors import TocsinError
from tocsin.experiments.executors.dispatch import carry_out
from tocsin.experiments.executors.work import Failure, Task
from tocsin.record.outcomes.crowds import FIRST

if TYPE_CHECKING:
    from tocsin.record.recorder import Recorder
    from tocsin.scenario import Scenario

#: Standard error of a median over that of a mean, for values that are about normal.
OF_A_MEDIAN = 1.2533
#: The variant that is none.
BASE = "as it is"


@dataclass(frozen=True)
class Trial:
    """What one run left."""

    outcomes: dict[str, Any]
    acted: tuple[str, ...]  # kinds of grave levers that acted somewhere
    first: tuple[str, str] | None = None  # place and region of the first crowd


@dataclass(frozen=True)
class Trials:
    """The runs of a variant."""

    scenario: Scenario
    trials: tuple[Trial, ...]

    def numbers(self, outcome: str) -> np.ndarray[Any, np.dtype[np.float64]]:
        """(run,) values of an outcome; those that a run has not seen are left out."""
        known = (t.outcomes[outcome] for t in self.trials)
        return np.array([v for v in known if v is not None], float)

    def median(self, outcome: str) -> float:
        """The median over runs."""
        found = self.numbers(outcome)
        return float(np.median(found)) if len(found) else 0.0

    def noise(self, outcome: str) -> float:
        """Standard error of that median."""
        found = self.numbers(outcome)
        spread = float(found.std(ddof=1)) if len(found) > 1 else 0.0
        return OF_A_MEDIAN * spread / math.sqrt(max(1, len(found)))

    def paired_noise(self, other: Trials, outcome: str) -> float:
        """Standard error of the median difference to runs that share their random numbers."""
        pairs = zip(self.trials, other.trials, strict=True)
        both = [(a.outcomes[outcome], b.outcomes[outcome]) for a, b in pairs]
        change = np.array([b - a for a, b in both if a is not None and b is not None], float)
        spread = float(change.std(ddof=1)) if len(change) > 1 else 0.0
        return OF_A_MEDIAN * spread / math.sqrt(max(1, len(change)))

    def share(self, holds: Callable[[Trial], bool]) -> float:
        """Share of runs of which something holds."""
        return float(np.mean([holds(t) for t in self.trials]))


def observe(task: Task) -> dict[str, Any]:
    """A run as the checks see it; travels to workers."""
    from tocsin.experiments.executors.parcels import world_of
    from tocsin.hour.simulation import Simulation
    from tocsin.record.outcomes import outcomes

    run = Simulation(
        task.scenario, task.seed, task.run, parameters=task.parameters, threads=1,
        world=world_of(task.scenario), terms=False,
    )  # fmt: skip
    record = run.run()
    found = outcomes(record)
    at = run.state["lever_time"]
    kinds = [act.lever.kind for act in run.now.program.acts]
    acted = {k for k, times in zip(kinds, at, strict=True) if (times < task.scenario.hours).any()}
    return {
        "outcomes": found,
        "acted": tuple(sorted(k for k in acted if KINDS[k].grave)),
        "first": _first(record),
    }


def _first(record: Recorder) -> tuple[str, str] | None:
    """Place and region of `first_active_place`; names alone may stand for several places."""
    active, world = record.active, record.world
    hours = np.flatnonzero((active >= FIRST).any(1))
    if not len(hours):
        return None
    place = int(np.argmax(active[hours[0]]))
    return world.places.names[place], world.regions.names[world.places.region[place]]


class Bench:
    """Makes trials and remembers them, so that two checks of one variant share its runs."""

    def __init__(
        self, scenario: Scenario, runs: int, seed: int, *, workers: int | None = None,
        tick: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        self.scenario, self.runs, self.seed, self.workers = scenario, runs, seed, workers
        self.tick = tick or (lambda: None)
        self._known: dict[str, Trials] = {}

    def base(self) -> Trials:
        """The scenario as it is."""
        return self.trials(BASE, lambda: self.scenario)

    def trials(self, what: str, make: Callable[[], Scenario]) -> Trials:
        """The runs of the variant that `make` gives; `what` names it."""
        if what not in self._known:
            self._known[what] = self._run(what, make())
        return self._known[what]

    def _run(self, what: str, scenario: Scenario) -> Trials:
        found: list[Trial | None] = [None] * self.runs
        tasks = self._tasks(scenario, what)
        results = carry_out(tasks, observe, "auto", workers=self.workers)
        with closing(results):
            for task, left in results:
                if isinstance(left, Failure):
                    raise TocsinError(f"{what}, run {task.run}: {left.error}")
                found[task.index] = Trial(left["outcomes"], left["acted"], left["first"])
                self.tick()
        return Trials(scenario, tuple(t for t in found if t is not None))

    def _tasks(self, scenario: Scenario, what: str) -> Iterator[Task]:
        for k in range(self.runs):
            yield Task(k, scenario, self.seed, k, label=what)
