"""Variance: how much of an outcome comes from the parameters, and how much from chance.

A random effects analysis of variance (Searle, Casella & McCulloch 1992, Variance Components).  By the
law of total variance, parameters have Var(E[Y | point]) and chance has E[Var(Y | point)].

Runs with random numbers of their own, replicates nested in points (one-way):

    y_ij = m + P_i + e_ij;       P = (MSP - MSE) / R,  chance = MSE

Runs that share random numbers over points: replicate j of all points is one history of chance, so
points and replicates are crossed (two-way, one run in a cell):

    y_ij = m + P_i + C_j + e_ij; P = (MSP - MSE) / R,  C = (MSC - MSE) / n,  chance = C + MSE

where e is how chance plays out differently at different points.  The one-way formula would be wrong
there: what chance does to all points alike is no difference between points, yet it counts as noise
within them, so that parameters would be given too little by C / R.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

RESAMPLES = 1000
CONFIDENCE = 0.95


def components(y: NDArray[np.float64], crossed: bool) -> tuple[float, float, float]:
    """Variances due to parameters, to chance alike at all points, and to the rest of chance.

    y : (point, replicate) without gaps, two of each or more
    crossed : whether replicate j has the same random numbers at all points

    Estimates below zero are returned as they are: for samples they may happen.
    """
    n, r = y.shape
    mean = y.mean()
    by_point = y.mean(1, keepdims=True)
    msp = r * ((by_point - mean) ** 2).sum() / (n - 1)
    if not crossed:
        mse = ((y - by_point) ** 2).sum() / (n * (r - 1))
        return float((msp - mse) / r), 0.0, float(mse)
    by_run = y.mean(0, keepdims=True)
    msc = n * ((by_run - mean) ** 2).sum() / (r - 1)
    mse = ((y - by_point - by_run + mean) ** 2).sum() / ((n - 1) * (r - 1))
    return float((msp - mse) / r), float((msc - mse) / n), float(mse)


def split(
    y: NDArray[np.float64], crossed: bool, block: int = 1, seed: int = 1
) -> dict[str, Any] | None:
    """Shares of an outcome's variance, with an interval for that of the parameters.

    y : (point, replicate), NaN where a run has no such outcome; points with a gap are left out
    crossed : as for `components`
    block : points that belong together (a trajectory), resampled as one
    returns : shares `parameters`, `chance` (its parts `common` and `particular`), `low` and `high` of
        the parameters' share, `variance`, `points` used, `left_out`, `replicates`; none if fewer than
        four points or two replicates are there, or nothing varies

    The interval is a bootstrap over blocks of points.  With crossed replicates it is for these
    replicates: that they are few is not in it.
    """
    whole = ~np.isnan(y).any(1)
    left_out = int((~whole).sum())
    if y.shape[1] < 2 or whole.sum() < 4:
        return None
    found = _shares(y[whole], crossed)
    if found is None:
        return None
    rng = np.random.default_rng([seed, 4])
    groups = [g[~np.isnan(g).any(1)] for g in np.split(y, list(range(block, len(y), block)))]
    groups = [g for g in groups if len(g)]
    drawn = []
    for _ in range(RESAMPLES if len(groups) > 1 else 0):
        picked = rng.integers(len(groups), size=len(groups))
        shares = _shares(np.concatenate([groups[i] for i in picked]), crossed)
        if shares is not None:
            drawn.append(shares["parameters"])
    low = high = None
    if len(drawn) > RESAMPLES // 2:
        tail = (1 - CONFIDENCE) / 2
        low, high = (float(x) for x in np.quantile(drawn, [tail, 1 - tail]))
    return found | {
        "low": low, "high": high, "points": int(whole.sum()), "left_out": left_out,
        "replicates": y.shape[1], "crossed": crossed,
    }  # fmt: skip


def _shares(y: NDArray[np.float64], crossed: bool) -> dict[str, Any] | None:
    if len(y) < 2 or np.ptp(y) == 0:
        return None
    p, c, e = (max(0.0, x) for x in components(y, crossed))
    total = p + c + e
    return {
        "parameters": p / total, "chance": (c + e) / total, "common": c / total,
        "particular": e / total, "variance": total,
    }  # fmt: skip
