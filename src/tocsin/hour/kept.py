"""What the record of a run keeps by the hour: what mechanisms declare so, and what is computed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tocsin.declare.mechanism import Mechanism
from tocsin.hour.order import catalogue, loop
from tocsin.record.recorder import COMPUTED
from tocsin.record.variables import Variable, kept

if TYPE_CHECKING:
    from tocsin.scenario import Scenario


def variables(scenario: Scenario, order: Sequence[Mechanism] = ()) -> list[Variable]:
    """The variables of a scenario's record; `order` is its loop, if that is at hand."""
    found = _of(order or loop(scenario.spec))
    return [v for v in found if not v.part or getattr(scenario.spec, v.part, None)]


def _of(order: Sequence[Mechanism]) -> list[Variable]:
    return [*(v for mechanism in order for v in kept(mechanism)), *COMPUTED]


#: Those of the model, whatever sections a scenario has.
VARIABLES = tuple(_of(catalogue()))
