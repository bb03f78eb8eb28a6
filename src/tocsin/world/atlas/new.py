"""A draft scenario of a country: `tocsin new` and `tc.new`."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tocsin import files
from tocsin.errors import InputError, OutputError
from tocsin.scenario import Scenario, load
from tocsin.scenario.sections.clock import MOST_HOURS
from tocsin.world.atlas import draft as writing
from tocsin.world.atlas import table
from tocsin.world.atlas.lookup import find
from tocsin.world.atlas.plan import Plan, plan
from tocsin.world.atlas.state import state

#: Without a date: a Monday of the year for which the atlas has its latest figures.
START, HOURS = "2026-03-02", 336
FILES = {"scenario.yaml", "places.csv", "regions.geojson", "names.csv"}
FIRST, LAST = 2000, 2040  # years for which the atlas has populations


@dataclass(frozen=True)
class Draft:
    """A draft before it is written: its texts by file name, and what is told of it."""

    plan: Plan
    shock: str
    texts: dict[str, str] = field(repr=False)
    notes: tuple[str, ...]

    def told(self) -> dict[str, Any]:
        """The figures that `tocsin new --json` prints."""
        p = self.plan
        return {
            "country": p.country.name, "code": p.country.iso,
            "population": sum(x.population for x in p.places),
            "national_total": p.total, "places": len(p.places), "regions": len(p.regions),
            "coverage": round(p.coverage, 4), "min_population": p.least, "scale": round(p.scale, 4),
            "outlines": sum(bool(r and r.outline) for r in p.outlined), "shock_at": self.shock,
            "replace_first": [f"{where}: {what}" for where, what in writing.REPLACE],
            "notes": list(self.notes),
        }  # fmt: skip


def draft(
    country: str,
    *,
    min_population: int | None = None,
    start: str = START,
    hours: int = HOURS,
    shock_at: str | None = None,
    places: str | Path | None = None,
) -> Draft:
    """The texts of a draft.

    country : its name in whatever form, or its ISO code
    min_population : the least town that is named; without it up to 500 are
    start : local date or time at which the run starts; hours : how long it lasts
    shock_at : town in whose region the shock is; the capital if none is given
    places : a CSV file of places (name, lat, lon, population, and region and id if you like)

    Raises InputError for a country or a town that there is not, ScenarioError for a CSV file that
    does not fit.
    """
    found = find(country)
    begin = moment_of(start)
    if min_population is not None and not 1 <= min_population <= 10**9:
        raise InputError(f"min_population {min_population}: expected a number of people, 1 or more")
    if not 1 <= hours <= MOST_HOURS:
        raise InputError(f"hours {hours}: expected from 1 to {MOST_HOURS:,}")
    rows = None if places is None else table.read(places)
    year = writing.year_of(begin.date())
    planned = plan(found.country, year, min_population, rows, str(places or ""))
    town = planned.place(shock_at if shock_at is not None else planned.capital)
    texts = writing.files(planned, state(found.country.group), begin, hours, town)
    return Draft(planned, town.name, texts, tuple(filter(None, (found.note, *planned.notes))))


def write(made: Draft, out: Path, overwrite: bool = False) -> Path:
    """Write a draft into a folder, whole or not at all; the path of its scenario.

    Raises InputError for a folder that holds something; with `overwrite` for one that holds more
    than a draft.
    """
    check_free(out, overwrite)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with files.aside(out) as hidden:
            whole = hidden / "draft"
            whole.mkdir()
            for name, text in made.texts.items():
                (whole / name).write_text(text, encoding="utf-8", newline="\n")
            files.put_in_place(whole, out)
    except OSError as error:
        raise OutputError(f"{out}: cannot be written: {error.strerror or error}") from None
    return out / "scenario.yaml"


def check_free(out: Path, overwrite: bool = False) -> None:
    """Raise InputError for a folder in which a draft cannot be put."""
    if not out.name or out.name == "..":
        raise InputError(f"{out} is no folder that could be made; choose another one")
    if not os.path.lexists(out):
        return
    if not out.is_dir():
        raise InputError(f"{out} is a file; expected a folder that is not there yet")
    held = sorted(x.name for x in out.iterdir())
    if held and not overwrite:
        raise InputError(
            f"{out} is there already and holds {held[0]}; --overwrite replaces a draft"
        )
    if other := sorted(set(held) - FILES):
        raise InputError(
            f"{out} holds {other[0]}, which is no part of a draft; nothing was replaced"
        )


def new(
    country: str,
    *,
    min_population: int | None = None,
    start: str = START,
    hours: int = HOURS,
    shock_at: str | None = None,
    places: str | Path | None = None,
    out: str | Path | None = None,
    overwrite: bool = False,
) -> Scenario:
    """A draft scenario of a country, such as `new("Bolivia", shock_at="El Alto")`.

    As `draft` says; with `out` it is also written to a folder, where it can be edited.
    """
    made = draft(country, min_population=min_population, start=start, hours=hours,
                 shock_at=shock_at, places=places)  # fmt: skip
    if out is not None:
        return load(write(made, Path(out), overwrite))
    with tempfile.TemporaryDirectory() as folder:
        return load(write(made, Path(folder) / "draft"))


def moment_of(text: str) -> datetime:
    """A date or a local time of the years for which there are populations."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise InputError(f"start {text!r} is no date; expected one such as {START}") from None
    if found.tzinfo is not None:
        raise InputError(f"start {text!r}: expected a local time without an offset")
    if not FIRST <= found.year <= LAST:
        raise InputError(
            f"start {text!r}: expected a year from {FIRST} to {LAST}, as the populations"
        )
    return found
