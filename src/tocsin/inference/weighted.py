"""Weighted draws: quantiles, how many count, and the score of what they say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: The interval that is told everywhere, with its middle.
LOW, HIGH = 0.05, 0.95
AT = (LOW, 0.5, HIGH)


def quantiles(
    x: NDArray[np.float64], weights: NDArray[np.float64] | None = None, at: Sequence[float] = AT
) -> list[float]:
    """Of weighted numbers, each one of them; all weigh the same without weights."""
    found = np.quantile(x, at, weights=weights, method="inverted_cdf")
    return [float(v) for v in found]


def effective(weights: NDArray[np.float64]) -> float:
    """How many draws of one weight would vary as much (Kish): 1 to len(weights)."""
    return float(weights.sum() ** 2 / (weights**2).sum())


def crps(x: NDArray[np.float64], w: NDArray[np.float64], truth: float) -> float:
    """Continuous ranked probability score of weighted draws: E|x - truth| - E|x - x'| / 2."""
    order = np.argsort(x, kind="stable")
    x, w = x[order], w[order] / w.sum()
    below = np.cumsum(w) - w / 2
    # E|x - x'| = 2 sum w x (2 F - 1), with F in the middle of each step
    return float((w * np.abs(x - truth)).sum() - (w * x * (2 * below - 1)).sum())
