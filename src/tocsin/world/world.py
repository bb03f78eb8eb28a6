"""The world of a scenario as arrays; place is always the last axis.

What is quick to make (the `tables` of places, regions, strata, services, sites) is made each time, by
`tabulate`; what is heavy (distances, ties, the traits of persons) comes through the cache.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tocsin.world import cache, geography, tabulate, ties
from tocsin.world.tables import Places, Regions, Services, Sites, Strata, Workplaces

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.people.layout import Layout
    from tocsin.people.traits import Traits
    from tocsin.scenario.scenario import Scenario

VERSION = "2"  # of what is in the cache


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

    @cached_property
    def traits(self) -> Traits:
        """What engines need to know of the persons, worked out once for all runs."""
        from tocsin.people.traits import Traits

        return Traits(self.layout, self.hardship, self.risk_aversion)

    def by_region(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum of (place,) values over the places of each region, in a fixed order."""
        return np.asarray(
            np.bincount(self.places.region, values, minlength=len(self.regions)), np.float64
        )


def build(scenario: Scenario, threads: int = 2) -> World:
    """The world of a scenario; raises ScenarioError where shares or guards do not add up."""
    from tocsin.people.layout import layout

    places = tabulate.places(scenario)
    shares = tabulate.shares(scenario, places)
    regions_of = places.region
    digest = _digest(scenario)
    heavy = cache.through(digest, lambda: _heavy(scenario, places, shares, threads))
    distance = heavy["distance"]
    services, sites = tabulate.forces(scenario, places)
    return World(
        places=places,
        workplaces=tabulate.workplaces(scenario, places),
        regions=tabulate.regions(scenario, places, regions_of, distance),
        strata=tabulate.strata(scenario),
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
