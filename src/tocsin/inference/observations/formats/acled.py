"""ACLED: protests and riots as crowds, and the dead of all events.

A protest is a crowd, a riot a riot; how many were out stands in `tags` ('crowd size=about 500'), if at
all.  `fatalities` are the dead of the event.  `timestamp` is when ACLED last wrote the row, which
is the only sign of when it was known.  `inter1` and the like (numbers in old exports, texts in new
ones), actors, source and notes are not read.  Columns: ACLED codebook, 2024.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from tocsin.inference.observations.cells import When
from tocsin.inference.observations.draft import Draft
from tocsin.inference.observations.formats.format import Format, point
from tocsin.inference.observations.formats.sizes import size
from tocsin.inference.observations.table import Row

_CROWDS = {"protests": "crowd", "riots": "riot"}
_UNITS = {"2": "week", "3": "month"}


def drafts(row: Row) -> Iterator[Draft]:
    """A crowd or riot, and the dead."""
    begin = row.when("event_date")
    if begin is None and not row.text("event_date"):
        row.findings.problem(row.line, "event_date", "is empty; expected a date")
    begin, end = _span(begin, row.text("time_precision"))
    reported = _stamp(row)
    base: dict[str, Any] = {
        "begin": begin,
        "end": end,
        "place": row.text("location") if row.text("geo_precision") in ("", "1", "2") else "",
        "region": row.text("admin1"),
        "country": row.text("country"),
        "point": point(row, "latitude", "longitude"),
        "exact": row.text("geo_precision") in ("", "1"),
        "reported": reported,
        "counted_by": "press",
        "channel": "acled",
        "reliability": "B2",
        "event": row.text("event_id_cnty", "data_id"),
    }
    kind = _CROWDS.get(row.text("event_type").casefold())
    if kind:
        low, best, high = _crowd(row.text("tags"))
        yield Draft(row.line, kind, low=low, best=best, high=high, **base)
    dead = row.amount("fatalities")
    if dead:
        yield Draft(row.line, "dead", best=dead, **base)


def _span(begin: When | None, precision: str) -> tuple[When | None, When | None]:
    """A date of precision 2 is known to the week, of 3 to the month."""
    if begin is None or precision not in _UNITS:
        return begin, None
    if _UNITS[precision] == "month":
        return When(begin.at.replace(day=1), "month"), None
    half = timedelta(days=3)
    return When(begin.at - half, "day"), When(begin.at + half, "day")


def _stamp(row: Row) -> When | None:
    text = row.text("timestamp")
    if not text:
        return None
    if text.replace(".", "", 1).isdecimal() and len(text.partition(".")[0]) in (9, 10):
        return When(datetime.fromtimestamp(float(text), UTC), "hour")
    return row.when("timestamp")


def _crowd(tags: str) -> tuple[float | None, float | None, float | None]:
    for tag in tags.split(";"):
        name, _, value = tag.partition("=")
        if name.strip().casefold() == "crowd size":
            return size(value)
    return None, None, None


FORMAT = Format("acled", "ACLED", drafts, sign=("event_date", "event_type", "admin1", "fatalities"))
