"""The political sections of a scenario made ready for the loop: arrays instead of tables.

Each section is optional; without it its axes have length 0 and its mechanism does nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tocsin.parts.alliance.consultation import TERMS
from tocsin.parts.alliance.plan import AlliancePlan, alliance_plan
from tocsin.parts.elites.plan import ElitesPlan, elites_plan
from tocsin.parts.officials.plan import OfficialsPlan, names, officials_plan
from tocsin.parts.powers.plan import PowersPlan, powers_plan

if TYPE_CHECKING:
    from tocsin.mechanisms.given.acts import Act
    from tocsin.scenario.scenario import Scenario
    from tocsin.world import World


@dataclass(frozen=True)
class Politics:
    """What is known of the elites, the alliance, the powers and the officials before a run."""

    elites: ElitesPlan | None = None
    powers: PowersPlan | None = None
    alliance: AlliancePlan | None = None
    officials: OfficialsPlan | None = None

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """Names along each political axis."""
        return {
            "actor": self.elites.names if self.elites else [],
            "power": self.powers.names if self.powers else [],
            "member": self.alliance.names if self.alliance else [],
            "term": list(TERMS) if self.alliance else [],
            **names(self.officials),
        }


def names_along(world: World, politics: Politics) -> dict[str, list[str]]:
    """Names along each axis of places, people, forces and politics."""
    return {
        "place": world.places.ids,
        "region": world.regions.names,
        "stratum": world.strata.names,
        "site": world.sites.names,
        "service": world.services.names,
        **politics.names,
    }


def politics(scenario: Scenario, world: World, acts: list[Act]) -> Politics:
    """The political sections of a scenario, with the acts that are theirs."""
    return Politics(
        elites=elites_plan(scenario, world, acts),
        powers=powers_plan(scenario, acts),
        alliance=alliance_plan(scenario, world, acts),
        officials=officials_plan(scenario, world),
    )
