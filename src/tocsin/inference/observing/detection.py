"""Is it seen at all: the chance that something is reported grows with its size and with the town.

    d(x) = x^slope / (x^slope + half^slope),   half = obs_half (residents / 100,000)^-obs_town

zero where there is nothing.  Totals so far are published whatever their size.  Source: our own
form; that small protests outside of large towns go unreported is common to event data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.inference.observing.errors import Errors, Numbers
    from tocsin.inference.observing.reports import Reports

TOWN = 100_000.0


def seen(true: NDArray[np.float64], reports: Reports, e: Errors) -> NDArray[np.float64]:
    """(..., report) chances that true numbers, (..., report), are reported."""
    return np.where(reports.total, 1.0, chance(true, reports.people, e))


def chance(true: Numbers, people: Numbers, e: Errors) -> NDArray[np.float64]:
    """The same for numbers of persons out in places of so many residents."""
    half = e.obs_half * (np.asarray(people, float) / TOWN) ** -e.obs_town
    x = np.asarray(true, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(half > 0, half / x, 0.0)
        return np.where(x > 0, 1.0 / (1.0 + ratio**e.obs_slope * (ratio > 0)), 0.0)
