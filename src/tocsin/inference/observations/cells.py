"""Numbers and times as people and programs write them; what can be read in two ways is refused.

Dates: ISO 8601 with or without hour and offset, 2022/01/04, 20220104, 04.01.2022, '4 January 2022',
'Jan 4, 2022', a spreadsheet's day number (44565.58), a month or a year alone.  04/01/2022 is refused
unless a format says that the month stands first.  Numbers: 1200, 1 200, 1,200, 1.5; '1.200' and, where
columns are separated by semicolons, '1,200' can be a thousand or one, and are refused.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from tocsin.inference.observations.observation import HOUR, hour, hour_up
from tocsin.scenario.reading.times import YEARS

MOST = 1e10  # persons: more than there are
EXPECTED = "expected a time such as 2022-01-05T08:00 or 2022-01-05"
#: Day numbers of spreadsheets, from 1954 to 2119; their day 0 is 30 December 1899.
SERIALS = range(20_000, 80_000)
DAY_ZERO = datetime(1899, 12, 30)

_MONTHS = {
    name: i % 12 + 1
    for i, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec january february march april may june july "
        "august september october november december".split()
    )
}
_CLOCK = (
    r"(?:[T ,]+(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _CLOCK)
_BARE = re.compile(r"(\d{4})(\d{2})(\d{2})" + _CLOCK)
_DOTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})" + _CLOCK)
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})" + _CLOCK)
_WORDS = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})" + _CLOCK)
_AMERICAN = re.compile(r"([A-Za-z]{3,9}) (\d{1,2}), (\d{4})" + _CLOCK)
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_YEAR = re.compile(r"(\d{4})")
_SERIAL = re.compile(r"(\d{5})(?:[.,](\d+))?")


@dataclass(frozen=True)
class When:
    """A time as written: a local moment or one with an offset, and how exactly.

    unit : 'hour', 'day', 'month' or 'year'
    serial : it was a spreadsheet's day number
    """

    at: datetime
    unit: str
    serial: bool = False

    def span(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """First hour and the one after the last (UTC); local times are those of `zone`."""
        at = self.at if self.at.tzinfo is not None else self.at.replace(tzinfo=zone)
        if self.unit == "hour":
            return hour(at), hour(at) + HOUR
        if self.unit == "day":
            after = at + timedelta(days=1)  # by the clock on the wall, whatever its length
        elif self.unit == "month":
            after = at.replace(year=at.year + at.month // 12, month=at.month % 12 + 1)
        else:
            after = at.replace(year=at.year + 1)
        return hour(at), hour_up(after.astimezone(UTC))


def when(text: str, month_first: bool = False) -> When:
    """A time from text.  Raises ValueError with what was expected."""
    text = unicodedata.normalize("NFKC", text).strip()
    found = _match(text, month_first)
    if found is None:
        raise ValueError(f"is no time; {EXPECTED}")
    year, month, day, clock, serial = found
    try:
        at = datetime(year, month or 1, day or 1)
        if clock is not None and clock[0] is not None:
            at += timedelta(hours=_upto(clock[0], 24), minutes=_upto(clock[1], 59))
            zone = _offset(clock[3])
            at = at if zone is None else at.replace(tzinfo=zone)
    except (ValueError, OverflowError):
        raise ValueError(f"does not exist; {EXPECTED}") from None
    if year not in YEARS:
        raise ValueError(f"is out of range; expected a year from {YEARS[0]} to {YEARS[-1]}")
    timed = clock is not None and clock[0] is not None
    unit = "hour" if timed else "day" if day else "month" if month else "year"
    return When(at, unit, serial)


_Clock = tuple[str | None, str | None, str | None, str | None]
_Found = tuple[int, int, int, "_Clock | None", bool]


def _match(text: str, month_first: bool) -> _Found | None:
    if match := _ISO.fullmatch(text) or _BARE.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3]), _clock(match), False
    if match := _DOTS.fullmatch(text):
        return int(match[3]), int(match[2]), int(match[1]), _clock(match), False
    if match := _SLASHES.fullmatch(text):
        if not month_first:
            raise ValueError("can be read with the day or the month first; expected 2022-01-05")
        return int(match[3]), int(match[1]), int(match[2]), _clock(match), False
    if match := _WORDS.fullmatch(text):
        month = _MONTHS.get(match[2].casefold())
        return (int(match[3]), month, int(match[1]), _clock(match), False) if month else None
    if match := _AMERICAN.fullmatch(text):
        month = _MONTHS.get(match[1].casefold())
        return (int(match[3]), month, int(match[2]), _clock(match), False) if month else None
    if (match := _SERIAL.fullmatch(text)) and int(match[1]) in SERIALS:
        at = DAY_ZERO + timedelta(days=float(f"{match[1]}.{match[2] or 0}"), seconds=1)
        clock: _Clock | None = (str(at.hour), f"{at.minute:02}", None, None) if match[2] else None
        return at.year, at.month, at.day, clock, True
    if match := _MONTH.fullmatch(text):
        return int(match[1]), int(match[2]), 0, None, False
    if match := _YEAR.fullmatch(text):
        return int(match[1]), 0, 0, None, False
    return None


def _clock(match: re.Match[str]) -> _Clock:
    return match[4], match[5], match[6], match[7]


def _upto(text: str | None, most: int) -> int:
    value = int(text or 0)
    if value > most:
        raise ValueError
    return value


def _offset(text: str | None) -> tzinfo | None:
    if not text:
        return None
    return UTC if text in ("Z", "UTC", "GMT") else datetime.strptime(text, "%z").tzinfo


def amount(text: str, commas: bool = True) -> float:
    """A figure, zero or more.  Raises ValueError with what was expected.

    commas : columns are separated by commas, so that a comma in a figure marks thousands
    """
    text = unicodedata.normalize("NFKC", text).strip().replace("\u2212", "-")
    bare = re.sub(r"(?<=\d)[ '\u2019_](?=\d{3}(?!\d))", "", text)
    grouped = re.fullmatch(r"\d{1,3}(?:,\d{3}){1,}", bare)
    dotted = re.fullmatch(r"\d{1,3}\.\d{3}", bare)
    if dotted or (grouped and not commas and bare.count(",") == 1):
        digits = re.sub(r"\D", "", bare)
        raise ValueError(f"can be {digits} or {digits[:-3]}; expected a number such as {digits}")
    if grouped:
        bare = bare.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", bare):
        bare = bare.replace(".", "")
    elif re.fullmatch(r"-?\d+,\d+", bare):
        bare = bare.replace(",", ".")
    if not re.fullmatch(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", bare):
        raise ValueError("is no number; expected a number such as 1200")
    value = float(bare)
    if value < 0:
        raise ValueError("is below zero; expected zero or more")
    if value > MOST:
        raise ValueError("is more than there are people; expected persons")
    return value
