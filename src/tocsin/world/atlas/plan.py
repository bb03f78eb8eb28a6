"""Who lives where: a nation shared out over its towns and what is left of each region.

Towns keep the count of the gazetteer unless all together leave too few for the country side; then
all shrink alike.  What the nation has beside them goes to the regions' remainders by the weight
of their villages and small towns, so that the sum is the national total.  `draft` writes it down.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.errors import InputError, Problem, ScenarioError, near_words
from tocsin.world.atlas.archive import Country, Region, Town
from tocsin.world.atlas.lookup import plain
from tocsin.world.atlas.table import Row

#: Without another wish the towns of a draft are those from the least of these sizes that leaves
#: so many.
SIZES = (500, 1000, 2000, 5000, 10_000, 15_000, 20_000, 30_000, 50_000, 70_000, 100_000, 150_000,
         200_000)  # fmt: skip
MANY = 500
MOST = 9_000
#: Columns of places.csv.
COLUMNS = ("id", "name", "region", "lat", "lon", "population", "kind")
#: Part of the rural share that stays outside of named towns at least: some villages are in the
#: gazetteer.
KEPT_RURAL = 0.5
URBAN = 0.6  # share in towns where none is known, that of the world
VILLAGE = 500  # people of a seat that the gazetteer does not count
FEWEST = 50  # people of a remainder; fewer are added to the region's largest town


@dataclass(frozen=True)
class Placed:
    """A place of a draft: a town, or with `rural` what is left of a region."""

    id: str
    name: str
    local: str
    region: str
    lat: float
    lon: float
    population: int
    rural: bool = False


@dataclass(frozen=True)
class Plan:
    """The people of a draft.

    regions, capitals, zones : names, ids of places and time zones, by number of the region
    total : the national total; of a user's own places that have more people, their sum
    scale : by which the gazetteer's counts were multiplied
    capital : id of the place where the nation is governed
    """

    country: Country
    places: list[Placed]
    regions: list[str]
    capitals: list[str]
    zones: list[str]
    outlined: list[Region | None]
    total: int
    scale: float
    least: int
    capital: str
    notes: tuple[str, ...]

    @property
    def coverage(self) -> float:
        """Share of the people in named places."""
        return sum(p.population for p in self.places if not p.rural) / self.total

    def people(self, region: int) -> int:
        """Persons of a region."""
        return sum(p.population for p in self.places if p.region == self.regions[region])

    def place(self, name: str) -> Placed:
        """A town by id or name; raises InputError with what may have been meant."""
        towns = [p for p in self.places if not p.rural]
        key = plain(name)
        for same in (
            [p for p in towns if p.id == name.strip()],
            [p for p in towns if key and key in (plain(p.name), plain(p.local))],
        ):
            if same:
                return max(same, key=lambda p: p.population)
        named = {plain(p.name): p.name for p in reversed(towns)}
        near = [named[n] for n in near_words(key, named, 3)]
        largest = [p.name for p in sorted(towns, key=lambda p: -p.population)[:3]]
        hint = (
            f"did you mean {' or '.join(near)}?" if near else f"the largest: {', '.join(largest)}."
        )
        raise InputError(
            f"there is no place {name[:100]!r} among the {len(towns)} of this draft; {hint} "
            f"'tocsin places {self.country.iso}' lists all that there are, "
            "--min-population takes smaller ones in"
        )


def plan(
    country: Country,
    year: float,
    least: int | None = None,
    own: list[Row] | None = None,
    file: str = "",
) -> Plan:
    """Share the nation out at a time; with a user's own places in place of the gazetteer's.

    Raises InputError for more places than a scenario can have, ScenarioError for a table that
    does not fit.
    """
    total = country.persons(year)
    if own is not None:
        return _own(country, total, own, file)
    notes = []
    smallest = min(t.population for t in country.towns)
    if least is not None and least < smallest:
        notes.append(f"the atlas has no places of {country.name} under {smallest:,} people")
    seats = {country.capital} | {r.capital for r in country.regions}
    if least is None:
        least = next(
            (n for n in SIZES if sum(t.population >= n for t in country.towns) <= MANY), SIZES[-1]
        )
    towns = [t for t in country.towns if t.population >= least or t.id in seats]
    if len(towns) > MOST:
        raise InputError(
            f"{len(towns):,} places of {country.name} have {least:,} people or more; a scenario "
            f"may have {MOST:,} and a rest for each region: raise --min-population"
        )
    sizes = [t.population or VILLAGE for t in towns]
    rest = KEPT_RURAL * (1 - country.covariates.get("urban", (URBAN, 0))[0])
    scale = min(1.0, (1 - rest) * total / sum(sizes))
    places = [
        Placed(
            t.id,
            t.name,
            t.local,
            country.regions[t.region].name,
            t.lat,
            t.lon,
            max(1, int(n * scale)),
        )
        for t, n in zip(towns, sizes, strict=True)
    ]
    weights = [r.weight for r in country.regions]
    regions = [r.name for r in country.regions]
    places = _filled(country, places, regions, weights, total)
    capital = country.capital if country.capital in {p.id for p in places} else places[0].id
    zones = [r.zone for r in country.regions]
    seated = [r.capital for r in country.regions]
    return Plan(country, places, regions, seated, _zoned(zones), list(country.regions), total,
                scale, least, capital, tuple(notes))  # fmt: skip


def _zoned(zones: list[str]) -> list[str]:
    """Zones, where none is known that of most regions."""
    given = [z for z in zones if z]
    usual = max(set(given), key=given.count) if given else "UTC"
    return [z or usual for z in zones]


def _filled(
    country: Country, towns: list[Placed], regions: list[str], weights: list[float], total: int
) -> list[Placed]:
    """With a remainder for each region, so that all is the total to the person."""
    left = total - sum(p.population for p in towns)
    whole = sum(weights) or 1.0
    exact = [left * w / whole for w in weights]
    rest = [math.floor(x) for x in exact]
    order = sorted(range(len(rest)), key=lambda i: (rest[i] - exact[i], i))
    for i in order[: left - sum(rest)]:
        rest[i] += 1
    out = list(towns)
    for i, (name, n) in enumerate(zip(regions, rest, strict=True)):
        own = [j for j, p in enumerate(out) if p.region == name and not p.rural]
        if n and n < FEWEST and own:
            largest = max(own, key=lambda j: (out[j].population, -j))
            p = out[largest]
            out[largest] = Placed(p.id, p.name, p.local, p.region, p.lat, p.lon, p.population + n)
        elif n:
            lat, lon = _middle((out[j].lat, out[j].lon) for j in own) if own else (0.0, 0.0)
            out.append(
                Placed(
                    f"{country.iso.lower()}-rest-{i + 1}",
                    f"Rest of {name}",
                    "",
                    name,
                    lat,
                    lon,
                    n,
                    True,
                )
            )
    return sorted(out, key=lambda p: (regions.index(p.region), p.rural, -p.population, p.id))


def _middle(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The middle of points on the sphere, also where 180 degrees east meets west."""
    x = y = z = 0.0
    for lat, lon in points:
        a, o = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(a) * math.cos(o), y + math.cos(a) * math.sin(o), z + math.sin(a)
    lat, lon = math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))
    return round(lat, 4), round(lon, 4)


def _own(country: Country, total: int, rows: list[Row], file: str) -> Plan:
    """The same with a user's places, whose counts are kept as they are."""
    notes: list[str] = []
    known = {plain(r.name): r for r in country.regions}
    problems = [
        Problem(file, r.line, "", f"{r.name!r} lies {km:,.0f} km from the nearest town of "
                f"{country.name}; expected lat and lon in degrees, in this order")
        for r in rows if (km := _away(r, country.towns)[1]) > 1000
    ]  # fmt: skip
    if problems:
        raise ScenarioError(problems)
    regions: list[str] = []
    nearest: list[Region] = []
    named: list[str] = []
    for r in rows:
        near = country.regions[_away(r, country.towns)[0].region]
        region = known.get(plain(r.region)) if r.region else near
        name = region.name if region else r.region
        named.append(name)
        if name not in regions:
            regions.append(name)
            nearest.append(region or near)
    counted = sum(r.population for r in rows)
    if counted > total:
        notes.append(f"the places of {file} have {counted:,} people, more than the nation's {total:,} "
                     "(World Population Prospects 2024); their sum is taken")  # fmt: skip
        total = counted
    ids = {r.id for r in rows}
    places = []
    for r, name in zip(rows, named, strict=True):
        id_ = r.id or _fresh(r.name, ids)
        ids.add(id_)
        places.append(Placed(id_, r.name, "", name, r.lat, r.lon, r.population))
    if all(region.name == name for region, name in zip(nearest, regions, strict=True)):
        # regions of the atlas: those without a place of the user's keep their seat
        weights = [r.weight for r in nearest]
        for region_ in country.regions:
            if region_.name in regions:
                continue
            seat = next(t for t in country.towns if t.id == region_.capital)
            regions.append(region_.name)
            nearest.append(region_)
            weights.append(region_.weight)
            room = max(1, (total - counted) // (2 * len(country.regions)))
            n = min(seat.population or VILLAGE, room)
            places.append(
                Placed(seat.id, seat.name, seat.local, region_.name, seat.lat, seat.lon, n)
            )
            counted += n
            notes.append(
                f"{region_.name} has no place in {file}; its seat {seat.name} was taken in"
            )
        total = max(total, counted)
        outlined: list[Region | None] = list(nearest)
    else:
        weights = [float(sum(p.population for p in places if p.region == name)) for name in regions]
        outlined = [known.get(plain(name)) for name in regions]
    places = _filled(country, places, regions, weights, total)
    seats = [max((p for p in places if p.region == name and not p.rural), key=lambda p: p.population).id
             for name in regions]  # fmt: skip
    main = next((t for t in country.towns if t.id == country.capital), country.towns[0])
    towns = [p for p in places if not p.rural]
    same = [p for p in towns if plain(p.name) == plain(main.name)]
    capital = (same or [min(towns, key=lambda p: _km(p.lat, p.lon, main.lat, main.lon))])[0].id
    zones = _zoned([r.zone for r in nearest])
    return Plan(country, places, regions, seats, zones, outlined, total, 1.0, 0, capital,
                tuple(notes))  # fmt: skip


def _fresh(name: str, taken: set[str]) -> str:
    base = re.sub(r"[^a-z0-9]+", "-", plain(name)).strip("-") or "place"
    return next(i for n in range(1, 10**6) if (i := base if n == 1 else f"{base}-{n}") not in taken)


def _away(row: Row, towns: list[Town]) -> tuple[Town, float]:
    """The nearest town and how far it is."""
    near = min(towns, key=lambda t: _km(row.lat, row.lon, t.lat, t.lon))
    return near, _km(row.lat, row.lon, near.lat, near.lon)


def _km(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Kilometres on a plane, good enough to tell what is near."""
    east = (lon - lon2 + 180) % 360 - 180
    return 111.2 * math.hypot(lat - lat2, east * math.cos(math.radians((lat + lat2) / 2)))
