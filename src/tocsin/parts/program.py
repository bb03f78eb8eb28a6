"""Levers made ready for the loop: hours instead of moments, masks instead of names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.lever import ORDERS, Order
from tocsin.mechanisms.given.acts import Act, acts
from tocsin.parts.plans import Politics, politics

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.scenario.scenario import Scenario
    from tocsin.scenario.sections import conditions
    from tocsin.world import World

NONE = Order()


@dataclass(frozen=True)
class OrganisedCell:
    """An organised cell: place, size, hour, and the sites that it goes for."""

    place: int
    size: int
    start: float
    targets: NDArray[np.bool_]


@dataclass(frozen=True)
class Program:
    """Everything of a scenario that acts by itself."""

    acts: list[Act]
    cells: list[OrganisedCell]
    shock_start: float
    shock_regions: NDArray[np.bool_]
    exposure_reference: float
    politics: Politics

    @cached_property
    def until(self) -> NDArray[np.float64]:
        """(lever, 1) hours at which they end at the latest."""
        return np.array([[act.until] for act in self.acts]).reshape(-1, 1)

    @cached_property
    def lasts(self) -> NDArray[np.float64]:
        """(lever, 1) hours that each lasts."""
        return np.array([[act.lasts] for act in self.acts]).reshape(-1, 1)

    @cached_property
    def where(self) -> NDArray[np.bool_]:
        """(lever, region) where they act."""
        return np.array([act.where for act in self.acts], bool)

    @cached_property
    def conditional(self) -> list[tuple[int, conditions.Condition]]:
        """Levers that wait for a condition, with it."""
        return [(i, a.condition) for i, a in enumerate(self.acts) if a.condition is not None]

    @cached_property
    def hourly(self) -> list[int]:
        """Levers whose orders depend on the hour."""
        return [i for i, act in enumerate(self.acts) if ORDERS.get(act.lever.kind, NONE).hourly]

    @property
    def names(self) -> list[str]:
        """Names of the levers, in the order in which they act."""
        return [act.name for act in self.acts]


def program(scenario: Scenario, world: World) -> Program:
    """The program of a scenario; levers that are switched off are left out."""
    spec = scenario.spec
    regions = list(spec.regions)
    done = acts(scenario)
    index = {p.id: i for i, p in enumerate(spec.places)}
    plans = [
        OrganisedCell(
            int(world.places.acts_in[index[group.place]]),
            group.size,
            scenario.hour_of(group.at),
            np.array([s.kind in group.targets for s in spec.sites]),
        )
        for group in spec.cells.groups
        if spec.cells.enabled and group.size
    ]
    shock = spec.shock
    return Program(
        acts=done,
        cells=plans,
        shock_start=scenario.hour_of(shock.at) if shock.enabled else np.inf,
        shock_regions=np.array([r in shock.regions for r in regions]),
        exposure_reference=shock.exposure_reference,
        politics=politics(scenario, world, done),
    )
