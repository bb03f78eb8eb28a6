"""The alliance made ready for the loop: indices instead of names, and members' figures of a run.

Figures are drawn from their ranges (triangular, the value as its mode), keyed by seed, run and the
member's name, so that another member more or less changes no draw.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.purposes import Purpose
from tocsin.parts.ranges import spread
from tocsin.scenario.sections.levers.alliance import Request, Summit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.acts import Act
    from tocsin.mechanisms.given.now import Now
    from tocsin.scenario.scenario import Scenario
    from tocsin.scenario.sections import alliance as section
    from tocsin.scenario.sections.section import Quantity
    from tocsin.world import World

Array = Any  # numpy array of float64


@dataclass(frozen=True)
class Ask:
    """A request lever: its index, its sites, its domestic guards, and how it speaks of the threat."""

    lever: int
    sites: NDArray[np.int64]
    guards: NDArray[np.float64]
    framing: str
    by: str
    repeats: bool
    times: float


@dataclass(frozen=True)
class Figures:
    """(member,) figures of one run; see `scenario.sections.alliance.Member`."""

    expendable: Array
    committed: Array
    stake: Array
    ties: Array
    cost: Array
    dependence: Array
    likeness: Array
    token: Array


@dataclass(frozen=True)
class AlliancePlan:
    """What is known of the alliance before a run.

    lead, chair : indices of members; none: -1.  power : (member,) index of its power, or -1
    road : (member,) comes by road; travel : (member,) hours on the way; distance in km
    people : (member,) who live there; objects : (site,) that each stands for
    airports : indices of sites; sorties : (flights a day, soldiers each, share elsewhere)
    """

    section: section.Alliance
    names: list[str]
    lead: int
    chair: int
    service: int
    power: NDArray[np.int64]
    road: NDArray[np.bool_]
    distance: NDArray[np.float64]
    travel: NDArray[np.float64]
    readiness: NDArray[np.float64]
    adjacent: NDArray[np.bool_]
    airports: NDArray[np.int64]
    asks: list[Ask]
    summits: list[int]
    people: NDArray[np.float64]
    objects: NDArray[np.float64]

    @cached_property
    def ranges(self) -> dict[str, list[Quantity]]:
        """Figures with their ranges by name, one for each member."""
        members = self.section.members.values()
        return {f.name: [getattr(m, f.name) for m in members] for f in fields(Figures)}

    def figures(self, now: Now) -> Figures:
        """The members' figures in this run."""
        known: Figures | None = now.cache.get("alliance")
        if known is None:
            known = now.cache["alliance"] = Figures(
                **{name: self._draw(name, now) for name in self.ranges}
            )
        return known

    def figure(self, name: str, value: Quantity, now: Now) -> float:
        """A figure of the alliance as a whole in this run."""
        known: float | None = now.cache.get(f"alliance/{name}")
        if known is None:
            u = now.uniform_once([f"/{name}"], Purpose.ALLIANCE_FIGURES)
            known = now.cache[f"alliance/{name}"] = float(spread(u, [value])[0])
        return known

    def _draw(self, name: str, now: Now) -> NDArray[np.float64]:
        keys = [f"{member}/{name}" for member in self.names]
        return spread(now.uniform_once(keys, Purpose.ALLIANCE_FIGURES), self.ranges[name])

    def ask(self, lever: int) -> Ask:
        """The request of a lever."""
        return next(a for a in self.asks if a.lever == lever)


def alliance_plan(scenario: Scenario, world: World, acts: list[Act]) -> AlliancePlan | None:
    """The alliance of a scenario; None if it has none."""
    spec = scenario.spec
    if spec.alliance is None:
        return None
    part = spec.alliance
    names, members = list(part.members), list(part.members.values())
    powers = list(spec.powers)
    sites = world.sites.names
    own = world.sites.guards[~world.services.foreign].sum(0)
    asks = [
        Ask(
            act.index,
            (at := np.array([sites.index(s) for s in dict.fromkeys(lever.sites)])),
            own[at],
            lever.framing,
            lever.by,
            lever.when is not None,
            lever.times,
        )
        for act in acts
        if isinstance(lever := act.lever, Request)
    ]
    road = np.array([m.route == "road" for m in members])
    distance = np.array([m.distance for m in members])
    travel = spec.travel
    return AlliancePlan(
        section=part,
        names=names,
        lead=names.index(part.lead),
        chair=names.index(part.chair) if part.chair is not None else -1,
        service=world.services.names.index(part.service),
        power=np.array([powers.index(m.power) if m.power in powers else -1 for m in members]),
        road=road,
        distance=distance,
        travel=distance / np.where(road, travel.road_speed, travel.air_speed),
        readiness=np.array([m.readiness for m in members]),
        adjacent=np.array([m.adjacent for m in members]),
        airports=np.array([sites.index(s) for s in dict.fromkeys(part.airports)], np.int64),
        asks=asks,
        objects=np.array([float(site.objects) for site in spec.sites]),
        people=np.array([float(m.people) for m in members]),
        summits=[act.index for act in acts if isinstance(act.lever, Summit)],
    )
