"""Reports of true numbers: the law of `law`, drawn by keyed random numbers.

A number belongs to (seed, run, purpose, the report's fingerprint, the hour of the fact), never to
an order: the same report errs in the same way whatever else is reported, and with the same numbers
more people never make a smaller report.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from tocsin.declare.purposes import Purpose
from tocsin.inference.observing import delay, rounding
from tocsin.inference.observing.counting import KINDS, counts
from tocsin.inference.observing.detection import seen
from tocsin.people.random import key, uniforms_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.inference.observing.errors import Errors
    from tocsin.inference.observing.reports import Reports

PURPOSES = (
    Purpose.REPORT_SEEN, Purpose.REPORT_KIND, Purpose.REPORT_COUNT, Purpose.REPORT_ROUNDED,
    Purpose.REPORT_DELAY, Purpose.REPORT_DOUBLE,
)  # fmt: skip


@dataclass(frozen=True)
class Reported:
    """(report,) arrays of one run, or (run, report) of several.

    figure : as reported; nan where there is no report
    delay : hours from the end of the fact to the report
    double : whether it is passed on once more
    """

    figure: NDArray[np.float64]
    delay: NDArray[np.float64]
    double: NDArray[np.bool_]


def sample(
    true: NDArray[np.float64], reports: Reports, e: Errors, *, seed: int, run: int
) -> Reported:
    """Reports of the true numbers of a run, (report,).

    Of intervals the figure is the count behind them, in whole numbers; of what is seen and not
    counted it is a count too, which nobody tells.
    """
    return from_uniforms(true, reports, e, keyed(reports, key(seed, run)))


def keyed(reports: Reports, k: tuple[np.uint32, np.uint32]) -> NDArray[np.float64]:
    """(purpose, report) the uniforms of a run, each of its report alone."""
    return np.stack([_uniforms(reports, purpose, k) for purpose in PURPOSES])


def from_uniforms(
    true: NDArray[np.float64], reports: Reports, e: Errors, u: NDArray[np.float64]
) -> Reported:
    """The same from uniforms, (purpose, ..., report)."""
    x = np.asarray(true, float)
    u_seen, u_kind, u_count, u_round, u_delay, u_double = u
    found = counts(x, reports, e)
    d = seen(x, reports, e)
    is_seen = u_seen < d
    is_false = ~is_seen & (u_seen < d + (1.0 - d) * e.obs_false)
    honest, tampered, _ = found.chance
    kind = np.where(u_kind < honest, 0, np.where(u_kind < honest + tampered, 1, 2))
    kind = np.where(is_false, KINDS.index("wrong"), kind)
    median, spread = (np.choose(kind, list(each)) for each in (found.median, found.spread))
    y = median * np.exp(spread * ndtri(u_count))
    digit = reports.point & (u_round < e.obs_round)
    figure = np.where(digit, rounding.one_digit(y), rounding.whole(y))
    figure = np.where(is_seen | is_false, figure, np.nan)
    return Reported(figure, delay.hours_of(u_delay, e), u_double < e.obs_double)


def _uniforms(
    reports: Reports, purpose: Purpose, k: tuple[np.uint32, np.uint32]
) -> NDArray[np.float64]:
    """(report,) keyed by fingerprint and hour; each hour is one call."""
    out = np.empty(len(reports))
    for hour in np.unique(reports.hour):
        at = reports.hour == hour
        out[at] = uniforms_at(reports.who[at], purpose, int(hour) & 0xFFFFFF, k)
    return out
