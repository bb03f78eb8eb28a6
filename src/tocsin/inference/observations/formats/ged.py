"""UCDP GED: the dead of organised violence, with low, best and high.

A row may span days; `where_prec` 1 is the place itself, 2 within 25 km, from 4 on a region or the
country; where side A is a state (type 1) its dead are officers.  Of protests that did not turn to
organised violence it has nothing.  Columns: GED codebook 25.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tocsin.inference.observations.cells import When
from tocsin.inference.observations.draft import Draft
from tocsin.inference.observations.formats.format import Format, point
from tocsin.inference.observations.table import Row


def drafts(row: Row) -> Iterator[Draft]:
    """All dead, and the officers among them."""
    begin, end = _day(row, "date_start"), _day(row, "date_end")
    if begin is None and not row.text("date_start"):
        row.findings.problem(row.line, "date_start", "is empty; expected a date")
    where = row.text("where_prec")
    base: dict[str, Any] = {
        "begin": begin,
        "end": end,
        "place": row.text("where_coordinates") if where in ("", "1", "2", "3") else "",
        "region": row.text("adm_1") if where not in ("6", "7") else "",
        "country": row.text("country"),
        "point": point(row, "latitude", "longitude") if where in ("", "1", "2", "3", "4") else None,
        "exact": where in ("", "1"),
        "counted_by": "researchers",
        "channel": "ged",
        "reliability": "B2",
        "event": row.text("id", "relid"),
    }
    low, best, high = (row.amount(name) for name in ("low", "best", "high"))
    if best is None and low is None and high is None:
        row.findings.problem(row.line, "best", "is empty; expected the number of dead")
    elif best or high:
        yield Draft(row.line, "dead", low=low, best=best, high=high, **base)
    officers = row.amount("deaths_a") if row.text("type_of_violence") == "1" else None
    if officers:
        yield Draft(row.line, "dead_forces", best=officers, **base)


def _day(row: Row, name: str) -> When | None:
    """Its dates are written with midnight behind them."""
    found = row.when(name)
    return None if found is None else replace(found, unit="day") if found.at.hour == 0 else found


FORMAT = Format(
    "ged", "UCDP GED", drafts, sign=("date_start", "type_of_violence", "best", "where_prec")
)
