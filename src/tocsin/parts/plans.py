"""The political sections of a scenario made ready for the loop: arrays instead of tables.

Each section is optional; without it its axes have length 0 and its mechanism does nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tocsin.parts.alliance.consultation import TERMS
from tocsin.parts.alliance.plan import League, league
from tocsin.parts.elites.plan import Palace, palace
from tocsin.parts.officials import plan as reporting
from tocsin.parts.powers.plan import Realm, realm

if TYPE_CHECKING:
    from tocsin.mechanisms.given.acts import Act
    from tocsin.parts.officials.plan import Reporting
    from tocsin.scenario.scenario import Scenario
    from tocsin.world import World


@dataclass(frozen=True)
class Politics:
    """What is known of the palace, the alliance, the powers and the officials before a run."""

    palace: Palace | None = None
    realm: Realm | None = None
    league: League | None = None
    officials: Reporting | None = None

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """Names along each political axis."""
        return {
            "actor": self.palace.names if self.palace else [],
            "power": self.realm.names if self.realm else [],
            "member": self.league.names if self.league else [],
            "term": list(TERMS) if self.league else [],
            **reporting.names(self.officials),
        }


def politics(scenario: Scenario, world: World, acts: list[Act]) -> Politics:
    """The political sections of a scenario, with the acts that are theirs."""
    return Politics(
        palace=palace(scenario, world, acts),
        realm=realm(scenario, acts),
        league=league(scenario, world, acts),
        officials=reporting.reporting(scenario, world),
    )
