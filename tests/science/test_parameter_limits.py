"""The least and the largest value that each parameter is declared to take can be run with.

    python -m tests.science.test_parameter_limits      each limit by itself, a line for what fails

The test takes many at once: every limit of every parameter is in one of its groups, each with all other
parameters at their values.  What breaks in a group is found by the command.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import pytest

import tocsin as tc
from tests.valley import FILE
from tocsin.declare.mechanism import Mechanism
from tocsin.declare.parameter import Parameter, declared
from tocsin.hour.order import loop
from tocsin.hour.parameters import Parameters

HOURS, GROUPS = 8, 12
Limit = tuple[str, float]


def country(name: str) -> tc.Scenario:
    """A small scenario with a crisis from the first hour; one with politics, one with cells."""
    if name == "valley":
        return tc.load(FILE).set("clock.hours", HOURS)
    start = "2030-06-03T12:00"
    return tc.load("two-towns").edit(
        set={"clock.start": start, "clock.hours": HOURS, "shock.at": start}
    )


def limits(scenario: tc.Scenario) -> list[Limit]:
    """Both limits of all parameters that the mechanisms of a scenario declare."""
    found: dict[str, Parameter] = {}
    order: list[Mechanism] = loop(scenario.spec)
    for mechanism in order:
        found |= declared(mechanism.limits)
    used = {name for mechanism in order for name in mechanism.parameters}
    return [(p.name, x) for p in found.values() if p.name in used for x in (p.low, p.high)]


def run(simulation: tc.Simulation, changed: list[Limit]) -> None:
    """A short run with some parameters at limits; what is unsound in it is an error."""
    scenario, world = simulation.scenario, simulation.world
    one = tc.Simulation(scenario, 1, threads=1, world=world)
    values = one.parameters.values.copy()
    for name, x in changed:
        values[one.parameters.names.index(name)] = x
    one.parameters = Parameters(one.parameters.names, values)
    one.restart()
    with np.errstate(divide="raise", invalid="raise"):
        record = one.run()
    for name, array in record.arrays.items():
        assert np.isfinite(array).all(), name


def groups(found: list[Limit]) -> Iterator[list[Limit]]:
    """All limits dealt out, no parameter twice in a group."""
    names = sorted({name for name, _ in found})
    random.Random(1).shuffle(names)
    for k in range(GROUPS // 2):
        mine = set(names[k :: GROUPS // 2])
        yield [limit for limit in found[::2] if limit[0] in mine]
        yield [limit for limit in found[1::2] if limit[0] in mine]


@pytest.mark.parametrize("name", ["valley", "two-towns"])
def test_the_equations_can_take_what_parameters_are_declared_to_take(name):
    simulation = tc.Simulation(country(name), 1, threads=1)
    for group in groups(limits(simulation.scenario)):
        try:
            run(simulation, group)
        except Exception as error:
            raise AssertionError(f"with {dict(group)}: {error}") from error


if __name__ == "__main__":
    for name in ("valley", "two-towns"):
        simulation = tc.Simulation(country(name), 1, threads=1)
        found = limits(simulation.scenario)
        failed = 0
        for limit in found:
            try:
                run(simulation, [limit])
            except Exception as error:
                failed += 1
                print(f"{name}: {limit[0]} = {limit[1]:g}: {type(error).__name__}: {error}")
        print(f"{name}: {len(found)} limits, {failed} of them failed", flush=True)
