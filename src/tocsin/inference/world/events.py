"""Events and the crises (or countries) that they belong to, as arrays that can be drawn anew.

The same arrays are made of simulated crises and, by `tools/world`, of the record: `measures` cannot
tell one from the other.  What needs the order of events (the next one, those before and after, pairs)
is counted once, per event or per unit, so that units drawn again need no sorting.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Flags = NDArray[np.bool_]

WEEK = 7
NEXT = 30  # days within which the next protest counts as following
SOON = 2  # weeks: the window in which pairs of events are counted


@dataclass(frozen=True)
class Events:
    """(event,) arrays, sorted by unit and first day.

    unit : number of the crisis, or of the country of the record; country, city : numbers
    people : of the city, nan where unknown; nation : of the country
    first : day as a number from any origin on which 0 is a Monday; days : how long; hour : or -1
    next_violent : 1 or 0, -1 without a next one within 30 days of the same unit
    before, after : events of the unit in the 7 days before and after, as far as both are seen; -1
        where not
    """

    unit: NDArray[np.int64]
    country: NDArray[np.int64]
    city: NDArray[np.int64]
    region: NDArray[np.str_]
    people: Numbers
    nation: Numbers
    size: Numbers
    violent: Flags
    first: NDArray[np.int64]
    days: NDArray[np.int64]
    hour: NDArray[np.int64]
    arrests: Flags
    accomodation: Flags
    beatings: Flags
    crowddispersal: Flags
    ignore: Flags
    killings: Flags
    shootings: Flags
    next_violent: NDArray[np.int64]
    before: NDArray[np.int64]
    after: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.unit)

    def take(self, at: Any) -> Events:
        """Those of an index or a mask."""
        return Events(**{f.name: getattr(self, f.name)[at] for f in fields(self)})


@dataclass(frozen=True)
class Units:
    """(unit,) arrays: crises, or countries of the record.

    start, stop : their events in `Events`; begin, end : first day seen and the one after the last
    largest : share of the nation at the largest event, nan without events
    near, far : pairs of events less than 8 days apart and 8 to 13, per day of lag and pair of days
    again, could : days of events after which there was another at the place, and all such
    brief, cities : places active on one day only, and all, of crises with 10 or more
    gas : (unit, 24) place-hours in which a crowd was being dispersed, by local hour
    dead, detained : in all
    """

    start: NDArray[np.int64]
    stop: NDArray[np.int64]
    begin: NDArray[np.int64]
    end: NDArray[np.int64]
    largest: Numbers
    near: Numbers
    far: Numbers
    again: Numbers
    could: Numbers
    brief: Numbers
    cities: Numbers
    gas: Numbers
    dead: Numbers
    detained: Numbers

    def __len__(self) -> int:
        return len(self.start)

    def take(self, at: Any) -> Units:
        """Those of an index."""
        return Units(**{f.name: getattr(self, f.name)[at] for f in fields(self)})


def drawn(events: Events, units: Units, at: NDArray[np.int64]) -> tuple[Events, Units]:
    """Units drawn with repetition, with their events."""
    which = [np.arange(units.start[u], units.stop[u]) for u in at]
    index = np.concatenate(which) if which else np.zeros(0, np.int64)
    return events.take(index), units.take(at)


def ordered(
    events: Events, begin: NDArray[np.int64], end: NDArray[np.int64]
) -> tuple[Events, Units]:
    """Events sorted, with all that needs their order; and their units.

    begin, end : (unit,) the first day that is seen of each unit, and the one after the last
    """
    e = events.take(np.lexsort((events.city, events.first, events.unit)))
    n = len(begin)
    start = np.searchsorted(e.unit, np.arange(n), side="left")
    stop = np.searchsorted(e.unit, np.arange(n), side="right")
    following, before, after = (np.full(len(e), -1) for _ in range(3))
    zero = {k: np.zeros(n) for k in ("near", "far", "again", "could", "brief", "cities")}
    largest = np.full(n, np.nan)
    for u in range(n):
        at = slice(start[u], stop[u])
        first, last = e.first[at], e.first[at] + e.days[at] - 1
        if not len(first):
            continue
        largest[u] = (e.size[at] / e.nation[at]).max()
        near = np.diff(first) <= NEXT
        following[start[u] : stop[u] - 1] = np.where(near, e.violent[at][1:], -1)
        before[at], after[at] = _around(first, last, int(begin[u]), int(end[u]))
        zero["near"][u], zero["far"][u] = _pairs(first, int(end[u] - begin[u]))
        zero["again"][u], zero["could"][u] = _again(last, e.days[at], int(end[u]))
        _, towns = np.unique(e.city[at], return_inverse=True)
        active = np.bincount(towns, e.days[at])
        if len(active) >= MANY:
            zero["brief"][u], zero["cities"][u] = float((active == 1).sum()), float(len(active))
    units = Units(
        start, stop, begin, end, largest, **zero, gas=np.zeros((n, 24)), dead=np.zeros(n),
        detained=np.zeros(n),
    )  # fmt: skip
    return replace(e, next_violent=following, before=before, after=after), units


MANY = 10  # places active, from which a crisis counts as a wave


def _around(
    first: NDArray[np.int64], last: NDArray[np.int64], begin: int, end: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Events that begin in the days before an event and after it: 7, or as many as both sides have."""
    days = np.minimum(WEEK, np.minimum(first - begin, end - 1 - last))
    before = np.searchsorted(first, first) - np.searchsorted(first, first - days)
    after = np.searchsorted(first, last + days, "right") - np.searchsorted(first, last, "right")
    seen = days > 0
    return np.where(seen, before, -1), np.where(seen, after, -1)


def _pairs(first: NDArray[np.int64], length: int) -> tuple[float, float]:
    """Pairs of events by how many days apart they begin, over the pairs of days that are so far."""
    count = np.bincount(first - first.min())
    near = far = 0.0
    for lag in range(1, min(SOON * WEEK, length)):
        pairs = (
            float((count[lag:] * count[:-lag]).sum()) / (length - lag) if lag < len(count) else 0.0
        )
        if lag <= WEEK:
            near += pairs / WEEK
        else:
            far += pairs / (WEEK - 1)
    return near, far


def _again(last: NDArray[np.int64], days: NDArray[np.int64], end: int) -> tuple[float, float]:
    """Days after which the place was active again on the next, and days that have a next one."""
    could = days - (last >= end - 1)
    return float((days - 1).sum()), float(could.sum())
