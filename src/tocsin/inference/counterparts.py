"""What a result has beside each observation: the same figure, of the same time and place, in every run.

People at once are the most of any hour of the span; totals so far are those at its end, of what came in
the span the difference; outcomes of whole runs come from `members`.  Where the model has no such number
it is nan.  Between these and what is reported stands the observation model (`observing`).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from math import ceil, floor
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from tocsin.declare.outcome import OUTCOMES
from tocsin.declare.totals import TOTALS, total
from tocsin.inference.observations.kinds import WHAT
from tocsin.inference.observations.observation import HOUR, Observation
from tocsin.record.outcomes.crowds import ANY, MASS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.record.recorder import Recorder
    from tocsin.results.result import Result
    from tocsin.scenario import Scenario

#: Of tables by name and day, whose keys are such as 'dead 2022-01-07'.
DAILY = " and day"
#: Kinds that count places or regions in which so many are out at once.
_COUNTED = {"places": ANY, "regions": MASS}


def counterparts(result: Result, observations: Iterable[Observation]) -> NDArray[np.float64]:
    """(run, observation) simulated figures of the runs that did not fail.

    Raises InputError if the hours of these runs were not kept.
    """
    return _beside(_Results(result), observations)


def beside_run(recorder: Recorder, observations: Iterable[Observation]) -> NDArray[np.float64]:
    """(observation,) simulated figures of one run, from its record: the same as of a result."""
    return np.asarray(_beside(_Record(recorder), observations)[0])


def _beside(source: _Source, observations: Iterable[Observation]) -> NDArray[np.float64]:
    listed = list(observations)
    beside = _Beside(source)
    out = np.full((beside.runs, len(listed)), np.nan)
    for i, o in enumerate(listed):
        found = beside.hourly(o)
        found = beside.whole(o) if found is None else found
        if found is not None:
            out[:, i] = found
    return out


class _Source(Protocol):
    """Where simulated numbers come from."""

    scenario: Scenario
    runs: int
    hours: int

    def __contains__(self, variable: str) -> bool: ...

    def hourly(self, variable: str) -> NDArray[Any]:
        """(run, time) or (run, time, axis)."""

    def outcome(self, column: str) -> NDArray[Any] | None:
        """(run,) an outcome of whole runs, or a key of its table; None where there is none."""


class _Results:
    """The runs of a result."""

    def __init__(self, result: Result) -> None:
        self.scenario, self.data = result.scenario, result.data
        self.runs, self.hours = self.data.sizes["run"], self.data.sizes["time"]
        members = result.members
        self.members = members[members["run"].isin(self.data["run"].values)]

    def __contains__(self, variable: str) -> bool:
        return variable in self.data

    def hourly(self, variable: str) -> NDArray[Any]:
        return np.asarray(self.data[variable].values)

    def outcome(self, column: str) -> NDArray[Any] | None:
        return np.asarray(self.members[column]) if column in self.members else None


class _Record:
    """The record of one run that has ended, in memory."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder, self.scenario = recorder, recorder.scenario
        self.runs, self.hours = 1, recorder.scenario.hours

    def __contains__(self, variable: str) -> bool:
        return variable in self.recorder.arrays

    def hourly(self, variable: str) -> NDArray[Any]:
        return np.asarray(self.recorder.arrays[variable][None])

    def outcome(self, column: str) -> NDArray[Any] | None:
        value = self.outcomes.get(column)
        return None if value is None else np.array([value], object)

    @cached_property
    def outcomes(self) -> dict[str, Any]:
        from tocsin.record.outcomes import outcomes
        from tocsin.results.table import flat

        return flat({"run": 0, "outcomes": outcomes(self.recorder)})


class _Beside:
    """A source, with what is asked of it often."""

    def __init__(self, source: _Source) -> None:
        self.source, self.scenario = source, source.scenario
        self.runs, self.hours = source.runs, source.hours
        self.region = np.array([p.region for p in self.scenario.spec.places])
        self.name = np.array([p.name for p in self.scenario.spec.places])
        self._series: dict[str, NDArray[np.float64]] = {}

    def hourly(self, o: Observation) -> NDArray[np.float64] | None:
        """(run,) from the hours; None where they do not hold it."""
        first = floor((o.time - self.scenario.start) / HOUR)
        after = ceil((o.until - self.scenario.start) / HOUR)
        if not o.so_far and (first >= self.hours or after <= 0):
            return None
        if o.what in _COUNTED and not o.so_far:
            return self._where(o, first, after)
        variable = WHAT[o.what].variable if o.what in WHAT else ""
        if not variable or o.part or not self._has(variable):
            return None
        series = self.series(variable)
        if series.ndim == 2:  # of the country alone
            if o.place or o.region:
                return None
            values = series
        else:
            values = series[:, :, self._at(o)].sum(2)
        if not WHAT[o.what].total and not o.so_far:
            return np.asarray(values[:, max(first, 0) : after].max(1))
        ended = self._by(values, after)
        return ended if o.so_far else ended - self._by(values, first)

    def whole(self, o: Observation) -> NDArray[np.float64] | None:
        """(run,) from the outcomes of whole runs; None where there is none of it."""
        outcome = WHAT[o.what].outcome if o.what in WHAT else o.what
        key = o.part or (o.place if o.what in WHAT else "") or o.region
        if key and o.what in OUTCOMES and OUTCOMES[o.what].keys.endswith(DAILY):
            key += f" {(o.until - HOUR).astimezone(self.scenario.zone).date().isoformat()}"
        if o.what not in WHAT and o.place:  # a place by its name
            named = self.source.outcome(outcome)
            if named is not None:
                return np.asarray(named == o.place, float)
        ends = self.scenario.moment_of(self.hours)
        if o.what in WHAT and (o.until < ends or not (o.so_far or o.time <= self.scenario.start)):
            return None
        found = self.source.outcome(f"{outcome}.{key}" if key else outcome) if outcome else None
        return None if found is None else np.asarray(found, float)

    def series(self, variable: str) -> NDArray[np.float64]:
        """(run, time, place) or (run, time)."""
        if variable not in self._series:
            self._series[variable] = np.asarray(total(variable, self.source.hourly), float)
        return self._series[variable]

    def _has(self, variable: str) -> bool:
        return all(
            n in self.source for n in (TOTALS[variable].parts if variable in TOTALS else [variable])
        )

    def _at(self, o: Observation) -> NDArray[np.bool_]:
        """Which places an observation is of."""
        found = np.ones(len(self.name), bool)
        if o.region:
            found &= self.region == o.region
        return found & (self.name == o.place) if o.place else found

    def _where(self, o: Observation, first: int, after: int) -> NDArray[np.float64]:
        """(run,) in how many places or regions at least so many were out at once."""
        active = self.series("active")[:, max(first, 0) : after]
        groups = [self.region == r for r in self.scenario.spec.regions]
        if o.what == "places":
            groups = list(np.eye(len(self.name), dtype=bool))
        at = self._at(o)
        most = [active[:, :, g & at].sum(2).max(1) for g in groups if (g & at).any()]
        return np.asarray((np.stack(most, 1) >= _COUNTED[o.what]).sum(1), float)

    @staticmethod
    def _by(values: NDArray[np.float64], hour: int) -> NDArray[np.float64]:
        """Totals by the beginning of an hour: none before the first, those of the last after it."""
        return values[:, min(hour, values.shape[1]) - 1] if hour > 0 else np.zeros(len(values))
