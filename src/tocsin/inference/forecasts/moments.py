"""What was known at a moment, what it makes of the runs, and how good that was later."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from tocsin.inference.forecasts import baselines, scores
from tocsin.inference.forecasts.weights import likelihoods, tempered
from tocsin.inference.observations.observation import HOUR
from tocsin.inference.observing import errors
from tocsin.inference.observing.reports import reports_of
from tocsin.inference.observing.sampling import from_uniforms, keyed
from tocsin.people.random import key

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.inference.observations.observation import Observation
    from tocsin.scenario import Scenario

#: Logarithm of a report's chance in the run nearest to it, less that if its own figure were true, below
#: which no run comes near it.
OUTSIDE = -12.0
Row = dict[str, dict[str, float]]


@dataclass
class Told:
    """Reports beside runs.

    listed : all that were believed at some time
    true : (run, report) what the runs had; index : (run,) their numbers; seed : of random numbers
    sets : (run,) from which set of a cloud each took its parameters; None without a cloud
    fitted : ids of the reports to which that cloud was fitted
    """

    scenario: Scenario
    listed: list[Observation]
    true: NDArray[np.float64]
    index: NDArray[np.int64]
    seed: int
    sets: NDArray[np.int64] | None = None
    fitted: Collection[str] = ()
    chances: NDArray[np.float64] = field(init=False)
    drawn: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        self.chances = likelihoods(self.scenario, self.listed, self.true)
        self.drawn = reported(self.scenario, self.listed, self.true, self.index, self.seed)

    def known(self, now: datetime) -> NDArray[np.bool_]:
        """(report,) which count at a moment."""
        return np.array([o.stood(now) for o in self.listed], bool)

    def weights(self, now: datetime) -> tuple[NDArray[np.float64], float]:
        """(run,) weights by what was known, and by how much they were tempered."""
        known = self.known(now)
        twice = np.array([o.id in self.fitted for o in self.listed], bool)
        if self.sets is None or not twice.any():
            return tempered(self.chances[:, known].sum(1))
        new = self.chances[:, known & ~twice].sum(1)
        return tempered(new, self.chances[:, known & twice].sum(1), self.sets)

    def misfit(self, now: datetime) -> list[str]:
        """Ids of known reports that no run comes near.

        A large figure is as likely as a small one: what counts is how much likelier it could be.
        """
        own = likelihoods(
            self.scenario, self.listed, np.expm1([[baselines.figure(o) for o in self.listed]])
        )[0]
        best = self.chances.max(0) if len(self.listed) else own
        near = zip(self.listed, self.known(now), best - own, strict=True)
        return [o.id for o, known, short in near if known and short < OUTSIDE]

    def scores(self, now: datetime, ahead: int) -> list[Row]:
        """Of a forecast as of a moment, on each figure of a later fact within so many hours."""
        weights, _ = self.weights(now)
        before = [o for o, k in zip(self.listed, self.known(now), strict=True) if k]
        people = reports_of(self.listed, self.scenario).people if self.listed else np.zeros(0)
        start, out = self.scenario.start, []
        for j, o in enumerate(self.listed):
            later = now < o.until <= now + ahead * HOUR and o.known > now
            if not later or not o.counted or not o.stands or np.isnan(self.drawn[:, j]).all():
                continue
            x, truth = self.drawn[:, j], baselines.figure(o)
            row = {
                scores.OWN: scores.scored(x, weights, truth),
                "last_value": scores.scored(baselines.last_value(o, before, now), None, truth),
                "growth": scores.scored(baselines.growth(o, before, now), None, truth),
                "climatology": scores.scored(x, None, truth),
            }
            if o.so_far:
                told = baselines.hawkes(o, before, now, start)
                row["hawkes"] = scores.scored(told, None, truth)
            if o.region and not o.place:
                whole = replace(o, region="").subject
                nation = [i for i, b in enumerate(self.listed) if b.subject == whole]
                if nation:
                    share = people[j] / self.scenario.persons
                    y = np.log1p(share * np.expm1(self.drawn[:, nation[0]]))
                    row["proportional"] = scores.scored(y, weights, truth)
            out.append(row)
        return out


def reported(
    scenario: Scenario,
    told: list[Observation],
    true: NDArray[np.float64],
    runs: NDArray[np.int64],
    seed: int,
) -> NDArray[np.float64]:
    """(run, report) what would have been reported of each run, on the logarithm; nan where nothing.

    Random numbers belong to (seed, run, the report).

    runs : (run,) their numbers
    """
    return np.log1p(as_told(scenario, told, true, runs, seed))


def as_told(
    scenario: Scenario,
    told: list[Observation],
    true: NDArray[np.float64],
    runs: NDArray[np.int64],
    seed: int,
) -> NDArray[np.float64]:
    """The same in its own unit; what would not be reported counts as none."""
    if not told:
        return np.zeros(true.shape)
    reports = reports_of(told, scenario)
    u = np.stack([keyed(reports, key(seed, int(run))) for run in runs], 1)
    figure = from_uniforms(np.nan_to_num(true), reports, errors.point(), u).figure
    return np.where(np.isnan(true).all(0), np.nan, np.nan_to_num(figure))
