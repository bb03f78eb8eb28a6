"""Makes the tables of a world from the sections of a scenario: quick, and made each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.errors import ScenarioError
from tocsin.world import geography
from tocsin.world.squares import squares
from tocsin.world.tables import Places, Regions, Services, Sites, Strata, Workplaces

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.scenario.scenario import Scenario
    from tocsin.scenario.sections.people import Stratum
    from tocsin.scenario.sections.section import Quantity


def places(scenario: Scenario) -> Places:
    """Places, and on whose square the people of each go out."""
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


def workplaces(scenario: Scenario, places: Places) -> Workplaces:
    """Workplaces, and from where their people come."""
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


def shares(scenario: Scenario, places: Places) -> NDArray[np.float64]:
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


def regions(
    scenario: Scenario, places: Places, region: NDArray[np.int64], distance: NDArray[np.float64]
) -> Regions:
    """Regions, how long force takes within them and from the depot, and their clocks."""
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


def strata(scenario: Scenario) -> Strata:
    """Strata and their multipliers."""
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


def forces(scenario: Scenario, places: Places) -> tuple[Services, Sites]:
    """Services, and the sites that they guard."""
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
