"""The file of observations, OBS: a CSV table, written whole or not at all, and checked when it is read.

Columns as in the contract (`COLUMNS`), `id` and `event`, fingerprints, and `zone`, that of the place's
clocks, by which further times are read without a scenario.  Nothing else is ever
written: words from closed lists, names of the scenario, numbers and hours.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.declare.outcome import OUTCOMES
from tocsin.errors import InputError, Problem, ScenarioError, did_you_mean
from tocsin.files import write_text
from tocsin.inference.observations import table as tables
from tocsin.inference.observations.cells import when
from tocsin.inference.observations.formats import csv as own
from tocsin.inference.observations.kinds import CHANNELS, PARTIES, WHAT
from tocsin.inference.observations.observation import Observation, hour_text
from tocsin.results.writing import writing
from tocsin.scenario.reading.times import zone

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

COLUMNS = ("id", *own.COLUMNS, "event", "zone")
_NEEDED = ("what", "time", "low", "best", "high", "reliability")


def write(path: str | Path, observations: Iterable[Observation]) -> Path:
    """Write a file of observations in one stroke.  Raises OutputError."""
    path = Path(path)
    lines = io.StringIO()
    table = csv.writer(lines, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows([_cell(o, name) for name in COLUMNS] for o in observations)
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, lines.getvalue())
    return path


def _cell(o: Observation, name: str) -> str:
    value = getattr(o, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return hour_text(value)
    return "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)


def read(path: str | Path, scenario: Scenario | None = None) -> list[Observation]:
    """The observations of a file.

    scenario : whose places and regions they must name

    Raises ScenarioError with every problem, InputError if there is no such file.
    """
    path = Path(path)
    if not path.exists():
        raise InputError(f"{path}: no such file; expected one that `tocsin observe import` wrote")
    findings = tables.Findings(str(path))
    out = []
    for table in tables.read(path, findings):
        lacking = [name for name in _NEEDED if name not in table.head]
        if lacking:
            message = (
                f"the column {lacking[0]!r} is missing; expected a file of observations: import other "
                "tables with `tocsin observe import`"
            )
            raise ScenarioError([Problem(str(path), table.line, "", message)])
        for name in table.head:
            if name not in COLUMNS:
                findings.problem(
                    table.line, "", f"unknown column {name!r}{did_you_mean(name, COLUMNS)}"
                )
        for row in table.rows:
            before = len(findings.problems)
            found = _observation(row, scenario)
            if found is not None and len(findings.problems) == before:
                out.append(found)
    if findings.problems:
        raise ScenarioError(findings.problems)
    return out


def _observation(row: tables.Row, scenario: Scenario | None) -> Observation | None:
    draft = next(own.drafts(row), None)
    if draft is None or draft.begin is None:
        return None
    for name, known in (("counted_by", PARTIES), ("channel", CHANNELS)):
        if row.text(name) and row.text(name) not in known:
            row.wrong(name, f"is not known{did_you_mean(row.text(name), known)}")
    for name in ("time", "until", "reported", "fell"):
        text = row.text(name)
        if text and not text.endswith(("Z", "+00:00")):
            row.wrong(name, "has no zone; expected an hour in UTC such as 2022-01-05T08:00Z")
            return None
    if row.text("zone"):
        try:
            zone(row.text("zone"))
        except ValueError:
            row.wrong("zone", "is no time zone; expected 'UTC+6' or a name such as 'Asia/Almaty'")
    begin = when(row.text("time")).at
    end = draft.end.at if draft.end is not None else begin + timedelta(hours=1)
    if end <= begin:
        row.wrong("until", "is not after time; expected a later hour")
    figures = [x for x in (draft.low, draft.best, draft.high) if x is not None]
    if figures != sorted(figures):
        row.wrong("low", "is more than best or high; expected low, best, high in order")
    if scenario is not None:
        _names(row, scenario)
    return Observation(
        what=draft.what, time=begin, until=end, part=row.text("part"), place=draft.place,
        region=draft.region, so_far=draft.so_far,
        reported=draft.reported.at if draft.reported is not None else None, low=draft.low,
        best=draft.best, high=draft.high, counted_by=draft.counted_by, channel=draft.channel,
         reliability=draft.reliability, status=draft.status,
         fell=draft.fell.at if draft.fell is not None else None, event=row.text("event"),
         zone=row.text("zone"),
    )  # fmt: skip


def _names(row: tables.Row, scenario: Scenario) -> None:
    regions = scenario.spec.regions
    places = {(p.name, p.region) for p in scenario.spec.places}
    place, region = row.text("place"), row.text("region")
    if region and region not in regions:
        row.wrong("region", f"is no region of {scenario.name}{did_you_mean(region, regions)}")
    elif place and (place, region) not in places:
        near = did_you_mean(place, [p for p, r in places if r == region or not region])
        row.wrong("place", f"is no place of {region or 'the country'} in {scenario.name}{near}")


def is_one(path: Path) -> bool:
    """Whether a file is one of observations, by its head; one that is not is never written over."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            head = file.readline(2000).strip().split(",")
    except (OSError, UnicodeError):
        return False
    return set(head) >= {"id", *_NEEDED}


def known_outcome(what: str) -> bool:
    """Whether a word says what a figure is of."""
    return what in WHAT or what in OUTCOMES
