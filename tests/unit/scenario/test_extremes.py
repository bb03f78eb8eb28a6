"""Values at which the equations of an earlier version broke are refused, or run to sound numbers."""

from __future__ import annotations

import numpy as np
import pytest

import tocsin as tc
from tocsin.errors import TocsinError

START = "2030-06-03T12:00"


@pytest.fixture(scope="module")
def crisis(two_towns):
    """A crisis from the first hour on."""
    return two_towns.edit(
        set={"clock.start": START, "shock.at": START, "parameters.shock": 0.8, "clock.hours": 30}
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pull_force", 1.5),  # a share
        ("t_aware", 0.4),
        ("t_mem", 0.0),
        ("coup_contest", 1e6),
        ("el_quiet", 1.5),
        ("k", 1e308),
        ("k", float("nan")),
    ],
)
def test_what_the_equations_cannot_take_is_refused_with_name_and_value(crisis, name, value):
    with pytest.raises(TocsinError, match=rf"parameters\.{name}\b.* expected a ") as told:
        crisis.set(f"parameters.{name}", value)
    assert f"{value:g}" in str(told.value)


@pytest.mark.parametrize("name", ["t_mem", "t_out", "t_out1", "t_news", "t_prov"])
def test_a_memory_shorter_than_the_step_only_forgets(crisis, name):
    """Steps as long as the memory made stocks swing below zero and grow."""
    simulation = tc.Simulation(crisis.set(f"parameters.{name}", 0.1), threads=1)
    simulation.run()
    for field in ("price_heard", "recent_injured", "outrage_first", "outrage_stock", "outrage",
                  "news", "attention", "provocation", "risk"):  # fmt: skip
        values = simulation.state[field].astype(float)
        assert np.isfinite(values).all(), field
        assert values.min() >= 0, field
