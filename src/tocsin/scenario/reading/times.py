"""Moments and zones: what is written as local time becomes hours since the start of the clock."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

#: A run's times are stored in nanoseconds around 1970, which reach from 1677 to 2262.
YEARS = range(1700, 2201)

_OFFSET = re.compile(r"^UTC(?:([+-])(\d{1,2})(?::?([0-5]\d))?)?$", re.ASCII)


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
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError, IsADirectoryError):
        raise ValueError(
            f"{name!r} is no time zone; expected 'UTC+6' or a name such as 'Asia/Almaty'"
        ) from None


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
        parsed = parsed.replace(tzinfo=default)
    if parsed.year not in YEARS:
        first, last = YEARS[0], YEARS[-1]
        raise ValueError(f"{text!r} is out of range; expected a year from {first} to {last}")
    return parsed.astimezone(UTC)
