"""The fit: which parameters the figures speak of, their posterior, and whether it may be believed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.inference import weighted
from tocsin.inference.calibration import gate
from tocsin.inference.calibration.held_out import trials, widening
from tocsin.inference.calibration.posterior import (
    Posterior,
    confined,
    explained,
    posterior,
    project,
    stiff,
)
from tocsin.inference.calibration.trust import trust

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.inference.calibration.free import Region


@dataclass(frozen=True)
class Fit:
    """What runs say.

    which : (stiff,) parameters of which the figures say something; shares : of each parameter's
    variance, what they explain
    sets : (set, parameter) places on the unit cube; weights : (set,); runs : (set,) from which run
    widen : (stiff,) factors; trust : see `trust`
    """

    which: NDArray[np.int64]
    shares: NDArray[np.float64]
    sets: NDArray[np.float64]
    weights: NDArray[np.float64]
    runs: NDArray[np.int64]
    widen: NDArray[np.float64]
    trust: dict[str, Any]

    @property
    def ess(self) -> float:
        """Effective number of sets."""
        return weighted.effective(self.weights)


def fit(
    unit: NDArray[np.float64],
    statistics: NDArray[np.float64],
    recorded: NDArray[np.float64],
    region: Region,
    names: tuple[str, ...],
    seed: int,
    seen: NDArray[np.float64] | None = None,
) -> Fit:
    """The posterior at what was recorded, from runs inside of a region.

    unit : (run, parameter); statistics : (run, statistic) those that are used; recorded : (statistic,)
    seen : (run, statistic) what is taken for observed of held-out runs, if not `statistics`
    """
    logits = region.logits(unit)
    at = gate.within(statistics, recorded)
    near = confined(statistics, at)
    there, s = logits[near], statistics[near]
    shares = explained(there, s)
    which = stiff(shares)
    if not len(which):
        found = Posterior(there, np.full(len(there), 1 / len(there)), np.arange(len(there)))
        return Fit(which, shares, region.places(there), found.weights, near, np.ones(0),
                   trust([], which, np.ones(0), [], seed))  # fmt: skip
    p = project(there, s, which)
    q = p.of(s)
    spread = np.quantile(q, (gate.TAIL, 1 - gate.TAIL), axis=0)
    here = np.clip(p.of(at[None])[0], *spread)
    tried = trials(there, s, which, at, seen=None if seen is None else seen[near])
    widen = widening(tried[::2], which)
    found = posterior(q, there, here, which, widen)
    return Fit(
        which, shares, region.places(found.logits), found.weights, near[found.runs], widen,
        trust(tried[1::2], which, widen, [names[j] for j in which], seed),
    )  # fmt: skip


NARROWED = (0.005, 0.995)  # of a posterior, within which a second round draws, and
MARGIN, LEAST = 0.25, 0.01  # more on each side: a share of that width, and of the prior
STEPS = 1000  # of the prior, to which bounds are rounded


def narrowed(found: Fit, region: Region, margin: float = MARGIN) -> Region:
    """The part of a region in which a second round draws: where the posterior is, and some more.

    Bounds are rounded, so that they are the same wherever the fit was made anew.
    """
    low, high = region.low.copy(), region.high.copy()
    for j in found.which:
        x = found.sets[:, j]
        a, b = weighted.quantiles(x, found.weights, NARROWED)
        more = margin * (b - a) + LEAST
        low[j] = max(region.low[j], float(np.floor(STEPS * (a - more)) / STEPS))
        high[j] = min(region.high[j], float(np.ceil(STEPS * (b + more)) / STEPS))
    return type(region)(low, high)


def resampled(found: Fit, n: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """At most n of the sets with their weights; of more, drawn by weight at even steps, each as often.

    returns : indices of sets, and weights that add up to one
    """
    k = len(found.weights)
    if k <= n:
        return np.arange(k), found.weights
    order = np.argsort(
        found.sets[:, found.which[0]] if len(found.which) else np.arange(k), kind="stable"
    )
    below = np.cumsum(found.weights[order]) / found.weights.sum()
    at = np.searchsorted(below, (np.arange(n) + 0.5) / n).clip(0, k - 1)
    picked, times = np.unique(order[at], return_counts=True)
    return picked, times / n
