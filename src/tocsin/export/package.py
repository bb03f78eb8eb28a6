"""`datapackage.json`: what the exported tables are, by the Frictionless Data specification.

Columns have a type, a unit and a meaning; the scenario's attribution stands as sources and, where it
names a licence, as licences of what the tables draw on.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.declare.totals import TOTALS
from tocsin.export import held
from tocsin.export.recorded import sources
from tocsin.hour.kept import VARIABLES
from tocsin.results.citing import cite

if TYPE_CHECKING:
    from tocsin.results.result import Result

PACKAGE = "datapackage.json"
#: table: (what it is, columns that tell its rows apart)
TABLES = {
    "national_hourly": ("The country by run and hour", ("run", "time_utc")),
    "politics_hourly": (
        "The political layer by run, hour, and actor, service, member, power or official figure",
        ("run", "time_utc", "axis", "name", "variable"),
    ),
    "own_hourly": (
        "Fields of the scenario's own mechanisms by run, hour, and place, region, ...",
        ("run", "time_utc", "axis", "name", "variable"),
    ),
    "regions_daily": ("Regions by run and local day", ("run", "date", "region")),
    "places_daily": ("Places by run and local day", ("run", "date", "place")),
    "outcomes": ("Outcomes of each run", ("run", "outcome", "key")),
    "statistics": (
        "Outcomes over runs: median and 90 % interval, or least and most",
        ("outcome", "key"),
    ),
    "recorded": (
        "Figures that were recorded: published by others, no output of the simulation, contested",
        (),
    ),
    "sources": ("Sources of recorded figures, by code", ("source",)),
    "places": ("Places with their position (WGS 84)", ("place",)),
    "chronicle": ("What happened, dated, run by run", ()),
}
_FIGURE = {
    "low": "lower end of a recorded range",
    "high": "upper end of a recorded range",
    "date": "date of the figure, or since when it holds",
    "text": "what was recorded, where it is no number",
}
_RECORD = {v.name: (v.unit, v.about) for v in VARIABLES}
_RECORD |= {name: (made.unit, made.about) for name, made in TOTALS.items()}
#: column: (unit, what it is), where the record does not say it.
COLUMNS = {
    "run": ("", "number of the run"),
    "time_utc": ("", "beginning of the hour; states are those at its end"),
    "time_local": ("", "time in the region's zone"),
    "date": ("", "local day, in the scenario's zone"),
    "region": ("", "region"),
    "place": ("", "id of the place"),
    "name": ("", "name of the place"),
    "axis": ("", "what the row is of: actor, service, member, power or figure"),
    "variable": ("", "name of the variable"),
    "lat": ("degrees_north", "latitude"),
    "lon": ("degrees_east", "longitude"),
    "population": ("persons", "residents"),
    "outcome": ("", "name of the outcome"),
    "key": ("", "day, region, site, ... of an outcome that is a table"),
    "value": ("", "value, in the unit of the outcome (see statistics)"),
    "text": ("", "what is no number; in the chronicle, what happened in words"),
    "median": ("", "median over runs"),
    "low": ("", "least of fewer than 20 runs"),
    "high": ("", "most of fewer than 20 runs"),
    "p05": ("", "5 % quantile over runs"),
    "p95": ("", "95 % quantile over runs"),
    "share": ("1", "share of runs"),
    "unit": ("", "unit of the outcome"),
    "n": ("1", "runs that have the outcome; the statistics are over these"),
    "runs": ("1", "runs that did not fail"),
    "status": ("", "official, retracted, estimate or claim"),
    "source": ("", "who said it; codes are spelt out in the table of sources"),
    "title": ("", "what the source is"),
    "address": ("", "where it is"),
    "kind": ("", "kind of event"),
    "actor": ("", "who acted"),
}
_TYPES = {"i": "integer", "u": "integer", "f": "number"}
_CC = re.compile(r"CC[ -](BY(?:-[A-Z]{2})*)[ -](\d\.\d)( IGO)?")


def package(result: Result, columns: dict[str, dict[str, str]], folder: Path) -> dict[str, Any]:
    """The description of tables that are written; `columns` has the kind of each column's type."""
    s, spec, manifest = result.summary(), result.scenario.spec, result.manifest()
    out: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": re.sub(r"[^a-z0-9._-]", "-", s["scenario"]),
        "title": s["title"],
        "description": f"A simulation by Tocsin {manifest['version']}, not observations: {s['runs']} "
        f"runs, seed {s['seed']}, scenario {manifest['scenario_digest']}. {spec.description}".strip(),
        "citation": cite(s, manifest["version"]),
        "sources": [
            *({"title": text} for text in spec.attribution),
            *(
                {"title": f"{row.source}: {row.title}", "path": row.address}
                for row in sources(result.scenario).itertuples()
            ),
        ],
        "resources": [_resource(name, of, folder, s) for name, of in columns.items()],
    }
    licences = list(filter(None, map(_licence, spec.attribution)))
    if licences:
        out["licenses"] = licences
    return out


def _licence(attribution: str) -> dict[str, str] | None:
    found = _CC.search(attribution)
    if not found:
        return None
    kind, version, igo = found.groups()
    path = f"https://creativecommons.org/licenses/{kind.lower()}/{version}/{'igo/' if igo else ''}"
    name = f"CC-{kind}-{version}{'-IGO' if igo else ''}"
    return {"name": name, "path": path, "title": attribution}


def _resource(
    name: str, columns: dict[str, str], folder: Path, summary: dict[str, Any]
) -> dict[str, Any]:
    about, key = TABLES[name]
    data = (folder / f"{name}.csv").read_bytes()
    schema: dict[str, Any] = {
        "fields": [_field(name, column, kind) for column, kind in columns.items()],
        "missingValues": [""],
    }
    if key:
        schema["primaryKey"] = list(key)
    if name == "places_daily":
        schema["foreignKeys"] = [
            {"fields": "place", "reference": {"resource": "places", "fields": "place"}}
        ]
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "title": about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": schema,
    }


def _field(table: str, column: str, kind: str) -> dict[str, str]:
    if table in ("regions_daily", "places_daily") and column in held.DAILY:
        unit, about = "persons", held.DAILY[column][2]
    elif column in COLUMNS:
        unit, about = COLUMNS[column]
    else:
        unit, about = _RECORD[column]
    if table == "chronicle" and column == "place":
        about = "name of the place"
    if table in ("politics_hourly", "own_hourly"):
        about = {
            "name": "name of the actor, service, member, power or figure",
            "value": "value at the end of the hour, in the variable's unit (see docs/reference.md)",
        }.get(column, about)
    if table == "recorded":
        about = _FIGURE.get(column, about)
    out = {"name": column, "type": _TYPES.get(kind, "string"), "description": about}
    if column in ("time_utc", "time_local") and table.endswith("_hourly"):
        out["type"] = "datetime"
    if column == "date" and table != "recorded":  # there as it was published, a year or a time
        out["type"] = "date"
    return out | ({"unit": unit} if unit else {})
