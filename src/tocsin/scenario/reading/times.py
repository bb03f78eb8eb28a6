"""Moments and zones: what is written as local time becomes hours since the start of the clock."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

#: A run's times are stored in nanoseconds around 1970, which reach from 1677 to 2262.
YEARS = range(1700, 2201)

_OFFSET = re.compile(r"^UTC(?:([+-])(\d{1,2})(?::?([0-5]\d))?)?$", re.ASCII)

#: Names that mean another time on another machine, or count leap seconds.
_LOCAL = re.compile(r"localtime|posixrules|Factory|(posix|right)/.*", re.DOTALL)


@lru_cache(maxsize=64)
def zone(name: str) -> tzinfo:
    """A zone from 'UTC+6' or an IANA name such as 'Asia/Almaty'.

    Raises ValueError for anything else.
    """
    match = _OFFSET.match(name.strip())
    if match:
        if match[1] is None:
            return UTC
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        if minutes > 14 * 60:
            raise ValueError(f"{name!r} is no time zone; offsets go up to 14 hours")
        return timezone(timedelta(minutes=minutes if match[1] == "+" else -minutes), name)
    try:
        if _LOCAL.fullmatch(name):
            raise ValueError
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError, IsADirectoryError):
        if not _has_zones():
            raise ValueError(
                f"{name!r} cannot be looked up: this machine has no data on time zones; install them "
                "with: pip install tzdata (or write an offset such as 'UTC+6')"
            ) from None
        raise ValueError(
            f"{name!r} is no time zone; expected 'UTC+6' or a name such as 'Asia/Almaty'"
        ) from None


@lru_cache(maxsize=1)
def _has_zones() -> bool:
    """Whether any zone is known here, so that a name that is not can be blamed."""
    try:
        ZoneInfo("Europe/London")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _local(when: datetime, text: str, zone: tzinfo) -> datetime:
    """A local time; raises ValueError where clocks skipped it, or showed it twice."""
    first, second = (when.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    before, after = first.utcoffset(), second.utcoffset()
    if before == after or before is None or after is None:
        return first
    early, late = (
        when.replace(tzinfo=timezone(x)).isoformat("T", "minutes") for x in (before, after)
    )
    if before < after:  # read by the clock before the change, and told by that after it
        told = first.astimezone(UTC).astimezone(zone).isoformat("T", "minutes")
        raise ValueError(
            f"{text!r} does not exist in {zone}: clocks were put forward there; expected such a "
            f"time as {told}"
        )
    raise ValueError(
        f"{text!r} exists twice in {zone}: clocks were put back there; expected {early} (the first) "
        f"or {late}"
    )


def moment(text: str, default: tzinfo) -> datetime:
    """A moment from ISO 8601 text, in `default` unless it carries an offset; in UTC.

    Raises ValueError with what was expected.
    """
    expected = "expected a time such as 2022-01-05T08:00"
    try:
        parsed = datetime.fromisoformat(text.strip())
    except (ValueError, TypeError):
        raise ValueError(f"{text!r} is no date; {expected}") from None
    if parsed.tzinfo is None:
        parsed = _local(parsed, text.strip(), default)
    if parsed.year not in YEARS:
        first, last = YEARS[0], YEARS[-1]
        raise ValueError(f"{text!r} is out of range; expected a year from {first} to {last}")
    return parsed.astimezone(UTC)
