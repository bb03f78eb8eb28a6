"""What any fit must beat: the last count and the mean so far, as negative binomials.

Their scatter is fitted to their own errors in the past, so that they are no straw men.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tocsin.theory.classic.fitting import laws

Array = NDArray[np.float64]
NAMES = ("last_value", "mean")


def log_scores(y: Array, step: int, truth: float) -> dict[str, float]:
    """Log-probability of `truth`, `step` days after the last of `y`, by each baseline.

    y : (day,) counts so far, NaN where unknown
    """
    return {name: _score(y, step, truth, name) for name in NAMES}


def _score(y: Array, step: int, truth: float, name: str) -> float:
    guess = _guesses(y, name)
    past, ahead = guess[1 : len(y) - step + 1], y[step:]  # what was guessed `step` days before
    known = ~np.isnan(past) & ~np.isnan(ahead)
    alpha = _alpha(ahead[known], past[known]) if known.sum() >= 3 else 1.0
    return float(laws.log_negative_binomial(truth, guess[-1], alpha))


def _guesses(y: Array, name: str) -> Array:
    """(day + 1,) the guess before each day and after the last: half an event is added against zero."""
    filled = np.where(np.isnan(y), 0, y)
    if name == "mean":
        seen = np.cumsum(~np.isnan(y))
        found = (np.cumsum(filled) + 0.5) / (seen + 1)
    else:
        last = np.maximum.accumulate(np.where(np.isnan(y), 0, np.arange(len(y))))
        found = np.maximum(filled[last], 0.5)
    return np.concatenate([[np.nan], found])


def _alpha(y: Array, mean: Array) -> float:
    """The dispersion that fits best."""
    from scipy.optimize import minimize_scalar

    def cost(u: float) -> float:
        return -float(laws.log_negative_binomial(y, mean, np.exp(u)).sum())

    return float(np.exp(minimize_scalar(cost, bounds=(-8, 4), method="bounded").x))
