"""Rounding: most counts have one digit that is not zero, the others are whole numbers.

A count y becomes d 10^k, the nearest such number; below 9.5 that is the nearest whole number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Cell = tuple["NDArray[np.float64]", "NDArray[np.float64]"]


def one_digit(y: NDArray[np.float64]) -> NDArray[np.float64]:
    """The nearest number with a single digit that is not zero; halves go up."""
    y = np.asarray(y, float)
    step = _step(y)
    rounded = np.floor(y / step + 0.5) * step
    return np.where(y < 9.5, whole(y), rounded)


def whole(y: NDArray[np.float64]) -> NDArray[np.float64]:
    """The nearest whole number; halves go up."""
    return np.floor(np.asarray(y, float) + 0.5)


def has_one_digit(r: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether a report may have been rounded so."""
    r = np.asarray(r, float)
    return np.asarray(one_digit(r) == r)


def cell_of_whole(r: NDArray[np.float64]) -> Cell:
    """From (included) and to (not) which count a whole number is told."""
    return r - 0.5, r + 0.5


def cell_of_digit(r: NDArray[np.float64]) -> Cell:
    """The same of a number with one digit: wider above than below where the digit is 1."""
    step = np.where(r < 10, 1.0, _step(r))
    first = (r >= 10) & (np.round(r / step) == 1)
    return r - np.where(first, step / 20, step / 2), r + step / 2


def _step(y: NDArray[np.float64]) -> NDArray[np.float64]:
    """10^k of the first digit."""
    k = np.floor(np.log10(np.maximum(y, 1.0)))
    k = np.where(10.0 ** (k + 1) <= y, k + 1, k)  # where the logarithm falls short by a bit
    return np.asarray(10.0**k)
