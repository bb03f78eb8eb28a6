"""The record of a run as outcomes read it: what several of them need is worked out once.

*Active* is marching or rioting at the end of an hour, all at once.  Days are those of the scenario's
zone.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.totals import total

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.record.recorder import Recorder
    from tocsin.scenario import Scenario

Days = list[tuple[str, "NDArray[np.int64]"]]


def days(recorder: Recorder) -> Days:
    """The local days of a run with the hours that lie in each."""
    return days_of(recorder.scenario)


def days_of(scenario: Scenario) -> Days:
    """The local days of a scenario with the hours that lie in each."""
    array = np.array(scenario.dates())
    names = sorted(set(map(str, array)))
    return [(name, np.flatnonzero(array == name)) for name in names]


class Run:
    """A finished run.

    arrays : variables of the record, (time, axis) or (time,)
    final : what is known only at its end, and `world`, `scenario`, `plan`, `parameters` of the run
    stopped : hours after which it was stopped early, or 0
    """

    def __init__(self, recorder: Recorder) -> None:
        self.arrays, self.final, self.stopped = recorder.arrays, recorder.final, recorder.stopped
        self.scenario, self.world = recorder.scenario, recorder.world
        self.plan, self.parameters = recorder.plan, recorder.parameters

    def last(self, name: str) -> NDArray[Any]:
        """(axis,) a variable, or a total of several, at the end of the run.

        Of some the record keeps every hour, of others only this last value.
        """
        return np.asarray(total(name, self._end))

    def _end(self, name: str) -> NDArray[Any]:
        return self.final[name] if name in self.final else self.arrays[name][-1]

    def count(self, name: str) -> int:
        """The same, summed over the country."""
        return int(self.last(name).sum())

    @cached_property
    def active(self) -> NDArray[np.int64]:
        """(time, place) marching or rioting."""
        return np.asarray(total("active", lambda part: self.arrays[part].astype(np.int64)))

    @cached_property
    def rioting(self) -> NDArray[np.int64]:
        """(time, place) rioting."""
        return self.arrays["rioting"].astype(np.int64)

    @cached_property
    def national(self) -> NDArray[np.int64]:
        """(time,) active in the country."""
        return np.asarray(self.active.sum(1))

    @cached_property
    def by_region(self) -> NDArray[np.int64]:
        """(time, region) active."""
        out = np.zeros((len(self.active), len(self.regions)), np.int64)
        np.add.at(out.T, self.world.places.region, self.active.T)
        return out

    @cached_property
    def calendar(self) -> Days:
        """The local days with the hours that lie in each."""
        return days_of(self.scenario)

    @property
    def regions(self) -> list[str]:
        """Names of regions."""
        return self.world.regions.names

    def over_regions(self, values: NDArray[Any]) -> NDArray[Any]:
        """(region,) sums of values by place."""
        return np.bincount(self.world.places.region, values, minlength=len(self.regions))

    def place(self, name: str) -> int | None:
        """Index of the place of a name, the largest where several have it; none if none has."""
        same = [i for i, known in enumerate(self.world.places.names) if known == name]
        population = self.world.places.population
        return max(same, key=lambda i: int(population[i])) if same else None

    def recorded(self, outcome: str) -> list[str]:
        """Keys of a table for which the scenario has a recorded figure."""
        keys = self.scenario.spec.references
        return [key.partition(".")[2] for key in keys if key.startswith(f"{outcome}.")]


def table(names: Iterable[str], values: Iterable[Any]) -> dict[str, Any]:
    """Values by name; both are as many."""
    return dict(zip(names, values, strict=True))
