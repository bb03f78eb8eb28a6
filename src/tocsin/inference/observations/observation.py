"""The record: a reported figure: what, where, when, how many, who counted, which channel, how well.

Times are whole hours in UTC; a place and a region are names in the scenario; words come from `kinds`.
`time` to `until` is when the fact was: an hour, a day, a week in which it lies, or for a total so far
(`so_far`) the end of what it counts.  A figure without low, best and high was seen and not counted.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache

from tocsin.inference.observations.kinds import DUPLICATE, FALLEN, WHAT, WITHDRAWN

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Observation:
    """One reported figure.

    what : a kind of `kinds.WHAT`, or the name of an outcome
    part : of an outcome's table, what is no place, region or time: a site, a service, a member
    place, region : names in the scenario; a place has its region; neither is the country
    time, until : first hour, and the one after the last, in which the fact lies (UTC)
    so_far : all up to `until`, not what came in the span
    reported : hour of the report (UTC); None if nobody said
    low, best, high : the figure; one of them, or none where it was not counted
    counted_by, channel, reliability : from the lists of `kinds`
    status : '', 'official', 'estimate', 'retracted', 'revised', 'claim' or 'duplicate of ID'
    fell : hour in which it was taken back or replaced (UTC); None where it stands, or nobody said
    event : fingerprint of the source's own number of the event; '' if it has none
    zone : of the place's clocks, such as 'UTC+6'; '' if nobody said
    """

    what: str
    time: datetime
    until: datetime
    part: str = ""
    place: str = ""
    region: str = ""
    so_far: bool = False
    reported: datetime | None = None
    low: float | None = None
    best: float | None = None
    high: float | None = None
    counted_by: str = "unknown"
    channel: str = "unknown"
    reliability: str = "F6"
    status: str = ""
    fell: datetime | None = None
    event: str = ""
    zone: str = ""

    @cached_property
    def id(self) -> str:
        """Fingerprint of what was said of what, where and when, by whom: the same report, the same id.

        When it was reported, how well and whether it still stands are no part of it.
        """
        said = (
            *self.subject,
            self.low,
            self.best,
            self.high,
            self.counted_by,
            self.channel,
            self.event,
        )
        return fingerprint(*said)

    @cached_property
    def subject(self) -> tuple[str, ...]:
        """What the figure is of: reports with the same subject speak of the same number."""
        when = (hour_text(self.time), hour_text(self.until))
        kind = "so far" if self.so_far else "within"
        return (self.what, self.part, self.place, self.region, *when, kind)

    @property
    def precision(self) -> str:
        """'place', 'region' or 'nation': how exactly it is known where."""
        return "place" if self.place else "region" if self.region else "nation"

    @property
    def unit(self) -> str:
        """Of the figure, for the kinds of `WHAT`."""
        return WHAT[self.what].unit if self.what in WHAT else ""

    @property
    def counted(self) -> bool:
        """Whether there is a figure at all."""
        return not self.low is self.best is self.high is None

    @property
    def stands(self) -> bool:
        """Neither taken back, nor replaced, nor a mere claim, nor said twice."""
        return self.status not in FALLEN and not self.status.startswith(DUPLICATE)

    @property
    def bounds(self) -> tuple[float, float]:
        """Least and most that the report allows; a bare figure is both."""
        best = self.best
        low = self.low if self.low is not None else best if best is not None else 0.0
        high = self.high if self.high is not None else best if best is not None else float("inf")
        return (low if self.counted else 1.0), high

    @property
    def known(self) -> datetime:
        """When it could be known: the report's hour, or at the earliest the end of the fact."""
        return self.reported if self.reported is not None else self.until

    def stood(self, when: datetime) -> bool:
        """Whether it was known at a moment and nobody had taken it back: it may have fallen since."""
        then = self.status in WITHDRAWN and self.fell is not None and when < self.fell
        return self.known <= when and (self.stands or then)

    def marked(self, status: str, fell: datetime | None = None) -> Observation:
        """The same with another status, in which it is from an hour on."""
        return replace(self, status=status, fell=fell)


def fingerprint(*said: object) -> str:
    """Ten hexadecimal digits: nobody reads the source's number out of them."""
    text = "\x1f".join("" if x is None else str(x) for x in said)
    return hashlib.blake2b(text.encode(), digest_size=5).hexdigest()


@lru_cache(maxsize=4096)
def hour_text(when: datetime | None) -> str:
    """An hour as it is written: 2022-01-04T08:00Z."""
    return "" if when is None else when.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def hour(when: datetime) -> datetime:
    """The hour, in UTC, in which a moment lies."""
    return when.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def hour_up(when: datetime) -> datetime:
    """The first full hour, in UTC, that is not before a moment."""
    down = hour(when)
    return down if down == when else down + HOUR
