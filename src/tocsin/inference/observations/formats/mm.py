"""Mass Mobilization (Clark & Regan): protests of 50 and more, their size in words, the response.

`participants` is text ('100s', '1000-4999', '>50'); several places in `location` share one number,
so that in each a crowd was seen and not counted.  A response of arrests, killings or shootings was
seen and not counted either.  Columns: the data set's user manual, 2021.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tocsin.inference.observations.cells import When, when
from tocsin.inference.observations.draft import Draft
from tocsin.inference.observations.formats.format import Format
from tocsin.inference.observations.formats.sizes import size
from tocsin.inference.observations.table import Row

_SEEN = {"arrests": "detained", "killings": "dead", "shootings": "order"}


def drafts(row: Row) -> Iterator[Draft]:
    """The crowd; a riot if it was violent; what the state did."""
    if row.text("protest") == "0":  # a country's year without one
        return
    begin, end = _date(row, "start"), _date(row, "end")
    base: dict[str, Any] = {
        "begin": begin,
        "end": end,
        "country": row.text("country"),
        "counted_by": "press",
        "channel": "mm",
        "reliability": "B3",
        "event": row.text("id"),
    }
    where = [w for w in re.split(r"\s*[;&]\s*|\s+and\s+", row.text("location")) if w]
    low, best, high = size(row.text("participants") or row.text("participants_category"))
    responses = {row.text(f"stateresponse{i}").casefold() for i in range(1, 8)}
    responses |= {name for name in _SEEN if row.text(name) == "1"}
    for one in where or [""]:
        place, _, region = (x.strip() for x in one.partition(","))
        base |= {"place": place, "region": region}
        shared = len(where) > 1  # the number is that of all together
        figures: dict[str, Any] = {} if shared else {"low": low, "best": best, "high": high}
        yield Draft(row.line, "crowd", **figures, **base)
        if row.text("protesterviolence") in ("1", "1.0"):
            yield Draft(row.line, "riot", **base)
        for response, what in _SEEN.items():
            if response in responses:
                yield Draft(row.line, what, **base)


def _date(row: Row, which: str) -> When | None:
    parts = [row.text(f"{which}{unit}") for unit in ("year", "month", "day")]
    if not any(parts):
        parts = [row.text(f"{which}_date")]
    text = "-".join(part.removesuffix(".0").zfill(2) for part in parts if part)
    try:
        return when(text)
    except ValueError as error:
        row.findings.problem(row.line, f"{which}year", f"{text!r} {error}")
        return None


FORMAT = Format(
    "mm", "Mass Mobilization", drafts, sign=("protestnumber", "protesterviolence", "location")
)
