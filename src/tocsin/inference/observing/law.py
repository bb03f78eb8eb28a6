"""How likely reports are, given true numbers.

    P(r | x) = d(x) sum_k w_k P_k(r) + (1 - d(x)) obs_false P_wrong(r)
    P_k(r)   = (1 - obs_round) [count in the cell of r as a whole number]
             + obs_round [count in the cell of r as a number with one digit, if it is one]

of an interval P_k is the chance that the count lies in it; of what was seen and not counted it is 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.inference.observing import rounding
from tocsin.inference.observing.counting import KINDS, below, counts
from tocsin.inference.observing.detection import seen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.inference.observing.counting import Counts
    from tocsin.inference.observing.errors import Errors
    from tocsin.inference.observing.reports import Reports

_WRONG = KINDS.index("wrong")


def log_likelihood(true: NDArray[np.float64], reports: Reports, e: Errors) -> NDArray[np.float64]:
    """(..., report) logarithms of the chance of each report.

    true : (..., report) simulated numbers, as many as there are reports
    e : numbers, or (set, 1) arrays where `true` is (set, report)
    """
    x = np.asarray(true, float)
    found = counts(x, reports, e)
    each = _fits(found, reports, e)
    d = seen(x, reports, e)
    chance = d * (found.chance * each).sum(0) + (1.0 - d) * e.obs_false * each[_WRONG]
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(chance))


def log_silence(true: NDArray[np.float64], reports: Reports, e: Errors) -> NDArray[np.float64]:
    """(..., report) logarithms of the chance that there is no report of what these would be of."""
    d = seen(np.asarray(true, float), reports, e)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log((1.0 - d) * (1.0 - e.obs_false)))


def _fits(found: Counts, reports: Reports, e: Errors) -> NDArray[np.float64]:
    """(kind, ..., report) chances that a count of each kind is told as the report."""
    whole = _inside(found, *rounding.cell_of_whole(reports.low))
    digit = _inside(found, *rounding.cell_of_digit(reports.low))
    digit = np.where(rounding.has_one_digit(reports.low), digit, 0.0)
    point = (1.0 - e.obs_round) * whole + e.obs_round * digit
    interval = _inside(found, reports.low - 0.5, reports.high + 0.5)
    return np.where(reports.point, point, np.where(reports.counted, interval, 1.0))


def _inside(
    found: Counts, low: NDArray[np.float64], high: NDArray[np.float64]
) -> NDArray[np.float64]:
    return np.maximum(below(high, found) - below(low, found), 0.0)
