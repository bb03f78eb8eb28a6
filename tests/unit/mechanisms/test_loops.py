"""Mechanisms that are compiled: each does what its source does, bit by bit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import tocsin as tc
from tocsin.mechanisms.forces import casualties, engagement, force
from tocsin.mechanisms.given.sums import pairwise
from tocsin.parts.elites import defection, loyalty

LOOPS = [
    (casualties, "expect"),
    (engagement, "engage"),
    (force, "move_and_act"),
    (loyalty, "weigh_up"),
    (loyalty, "obey"),
    (defection, "waver"),
]


def copies(given: Any) -> Any:
    """Arguments of a loop with arrays of their own."""
    if isinstance(given, tuple):
        parts = map(copies, given)
        return type(given)(*parts) if hasattr(given, "_fields") else tuple(parts)
    return given.copy() if isinstance(given, np.ndarray) else given


def arrays(given: Any) -> list[np.ndarray]:
    """The arrays among the arguments of a loop."""
    if isinstance(given, tuple):
        return [array for part in given for array in arrays(part)]
    return [given] if isinstance(given, np.ndarray) else []


@pytest.mark.parametrize(("module", "name"), LOOPS, ids=[name for _, name in LOOPS])
def test_a_compiled_loop_does_what_its_source_does(
    module: Any, name: str, two_towns: tc.Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = getattr(module, name)
    source: Callable[..., None] = getattr(compiled, "py_func", compiled)
    seen = set[bytes]()

    def both(*given: Any) -> Any:
        own = copies(given)
        found = compiled(*given)
        with np.errstate(all="ignore"):
            assert source(*own) == found
        for here, there in zip(arrays(given), arrays(own), strict=True):
            np.testing.assert_array_equal(here, there)
            seen.add(here.tobytes())
        return found

    monkeypatch.setattr(module, name, both)
    tc.Simulation(two_towns, threads=1).run(110)
    assert len(seen) > 60  # much went on


@pytest.mark.parametrize("n", [0, 1, 7, 8, 9, 17, 128, 129, 316, 1000, 5001])
def test_a_sum_in_a_loop_has_the_bits_of_numpys(n: int) -> None:
    values = np.random.default_rng(n).lognormal(0, 6, n + 3)
    assert pairwise(values, 3, n) == values[3:].sum()
