"""Forecasts that need no model of the crisis, on log(1 + figure): what any other must beat.

last_value    the last report of the same kind and place, with the spread of reports and a random walk's
growth        the last two, and the growth between them goes on, as wide again
hawkes        totals only: a self-exciting process (`tocsin.classic`) fitted to what came in steps of
              six hours; where there are too few of these, or too few came, it is the last value
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.inference.observations.observation import Observation

SPREAD, WALK = 0.35, 0.6  # of one report, and of a day, both on the logarithm
WIDER = 1.5  # growth beside the last value
DAY = 86_400.0  # seconds
DRAWS = 200
Z = ndtri((np.arange(DRAWS) + 0.5) / DRAWS)
STEP = 6 * 3600.0  # seconds of a step of the self-exciting process
FEWEST, LEAST = 4, 5.0  # steps with a known count, and events, that a fit needs
MOST_EVENTS = 2000.0  # a step; larger counts are taken in units, since only their growth matters
SEED = 15


def figure(o: Observation) -> float:
    """The middle of a report's figure on the logarithm; of no upper end the lower."""
    low, high = o.bounds
    return float(np.log1p(low) if np.isinf(high) else (np.log1p(low) + np.log1p(high)) / 2)


def last_value(o: Observation, before: Sequence[Observation], now: datetime) -> NDArray[np.float64]:
    """(draw,) on the logarithm; nothing reported before counts as none."""
    known = same(o, before)
    at = figure(known[-1]) if known else 0.0
    days = max((o.until - (known[-1].until if known else now)).total_seconds() / DAY, 0.0)
    return np.asarray(np.maximum(at + np.hypot(SPREAD, WALK * np.sqrt(days)) * Z, 0.0))


def growth(o: Observation, before: Sequence[Observation], now: datetime) -> NDArray[np.float64]:
    """(draw,) the same with the growth of the last two reports."""
    known = same(o, before)
    flat = last_value(o, before, now)
    if len(known) < 2:
        return flat
    a, b = known[-2:]
    gap = (b.until - a.until).total_seconds()
    ahead = (o.until - b.until).total_seconds()
    slope = (figure(b) - figure(a)) / gap if gap > 0 else 0.0
    middle = figure(b)
    return np.maximum(middle + slope * ahead + WIDER * (flat - middle), 0.0)


def hawkes(
    o: Observation, before: Sequence[Observation], now: datetime, start: datetime
) -> NDArray[np.float64]:
    """(draw,) on the logarithm, of a total so far; `start` of the clock, when nothing had come."""
    known = same(o, before)
    if not o.so_far or not known:
        return last_value(o, before, now)
    times = tuple((x.until - start).total_seconds() for x in known)
    totals = tuple(float(np.expm1(figure(x))) for x in known)
    steps = max(1, round(((o.until - start).total_seconds() - times[-1]) / STEP))
    more = _ahead(times, totals, steps)
    if more is None:
        return last_value(o, before, now)
    middle = np.log1p(totals[-1] + more)
    return np.maximum(middle + SPREAD * np.random.default_rng(SEED).permutation(Z), 0.0)


@lru_cache(maxsize=256)
def _ahead(
    times: tuple[float, ...], totals: tuple[float, ...], steps: int
) -> NDArray[np.float64] | None:
    """(draw,) how many come in so many steps; None where nothing can be fitted."""
    from tocsin.theory.classic.counts import Counts
    from tocsin.theory.classic.fitting.hawkes import Hawkes
    from tocsin.theory.classic.fitting.likelihood import draws, maximise

    n = int(times[-1] // STEP)
    # between two reports what came is spread evenly; a total that fell brought nothing
    grown = np.maximum.accumulate(np.interp((np.arange(n) + 1) * STEP, (0, *times), (0, *totals)))
    came = np.diff(grown, prepend=0.0)
    if n < FEWEST or came.sum() < LEAST:
        return None
    unit = max(1.0, came.max() / MOST_EVENTS)
    family = Hawkes()
    problem = family.problem(Counts(date(2000, 1, 1), np.round(came / unit)))
    rng = np.random.default_rng(SEED)
    best, _ = maximise(problem, family.starts(problem))
    thetas = draws(problem, best, DRAWS, rng, family.log_prior(problem))
    paths, _ = family.ahead(problem, thetas, steps, rng)
    return np.asarray(unit * paths.sum(1))


def same(o: Observation, before: Sequence[Observation]) -> list[Observation]:
    """Reports of the same kind and place, in the order of the facts."""
    found = [x for x in before if (x.what, x.place, x.region, x.so_far) == (
        o.what, o.place, o.region, o.so_far) and x.counted]  # fmt: skip
    return sorted(found, key=lambda x: x.until)
