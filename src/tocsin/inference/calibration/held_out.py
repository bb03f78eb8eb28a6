"""Runs that were held back: the posterior at each as if it were the observation.

The projection is fitted without the fold in which a run lies, and the run is no neighbour of itself.
Half of such runs say by how much posteriors must be widened, the other half whether they may then be
believed (`trust`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tocsin.inference.calibration.posterior import posterior, project
from tocsin.inference.near import distances, nearest
from tocsin.inference.weighted import quantiles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.inference.calibration.posterior import Posterior

FOLDS = 5
MOST = 300  # runs that are tried
WIDEST = 3.0  # a posterior that would have to be wider than that is no posterior
PART = 0.90  # of the truths that an interval should cover, at which widening is set


@dataclass(frozen=True)
class Trial:
    """One held-out run: its true logits, and the posterior that its statistics gave (not widened)."""

    run: int
    truth: NDArray[np.float64]
    found: Posterior


def trials(
    logits: NDArray[np.float64],
    statistics: NDArray[np.float64],
    which: NDArray[np.int64],
    at: NDArray[np.float64] | None = None,
    most: int = MOST,
    seen: NDArray[np.float64] | None = None,
) -> list[Trial]:
    """Posteriors at held-out runs: those nearest to an observation, in the order of their numbers.

    at : (statistic,) the observation; all runs are as good without
    seen : (run, statistic) what was observed of the runs that are tried, if by other errors of
        observing than those of `statistics`
    """
    n = len(logits)
    seen = statistics if seen is None else seen
    chosen = np.arange(n)
    if at is not None:
        chosen = nearest(distances(statistics, at), n)
    chosen = np.sort(chosen[:most])
    out = []
    for fold in range(FOLDS):
        mine = chosen[chosen % FOLDS == fold]
        rest = np.flatnonzero(np.arange(n) % FOLDS != fold)
        if not len(mine):
            continue
        p = project(logits[rest], statistics[rest], which)
        q, asked = p.of(statistics[rest]), p.of(seen[mine])
        for run, at_run in zip(mine, asked, strict=True):
            found = posterior(q, logits[rest], at_run, which)
            out.append(Trial(int(run), logits[run], found))
    return sorted(out, key=lambda t: t.run)


def widening(tried: list[Trial], which: NDArray[np.int64]) -> NDArray[np.float64]:
    """(stiff,) factors by which posteriors must be widened, so that intervals cover what they claim.

    Of the distances of truths from the posterior's mean, in its standard deviations, the 90 % quantile
    beside that of the posterior's own sets; never narrower than it is.
    """
    if not tried or not len(which):
        return np.ones(len(which))
    away, own = [], []
    for t in tried:
        w, sets = t.found.weights[:, None], t.found.logits[:, which]
        mean = (w * sets).sum(0)
        sd = np.sqrt((w * (sets - mean) ** 2).sum(0))
        sd = np.where(sd > 0, sd, 1.0)
        away.append(np.abs(t.truth[which] - mean) / sd)
        own.append(np.abs(sets - mean) / sd)
    asked = np.quantile(np.array(away), PART, axis=0)
    weights = np.concatenate([t.found.weights for t in tried])
    claimed = np.array([
        quantiles(np.concatenate([o[:, j] for o in own]), weights, (PART,))[0]
        for j in range(len(which))
    ])  # fmt: skip
    return np.asarray(np.clip(asked / np.where(claimed > 0, claimed, 1.0), 1.0, WIDEST))


def widened(
    found: Posterior, which: NDArray[np.int64], by: NDArray[np.float64]
) -> NDArray[np.float64]:
    """(set, stiff) logits of a posterior, widened about its mean."""
    sets = found.logits[:, which]
    mean = (found.weights[:, None] * sets).sum(0)
    return np.asarray(mean + by * (sets - mean))
