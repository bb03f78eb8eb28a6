"""The sweep against plain NumPy, bit for bit."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.people.helpers import counts, hazards, people
from tocsin.people.engine import Persons
from tocsin.people.kernels import reference
from tocsin.people.random import key
from tocsin.people.states import S

SIZES = np.array([[5000, 300], [0, 1], [7000, 4096], [20, 9000]])


def engine(rng, threads=1, skip=True, mixed=True):
    lay, h, r, state = people(SIZES, rng, mixed)
    e = Persons(lay, h, r, np.arange(4), key(5, 2), threads, skip)
    e.load({"person_state": state, "person_counts": counts(lay, state)})
    return e


@pytest.mark.parametrize("case", range(4))
def test_the_sweep_is_the_reference_bit_for_bit(case):
    rng = np.random.default_rng(case)
    e = engine(rng)
    state = e.state.copy()
    for hour in range(5):
        z = hazards(4, 2, rng)
        expected = reference.hour(e.layout, e.hardship, e.risk, state, z, hour, e.key)
        e.decide(z, hour)
        np.testing.assert_array_equal(e.state, state)
        np.testing.assert_array_equal(e.counts, expected)


def test_everything_that_can_happen_happens():
    """So that the comparison above covers every branch."""
    rng = np.random.default_rng(0)
    e = engine(rng)
    seen = set()
    for hour in range(8):
        before = e.state.copy()
        e.decide(hazards(4, 2, rng), hour)
        moved = before != e.state
        seen |= set(zip(before[moved].tolist(), e.state[moved].tolist(), strict=True))
    assert seen == {
        (S.QUIET, S.MARCHING),
        (S.MARCHING, S.HOME),
        (S.MARCHING, S.DISPERSED),
        (S.MARCHING, S.RIOTING),
        (S.RIOTING, S.HOME),
        (S.RIOTING, S.DISPERSED),
        (S.RIOTING, S.MARCHING),
        (S.HOME, S.MARCHING),
        (S.DISPERSED, S.MARCHING),
        (S.DISPERSED, S.HOME),
        (S.DETAINED, S.HOME),
        (S.INJURED, S.HOME),
    }


@pytest.mark.parametrize(("threads", "skip"), [(2, True), (3, False), (1, False)])
def test_threads_and_skipping_change_nothing(threads, skip):
    a = engine(np.random.default_rng(1), mixed=False)
    b = engine(np.random.default_rng(1), threads, skip, mixed=False)
    for hour in range(12):
        z = hazards(4, 2, np.random.default_rng(hour))
        if hour < 4:  # nobody can move: whole segments are passed over
            z.pull[:] = -5.0
        a.decide(z, hour)
        b.decide(z, hour)
        moved = [
            e.move((S.MARCHING, S.RIOTING), S.DETAINED, np.array([3, 0, 4, 2]), 3, hour)
            for e in (a, b)
        ]
        np.testing.assert_array_equal(*moved)
        np.testing.assert_array_equal(a.state, b.state)
        np.testing.assert_array_equal(a.counts, b.counts)
    assert a.counts[S.MARCHING].sum() > 100


def test_counts_follow_states_through_decisions_moves_and_recalls():
    rng = np.random.default_rng(2)
    e = engine(rng)
    for hour in range(6):
        e.decide(hazards(4, 2, rng), hour)
        e.move(S.QUIET, S.ACTIVIST, rng.integers(0, 20, 4), 9, 0)
        e.move((S.HOME, S.DISPERSED), S.DETAINED, rng.integers(0, 50, 4), 8, hour)
        np.testing.assert_array_equal(e.counts, counts(e.layout, e.state))
        e.recall(S.ACTIVIST, S.QUIET)
        np.testing.assert_array_equal(e.counts, counts(e.layout, e.state))
        assert not (e.state == S.ACTIVIST).any()


def test_joining_has_the_probability_that_the_rule_says():
    """One step from quiet, summed over persons: mean and variance of the number who join."""
    rng = np.random.default_rng(3)
    lay, h, r, _ = people(np.array([[40_000, 20_000]]), rng, mixed=False)
    z = hazards(1, 2, rng)
    e = Persons(lay, h, r, np.arange(1), key(1, 0))
    n = lay.persons
    join = np.repeat(z.join[:, 0], np.diff(lay.segment_start))
    hh, rr = (h[:n] + 0.5) / 256, (r[:n] + 0.5) / 256
    net = np.maximum(0, hh * z.gain[0] + z.price[0]) * z.illegitimacy[0] + z.pull[0]
    y = np.clip((net - rr * z.risk[0]) * z.quarter_tau[0] + 0.5, 0, 1)
    p = -np.expm1(-join * y * y * (3 - 2 * y))
    number = []
    for hour in range(200):
        e.load({"person_state": np.zeros(lay.padded, np.uint8),
                "person_counts": counts(lay, np.zeros(lay.padded, np.uint8))})  # fmt: skip
        e.decide(z, hour)
        number.append(int(e.counts[S.MARCHING].sum()))
    sd = np.sqrt((p * (1 - p)).sum())
    # 200 hours: the standard error of the mean is sd / sqrt(200); 4 of them
    assert abs(np.mean(number) - p.sum()) < 4 * sd / np.sqrt(200)
    assert 0.8 < np.std(number) / sd < 1.2
