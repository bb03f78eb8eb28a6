"""Acts: the levers of a scenario made ready for the loop, hours instead of moments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tocsin.scenario.sections import conditions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.scenario.scenario import Scenario
    from tocsin.scenario.sections.levers import Lever


@dataclass(frozen=True)
class Act:
    """A lever: where it acts, and when.

    index : its number along the axis of levers
    start : hour from which it acts at the earliest, infinite if a condition decides
    until : hour at which it ends; lasts : hours that it lasts once it acts
    condition : what it waits for: of `when`, or the occasion (`provided`) of one with a time
    """

    index: int
    name: str
    lever: Lever
    where: NDArray[np.bool_]
    start: float
    until: float
    lasts: float
    condition: conditions.Condition | None

    @property
    def by_rule(self) -> bool:
        """Whether a condition decides alone when it acts."""
        return self.lever.at is None

    def due(self, t: float, dt: float) -> float | None:
        """Hour from which it acts if its condition holds at `t`; None if it cannot act by that.

        An act whose occasion is there in its own first step, of `dt` hours, stands at its own time,
        as one without.
        """
        if self.by_rule:
            due = t + self.lever.after
            return due if due < self.until else None
        if not self.start <= t < self.until:
            return None
        return self.start if t - self.start < dt else float(t)


def acts(scenario: Scenario) -> list[Act]:
    """The levers of a scenario that are switched on, in its order."""
    regions = list(scenario.spec.regions)
    out: list[Act] = []
    for name, lever in scenario.spec.levers.items():
        if not lever.enabled:
            continue
        mask = np.array([lever.regions == "all" or r in lever.regions for r in regions])
        start = np.inf if lever.at is None else scenario.hour_of(lever.at) + lever.after
        until = np.inf if lever.until is None else scenario.hour_of(lever.until)
        lasts = np.inf if lever.lasts is None else lever.lasts
        if lever.provided is not None:  # its time is fixed, whenever the occasion comes
            until, lasts = min(until, start + lasts), np.inf
        text = lever.when if lever.provided is None else lever.provided
        condition = None if text is None else conditions.parse(text)
        out.append(Act(len(out), name, lever, mask, start, until, lasts, condition))
    return out
