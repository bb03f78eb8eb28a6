"""Cases of a report: outcomes of a scenario that was run, how they spread over runs, what happened."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.outcome import OUTCOMES
from tocsin.record.chronicle import WEIGHT, Event, key_events
from tocsin.view.report.rounding import short

if TYPE_CHECKING:
    import pandas as pd

    from tocsin.scenario import Scenario

EACH, BINS = 200, 40  # runs up to which all values are shown; bins beyond
MOST_EVENTS, KEY_EVENTS = 2000, 12


def spread(values: Iterable[float]) -> dict[str, Any]:
    """Values of the runs as `Spread` has them; NaN is none."""
    array = np.asarray(values, float)
    known = array[np.isfinite(array)]
    none = {"none": len(array) - len(known)} if len(known) < len(array) else {}
    if len(known) <= EACH:
        return {"values": [short(x) for x in known.tolist()]} | none
    low, high = float(known.min()), float(known.max())
    counts, _ = np.histogram(known, BINS if high > low else 1, (low, high))
    return {"low": short(low), "high": short(high), "counts": counts.tolist()} | none


def spreads(table: pd.DataFrame) -> dict[str, Any]:
    """Of each column of outcomes; those that are words, or empty, are left out."""
    out = {}
    for name in table.columns:
        known = str(name).partition(".")[0] in OUTCOMES and table[name].dtype.kind in "iufb"
        if known and table[name].notna().any():
            out[str(name)] = spread(table[name].to_numpy(float))
    return out


def told(path: Path, scenario: Scenario) -> dict[str, Any]:
    """What happened in the first run that a chronicle tells of, as a case has it."""
    events = first_chronicle(path) if path.is_file() else []
    if not events:
        return {}
    return {"chronicle": _lines(events, scenario), "chronicle_run": events[0].run}


def first_chronicle(path: Path) -> list[Event]:
    """The lines of the first run that a chronicle tells of."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = iter(csv.DictReader(file))
        events: list[Mapping[str, Any]] = list(islice(rows, 1))
        for row in rows:
            if row["run"] != events[0]["run"]:
                break
            events.append(row)
    return [Event(**{**e, "run": int(e["run"])}) for e in events]


def _lines(events: list[Event], scenario: Scenario) -> list[list[Any]]:
    """Lines as the report has them; of too many, those of the least weight are left out."""
    if len(events) > MOST_EVENTS:
        ranked = sorted(range(len(events)), key=lambda i: (-WEIGHT.get(events[i].kind, 0), i))
        events = [events[i] for i in sorted(ranked[:MOST_EVENTS])]
    key = {id(event) for event in key_events(events, KEY_EVENTS)}
    places: dict[tuple[str, str], int] = {}
    for i in sorted(range(len(scenario.spec.places)),
                    key=lambda i: scenario.spec.places[i].population):  # fmt: skip
        place = scenario.spec.places[i]
        places[place.name, place.region] = i  # of two that share a name, the larger
    return [
        [
            _hour(e.time_utc, scenario.start),
            places.get((e.place, e.region), -1),
            e.region,
            e.kind,
            e.actor,
            float(e.value) if e.value else None,
            e.text,
            int(id(e) in key),
        ]
        for e in events
    ]


def _hour(text: str, start: datetime) -> float | int:
    moment = datetime.strptime(text, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
    return short((moment - start).total_seconds() / 3600)
