"""The packed atlas: countries, their places and regions, read from one zip beside this file.

Made by `tools/atlas/make.py`; sources and licences stand in its ATTRIBUTION.txt.  An index of all
countries is read first, the tables of a country only when it is asked for.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("atlas.zip")
#: Who is counted in the ten numbers of a year, men then women.
AGES = ("0-13", "14-17", "18-34", "35-59", "60+")


@dataclass(frozen=True)
class Town:
    """A settlement of GeoNames; `local` is its name in its own script, if that is another.

    region : number of its region in `Country.regions`
    """

    id: str
    name: str
    local: str
    lat: float
    lon: float
    population: int
    region: int


@dataclass(frozen=True)
class Region:
    """A first-level region.

    capital : id of the town where it is governed
    weight : of its villages and small towns, by which what is left of the nation is shared out
    outline : parts, each of rings (outer first) of [longitude, latitude]; empty where none fits
    """

    name: str
    code: str
    zone: str
    capital: str
    weight: float
    outline: list[list[list[list[float]]]] = field(repr=False)


@dataclass(frozen=True)
class Country:
    """A country of the index; its tables are read when they are first used.

    people : by year, numbers of men and then of women by `AGES`
    group : its world region, as in the record of protests
    outlined : share of its people whose region has an outline
    gazetteer : sum of the populations of its towns, before anything is put right
    covariates : [value, year] by name
    """

    iso: str
    name: str
    iso3: str
    aliases: tuple[str, ...]
    former: tuple[str, ...]
    group: str
    language: str
    capital: str
    places: int
    region_count: int
    outlined: float
    gazetteer: int
    people: dict[int, tuple[int, ...]] = field(repr=False)
    covariates: dict[str, tuple[float, float]] = field(repr=False)

    def pyramid(self, year: float) -> list[float]:
        """(10,) persons by sex and age at a time, between the years of the table on a line."""
        years = sorted(self.people)
        at = min(max(year, years[0]), years[-1])
        i = min(bisect_right(years, at), len(years) - 1)
        a, b = years[i - 1], years[i]
        share = (at - a) / (b - a)
        pairs = zip(self.people[a], self.people[b], strict=True)
        return [(1 - share) * x + share * y for x, y in pairs]

    def persons(self, year: float) -> int:
        """The national total at a time."""
        return round(sum(self.pyramid(year)))

    @cached_property
    def towns(self) -> list[Town]:
        """Its towns, the largest first."""
        rows = [line.split("\t") for line in _read(f"{self.iso}.tsv").splitlines()[1:]]
        return [
            Town(r[0], r[1], r[2], float(r[3]), float(r[4]), int(r[5]), int(r[6])) for r in rows
        ]

    @cached_property
    def regions(self) -> list[Region]:
        """Its first-level regions, by name."""
        return [
            Region(r["name"], r["code"], r["zone"], str(r["capital"]), r["weight"],
                   [[_ring(ring) for ring in part] for part in r["outline"]])
            for r in self._tables["regions"]
        ]  # fmt: skip

    @cached_property
    def airports(self) -> list[tuple[str, str, str]]:
        """Airports of its capital and largest cities: IATA code, name, id of the town."""
        return [(code, name, str(town)) for code, name, town in self._tables["airports"]]

    @cached_property
    def _tables(self) -> dict[str, Any]:
        tables: dict[str, Any] = json.loads(_read(f"{self.iso}.json"))
        return tables


@lru_cache(maxsize=1)
def countries() -> dict[str, Country]:
    """All countries by ISO code."""
    return {
        iso: Country(
            iso, e["name"], e["iso3"], tuple(e["aliases"]), tuple(e["former"]), e["group"],
            e["language"], str(e["capital"]), e["places"], e["regions"], e["outlined"],
            e["gazetteer"], {int(y): tuple(n) for y, n in e["people"].items()},
            {name: (v[0], v[1]) for name, v in e["covariates"].items()},
        )
        for iso, e in json.loads(_read("index.json")).items()
    }  # fmt: skip


def answers() -> tuple[dict[str, dict[str, float]], str]:
    """Recorded answers of states to protests by world region, `all` among them; and their source."""
    table = json.loads(_read("states.json"))
    return table["regions"], table["source"]


def attribution() -> str:
    """Whose data these are, and under which licences."""
    return _read("ATTRIBUTION.txt")


def digest() -> tuple[str, str]:
    """The hash that the file says it has, and that of what is in it."""
    found = hashlib.sha256()
    with zipfile.ZipFile(FILE) as archive:
        for name in sorted(set(archive.namelist()) - {"HASH"}):
            found.update(name.encode() + b"\0" + archive.read(name) + b"\0")
        return archive.read("HASH").decode().strip(), found.hexdigest()


def _read(name: str) -> str:
    with zipfile.ZipFile(FILE) as archive:
        return archive.read(name).decode("utf-8")


def _ring(flat: list[int]) -> list[list[float]]:
    """A ring from thousandths of a degree, the first point and then differences."""
    x = y = 0
    out = []
    for dx, dy in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + dx, y + dy
        out.append([x / 1000, y / 1000])
    return out
