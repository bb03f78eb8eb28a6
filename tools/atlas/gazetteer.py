"""Places and first-level regions of a country, from GeoNames and, where those are municipalities,
borders.

`outlines` has the borders, `make` writes both.  What is done, and why:

- parts of cities (`PPLX`) and settlements that are no more are left out: their people count twice;
- settlements that came after the list with codes, and lie within a larger city, are taken for
  parts of it;
- places with population 0 (Indonesia: 8,791 of 9,307) tell where villages are and are no towns;
- Slovenia and Malta have municipalities on the first level, and Britain its four nations: regions
  of Natural Earth are taken.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from atlas.sources import NOT_A_TOWN, Settlement

#: Countries whose first level has 212, 68 and 4 units, by the regions of Natural Earth.
BY_REGION = {"SI", "MT", "GB"}
#: A country keeps its places from the least of these sizes that leaves so many at most.
SIZES, MANY = (500, 1000, 2000, 5000, 10_000), 3000
#: Cities of their own beside a larger one: Pimpri-Chinchwad, New Taipei, Khartoum North, Carrefour.
OWN = {7626690, 12908892, 379251, 6201369}
#: Cities that GeoNames counts with a neighbour, and these without it: census of 2024, from memory.
ADDED = {
    "BO": [Settlement(900_000_001, "El Alto", "BO", -16.505, -68.163, 885_000, "04", "PPL",
                      "America/La_Paz")],
}  # fmt: skip
COUNTED = {3911925: 756_000}  # La Paz
#: Weight of a village without a count, and the most that a town weighs, in sharing out the rest.
VILLAGE, MOST = 500, 50_000


@dataclass
class Region:
    """A first-level region.

    weight : of its villages and small towns, by which what is left of the nation is shared out
    """

    name: str
    code: str
    weight: float = 0.0
    zone: str = ""
    capital: int = 0
    outline: list[list[list[tuple[float, float]]]] = field(default_factory=list)


def towns(settlements: list[Settlement]) -> list[Settlement]:
    """Settlements without parts of cities."""
    country = settlements[0].country if settlements else ""
    kept = [s for s in settlements if s.code not in NOT_A_TOWN] + ADDED.get(country, [])
    for s in kept:
        s.population = COUNTED.get(s.id, s.population)
    cities = sorted((s for s in kept if s.population >= 100_000), key=lambda s: -s.population)
    out = []
    for s in kept:
        inside = not s.code and s.id not in OWN and s.population and any(
            c.id != s.id and c.population > s.population / 0.8
            and distance(s.lat, s.lon, c.lat, c.lon) < reach(c.population)
            for c in cities
        )  # fmt: skip
        if not inside:
            out.append(s)
    return out


def reach(population: int) -> float:
    """Kilometres within which a settlement is taken for a part of a city, by judgement."""
    return min(25.0, 3 * math.sqrt(population / 1e5))


def distance(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Kilometres, on a plane; good enough for neighbours."""
    east = (lon - lon2 + 180) % 360 - 180
    return 111.2 * math.hypot(lat - lat2, east * math.cos(math.radians((lat + lat2) / 2)))


def regions(
    iso: str,
    name: str,
    settled: list[Settlement],
    known: dict[str, str],
    units: list[dict[str, Any]],
    unit_of: list[int],
) -> tuple[list[Region], dict[int, int]]:
    """Regions with people in them, and the region of each settlement by its id.

    known : names of GeoNames' regions by code; units : features of Natural Earth
    unit_of : for each settlement the unit in which it lies, or -1
    """
    if iso in BY_REGION:
        code = {s.id: str(units[u]["properties"].get("region") or "") if u >= 0 else ""
                for s, u in zip(settled, unit_of, strict=True)}  # fmt: skip
        known = {c: c for c in code.values() if c}
    else:
        code = {s.id: s.admin if s.admin in known else "" for s in settled}
    people: Counter[str] = Counter()
    for s in settled:
        people[code[s.id]] += s.population
    good = {c for c, n in people.items() if c and n > 0}
    if not good:
        found = [Region(name, "")]
        return found, dict.fromkeys((s.id for s in settled), 0)
    # the unit in which a settlement without a code lies tells its region, else the nearest town
    majority: dict[int, Counter[str]] = defaultdict(Counter)
    for s, u in zip(settled, unit_of, strict=True):
        if u >= 0 and code[s.id] in good:
            majority[u][code[s.id]] += s.population + 1
    coded = [s for s in settled if code[s.id] in good and s.population]
    for s, u in zip(settled, unit_of, strict=True):
        if code[s.id] not in good:
            if majority.get(u):
                code[s.id] = majority[u].most_common(1)[0][0]
            else:
                near = min(coded, key=lambda t: distance(s.lat, s.lon, t.lat, t.lon))
                code[s.id] = code[near.id]
    order = sorted(good, key=lambda c: known[c])
    number = {c: i for i, c in enumerate(order)}
    twice = Counter(known[c] for c in order)
    found = [Region(known[c] if twice[known[c]] == 1 else f"{known[c]} ({c})", c) for c in order]
    return found, {s.id: number[code[s.id]] for s in settled}


def describe(found: list[Region], region_of: dict[int, int], settled: list[Settlement]) -> None:
    """Fill in weights, time zones and capitals."""
    inside: dict[int, list[Settlement]] = defaultdict(list)
    for s in settled:
        inside[region_of[s.id]].append(s)
    for i, region in enumerate(found):
        own = inside[i]
        region.weight = sum(min(s.population or VILLAGE, MOST) for s in own)
        zones: Counter[str] = Counter()
        for s in own:
            if s.zone:
                zones[s.zone] += s.population + 1
        region.zone = zones.most_common(1)[0][0] if zones else ""
        seats = [s for s in own if s.code in ("PPLC", "PPLA") and s.population] or own
        region.capital = max(seats, key=lambda s: (s.population, -s.id)).id


def kept(settled: list[Settlement], found: list[Region]) -> list[Settlement]:
    """Those that go into the file, the largest first: capitals, and all from a size on."""
    for size in SIZES:
        some = [s for s in settled if s.population >= size]
        if len(some) <= MANY:
            break
    seats = {r.capital for r in found} | {s.id for s in settled if s.code == "PPLC"}
    ids = {s.id for s in some}
    some += [s for s in settled if s.id in seats and s.id not in ids]
    return sorted(some, key=lambda s: (-s.population, s.id))
