"""Poisson numbers by place in one call, beside the same by NumPy, number by number."""

from __future__ import annotations

import numpy as np

from tocsin.people import counted
from tocsin.people.random import Purpose, key

PURPOSES = [Purpose.INJURY_COUNT, Purpose.ARREST_COUNT]
MEANS = np.array([[0.0, 0.2, 3.0, 0.0, 700.0], [40.0, 0.0, 0.0, 1e-9, 60.0]])


def test_one_call_gives_what_number_by_number_gives() -> None:
    moved = 0
    for step in range(200):
        k = key(7, step)
        together = counted.poissons(MEANS, PURPOSES, step, k)
        np.testing.assert_array_equal(together, counted.plainly(MEANS, PURPOSES, step, k))
        moved += int((together[:, 1:3] > 0).sum())
    assert moved > 200


def test_a_number_hangs_on_its_own_place_and_purpose_alone() -> None:
    k = key(7, 0)
    both = counted.poissons(MEANS, PURPOSES, 3, k)
    alone = counted.poissons(np.where(np.arange(5) == 2, MEANS, 0.0)[:1], PURPOSES[:1], 3, k)
    assert alone[0, 2] == both[0, 2]
    assert not alone[0, [0, 1, 3, 4]].any()
