"""Olson and Zeckhauser's arithmetic: the numbers of the two-member table, and equilibrium as such."""

from __future__ import annotations

import numpy as np
import pytest

from tocsin.errors import InputError
from tocsin.theory.requests import best_reply, equilibrium


@pytest.mark.parametrize(
    ("values", "gifts"),
    [
        ((100, 100), (5.2632, 5.2632)),
        ((100, 95), (7.6316, 2.6316)),
        ((100, 90.1), (9.9526, 0.0526)),
        ((100, 89.9), (10, 0)),
    ],
)
def test_the_published_arithmetic_of_two_members(values, gifts):
    np.testing.assert_allclose(equilibrium(values, a=0.1), gifts, atol=5e-5)


@pytest.mark.parametrize("seed", range(20))
def test_every_gift_is_the_best_reply_to_the_others(seed):
    rng = np.random.default_rng(seed)
    values, a = rng.gamma(1.0, 100, rng.integers(1, 30)), rng.uniform(0.05, 0.95)
    gifts = equilibrium(values, a)
    for value, gift in zip(values, gifts, strict=True):
        assert gift == pytest.approx(best_reply(value, gifts.sum() - gift, a), abs=1e-9)


def test_best_replies_in_turn_lead_to_it():
    values = np.array([30.0, 100, 92])
    gifts = np.zeros(3)
    for _ in range(400):
        for i in range(3):
            gifts[i] = best_reply(values[i], gifts.sum() - gifts[i], 0.2)
    np.testing.assert_allclose(equilibrium(values, 0.2), gifts, atol=1e-9)


def test_the_small_give_nothing_beside_a_large_member():
    assert list(equilibrium([900, 45, 42, 9, 11]) > 0) == [True, False, False, False, False]


@pytest.mark.parametrize(
    ("values", "a"), [([], 0.1), ([-1, 2], 0.1), ([1, np.nan], 0.1), ([1], 1), ([1], 0)]
)
def test_what_makes_no_sense_is_refused(values, a):
    with pytest.raises(InputError):
        equilibrium(values, a)
