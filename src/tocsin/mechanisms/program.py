"""Levers made ready for the loop: hours instead of moments, masks instead of names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tocsin.scenario import conditions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.scenario.levers import Lever
    from tocsin.scenario.scenario import Scenario
    from tocsin.world import World


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
            index[group.place],
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
    )
