"""The world of a scenario as arrays; place is always the last axis.

What is quick to make (tables of regions, strata, services, sites) is made each time; what is heavy
(distances, ties, the traits of persons) comes through the cache.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tocsin.errors import ScenarioError
from tocsin.world import cache, geography, ties
from tocsin.world.squares import squares

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.people.layout import Layout
    from tocsin.scenario.scenario import Scenario
    from tocsin.scenario.sections.section import Quantity
    from tocsin.scenario.sections.spec import Stratum

VERSION = "2"  # of what is in the cache


@dataclass(frozen=True)
class Places:
    """Settlements and rural remainders.

    acts_in : index of the place on whose square the people of a place go out (mostly its own)
    away : hours by road from there to that square, 0 for towns that share it
    crowd_population : persons, of towns and of the country, who act in a place; 0 where nobody does
    posted : persons by whom a region's force is spread: of towns by square, at home those of the
        country and of towns that act in another region
    """

    ids: list[str]
    names: list[str]
    region: NDArray[np.int64]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    population: NDArray[np.int64]
    crowd_population: NDArray[np.int64]
    rural: NDArray[np.bool_]
    acts_in: NDArray[np.int64]
    away: NDArray[np.float64]
    posted: NDArray[np.int64]
    earlier: NDArray[np.float64]
    single_industry: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Workplaces:
    """Employers and shift camps: who works there, from where, and how much they have struck.

    share : (workplace, place) of a place's residents; spread : (workplace, place) of its workers by
    the square where they go out, rows sum to 1; struck : (workplace,) 0 to 1
    """

    names: list[str]
    share: NDArray[np.float64]
    spread: NDArray[np.float64]
    struck: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True)
class Regions:
    """Regions; `corruption` is centred on the population's mean, `offset` by hour."""

    names: list[str]
    capital: NDArray[np.int64]
    exposure: NDArray[np.float64]
    corruption: NDArray[np.float64]
    offset: NDArray[np.int64]  # (hour + 1, region) minutes from UTC
    within_hours: NDArray[np.float64]
    air_hours: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True)
class Strata:
    """Strata; `join` and `violence` are numbers or names of parameters."""

    names: list[str]
    join: list[float | str]
    violence: list[float | str]

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True)
class Services:
    """Forces: personnel (service, region), reserves (service,)."""

    names: list[str]
    personnel: NDArray[np.float64]
    deployable: list[float | str]
    reserve: NDArray[np.float64]
    foreign: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True)
class Sites:
    """Sites: where, of what kind, how valuable, and who guards them (service, site)."""

    names: list[str]
    kind: list[str]
    place: NDArray[np.int64]
    value: NDArray[np.float64]
    weapon: NDArray[np.float64]
    guards: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True)
class World:
    """Everything that does not change during a run.

    distance : (place, place) km as the crow flies
    ties : (place, place) weights between places where people act; rows sum to 1
    hardship, risk_aversion : (person,) in 8 bits, in the order of `layout`
    grid : (segment, cell) persons on a coarse grid of traits
    """

    places: Places
    workplaces: Workplaces
    regions: Regions
    strata: Strata
    services: Services
    sites: Sites
    layout: Layout
    distance: NDArray[np.float64]
    ties: NDArray[np.float64]
    hardship: NDArray[np.uint8]
    risk_aversion: NDArray[np.uint8]
    grid: NDArray[np.int32]

    @property
    def persons(self) -> int:
        """Number of persons."""
        return self.layout.persons

    def by_region(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum of (place,) values over the places of each region, in a fixed order."""
        return np.asarray(
            np.bincount(self.places.region, values, minlength=len(self.regions)), np.float64
        )


def build(scenario: Scenario, threads: int = 2) -> World:
    """The world of a scenario; raises ScenarioError where shares or guards do not add up."""
    from tocsin.people.layout import layout

    places = _places(scenario)
    shares = _shares(scenario, places)
    regions_of = places.region
    digest = _digest(scenario)
    heavy = cache.through(digest, lambda: _heavy(scenario, places, shares, threads))
    distance = heavy["distance"]
    services, sites = _forces(scenario, places)
    return World(
        places=places,
        workplaces=_workplaces(scenario, places),
        regions=_regions(scenario, places, regions_of, distance),
        strata=_strata(scenario),
        services=services,
        sites=sites,
        layout=layout(np.asarray(heavy["sizes"])),
        distance=distance,
        ties=heavy["ties"],
        hardship=heavy["hardship"],
        risk_aversion=heavy["risk_aversion"],
        grid=heavy["grid"],
    )


def _digest(scenario: Scenario) -> str:
    from tocsin.scenario.scenario import fingerprint

    spec = scenario.spec.model_dump(mode="json")
    strata = {
        name: {k: v for k, v in s.items() if k not in ("join", "violence", "source")}
        for name, s in spec["strata"].items()
    }
    capitals = {name: r["capital"] for name, r in spec["regions"].items()}
    parts = [VERSION, np.__version__, spec["places"], strata, spec["ties"], spec["population"]]
    parts += [spec["squares"], capitals]
    return fingerprint(parts)


def _heavy(
    scenario: Scenario, places: Places, shares: NDArray[np.float64], threads: int
) -> cache.Arrays:
    from tocsin.world import population

    spec = scenario.spec
    sizes = population.sizes(places.population, shares)
    traits = [(s.hardship, s.risk_aversion) for s in spec.strata.values()]
    lay, h, r = population.deal(
        sizes,
        [(t[0].mean, t[0].concentration) for t in traits],
        [(t[1].mean, t[1].concentration) for t in traits],
        spec.population.seed,
        threads,
    )
    distance = geography.great_circle(places.lat, places.lon)
    return {
        "sizes": sizes,
        "hardship": h,
        "risk_aversion": r,
        "grid": population.grid(lay, h, r),
        "distance": distance,
        "ties": _ties(scenario, places, distance),
    }


def _ties(scenario: Scenario, places: Places, distance: NDArray[np.float64]) -> NDArray[np.float64]:
    spec = scenario.spec.ties
    weight = np.where(places.rural, spec.rural_weight, 1.0)
    people = weight * places.population
    mass = np.asarray(np.bincount(places.acts_in, people, minlength=len(places)), np.float64)
    if spec.local == "radiation":
        near = ties.radiation(mass, distance)
    else:
        near = ties.gravity(mass, distance, spec.gravity_exponent)
    far = ties.long_range(mass, distance, offset=spec.offset, exponent=spec.exponent)
    both = (1 - spec.long_share) * ties.rows_to_one(near)
    return np.asarray(both + spec.long_share * ties.rows_to_one(far))


def _places(scenario: Scenario) -> Places:
    spec = scenario.spec
    index = {p.id: i for i, p in enumerate(spec.places)}
    region_index = {name: i for i, name in enumerate(spec.regions)}
    region = np.array([region_index[p.region] for p in spec.places], np.int64)
    population = np.array([p.population for p in spec.places], np.int64)
    lat, lon = np.array([p.lat for p in spec.places]), np.array([p.lon for p in spec.places])
    rural = np.array([p.kind == "rural" for p in spec.places])
    distance = geography.great_circle(lat, lon)
    named = np.array([-1 if p.acts_in is None else index[p.acts_in] for p in spec.places], np.int64)
    capital = np.array([index[r.capital] for r in spec.regions.values()], np.int64)
    acts_in = squares(population, distance, region, rural, capital, named, spec.squares.radius)
    elsewhere = rural | (named >= 0)
    km = spec.travel.detour * distance[np.arange(len(index)), acts_in]
    n = len(index)
    return Places(
        ids=[p.id for p in spec.places],
        names=[p.name for p in spec.places],
        region=region,
        lat=lat,
        lon=lon,
        population=population,
        crowd_population=np.bincount(acts_in, population, minlength=n).astype(np.int64),
        rural=rural,
        acts_in=acts_in,
        away=np.where(elsewhere & (acts_in != np.arange(n)), km / spec.travel.road_speed, 0.0),
        posted=np.bincount(
            np.where(rural | (region[acts_in] != region), np.arange(n), acts_in),
            population,
            minlength=n,
        ).astype(np.int64),
        earlier=np.array([p.earlier for p in spec.places]),
        single_industry=np.array([p.single_industry for p in spec.places]),
    )


def _workplaces(scenario: Scenario, places: Places) -> Workplaces:
    spec = scenario.spec.workplaces
    index = {p: i for i, p in enumerate(places.ids)}
    share = np.zeros((len(spec), len(places)))
    for row, workplace in zip(share, spec.values(), strict=True):
        for name, figure in workplace.places.items():
            row[index[name]] = figure.value
    spread = np.zeros_like(share)
    for row, workers in zip(spread, share * places.population, strict=True):
        row += np.bincount(places.acts_in, workers, minlength=len(places)) / max(workers.sum(), 1.0)
    struck = np.array([w.struck.value for w in spec.values()])
    return Workplaces(list(spec), share, spread, struck)


def _shares(scenario: Scenario, places: Places) -> NDArray[np.float64]:
    """(place, stratum) shares; the complement takes what is left."""
    spec = scenario.spec
    region_names = list(spec.regions)
    out = np.zeros((len(places), len(spec.strata)))
    whole = None
    for g, (name, stratum) in enumerate(spec.strata.items()):
        if stratum.complement:
            whole = g
            continue
        for p, place_id in enumerate(places.ids):
            out[p, g] = _share_of(stratum, place_id, region_names[places.region[p]])
        del name
    total = out.sum(1)
    if whole is not None:
        out[:, whole] = 1 - total
    wrong = np.flatnonzero((out < 0).any(1) | (np.abs(out.sum(1) - 1) > 1e-6))
    if len(wrong):
        p = int(wrong[0])
        message = (
            f"shares in {places.names[p]!r} sum to {total[p]:.4g}; expected 1, or less with one "
            "stratum as complement"
        )
        raise ScenarioError([scenario.document.problem(("strata",), message)])
    return np.asarray(out / out.sum(1, keepdims=True))


def _share_of(stratum: Stratum, place_id: str, region: str) -> float:
    figure: Quantity | None = stratum.by_place.get(place_id) or stratum.by_region.get(region)
    return (figure or stratum.share).value  # type: ignore[union-attr]


def _regions(
    scenario: Scenario, places: Places, region: NDArray[np.int64], distance: NDArray[np.float64]
) -> Regions:
    spec = scenario.spec
    index = {p: i for i, p in enumerate(places.ids)}
    capital = np.array([index[r.capital] for r in spec.regions.values()], np.int64)
    # a capital that is part of a larger town of its region stands where the town gathers
    square = places.acts_in[capital]
    capital = np.where(region[square] == region[capital], square, capital)
    raw = np.array([r.corruption.value for r in spec.regions.values()])
    weight = np.bincount(region, places.population, minlength=len(capital))
    travel = spec.travel
    largest = int(np.argmax(places.population))
    depot = largest if travel.depot is None else index[travel.depot]
    zones = [scenario.zone_of(name) for name in spec.regions]
    offsets = [
        [(scenario.moment_of(t).astimezone(z).utcoffset()) for z in zones]
        for t in range(scenario.hours + 1)
    ]
    return Regions(
        names=list(spec.regions),
        capital=capital,
        exposure=np.array([r.exposure.value for r in spec.regions.values()]),
        corruption=raw - np.average(raw, weights=weight),
        offset=np.array([[round(o.total_seconds() / 60) if o else 0 for o in row]
                         for row in offsets], np.int64),
        within_hours=geography.within_region_hours(
            distance, places.population, region, capital, ~places.rural,
            detour=travel.detour, speed=travel.road_speed, assembly=travel.assembly,
        ),
        air_hours=geography.by_air_hours(
            distance, capital, depot,
            speed=travel.air_speed, assembly=travel.assembly,
        ),
    )  # fmt: skip


def _strata(scenario: Scenario) -> Strata:
    spec = scenario.spec.strata
    return Strata(
        names=list(spec),
        join=[_number_or_name(s.join) for s in spec.values()],
        violence=[_number_or_name(s.violence) for s in spec.values()],
    )


def _number_or_name(value: float | str) -> float | str:
    try:
        return float(value)
    except ValueError:
        return value


def _forces(scenario: Scenario, places: Places) -> tuple[Services, Sites]:
    spec = scenario.spec
    names = list(spec.services)
    region_names = list(spec.regions)
    index = {p: i for i, p in enumerate(places.ids)}
    personnel = np.zeros((len(names), len(region_names)))
    for s, service in enumerate(spec.services.values()):
        for name, figure in service.personnel.items():
            personnel[s, region_names.index(name)] = figure.value
    guards = np.zeros((len(names), len(spec.sites)))
    for k, site in enumerate(spec.sites):
        for name, figure in site.guards.items():
            guards[names.index(name), k] = figure.value
    services = Services(
        names=names,
        personnel=personnel,
        deployable=[_number_or_name(s.deployable) for s in spec.services.values()],
        reserve=np.array([s.reserve.value for s in spec.services.values()]),
        foreign=np.array([s.foreign for s in spec.services.values()]),
    )
    sites = Sites(
        names=[s.name for s in spec.sites],
        kind=[s.kind for s in spec.sites],
        place=places.acts_in[np.array([index[s.place] for s in spec.sites], np.int64)],
        value=np.array([s.value for s in spec.sites]),
        weapon=np.array([s.weapon for s in spec.sites]),
        guards=guards,
    )
    return services, sites
