"""Scores of forecasts, on log(1 + figure); smaller is better, but for coverage.

crps      continuous ranked probability score
log       minus the logarithm of the density at what came: a normal kernel on the draws, and one part in
          a hundred spread evenly up to ten million persons, so that no single miss weighs without bound
interval  of 5 to 95 %: its width, and what lies outside of it twenty times
covered   whether 5 to 95 % hold what came
brier     of what holds or not: the square of chance less what came
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.inference.weighted import HIGH, LOW, crps, effective, quantiles

if TYPE_CHECKING:
    from numpy.typing import NDArray

CLOSE = 1e-9
NARROWEST = 0.1  # bandwidth at least: a figure is hardly ever told to a tenth
EVEN, UP_TO = (
    0.01,
    float(np.log1p(1e7)),
)  # of a density: the part that is spread evenly, and how far
SURE = 0.01  # a chance is no nearer to 0 or 1 than that: runs are few
OWN = "tocsin"


def scored(x: NDArray[np.float64], w: NDArray[np.float64] | None, truth: float) -> dict[str, float]:
    """Scores of weighted draws."""
    w = np.full(len(x), 1 / len(x)) if w is None else w
    low, high = quantiles(x, w, (LOW, HIGH))
    outside = max(low - truth, 0.0) + max(truth - high, 0.0)
    return {
        "crps": crps(x, w, truth),
        "log": log_score(x, w, truth),
        "interval": high - low + outside / LOW,
        "covered": float(outside <= CLOSE),
    }


def log_score(x: NDArray[np.float64], w: NDArray[np.float64], truth: float) -> float:
    """Of a mixture of normals at the draws, as wide as Silverman's rule says; see above."""
    w = w / w.sum()
    mean = (w * x).sum()
    spread = np.sqrt((w * (x - mean) ** 2).sum())
    wide = max(1.06 * spread * effective(w) ** -0.2, NARROWEST)
    log = -0.5 * ((truth - x) / wide) ** 2
    density = (w * np.exp(log)).sum() / (wide * np.sqrt(2 * np.pi))
    return float(-np.log((1 - EVEN) * density + EVEN / UP_TO))


def held(chance: float, came: bool) -> dict[str, float]:
    """Brier and log score of a chance."""
    p = float(np.clip(chance, SURE, 1 - SURE))
    return {"brier": (chance - came) ** 2, "log": float(-np.log(p if came else 1 - p))}


def summed(rows: list[dict[str, dict[str, float]]]) -> dict[str, Any]:
    """Means over reports of each model's scores, and how many there were.

    skill : 1 - CRPS of the forecast by that of the model, on the reports that both were asked of
    """
    models = list(dict.fromkeys(name for row in rows for name in row))
    out: dict[str, Any] = {}
    for name in models:
        both = [row for row in rows if name in row]
        own = [row[name] for row in both]
        mean = {k: float(np.mean([s[k] for s in own])) for k in ("crps", "log", "interval")}
        coverage = float(np.mean([s["covered"] for s in own]))
        out[name] = mean | {"coverage": coverage, "n": len(own)}
        if name != OWN and mean["crps"] > 0:
            ours = float(np.mean([row[OWN]["crps"] for row in both]))
            out[name]["skill"] = 1 - ours / mean["crps"]
    return out
