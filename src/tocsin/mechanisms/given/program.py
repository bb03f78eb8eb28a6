"""Levers made ready for the loop: hours instead of moments, masks instead of names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tocsin.parts.plans import Politics, politics
from tocsin.scenario.sections import conditions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.scenario.scenario import Scenario
    from tocsin.scenario.sections.levers import Lever
    from tocsin.world import World


#: Kinds of levers that order something else in each hour.
HOURLY = ("release", "mobilise", "alliance")


@dataclass(frozen=True)
class Act:
    """A lever: where it acts, and when.

    start : hour from which it acts, infinite if a condition decides; until : hour at which it ends
    """

    name: str
    lever: Lever
    where: NDArray[np.bool_]
    start: float
    until: float
    condition: conditions.Condition | None

    @property
    def lasts(self) -> float:
        """Hours that it lasts once it acts."""
        return np.inf if self.lever.lasts is None else self.lever.lasts


@dataclass(frozen=True)
class CellPlan:
    """An organised cell: place, size, hour, and the sites that it goes for."""

    place: int
    size: int
    start: float
    targets: NDArray[np.bool_]


@dataclass(frozen=True)
class Program:
    """Everything of a scenario that acts by itself."""

    acts: list[Act]
    cells: list[CellPlan]
    shock_start: float
    shock_regions: NDArray[np.bool_]
    exposure_reference: float
    politics: Politics

    @property
    def sizes(self) -> dict[str, int]:
        """Lengths of the political axes; 0 where the scenario has no such section."""
        return {axis: len(names) for axis, names in self.politics.names.items()}

    @cached_property
    def until(self) -> NDArray[np.float64]:
        """(lever, 1) hours at which they end at the latest."""
        return np.array([[act.until] for act in self.acts]).reshape(-1, 1)

    @cached_property
    def lasts(self) -> NDArray[np.float64]:
        """(lever, 1) hours that each lasts."""
        return np.array([[act.lasts] for act in self.acts]).reshape(-1, 1)

    @cached_property
    def conditional(self) -> list[tuple[int, conditions.Condition]]:
        """Levers that wait for a condition, with it."""
        return [(i, a.condition) for i, a in enumerate(self.acts) if a.condition is not None]

    @cached_property
    def hourly(self) -> list[int]:
        """Levers whose orders depend on the hour."""
        return [i for i, act in enumerate(self.acts) if act.lever.kind in HOURLY]

    @property
    def names(self) -> list[str]:
        """Names of the levers, in the order in which they act."""
        return [act.name for act in self.acts]


def program(scenario: Scenario, world: World) -> Program:
    """The program of a scenario; levers that are switched off are left out."""
    spec = scenario.spec
    regions = list(spec.regions)
    acts = []
    for name, lever in spec.levers.items():
        if not lever.enabled:
            continue
        mask = np.array([lever.regions == "all" or r in lever.regions for r in regions])
        start = np.inf if lever.at is None else scenario.hour_of(lever.at) + lever.after
        until = np.inf if lever.until is None else scenario.hour_of(lever.until)
        condition = None if lever.when is None else conditions.parse(lever.when)
        acts.append(Act(name, lever, mask, start, until, condition))
    index = {p.id: i for i, p in enumerate(spec.places)}
    plans = [
        CellPlan(
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
        acts=acts,
        cells=plans,
        shock_start=scenario.hour_of(shock.at) if shock.enabled else np.inf,
        shock_regions=np.array([r in shock.regions for r in regions]),
        exposure_reference=shock.exposure_reference,
        politics=politics(scenario, world),
    )
