"""Runs weighted by reports: how likely each report is if a run were true.

    w ~ exp(t sum log P(report | run)),   t <= 1 as large as leaves `ESS` runs effectively

P is the observation model's (`observing.law`), with its parameters at their values: a bad grade, an
interested party or a wide interval moves little, and what no run comes near still moves towards
those that come nearest.

The sets of a cloud have been weighed already by the reports to which it was fitted.  These say which of
the runs *of one set* come nearest, and nothing of the sets:

    w ~ P(new reports | run)^t  P(fitted reports | run)^t / mean over the runs of its set

With a single run for each set this leaves them out; with many it is what all reports say of both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.inference.observing import errors
from tocsin.inference.observing.law import log_likelihood
from tocsin.inference.observing.reports import reports_of, spoken_of
from tocsin.inference.weighted import effective

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tocsin.inference.observations.observation import Observation
    from tocsin.scenario import Scenario

ESS, SHARE = 40, 0.1  # runs that count at least, or this share of all
MOST = 0.25  # of few runs this share is enough: were it all, no report would move anything
LEAST = -30.0  # logarithm of a chance, below which only the distance of logarithms counts
STEPS = 40  # of the search for t


def likelihoods(
    scenario: Scenario, observations: Sequence[Observation], true: NDArray[np.float64]
) -> NDArray[np.float64]:
    """(run, observation) logarithms of chances; zero for what the observation model does not speak of.

    true : (run, observation) simulated figures
    """
    out = np.zeros(true.shape)
    at = np.array(
        [spoken_of(o) and not np.isnan(true[:, j]).all() for j, o in enumerate(observations)], bool
    )
    if at.any():
        listed = [o for o, there in zip(observations, at, strict=True) if there]
        x, reports = np.nan_to_num(true[:, at]), reports_of(listed, scenario)
        found = log_likelihood(x, reports, errors.point())
        near = np.where(np.isinf(reports.high), reports.low, (reports.low + reports.high) / 2)
        away = np.abs(np.log1p(x) - np.log1p(near))
        out[:, at] = np.where(found < LEAST, LEAST - away, found)
    return out


def tempered(
    log: NDArray[np.float64],
    fitted: NDArray[np.float64] | None = None,
    sets: NDArray[np.int64] | None = None,
) -> tuple[NDArray[np.float64], float]:
    """(run,) weights that add up to one, and t.

    log : (run,) sums of logarithms of chances
    fitted, sets : (run,) the same of reports that its set was fitted to, and which that is
    """
    n = len(log)
    least = min(MOST * n, max(ESS, SHARE * n))

    def at(t: float) -> NDArray[np.float64]:
        return t * log if fitted is None or sets is None else t * log + once(t * fitted, sets)

    low, high = 0.0, 1.0
    if _ess(at(1.0)) >= least:
        low = 1.0
    else:
        for _ in range(STEPS):
            middle = (low + high) / 2
            low, high = (middle, high) if _ess(at(middle)) >= least else (low, middle)
    found = at(low)
    w = np.exp(found - found.max())
    return w / w.sum(), low


def once(log: NDArray[np.float64], sets: NDArray[np.int64]) -> NDArray[np.float64]:
    """(run,) logarithms of how a run goes with reports that its set was fitted to, beside the set's.

    log : (run,) sums of logarithms of chances; sets : (run,) the set that each was run with
    """
    out = np.empty_like(log)
    for each in np.unique(sets):
        at = sets == each
        most = log[at].max()
        out[at] = log[at] - most - np.log(np.exp(log[at] - most).mean())
    return out


def _ess(log: NDArray[np.float64]) -> float:
    return effective(np.exp(log - log.max()))
