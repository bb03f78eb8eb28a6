"""The political sections of a scenario made ready for the loop: arrays instead of tables.

Each section is optional; without it its axes have length 0 and its mechanism does nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tocsin.mechanisms import reporting

if TYPE_CHECKING:
    from tocsin.mechanisms.reporting import Reporting
    from tocsin.scenario.scenario import Scenario
    from tocsin.world import World


@dataclass(frozen=True)
class Politics:
    """What is known of the palace, the alliance, the powers and the officials before a run."""

    officials: Reporting | None = None

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """Names along each political axis."""
        axes: dict[str, list[str]] = {"actor": [], "power": [], "member": []}
        return axes | reporting.names(self.officials)


def politics(scenario: Scenario, world: World) -> Politics:
    """The political sections of a scenario."""
    return Politics(officials=reporting.reporting(scenario, world))
