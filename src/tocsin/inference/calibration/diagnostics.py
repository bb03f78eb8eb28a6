"""What a calibration tells of itself: parameters before and after, directions, every figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.inference.weighted import quantiles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.inference.calibration.free import Free, Region
    from tocsin.inference.calibration.targets import Targets

LOADING = 0.3  # of a parameter in a direction, from which it is named
LOGISTIC = np.pi**2 / 3  # variance of the logits of a uniform


def parameters(
    free: Free, values: NDArray[np.float64], weights: NDArray[np.float64], which: NDArray[np.int64]
) -> list[dict[str, Any]]:
    """Prior and posterior of each parameter, those that the figures speak of first.

    values : (set, parameter)
    """
    out = []
    for j, name in enumerate(free.names):
        prior, spread = free.spread(j)
        x = values[:, j]
        mean = (weights * x).sum()
        sd = float(np.sqrt((weights * (x - mean) ** 2).sum()))
        out.append({
            "name": name, "prior": [float(v) for v in prior], "posterior": quantiles(x, weights),
            "contraction": 1 - sd / spread if spread > 0 else 0.0,
            "point": free.points[j], "moved": bool(j in which),
        })  # fmt: skip
    return sorted(out, key=lambda p: (not p["moved"], -p["contraction"] if p["moved"] else 0))


def directions(
    free: Free,
    region: Region,
    unit: NDArray[np.float64],
    weights: NDArray[np.float64],
    which: NDArray[np.int64],
) -> list[dict[str, Any]]:
    """Directions in the space of the moved parameters, from stiff to sloppy.

    `spread` is the posterior's standard deviation along one, that of the prior being 1, on logits of
    the prior's quantiles; `of` has the parameters that make it up, with signs.
    """
    if not len(which):
        return []
    u = np.clip(unit[:, which], 1e-6, 1 - 1e-6)
    z = np.log(u / (1 - u)) / np.sqrt(LOGISTIC)
    z = z - (weights[:, None] * z).sum(0)
    covariance = (weights[:, None] * z).T @ z
    values, vectors = np.linalg.eigh(covariance)
    out = []
    for value, vector in zip(values, vectors.T, strict=True):
        vector = vector * np.sign(vector[np.argmax(np.abs(vector))])
        named = {
            free.names[which[i]]: round(float(vector[i]), 3)
            for i in np.argsort(-np.abs(vector), kind="stable")
            if abs(vector[i]) >= LOADING
        }
        out.append({"spread": float(np.sqrt(max(value, 0.0))), "of": named})
    return out


def statistics(
    targets: Targets,
    shown: NDArray[np.float64],
    weights: NDArray[np.float64],
    used: NDArray[np.bool_],
    why: list[str],
    lacking: NDArray[np.bool_],
) -> list[dict[str, Any]]:
    """Each figure beside what the sets would have been reported to have.

    shown : (set, statistic) figures in their own units, nan where there is no report
    why : why a figure is not used, '' where it is
    lacking : whether the model has no such figure, whyever else it is not used
    """
    out = []
    for j, s in enumerate(targets.statistics):
        nothing = np.isnan(shown[:, j])
        x = np.where(nothing, s.never, shown[:, j])
        empty = bool(lacking[j] and nothing.all())
        low, middle, high = quantiles(x, weights)
        most = None if np.isinf(s.high) else s.high
        inside = s.high >= low and s.low <= high
        out.append({
            "name": s.name,
            "recorded": s.middle,
            "low": s.low, "high": most,
            "median": None if empty else middle, "p05": None if empty else low,
            "p95": None if empty else high, "inside": None if empty else bool(inside),
            "used": bool(used[j]), "why": why[j],
        })  # fmt: skip
    return out


NOWHERE = "the model has no such figure"
