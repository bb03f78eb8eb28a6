"""SCAD (Salehyan et al.): demonstrations, riots and their dead, with sizes by powers of ten.

`npart` is a class (1 less than 10, 2 to 100, ... 7 over a million; -99 unknown), `etype` 1 and 2 a
demonstration, 3 and 4 a riot, 5 and 6 a strike.  Dates are written month first.  Columns: SCAD
codebook 3.3.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tocsin.inference.observations.draft import Draft
from tocsin.inference.observations.formats.format import Format, point
from tocsin.inference.observations.table import Row

_KIND = {"1": "crowd", "2": "crowd", "3": "riot", "4": "riot"}
_UNKNOWN = ("-99", "-88", "-77", "-9")
_CLASSES = range(1, 8)


def drafts(row: Row) -> Iterator[Draft]:
    """A crowd or riot by its class, and the dead."""
    begin = row.when("startdate", month_first=True)
    if begin is None and not row.text("startdate"):
        row.findings.problem(row.line, "startdate", "is empty; expected a date")
    base: dict[str, Any] = {
        "begin": begin,
        "end": row.when("enddate", month_first=True),
        "place": row.text("elocal"),
        "country": row.text("countryname"),
        "point": point(row, "latitude", "longitude"),
        "exact": row.text("locnum") in ("", "1", "2", "3"),  # else many places, or the country
        "counted_by": "press",
        "channel": "scad",
        "reliability": "B3",
        "event": row.text("eventid", "id"),
    }
    if base["place"].casefold() in ("nationwide", "unknown", "-99"):
        base["place"], base["point"] = "", None
    kind = _KIND.get(row.text("etype"))
    if kind:
        low, high = _class(row)
        yield Draft(row.line, kind, low=low, high=high, **base)
    dead = row.amount("ndeath", _UNKNOWN)
    if dead:
        yield Draft(row.line, "dead", best=dead, **base)


def _class(row: Row) -> tuple[float | None, float | None]:
    text = row.text("npart")
    if not text or text in _UNKNOWN:
        return None, None
    if not text.isdecimal() or int(text) not in _CLASSES:
        row.wrong("npart", f"is no class; expected {_CLASSES[0]} to {_CLASSES[-1]}, or -99")
        return None, None
    n = int(text)
    return (1.0 if n == 1 else 10.0 ** (n - 1) + 1), (None if n == 7 else 10.0**n - (n == 1))


FORMAT = Format("scad", "SCAD", drafts, sign=("eventid", "etype", "npart", "ndeath"))
