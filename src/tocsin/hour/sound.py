"""Whether a run is sound: numbers finite and in their ranges, persons conserved.

Looked at once a day of the run and at its end, which costs nothing that can be measured; if something
is wrong, the run is done again with a look after every mechanism, so that the error can name the hour
and the mechanism.  A user's own mechanism is looked at after every step (`declare.own.examine`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.errors import MechanismError

if TYPE_CHECKING:
    from tocsin.declare.mechanism import Mechanism, Step
    from tocsin.declare.state import State
    from tocsin.hour.simulation import Simulation

EVERY = 24  # hours
ROUNDING = 1e-9  # that sums in another order may differ by, beside 1


def wrong(simulation: Simulation) -> str:
    """What is wrong with the state, in words; empty if nothing is."""
    state = simulation.state
    for name, field in state.fields.items():
        if found := _in(state, name):
            return f"{name} ({field.about}) is {found}"
    counted = simulation.people.counts.sum(0)
    layout = simulation.world.layout
    lived = np.diff(layout.segment_start).reshape(layout.places, layout.strata).T
    if not np.array_equal(counted, lived):
        return "persons have come or gone: the states of a place do not add up to its residents"
    return ""


def _in(state: State, name: str) -> str:
    field, values = state.fields[name], state.arrays[name]
    found = field.wrong(values)
    if not found or not np.isfinite(values).all():
        return found
    # what rounding leaves beyond an end is no fault
    slack = ROUNDING * max(1.0, float(np.abs(values).max()))
    beyond = (values < field.low - slack) | (values > field.high + slack)
    return found if beyond.any() else ""


def find(simulation: Simulation) -> MechanismError:
    """Do a run again and say where it went wrong first."""
    last = simulation.hour
    found: list[str] = []

    def watched(mechanism: Mechanism, step: Step) -> Step:
        def look(s: object, p: object, now: object) -> None:  # of any mechanism
            step(s, p, now)
            what = "" if found else wrong(again)
            if what:
                found.append(f"hour {again.hour}: {mechanism.name}: {what}")

        return look

    again = simulation.anew()
    again.wrap(watched)
    while again.hour < last and not found:
        again.step()
    where = found[0] if found else f"hour {last}: {wrong(simulation)}"
    return MechanismError(
        f"{where}; the run is not sound: parameters lie where the equations break down "
        "(`tocsin show` has their values)"
    )
