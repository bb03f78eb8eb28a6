"""What a job of `world` leaves, and its reader.

world.json     the facts with recorded and simulated intervals, how many are inside, the crises in sum
events.csv     the simulated events, with the columns of the data set
crises.csv     a row for each crisis: what was drawn, and what came of it
manifest.json  options, versions, attribution, what failed
world.png, .svg   the facts as a picture, if matplotlib is there
"""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tocsin.inference.world.coding import RESPONSES, Event
from tocsin.inference.world.measures import CLASSES
from tocsin.results.reading import json_of
from tocsin.results.table import read
from tocsin.results.travelling import Opened

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from tocsin.inference.world.countries import Drawn
    from tocsin.inference.world.draws import Crisis

PLOTS = ("world.png", "world.svg")
FOUND, EVENTS, CRISES = "world.json", "events.csv", "crises.csv"
FILES = {"manifest.json", FOUND, EVENTS, CRISES, *PLOTS}

#: Columns of the data set, in its order; the first numbers the rows.
COLUMNS = (
    "", "id", "country", "ccode", "year", "region", "protest", "protestnumber", "protesterviolence",
    "location", "participants_category", "participants", "protesteridentity", "arrests",
    "accomodation", "beatings", "crowddispersal", "ignore", "killings", "no_response", "shootings",
    "labor_wage_dispute", "land_farm_issue", "no_demands", "police_brutality",
    "political_behavior_process", "price increases_tax_policy", "removal_of_politician",
    "social_restrictions", "start_date", "end_date",
)  # fmt: skip
ATTRIBUTION = (
    "Statistics of protests: Mass Mobilization (Clark & Regan, doi 10.7910/DVN/HTTWYL), CC0. "
    "Settlements: GeoNames, CC BY 4.0. Populations: UN World Population Prospects 2024, CC BY 3.0 IGO. "
    "Events are simulated; no such protest happened."
)


class World(Opened):
    """The folder of crises over the world opened for reading."""

    SIGN, CALLED = FOUND, "folder of 'tocsin world'"

    def __repr__(self) -> str:
        found = self.summary()
        return f"<World: {found['runs']} crises, {found['inside']:.0%} of facts inside>"

    def summary(self) -> dict[str, Any]:
        """The contents of world.json."""
        return json_of(self.path / FOUND, "facts", "inside", "runs")

    def manifest(self) -> dict[str, Any]:
        """The contents of manifest.json."""
        return json_of(self.path / "manifest.json", "seed", "runs")

    @cached_property
    def events(self) -> pd.DataFrame:
        """A row for each simulated event."""
        return read(self.path / EVENTS, needed=("country", "start_date"))

    @cached_property
    def crises(self) -> pd.DataFrame:
        """A row for each crisis."""
        return read(self.path / CRISES, needed=("run",)).set_index("run")


def event_row(
    row: dict[str, Any], event: Event, country: Drawn, index: int, number: int
) -> dict[str, Any]:
    """An event as it would stand in the data set; `number` is that of the country's events."""
    first = date.fromisoformat(row["start"]) + timedelta(days=event.first)
    name, region, *_ = row["places"][str(event.place)]
    size = round(event.size)
    kind = next(k for k, (low, high) in CLASSES.items() if low <= size < high)
    out = dict.fromkeys(COLUMNS, 0) | {k: int(event.answers[k]) for k in RESPONSES}
    return out | {
        "": index, "id": f"{country.ccode}{first.year}{number:05d}", "country": country.name,
        "ccode": country.ccode, "year": first.year, "region": country.region, "protest": 1,
        "protestnumber": number, "protesterviolence": f"{int(event.violent)}.0",
        "location": f"{name}, {region}", "participants_category": kind, "participants": size,
        "protesteridentity": "simulated", "price increases_tax_policy": 1,
        "start_date": first.isoformat(),
        "end_date": (first + timedelta(days=event.days - 1)).isoformat(),
    }  # fmt: skip


def crisis_row(row: dict[str, Any], crisis: Crisis, country: Drawn, events: int) -> dict[str, Any]:
    """A crisis: what was drawn, and what came of it."""
    return {
        "run": crisis.number, "country": country.iso, "region": country.region,
        "town": row.get("town", ""), "national": int(crisis.national), "dose": f"{crisis.dose:.4g}",
        "exposed": f"{crisis.exposed:.3g}", "elsewhere": f"{crisis.elsewhere:.3g}",
        "start": row.get("start", ""), "events": events, "persons": row.get("persons", ""),
        "peak": row.get("peak", ""), "dead": row.get("dead", ""),
        "detained": row.get("detained", ""), "error": row["error"],
    }  # fmt: skip


def table(rows: Iterable[dict[str, Any]], columns: Iterable[str]) -> str:
    """A CSV text."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
