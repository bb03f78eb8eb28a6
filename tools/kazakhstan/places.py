"""Writes places.csv of the flagship from the tables of facts.

    python tools/kazakhstan/places.py FACTS

GeoNames settlements (CC BY 4.0) with the census corrections of kz_cities.csv, keyed by GeoNames id;
settlements with fewer than 50 people go into the rural remainder of their region, which takes what
the settlements leave of the region's census-revised population.  The ring of Almaty (700,000 people,
judgement; range 500,000 to 900,000) is split off from the remainder of its region and acts in Almaty.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Any

OUT = Path(__file__).parents[2] / "src/tocsin/scenario/bundled/kazakhstan-2022/places.csv"
RING = 700_000
ALMATY = "1526384"
LEAST = 50
CITIES = ("Almaty city", "Nur-Sultan", "Shymkent")  # regions that are one city
# those of the 27 single-industry towns of the state list of 2012 (from memory) that lie in an oil
# region: Zhanaozen, Khromtau, Aksai, Kulsary; by GeoNames id
SINGLE_INDUSTRY = ("607610", "609404", "610613", "609123")


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def main(facts: Path) -> None:
    regions = {r["region"]: r for r in table(facts, "kz_regions_2022.csv")}
    admin = {
        r["geonames_admin1"]: r["region_2022_01"]
        for r in table(facts, "kz_geonames_admin1_map.csv")
    }
    places: list[dict[str, Any]] = []
    for r in table(facts, "geonames_kz.csv"):
        lat, lon = float(r["lat"]), float(r["lon"])
        region = admin.get(r["admin1"].zfill(2), "")
        if region not in regions:  # five rows without a region: the nearest regional centre
            region = min(
                regions,
                key=lambda n: (
                    (float(regions[n]["lat"]) - lat) ** 2 + (float(regions[n]["lon"]) - lon) ** 2
                ),
            )
        places.append({
            "id": r["geonameid"], "name": r["name"], "region": region, "lat": lat, "lon": lon,
            "population": int(r["population"]),
        })  # fmt: skip
    for c in table(facts, "kz_cities.csv"):
        lat, lon = float(c["lat"]), float(c["lon"])
        before, after = float(c["pop_census_2021"]), c["pop_2023_01_01"]
        # 1 January 2022 lies two fifths of the way from the census to 1 January 2023
        people = round(0.6 * before + 0.4 * float(after)) if after else round(before)
        near = [
            p for p in places
            if (p["lat"] - lat) ** 2 + (0.7 * (p["lon"] - lon)) ** 2 < 0.12**2
        ]  # fmt: skip
        name = c["city"].split(" (")[0]
        if near:
            place = max(near, key=lambda p: p["population"])
            place.update(population=people, name=name, region=c["region"])
        else:  # Kaskelen has no row in GeoNames
            places.append({
                "id": f"kz-{name.lower()}", "name": name, "region": c["region"], "lat": lat,
                "lon": lon, "population": people,
            })  # fmt: skip
    rows = []
    for name, about in regions.items():
        total = int(about["pop_2022_01_01_revised"])
        here = [p for p in places if p["region"] == name and p["population"] >= LEAST]
        here.sort(key=lambda p: -p["population"])
        if name in CITIES:
            here = here[:1]
            here[0]["population"] = total
        settled = sum(p["population"] for p in here)
        if name not in CITIES and settled > 0.97 * total:
            for p in here:
                p["population"] = round(p["population"] * 0.97 * total / settled)
        rows += here
        left = total - sum(p["population"] for p in here)
        slug = name.lower().replace(" ", "-")
        lat, lon = float(about["lat"]) + 0.3, float(about["lon"]) + 0.3
        if name == "Almaty region":
            rows.append({
                "id": "kz-ring-of-almaty", "name": "Ring of Almaty", "region": name, "lat": 43.3,
                "lon": 76.95, "population": RING, "acts_in": ALMATY,
            })  # fmt: skip
            left -= RING
        if left > 0:
            rows.append({
                "id": f"kz-rural-{slug}", "name": f"{name}, rural remainder", "region": name,
                "lat": round(lat, 3), "lon": round(lon, 3), "population": left, "kind": "rural",
            })  # fmt: skip
    for row in rows:
        if row["id"] in SINGLE_INDUSTRY:
            row["single_industry"] = "true"
    columns = ["id", "name", "region", "lat", "lon", "population", "kind", "acts_in",
               "single_industry"]  # fmt: skip
    with OUT.open("w", newline="", encoding="utf-8") as file:
        file.write(
            "# Settlements: GeoNames (geonames.org), CC BY 4.0, with census corrections; made by\n"
            "# tools/kazakhstan/places.py. Populations of 1 January 2022, census-revised series.\n"
        )
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(len(rows), "places,", sum(r["population"] for r in rows), "persons")
    print("single industry:", [r["name"] for r in rows if r.get("single_industry")])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
