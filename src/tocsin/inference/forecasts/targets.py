"""What is forecast: totals of harm, crowds, what officials will say, and whether it is over.

dead, injured, detained   so far, of the nation and its regions, by day
active, rioting           at most at once since the day before
reported.NAME             the official figure that will stand then: of the scenario's officials, or
                          where it has none of the true total by the errors of observing
withdrawal                whether allied troops have begun to leave by then
incumbent_survives        whether the leader is in office at the horizon
purge_failed              whether a dismissal or an arrest failed by the horizon
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.outcome import OUTCOMES
from tocsin.inference.observations.observation import HOUR, Observation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.scenario import Scenario

NATION = "nation"
TOTALS = ("dead", "injured", "detained")
CROWDS = {"active": "crowd", "rioting": "riot"}  # outcomes by kind of report
#: Targets that hold or not, by the outcome that says so; the alliance's in hours.
LEAVE = "alliance_leave_hours"
SHARES = {"withdrawal": LEAVE} | {n: n for n in ("incumbent_survives", "purge_failed")}
DAY = timedelta(hours=24)
REPORTED = "reported"


@dataclass(frozen=True)
class Target:
    """One number that is forecast.

    name, location : as they are told; end : the moment that it is of
    observation : the figure that is asked of each run
    share : whether it holds or not; by : hours from the start by which it must have come, if so
    officials : whether it is the true total as officials would report it
    """

    name: str
    location: str
    end: datetime
    observation: Observation
    share: bool = False
    by: float | None = None
    officials: bool = False

    def of(
        self,
        true: NDArray[np.float64],
        as_told: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    ) -> NDArray[np.float64]:
        """(run,) its values, of what runs had; `as_told` makes reports of true totals."""
        if self.by is not None:
            return np.asarray(np.nan_to_num(true, nan=np.inf) <= self.by, float)
        known = np.nan_to_num(true)
        if self.share:
            return np.asarray(known > 0, float)
        return np.nan_to_num(as_told(known)) if self.officials else known


def asked(scenario: Scenario, as_of: datetime, until: datetime, *, whole: bool) -> list[Target]:
    """All targets; days count from `as_of`.

    whole : whether the clock ends at `until`, so that outcomes of whole runs are of that moment
    """
    ends = [*_days(as_of, until), until]
    out: list[Target] = []
    for begin, end in zip([as_of, *ends[:-1]], ends, strict=True):
        for region, location in [("", NATION), *((r, r) for r in scenario.spec.regions)]:
            out += [
                Target(kind, location, end,
                       Observation(kind, scenario.start, end, region=region, so_far=True))
                for kind in TOTALS
            ]  # fmt: skip
            out += [
                Target(name, location, end, Observation(kind, begin, end, region=region))
                for name, kind in CROWDS.items()
            ]
        out += _official(scenario, end, whole and end == until)
        if whole:
            out += _shares(scenario, end, end == until)
    return out


def _days(as_of: datetime, until: datetime) -> list[datetime]:
    """Ends of whole days before `until`."""
    count = -((as_of - until) // DAY) - 1
    return [as_of + (i + 1) * DAY for i in range(count)]


def _official(scenario: Scenario, end: datetime, last: bool) -> list[Target]:
    """What officials will have said by then; their day is the scenario's, and at midnight it ends."""
    officials = scenario.spec.officials
    if officials is None:
        return [
            Target(f"{REPORTED}.{kind}", NATION, end, Observation(
                kind, scenario.start, end, so_far=True, best=1.0, counted_by="officials",
                channel="statement", reliability="A2", status="official"), officials=True)
            for kind in TOTALS
        ]  # fmt: skip
    local = end.astimezone(scenario.zone)
    if not last and (local.hour, local.minute) != (0, 0):
        return []
    return [
        Target(f"{REPORTED}.{figure}", NATION, end,
               Observation("reported_by", scenario.start, end, part=figure, so_far=True))
        for figure in officials.figures
    ]  # fmt: skip


def _shares(scenario: Scenario, end: datetime, last: bool) -> list[Target]:
    out = []
    for name, outcome in SHARES.items():
        declared = OUTCOMES[outcome]
        if getattr(scenario.spec, declared.part or "name", None) is None:
            continue
        by = (end - scenario.start) / HOUR if outcome == LEAVE else None
        if last or by is not None:
            seen = Observation(outcome, scenario.start, end, so_far=True)
            out.append(Target(name, NATION, end, seen, share=True, by=by))
    return out
