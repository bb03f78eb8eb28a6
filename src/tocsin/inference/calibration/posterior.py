"""The posterior: what runs near the observation say of the parameters.

Regression-adjusted approximate Bayesian computation (Beaumont, Zhang & Balding 2002) on projected
statistics (Fearnhead & Prangle 2012):

    projection   of each parameter the mean given the statistics, by ridge regression on these, their
                 squares and products; parameters of which that says nothing are left alone
    neighbours   the runs whose projections are nearest to the observation's, with Epanechnikov weights
    adjustment   a local-linear regression on the projections moves each neighbour's parameters to
                 where they would be at the observation, on logits, so that none leaves its prior
    widening     about the mean, by factors that held-out runs asked for (`held_out`)

What is not moved keeps the values that the neighbours were run with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tocsin.inference.near import FAR, distances, nearest, scales

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEIGHBOURS, FEWEST = 200, 100  # of those runs a tenth, within these
COMPONENTS = 10  # of the statistics, whose squares and products count too
STIFF = 10  # parameters at most that are moved
LEAST = 0.02  # share of a parameter's variance that the statistics must explain in held-out runs
RIDGES = np.logspace(-1, 5, 13)  # penalties that are tried, on standardised columns
NEAR = 600  # runs nearest to the observation to which the rest is confined, or half of them


@dataclass(frozen=True)
class Projection:
    """From statistics to means of parameters, as fitted to some runs.

    which : indices of the parameters
    """

    which: NDArray[np.int64]
    centre: NDArray[np.float64]
    scale: NDArray[np.float64]
    axes: NDArray[np.float64]
    coefficients: NDArray[np.float64]
    mid: NDArray[np.float64]
    width: NDArray[np.float64]

    def of(self, statistics: NDArray[np.float64]) -> NDArray[np.float64]:
        """(run, parameter) standardised means."""
        z = (statistics - self.centre) / self.scale
        q = _features(z, self.axes) @ self.coefficients
        return np.asarray((q - self.mid) / self.width)


@dataclass(frozen=True)
class Posterior:
    """Weighted sets of parameters as logits, and the runs that they came from.

    logits : (set, parameter); weights : (set,), adding up to one; runs : (set,) indices
    """

    logits: NDArray[np.float64]
    weights: NDArray[np.float64]
    runs: NDArray[np.int64]


def confined(statistics: NDArray[np.float64], observed: NDArray[np.float64]) -> NDArray[np.int64]:
    """The runs, sorted, to which the fit is confined: those that are not altogether another crisis."""
    far = distances(statistics, observed)
    return np.sort(nearest(far, max(NEAR, len(far) // 2)))


def project(
    logits: NDArray[np.float64], statistics: NDArray[np.float64], which: NDArray[np.int64]
) -> Projection:
    """The projection that runs give; `which` parameters."""
    centre, scale = scales(statistics)
    z = (statistics - centre) / scale
    axes = _axes(z)
    coefficients = _ridge(_features(z, axes), logits[:, which])
    q = _features(z, axes) @ coefficients
    mid, width = scales(q)
    return Projection(which, centre, scale, axes, coefficients, mid, width)


def explained(
    logits: NDArray[np.float64], statistics: NDArray[np.float64], folds: int = 5
) -> NDArray[np.float64]:
    """(parameter,) share of the variance that the statistics explain in runs that were held out."""
    everything = np.arange(logits.shape[1])
    left = np.zeros_like(logits)
    for fold in range(folds):
        out = np.arange(len(logits)) % folds == fold
        p = project(logits[~out], statistics[~out], everything)
        left[out] = logits[out] - (p.of(statistics[out]) * p.width + p.mid)
    total = ((logits - logits.mean(0)) ** 2).sum(0)
    return np.asarray(1 - (left**2).sum(0) / np.where(total > 0, total, 1.0))


def stiff(shares: NDArray[np.float64]) -> NDArray[np.int64]:
    """The parameters, sorted, of which the statistics say most; none if they say nothing of any."""
    order = np.argsort(-shares, kind="stable")[:STIFF]
    return np.sort(order[shares[order] >= LEAST])


def posterior(
    q: NDArray[np.float64],
    logits: NDArray[np.float64],
    at: NDArray[np.float64],
    which: NDArray[np.int64],
    widen: NDArray[np.float64] | None = None,
) -> Posterior:
    """The sets of parameters that go with an observation.

    q : (run, stiff) projections; logits : (run, parameter); at : (stiff,) projection of what was seen
    which : the stiff parameters; widen : (stiff,) factors
    """
    n = len(q)
    k = min(n - 1, max(FEWEST, min(NEIGHBOURS, n // 10)))
    far = np.sqrt(distances(q, at, np.ones(len(at)), np.inf))
    *_, last = near = nearest(far, k + 1)
    near, edge = near[:k], far[last]
    edge = edge if edge > 0 else 1.0
    weights = np.clip(1 - (far[near] / edge) ** 2, 1e-6, None)
    weights = weights / weights.sum()
    moved = logits[near].copy()
    if len(which):
        away = q[near] - at
        x = np.c_[np.ones(k), away]
        root = np.sqrt(weights)[:, None]
        # a faint ridge: neighbours that all lie on a line leave nothing to be divided by
        faint = 1e-3 * np.eye(x.shape[1])
        b = np.linalg.lstsq(
            np.r_[x * root, faint], np.r_[moved[:, which] * root, np.zeros((len(faint), len(which)))],
            rcond=None,
        )[0]  # fmt: skip
        moved[:, which] -= away @ b[1:]
        if widen is not None:
            mean = (weights[:, None] * moved[:, which]).sum(0)
            moved[:, which] = mean + widen * (moved[:, which] - mean)
    return Posterior(moved, weights, near)


def _axes(z: NDArray[np.float64]) -> NDArray[np.float64]:
    """The directions in which the statistics vary most, scaled to unit spread."""
    _, s, vt = np.linalg.svd(z - z.mean(0), full_matrices=False)
    spread = s / np.sqrt(len(z))
    keep = min(COMPONENTS, int((spread > 1e-6).sum()))
    return np.asarray((vt[:keep] / spread[:keep, None]).T)


def _features(z: NDArray[np.float64], axes: NDArray[np.float64]) -> NDArray[np.float64]:
    """(run, feature): one, the statistics, and squares and products of their main directions."""
    z = np.clip(z, -2 * FAR, 2 * FAR)
    c = np.clip(z @ axes, -FAR, FAR)
    i, j = np.triu_indices(c.shape[1])
    return np.asarray(np.c_[np.ones(len(z)), z, c[:, i] * c[:, j]])


def _ridge(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Coefficients; the penalty of each column of y by generalised cross-validation (Golub 1979).

    By one singular value decomposition, which scikit-learn's RidgeCV does too; it would be a
    dependency of everything that calibrates.
    """
    n = len(x)
    mean, spread = scales(x[:, 1:])
    a = (x[:, 1:] - mean) / spread
    u, s, vt = np.linalg.svd(a, full_matrices=False)
    middle = y.mean(0)
    uy = u.T @ (y - middle)
    rest = ((y - middle) ** 2).sum(0) - (uy**2).sum(0)
    best, least = np.zeros_like(uy), np.full(y.shape[1], np.inf)
    for penalty in RIDGES:
        shrink = s**2 / (s**2 + penalty)
        error = rest + (((1 - shrink)[:, None] * uy) ** 2).sum(0)
        score = error / np.maximum(1 - (1 + shrink.sum()) / n, 1e-3) ** 2
        better = score < least
        least = np.where(better, score, least)
        divided = np.where(s > 1e-9 * s.max(initial=1.0), shrink / np.maximum(s, 1e-12), 0.0)
        best = np.where(better, divided[:, None] * uy, best)
    slopes = (vt.T @ best) / spread[:, None]
    return np.asarray(np.r_[(middle - mean @ slopes)[None], slopes])
