"""Outbursts, the waits between them, their total activation: what the paper's figures 5 to 7 show.

An outburst begins when more than fifty of the paper's 1,600 sites hold an active citizen and ends
when no more than fifty do; on other lattices the line is as large a share of the sites.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PAPER_LINE, PAPER_SITES = 50, 1600


def line_for(sites: int) -> float:
    """Above how many actives there is an outburst on a lattice of so many sites."""
    return PAPER_LINE * sites / PAPER_SITES


@dataclass(frozen=True)
class Outbursts:
    """The outbursts of a series.

    start, end : (outburst,) periods: the first above the line, the first not above it any more
    activation : (outburst,) actives summed over the outburst, citizen-periods
    waits : (outburst - 1,) periods from an end to the next start
    Those under way at either end of the series are left out.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    activation: NDArray[np.float64]
    waits: NDArray[np.int64]


def outbursts(active: NDArray[np.integer], line: float = PAPER_LINE) -> Outbursts:
    """The outbursts of a series of actives by period."""
    series = np.asarray(active, dtype=np.float64)
    above = np.concatenate([[False], series > line, [False]])
    edges = np.flatnonzero(above[1:] != above[:-1])
    start, end = edges[::2], edges[1::2]
    whole = (start > 0) & (end < len(series))
    start, end = start[whole], end[whole]
    total = np.concatenate([[0.0], np.cumsum(series)])
    return Outbursts(start, end, total[end] - total[start], start[1:] - end[:-1])


def mean_sd(values: NDArray[np.generic]) -> tuple[float, float]:
    """Mean and standard deviation (of a sample); nan where there are too few."""
    found = np.asarray(values, dtype=np.float64)
    mean = float(found.mean()) if len(found) else math.nan
    return mean, float(found.std(ddof=1)) if len(found) > 1 else math.nan


def log_slope(waits: NDArray[np.integer], shortest: int = 30) -> float:
    """Slope of the log of the distribution of waits of `shortest` and more, per period (figure 6).

    By maximum likelihood for an exponential tail: minus one by the mean excess; nan without waits
    there.
    """
    long = np.asarray(waits, dtype=np.float64)
    long = long[long >= shortest]
    excess = float((long - shortest).mean()) if len(long) else 0.0
    return -1.0 / excess if excess > 0 else math.nan
