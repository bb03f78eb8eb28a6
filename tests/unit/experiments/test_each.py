"""Runs one by one in memory: the same runs as everywhere, in order, and nothing on disk."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np
import pytest

import tocsin as tc
from tocsin.errors import InputError
from tocsin.experiments.ensembles.each import each
from tocsin.record.outcomes import outcomes


@pytest.fixture(scope="module")
def towns() -> tc.Scenario:
    return tc.load("two-towns", set={"clock.hours": 60})


def test_a_run_of_a_set_is_the_run_with_these_values_set(towns: tc.Scenario) -> None:
    (one,) = each(towns, [{"kappa": 0.08}], seed=3, first_run=4, series=["marching", "grievance"])
    alone = tc.Simulation(towns.set("parameters.kappa", 0.08), 3, 4, threads=1)
    record = alone.run()
    assert one.outcomes == outcomes(record)
    assert (one.run, one.values) == (4, {"kappa": 0.08})
    for name in ("marching", "grievance"):
        np.testing.assert_array_equal(one.series[name], record.arrays[name])
    plain = next(each(towns, seed=3, first_run=4))
    assert plain.outcomes != one.outcomes
    assert not plain.series


def test_sets_are_read_as_they_are_needed_and_come_in_order(towns: tc.Scenario) -> None:
    read = 0

    def endless() -> Iterator[dict[str, float]]:
        nonlocal read
        while True:
            read += 1
            yield {"T": 0.4 + read / 100}

    found = list(islice(each(towns, endless(), runs=2), 5))
    assert [(one.index, one.run) for one in found] == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0)]
    assert read == 3


@pytest.mark.parametrize(
    ("sets", "series", "told"),
    [
        ([{"kapa": 1.0}], [], "set 0: unknown parameter 'kapa'; did you mean 'kappa'"),
        ([{}, {"kappa": float("nan")}], [], "set 1: kappa is nan; expected a finite number"),
        ([{}], ["marchin"], "unknown series 'marchin'; did you mean 'marching'"),
    ],
)
def test_what_there_cannot_be_is_told(
    towns: tc.Scenario, sets: list[dict[str, float]], series: list[str], told: str
) -> None:
    with pytest.raises(InputError, match=told.replace("?", ".")):
        list(each(towns.set("clock.hours", 2), sets, series=series))
