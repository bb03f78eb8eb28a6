"""What a count is of: the truth with scatter, less what officials miss or hide, or something else.

A report comes from one of three kinds of counts, each lognormal about its median:

    honest    x (1 - under), spread obs_scatter (of an interval obs_interval)
    tampered  x (1 - under) (1 - obs_tampered); of organisers' crowds x / (1 - obs_tampered)
    wrong     x + obs_stray, spread obs_wrong_scatter

under is obs_under for officials on the dead, injured and detained, zero for others; tampered with
chance obs_tamper are those and organisers' crowds; wrong with a chance between obs_wrong_best and
obs_wrong_worst by grade.  Source: our own form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.inference.observing.errors import Errors
    from tocsin.inference.observing.reports import Reports

KINDS = ("honest", "tampered", "wrong")
LEAST = 1e-6  # of what is left by who hides all


@dataclass(frozen=True)
class Counts:
    """(kind, ..., report) arrays: chance, median, and spread of the logarithm, of each kind."""

    chance: NDArray[np.float64]
    median: NDArray[np.float64]
    spread: NDArray[np.float64]


def counts(true: NDArray[np.float64], reports: Reports, e: Errors) -> Counts:
    """The kinds of counts behind reports of true numbers, (..., report)."""
    x = np.asarray(true, float)
    wrong = e.obs_wrong_best + (e.obs_wrong_worst - e.obs_wrong_best) * reports.grade
    tamper = np.where(reports.under | reports.over, e.obs_tamper, 0.0)
    left = np.maximum(1.0 - e.obs_tampered, LEAST)
    honest = x * np.where(reports.under, 1.0 - e.obs_under, 1.0)
    tampered = np.where(reports.over, honest / left, honest * left)
    spread = np.where(reports.point | ~reports.counted, e.obs_scatter, e.obs_interval)
    kinds = (
        ((1 - wrong) * (1 - tamper), (1 - wrong) * tamper, wrong),
        (honest, tampered, x + e.obs_stray),
        (spread, spread, e.obs_wrong_scatter),
    )
    shape = np.broadcast_shapes(*(np.shape(values) for each in kinds for values in each))
    return Counts(*(np.stack([np.broadcast_to(v, shape) for v in each]) for each in kinds))


def below(t: NDArray[np.float64], counts: Counts) -> NDArray[np.float64]:
    """(kind, ..., report) chances that a count lies below `t`."""
    from scipy.special import ndtr

    median, spread = counts.median, counts.spread
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.log(t / median) / spread
        smooth = ndtr(np.where(np.isnan(z), 0.0, z))
    sharp = (median < t).astype(float)
    return np.where(t <= 0, 0.0, np.where((median <= 0) | (spread <= 0), sharp, smooth))
