"""External powers made ready for the loop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tocsin.scenario.sections.levers.powers import Aid, Threaten

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.acts import Act
    from tocsin.scenario.scenario import Scenario
    from tocsin.scenario.sections.section import Quantity


@dataclass(frozen=True)
class PowersPlan:
    """The powers, and which of them stands behind which member of the alliance.

    history : coded share of influence that each regards as its own
    exchange : (power,) shares of trade and usual aid; sums to 1 or is 0
    lead : (power,) 1 for the power that leads the alliance
    of_member : (member,) index of the member's power, -1 for none
    pressures : levers by which a power gives aid or threatens: index, power, size, whether a threat
    """

    names: list[str]
    history: list[Quantity]
    exchange: NDArray[np.float64]
    lead: NDArray[np.float64]
    of_member: NDArray[np.int64]
    pressures: list[tuple[int, int, float, bool]]
    until: list[float]
    lasts: list[float]

    def troops(self, contingent: NDArray[np.float64]) -> NDArray[np.float64]:
        """(power,) troops in the country."""
        known = self.of_member >= 0
        return np.bincount(
            self.of_member[known], contingent[known], minlength=len(self.names)
        ).astype(float)

    def ends(self, lever: int, lever_time: NDArray[np.float64]) -> float:
        """Hour at which a lever ends."""
        return min(self.until[lever], float(lever_time[lever].min()) + self.lasts[lever])


def powers_plan(scenario: Scenario, acts: list[Act]) -> PowersPlan | None:
    """The powers of a scenario; None if it names none."""
    spec = scenario.spec
    names = list(spec.powers)
    if not names:
        return None
    alliance = spec.alliance
    members = alliance.members if alliance is not None else {}
    of_member = [names.index(m.power) if m.power in names else -1 for m in members.values()]
    lead = np.zeros(len(names))
    if alliance is not None and alliance.lead in members:
        power = members[alliance.lead].power
        if power in names:
            lead[names.index(power)] = 1
    exchange = np.array([x.trade + x.aid for x in spec.powers.values()])
    return PowersPlan(
        names=names,
        history=[x.history for x in spec.powers.values()],
        exchange=exchange / exchange.sum() if exchange.any() else exchange,
        lead=lead,
        of_member=np.array(of_member, np.int64),
        pressures=[
            (act.index, names.index(x.power), getattr(x, "size", 1.0), isinstance(x, Threaten))
            for act in acts
            if isinstance(x := act.lever, Aid | Threaten) and x.power in names
        ],
        until=[act.until for act in acts],
        lasts=[act.lasts for act in acts],
    )
