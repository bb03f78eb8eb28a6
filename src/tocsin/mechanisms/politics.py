"""The political sections of a scenario made ready for the loop: arrays instead of tables.

Each section is optional; without it its axes have length 0 and its mechanism does nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tocsin.mechanisms.consultation import TERMS
from tocsin.mechanisms.league import League, league

if TYPE_CHECKING:
    from tocsin.scenario.scenario import Scenario
    from tocsin.world import World


@dataclass(frozen=True)
class Politics:
    """What is known of the palace, the alliance, the powers and the officials before a run."""

    league: League | None = None

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """Names along each political axis."""
        return {"actor": [], "power": [], "figure": [], "claim": []} | {
            "member": self.league.names if self.league else [],
            "term": list(TERMS) if self.league else [],
        }


def politics(scenario: Scenario, world: World) -> Politics:
    """The political sections of a scenario."""
    return Politics(league=league(scenario, world))
