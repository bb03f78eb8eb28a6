"""Recorder: copies fields of the state at the end of every hour into arrays (time, axis)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.parameter import value_of
from tocsin.people.states import S
from tocsin.record.variables import Variable
from tocsin.record.willing import TERMS, Willing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.declare.field import Field
    from tocsin.declare.state import State
    from tocsin.hour.parameters import Parameters
    from tocsin.parts.program import Program
    from tocsin.scenario import Scenario
    from tocsin.world import World


#: What is worked out here from the state; `willing` declares its own.
COMPUTED = (
    Variable("threshold", "", "1", "what must be overcome, T"),
    Variable(
        "marching_by_stratum", "stratum", "persons", "marching in the country", dtype=np.int32
    ),
    Variable("rioting_by_stratum", "stratum", "persons", "rioting in the country", dtype=np.int32),
    Variable("site_guard", "site", "persons", "officers who guard the site"),
    *TERMS,
)


class Recorder:
    """The record of one run.

    arrays : by variable, (time, axis) or (time,)
    final : what is known only at the end (when levers acted, when sites fell)
    variables : what is kept by the hour; last : fields of which the last value is kept
    stopped : hours after which the run was stopped early; 0 if it was not
    sizes : lengths of axes
    terms : whether what moved people (for `tocsin why`) is worked out too, or left at zero
    """

    def __init__(
        self,
        scenario: Scenario,
        world: World,
        parameters: Parameters,
        plan: Program,
        variables: Iterable[Variable],
        last: Iterable[Field],
        sizes: dict[str, int],
        terms: bool = True,
    ) -> None:
        self.scenario, self.world, self.plan = scenario, world, plan
        self.parameters, self.terms = parameters, terms
        hours = scenario.hours
        self.variables = list(variables)
        self.arrays: dict[str, NDArray[Any]] = {
            v.name: np.zeros((hours, sizes[v.axis]) if v.axis else hours, v.dtype)
            for v in self.variables
        }
        self.final: dict[str, NDArray[Any]] = {
            field.name: np.full([sizes[axis] for axis in field.axes], field.initial, float)
            for field in last
        }
        self.stopped = 0
        # fields that are copied, with where to; a state's arrays are the same throughout a run
        self._of: State | None = None
        self._copied: list[tuple[NDArray[Any], NDArray[Any]]] = []
        self._last: list[tuple[NDArray[Any], NDArray[Any]]] = []
        p = parameters.only(parameters.names)
        self._threshold = p.T
        join = np.array([value_of(x, p) for x in world.strata.join])
        self._willing = Willing(world, join, p.tau, p.T) if terms else None

    def take(self, hour: int, state: State) -> None:
        """Copy the state at the end of `hour`."""
        if self._of is not state:
            self._of = state
            self._copied = [
                (self.arrays[v.name], state[v.field]) for v in self.variables if v.field
            ]
            self._last = [(array, state[name]) for name, array in self.final.items()]
        for rows, now in self._copied:
            rows[hour] = now
        persons = state["persons"]
        marching, rioting = self.arrays["marching_by_stratum"], self.arrays["rioting_by_stratum"]
        marching[hour] = persons[S.MARCHING].sum(1) + persons[S.ACTIVIST].sum(1)
        rioting[hour] = persons[S.RIOTING].sum(1) + persons[S.CELL].sum(1)
        self.arrays["site_guard"][hour] = state["site_guards"].sum(0)
        self.arrays["threshold"][hour] = self._threshold
        if self._willing is not None:
            for name, values in self._willing.terms(state).items():
                self.arrays[name][hour] = values
        for array, now in self._last:
            array[...] = now

    def stop(self, hours: int) -> None:
        """The run ends after so many hours: what follows is held as it stood."""
        self.stopped = hours
        for array in self.arrays.values():
            array[hours:] = array[hours - 1]

    def save(self) -> dict[str, NDArray[Any]]:
        """All arrays, for a run that is to be continued."""
        final = {f"final_{k}": v for k, v in self.final.items()}
        return self.arrays | final | {"stopped": np.array(self.stopped)}

    def load(self, arrays: dict[str, NDArray[Any]]) -> None:
        """Take up what `save` gave."""
        for name, array in self.arrays.items():
            np.copyto(array, arrays[name])
        for name, array in self.final.items():
            np.copyto(array, arrays[f"final_{name}"])
        self.stopped = int(arrays["stopped"])

    @property
    def active(self) -> NDArray[np.int64]:
        """(time, place) marching or rioting."""
        return np.asarray(self.arrays["marching"].astype(np.int64) + self.arrays["rioting"])
