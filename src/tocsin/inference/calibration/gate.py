"""The gate: is what was observed anything that the model makes, whatever its parameters?

Of each figure the tails of what runs over the priors would have been reported; of all together the
distance to the nearest runs, and Mahalanobis' to their middle, each beside the runs' own.  What lies
outside is named; it is used as far as runs go, and the fit without it stands beside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.inference.near import distances, scales
from tocsin.inference.weighted import AT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.inference.calibration.targets import Targets

TAIL = (
    0.005  # share of runs on one side, below which figures are outside, all of them taken together
)
FEWEST = round(1 / TAIL)  # runs, below which none of them being there says nothing
NEIGHBOURS = 10
COMPARED = 400  # runs whose own distances are taken
RIDGE = 1e-3


def tails(fitted: NDArray[np.float64], recorded: NDArray[np.float64]) -> NDArray[np.float64]:
    """(statistic,) share of runs that are as far out as what was recorded, or farther, on its side."""
    return np.asarray(np.minimum((fitted <= recorded).mean(0), (fitted >= recorded).mean(0)))


def within(fitted: NDArray[np.float64], recorded: NDArray[np.float64]) -> NDArray[np.float64]:
    """(statistic,) what was recorded, no farther out than all but a few runs."""
    low, high = np.quantile(fitted, (TAIL, 1 - TAIL), axis=0)
    return np.clip(recorded, low, high)


def gate(
    targets: Targets,
    fitted: NDArray[np.float64],
    shown: NDArray[np.float64],
    used: NDArray[np.bool_],
) -> list[dict[str, Any]]:
    """What lies outside of the prior predictive, each figure and all together.

    The more figures are asked, the farther out one must be (Bonferroni); of fewer than `FEWEST` runs
    nothing is claimed.
    """
    if len(fitted) < FEWEST:
        return []
    recorded = targets.recorded
    out: list[dict[str, Any]] = []
    tail = tails(fitted, recorded)
    for j in np.flatnonzero((tail < TAIL / max(used.sum(), 1)) & used):
        s = targets.statistics[j]
        known = shown[:, j][~np.isnan(shown[:, j])]
        q = np.quantile(known, AT) if len(known) else (0.0, 0.0, 0.0)
        out.append({
            "name": s.name, "recorded": s.middle, "p05": float(q[0]),
            "median": float(q[1]), "p95": float(q[2]), "share": float(tail[j]),
        })  # fmt: skip
    if used.sum() > 1:
        out += together(fitted[:, used], recorded[used])
    return out


def together(fitted: NDArray[np.float64], recorded: NDArray[np.float64]) -> list[dict[str, Any]]:
    """What all figures together say: an entry for each distance that is out of the ordinary."""
    if len(fitted) < 3:  # two runs have no middle without one of them
        return []
    centre, spread = scales(fitted)
    z, at = (fitted - centre) / spread, (recorded - centre) / spread
    out = []
    own, here = mahalanobis(z, at)
    share = float((own >= here).mean())
    if share < TAIL:
        out.append(_entry("Mahalanobis", np.sqrt(own), here**0.5, share))
    k = min(NEIGHBOURS, len(z) - 1)
    some = z[:: max(1, len(z) // COMPARED)]
    own = np.array([_near(z, x, k, itself=True) for x in some])
    here = _near(z, at, k)
    share = float((own >= here).mean())
    if share < TAIL:
        out.append(_entry(f"{k} nearest runs", own, here, share))
    return out


def _entry(by: str, own: NDArray[np.float64], here: float, share: float) -> dict[str, Any]:
    low, middle, high = map(float, np.quantile(own, AT))
    return {"name": f"all figures together ({by})", "recorded": here, "median": middle,
            "p05": low, "p95": high, "share": share}  # fmt: skip


def mahalanobis(
    z: NDArray[np.float64], at: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    """Squared distances of each of three runs or more from all others, and of a point from all.

    A run that helped to make the middle and the covariance is nearer to them than the point can be, so
    each is set beside the others alone: what its part is (Sherman-Morrison) is taken out.

    z : (run, statistic), standardised; at : (statistic,)
    """
    n, m = z.shape
    away, here = z - z.mean(0), at - z.mean(0)
    covariance = away.T @ away / (n - 1)
    ridge = RIDGE * np.eye(m)
    # less the run's part, (n-1)/(n-2) of this is the others' covariance with the ridge
    inverse = np.linalg.inv(covariance + ridge * (n - 2) / (n - 1))
    inside = np.einsum("ij,jk,ik->i", away, inverse, away)
    own = inside * n**2 * (n - 2) / ((n - 1) ** 3 - n * (n - 1) * inside)
    return own, float(here @ np.linalg.inv(covariance + ridge) @ here)


def _near(z: NDArray[np.float64], x: NDArray[np.float64], k: int, itself: bool = False) -> float:
    far = np.sort(distances(z, x, np.ones(len(x)), np.inf))
    return float(np.sqrt(far[itself : k + itself]).mean())
