"""What the model needs to know of observations: arrays over reports.

The model is of counts: of persons, sites, premises, places.  Shares, times and names are compared
as they are, by who fits.  A report with low and high is an interval that is meant to hold the
truth, also where it has a best figure; one with a bare figure is a point; one without was seen and
not counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tocsin.inference.observations.kinds import WHAT
from tocsin.inference.observations.observation import Observation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.scenario import Scenario

#: Units that are no count.
_MEASURED = ("share", "")
_HARM = ("dead", "injured", "detained")
_CROWDS = ("crowd", "riot")
#: What cannot be judged stands so far from the best to the worst grade (see obs_wrong_worst).
UNJUDGED = 0.75
_GRADES = {g: i / 4 for i, g in enumerate("ABCDE")} | {str(i + 1): i / 4 for i in range(5)}


@dataclass(frozen=True)
class Reports:
    """(report,) arrays.

    low, high : bounds of the figure, equal for a point
    point, counted : whether there is a bare figure; any figure
    people : residents of where it was, at least one
    total : a total so far, which is published whatever its size
    grade : how bad its grade is, 0 (A1) to 1 (E5)
    under : officials on harm, who miss some; over : organisers on crowds, who see more
    who : number by which its random numbers are keyed
    hour : of the end of the fact, from the start of the clock
    """

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    point: NDArray[np.bool_]
    counted: NDArray[np.bool_]
    people: NDArray[np.float64]
    total: NDArray[np.bool_]
    grade: NDArray[np.float64]
    under: NDArray[np.bool_]
    over: NDArray[np.bool_]
    who: NDArray[np.uint32]
    hour: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.low)


def spoken_of(o: Observation) -> bool:
    """Whether the model speaks of an observation: a count of a kind that it knows."""
    return o.what in WHAT and WHAT[o.what].unit not in _MEASURED


def modelled(o: Observation) -> bool:
    """The same of one that still stands."""
    return spoken_of(o) and o.stands


def reports_of(observations: Iterable[Observation], scenario: Scenario) -> Reports:
    """Arrays of observations, all of which must be `modelled`."""
    listed = list(observations)
    bounds = np.array([o.bounds for o in listed], float).reshape(-1, 2)
    people = _people(scenario)
    officials = np.array([o.counted_by == "officials" for o in listed], bool)
    organisers = np.array([o.counted_by == "organisers" for o in listed], bool)
    counted = np.array([o.counted for o in listed], bool)
    return Reports(
        low=bounds[:, 0],
        high=bounds[:, 1],
        point=counted & (bounds[:, 0] == bounds[:, 1]),
        counted=counted,
        people=np.array([people[o.place, o.region] for o in listed], float),
        total=np.array([o.so_far for o in listed], bool),
        grade=np.array([grade(o.reliability) for o in listed], float),
        under=officials & np.array([o.what.startswith(_HARM) for o in listed], bool),
        over=organisers & np.array([o.what in _CROWDS for o in listed], bool),
        who=np.array([int(o.id[:8], 16) for o in listed], np.uint32),
        hour=np.array(
            [(o.until - scenario.start).total_seconds() // 3600 for o in listed], np.int64
        ),
    )


def grade(reliability: str) -> float:
    """0 for A1 to 1 for E5; F and 6 are `UNJUDGED`."""
    return sum(_GRADES.get(letter, UNJUDGED) for letter in reliability) / 2


def _people(scenario: Scenario) -> dict[tuple[str, str], float]:
    """Residents by place and region, by region, and of all."""
    out: dict[tuple[str, str], float] = {}
    for p in scenario.spec.places:
        for where in ((p.name, p.region), ("", p.region), ("", "")):
            out[where] = out.get(where, 0.0) + p.population
    return out
