"""The elites made ready for the loop: offices with their coded figures, drawn for each run.

Actors of a scenario that have a position take part, in its order; the street, if it is a party, comes
last.  Figures are drawn from their ranges (triangular, the value as mode), keyed by seed, run and the
actor's name, so that another actor more or less changes no draw.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tocsin.parts.ranges import Ranges, ranges
from tocsin.scenario.sections.levers.concessions import Resignation
from tocsin.scenario.sections.levers.elites import Arrest, Dismiss
from tocsin.theory.bargaining.rules import Rules
from tocsin.theory.bargaining.selectorate import patronage

if TYPE_CHECKING:
    from tocsin.mechanisms.given.acts import Act
    from tocsin.scenario.scenario import Scenario
    from tocsin.scenario.sections.section import Quantity
    from tocsin.world import World

STREET = "street"


@dataclass(frozen=True)
class ElitesPlan:
    """Who bargains; none of it changes during a run.

    names : actors, the street last if it is a party
    leader, seat : index of the leading actor, and of the place where it sits
    street : index of the street, or None
    every : hours between rounds
    figures : (actor, 3) position, salience, capability; controls (actor, service); leans (actor, power)
    moves : levers that dismiss or arrest: index of the lever, target, successor, whether an arrest
    resigning : levers by which an actor lays down its office: index of the lever, the actor
    acts : (actor) levers of each
    services : (service, 2) share of its officers who serve where they are from, and pay
    paid : share of its revenue that the leader keeps beyond what holds its coalition (selectorate)
    """

    names: list[str]
    offices: list[str]
    leader: int
    seat: int
    street: int | None
    every: int
    rules: Rules
    figures: Ranges
    controls: Ranges
    leans: Ranges
    moves: list[tuple[int, int, int, bool]]
    resigning: list[tuple[int, int]]
    acts: list[list[Act]]
    services: Ranges
    paid: float

    @cached_property
    def levers(self) -> list[int]:
        """Indices of the levers that dismiss or arrest."""
        return [lever for lever, *_ in self.moves]


def elites_plan(scenario: Scenario, world: World, acts: list[Act]) -> ElitesPlan | None:
    """The elites of a scenario; None without the section `elites`."""
    spec = scenario.spec
    if spec.elites is None:
        return None
    elites = spec.elites
    actors = {name: a for name, a in spec.actors.items() if a.position is not None}
    names = list(actors)
    rows: list[list[Quantity | None]] = [
        [a.position, a.salience, a.capability] for a in actors.values()
    ]
    offices = [a.office for a in actors.values()]
    controls: list[list[Quantity | None]] = [
        [a.controls.get(s) for s in world.services.names] for a in actors.values()
    ]
    leans: list[list[Quantity | None]] = [
        [a.leans.get(k) for k in spec.powers] for a in actors.values()
    ]
    street = None
    if elites.street is not None:
        street = len(names)
        names.append(STREET)
        offices.append("the crowds")
        rows.append([elites.street.position, elites.street.salience, elites.street.capability])
        controls.append([None] * len(world.services))
        leans.append([None] * len(spec.powers))
    moves = [
        (
            act.index,
            names.index(x.target),
            names.index(x.successor or elites.leader),
            isinstance(x, Arrest),
        )
        for act in acts
        if isinstance(x := act.lever, Dismiss | Arrest) and x.target in names
    ]
    resigning = [
        (act.index, names.index(act.lever.actor))
        for act in acts
        if isinstance(act.lever, Resignation) and act.lever.actor in actors
    ]
    kin: list[list[Quantity | None]] = [[x.local, x.pay] for x in spec.services.values()]
    paid = 0.0
    if elites.patronage is not None:
        q = elites.patronage
        found = patronage(q.coalition, q.selectorate, q.revenue, q.price, q.discount)
        paid = float(np.clip(found.kept / q.revenue, 0.0, 1.0))
    return ElitesPlan(
        names=names,
        offices=offices,
        leader=names.index(elites.leader),
        seat=int(world.places.acts_in[world.places.ids.index(elites.seat)]),
        street=street,
        every=max(1, round(elites.every)),
        rules=Rules(vote=elites.vote, victory=elites.victory, standing=elites.standing),
        figures=ranges(rows, 3),
        controls=ranges(controls, len(world.services)),
        leans=ranges(leans, len(spec.powers)),
        moves=moves,
        resigning=resigning,
        acts=[[act for act in acts if act.lever.actor == name] for name in names],
        services=ranges(kin, 2),
        paid=paid,
    )
