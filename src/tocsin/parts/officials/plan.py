"""The section `officials` made ready for the loop: hours instead of moments, masks instead of names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tocsin.scenario.checks.officials import beside
from tocsin.scenario.sections import conditions
from tocsin.scenario.sections.officials import LONGEST_DELAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.scenario.scenario import Scenario
    from tocsin.scenario.sections.officials import Claim, OfficialFigure
    from tocsin.world import World

#: Hours for which the true numbers are kept: the longest delay is one less.
LAGS = LONGEST_DELAY + 1


@dataclass(frozen=True)
class Told:
    """One thing that stands beside a claim; a claim beside which several stand has as many.

    claim : name of the claim; of : what stands beside it; where : index of a place, none for all
    at : hour at which it is made, infinite if a condition decides
    """

    name: str
    claim: str
    spec: Claim
    of: str
    where: int | None
    at: float
    condition: conditions.Condition | None


@dataclass(frozen=True)
class OfficialsPlan:
    """Figures and claims of a scenario.

    slots : (figure, hours + 1) whether a report may come out at that hour since the start
    feedback : whether what is said changes what happens
    """

    actor: str
    figures: dict[str, OfficialFigure]
    claims: list[Told]
    slots: NDArray[np.bool_]
    feedback: bool

    @cached_property
    def counted(self) -> list[str]:
        """What any figure counts, once each."""
        return list(dict.fromkeys(c for f in self.figures.values() for c in f.counts))

    @cached_property
    def sums(self) -> NDArray[np.float64]:
        """(figure, counted) 1 where a figure counts that."""
        return np.array(
            [[float(c in f.counts) for c in self.counted] for f in self.figures.values()]
        ).reshape(len(self.figures), len(self.counted))

    @cached_property
    def first(self) -> NDArray[np.float64]:
        """(figure,) hours from the first case to the first report."""
        return np.array([f.first for f in self.figures.values()], float)


def officials_plan(scenario: Scenario, world: World) -> OfficialsPlan | None:
    """What officials will count and say; none without the section."""
    spec = scenario.spec.officials
    if spec is None:
        return None
    first_day = scenario.start.astimezone(scenario.zone).date()
    local = [scenario.moment_of(t).astimezone(scenario.zone) for t in range(scenario.hours + 1)]
    hours = np.array([24 * (m.date() - first_day).days + m.hour for m in local])
    slots = np.array(
        [(hours - f.hour) % f.every == 0 for f in spec.figures.values()], bool
    ).reshape(len(spec.figures), len(hours))
    claims = [
        told
        for name, claim in spec.claims.items()
        if claim.enabled
        for told in _told(name, claim, scenario, world)
    ]
    return OfficialsPlan(spec.actor, dict(spec.figures), claims, slots, spec.feedback)


def _told(name: str, claim: Claim, scenario: Scenario, world: World) -> list[Told]:
    where = None if claim.place is None else list(world.places.ids).index(claim.place)
    at = np.inf if claim.at is None else scenario.hour_of(claim.at) + claim.after
    condition = None if claim.when is None else conditions.parse(claim.when)
    return [
        Told(called, name, claim, of, where, at, condition)
        for called, of in zip(beside(name, list(claim.of)), claim.of, strict=True)
    ]


def names(found: OfficialsPlan | None) -> dict[str, list[str]]:
    """Names along the axes of officials."""
    if found is None:
        return {"figure": [], "claim": [], "lag": []}
    lags = [str(hour) for hour in range(LAGS)] if found.figures else []
    return {"figure": [*found.figures], "claim": [told.name for told in found.claims], "lag": lags}
