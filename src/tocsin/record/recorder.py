"""Recorder: copies fields of the state at the end of every hour into arrays (time, axis)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.mechanisms.street.mobilisation import value_of
from tocsin.parts import told as political
from tocsin.people.states import S
from tocsin.record.variables import variables
from tocsin.record.willing import Willing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.declare.state import State
    from tocsin.hour.parameters import Parameters
    from tocsin.mechanisms.given.program import Program
    from tocsin.scenario import Scenario
    from tocsin.world import World


#: Fields of which only the last value is kept: axes, and the value before anything happened.
FINAL: dict[str, tuple[tuple[str, ...], float]] = {
    "lever_time": (("lever", "region"), np.inf),
    "captured_at": (("site",), np.inf),
    "attacked_hours": (("site",), 0.0),
}


class Recorder:
    """The record of one run.

    arrays : by variable, (time, axis) or (time,)
    final : what is known only at the end (when levers acted, when sites fell)
    terms : whether what moved people (for `tocsin why`) is worked out too, or left at zero
    """

    def __init__(
        self,
        scenario: Scenario,
        world: World,
        parameters: Parameters,
        plan: Program,
        terms: bool = True,
    ) -> None:
        self.scenario, self.world, self.plan = scenario, world, plan
        self.parameters, self.terms = parameters, terms
        sizes = {
            "place": len(world.places),
            "region": len(world.regions),
            "stratum": len(world.strata),
            "site": len(world.sites),
            "service": len(world.services),
            "lever": len(plan.acts),
            **plan.sizes,
        }
        hours = scenario.hours
        self._variables = variables(scenario)
        self.arrays: dict[str, NDArray[Any]] = {
            v.name: np.zeros((hours, sizes[v.axis]) if v.axis else hours, v.dtype)
            for v in self._variables
        }
        self.final: dict[str, NDArray[Any]] = {
            name: np.full([sizes[axis] for axis in axes], fill)
            for name, (axes, fill) in (FINAL | political.FINAL).items()
        }
        p = parameters.only(parameters.names)
        join = np.array([value_of(x, p) for x in world.strata.join])
        self._willing = Willing(world, join, p.tau, p.T)

    def take(self, hour: int, state: State) -> None:
        """Copy the state at the end of `hour`."""
        for v in self._variables:
            if v.field:
                self.arrays[v.name][hour] = state[v.field]
        by_stratum = state["persons"].sum(2)
        self.arrays["marching_by_stratum"][hour] = by_stratum[[S.MARCHING, S.ACTIVIST]].sum(0)
        self.arrays["rioting_by_stratum"][hour] = by_stratum[[S.RIOTING, S.CELL]].sum(0)
        self.arrays["site_guard"][hour] = state["site_guards"].sum(0)
        self.arrays["threshold"][hour] = self._willing.threshold
        if self.terms:
            for name, values in self._willing.terms(state).items():
                self.arrays[name][hour] = values
        for name, array in self.final.items():
            array[...] = state[name]

    def save(self) -> dict[str, NDArray[Any]]:
        """All arrays, for a run that is to be continued."""
        return self.arrays | {f"final_{k}": v for k, v in self.final.items()}

    def load(self, arrays: dict[str, NDArray[Any]]) -> None:
        """Take up what `save` gave."""
        for name, array in self.arrays.items():
            np.copyto(array, arrays[name])
        for name, array in self.final.items():
            np.copyto(array, arrays[f"final_{name}"])

    @property
    def active(self) -> NDArray[np.int64]:
        """(time, place) marching or rioting."""
        return np.asarray(self.arrays["marching"].astype(np.int64) + self.arrays["rioting"])
