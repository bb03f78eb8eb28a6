"""Scores against later reports, of the forecast and of simple ones, on log(1 + figure).

last_value    the last report of the same kind and place, with the spread of reports and a random walk's
growth        the last two, and the growth between them goes on, as wide again
climatology   all runs as they come, nothing reported
proportional  the nation's forecast, shared out by population (regions and places only)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import ndtri

from tocsin.inference.weighted import HIGH, LOW, crps, quantiles

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from tocsin.inference.observations.observation import Observation

SPREAD, WALK = 0.35, 0.6  # of one report, and of a day, both on the logarithm
DRAWS = 200
Z = ndtri((np.arange(DRAWS) + 0.5) / DRAWS)


def figure(o: Observation) -> float:
    """The middle of a report's figure on the logarithm; of no upper end the lower."""
    low, high = o.bounds
    return float(np.log1p(low) if np.isinf(high) else (np.log1p(low) + np.log1p(high)) / 2)


def last_value(o: Observation, before: Sequence[Observation], now: datetime) -> NDArray[np.float64]:
    """(draw,) on the logarithm; nothing reported before counts as none."""
    same = _same(o, before)
    at = figure(same[-1]) if same else 0.0
    days = max((o.until - (same[-1].until if same else now)).total_seconds() / 86_400, 0.0)
    return np.asarray(np.maximum(at + np.hypot(SPREAD, WALK * np.sqrt(days)) * Z, 0.0))


def growth(o: Observation, before: Sequence[Observation], now: datetime) -> NDArray[np.float64]:
    """(draw,) the same with the growth of the last two reports."""
    same = _same(o, before)
    flat = last_value(o, before, now)
    if len(same) < 2:
        return flat
    a, b = same[-2:]
    gap = (b.until - a.until).total_seconds()
    ahead = (o.until - b.until).total_seconds()
    slope = (figure(b) - figure(a)) / gap if gap > 0 else 0.0
    middle = figure(b)
    return np.maximum(middle + slope * ahead + 1.5 * (flat - middle), 0.0)


def _same(o: Observation, before: Sequence[Observation]) -> list[Observation]:
    found = [x for x in before if (x.what, x.place, x.region, x.so_far) == (
        o.what, o.place, o.region, o.so_far) and x.counted]  # fmt: skip
    return sorted(found, key=lambda x: x.until)


def scored(x: NDArray[np.float64], w: NDArray[np.float64] | None, truth: float) -> dict[str, float]:
    """CRPS and whether 5 to 95 % hold the truth, of weighted draws."""
    w = np.full(len(x), 1 / len(x)) if w is None else w
    low, high = quantiles(x, w, (LOW, HIGH))
    return {"crps": crps(x, w, truth), "covered": float(low - 1e-9 <= truth <= high + 1e-9)}


def summed(rows: list[dict[str, dict[str, float]]]) -> dict[str, Any]:
    """Means over reports of each model's scores, and how many there were."""
    models = list(dict.fromkeys(name for row in rows for name in row))
    out: dict[str, Any] = {}
    for name in models:
        own = [row[name] for row in rows if name in row]
        out[name] = {
            "crps": float(np.mean([s["crps"] for s in own])),
            "coverage": float(np.mean([s["covered"] for s in own])), "n": len(own),
        }  # fmt: skip
    return out
