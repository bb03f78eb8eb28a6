"""Moves by number."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.people.helpers import counts, people
from tocsin.errors import MechanismError
from tocsin.people.active import Active
from tocsin.people.engine import Persons
from tocsin.people.kernels import decision, moving, reference, sweep, thinning
from tocsin.people.random import key, minus_log, stream
from tocsin.people.states import S


def engine(sizes, state_of, acts_in=None, run=0):
    lay, h, r, state = people(np.array(sizes), np.random.default_rng(0), mixed=False)
    state[: lay.persons] = state_of(np.arange(lay.persons))
    e = Persons(lay, h, r, np.arange(len(sizes)) if acts_in is None else acts_in, key(1, run))
    e.load({"person_state": state, "person_counts": counts(lay, state)})
    return e


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 400), min_size=3, max_size=3), st.integers(0, 10))
def test_never_more_than_there_are_and_exactly_as_many_as_asked(k, hour):
    e = engine([[100, 20], [50, 0], [200, 200]], lambda i: i % 5)
    there = e.counts[S.MARCHING].sum(0)
    moved = e.move(S.MARCHING, S.DETAINED, np.array(k), 3, hour)
    np.testing.assert_array_equal(moved, np.minimum(k, there))
    np.testing.assert_array_equal(e.counts, counts(e.layout, e.state))


def test_everybody_in_the_state_is_equally_likely_to_be_taken():
    """Chi-square over persons, for the few and for the many."""
    for state_of, origin in ((lambda i: np.where(i % 10 == 0, 1, 0), S.MARCHING),
                             (lambda i: np.where(i % 10 == 0, 1, 0), S.QUIET)):  # fmt: skip
        taken = np.zeros(400)
        for run in range(400):
            e = engine([[300, 100]], state_of, run=run)
            before = e.state[:400] == origin
            e.move(origin, S.DETAINED, np.array([8]), 3, 5)
            taken += before & (e.state[:400] == S.DETAINED)
        eligible = state_of(np.arange(400)) == origin
        assert not taken[~eligible].any()
        n = eligible.sum()
        expected = 400 * 8 / n
        chi2 = ((taken[eligible] - expected) ** 2 / expected / (1 - 8 / n)).sum()
        assert abs(chi2 - n) < 5 * np.sqrt(2 * n)


def test_people_who_act_elsewhere_are_taken_there():
    e = engine([[50], [50]], lambda i: np.full(i.shape, 1), acts_in=np.array([1, 1]))
    moved = e.move(S.MARCHING, S.DEAD, np.array([30, 60]), 5, 0)
    np.testing.assert_array_equal(moved, [0, 60])
    assert (e.counts[S.DEAD].sum(0) > 10).all()  # from both homes


def test_the_same_hour_zero_choice_names_the_same_residents():
    """Activists: whoever comes first in one hour comes first in the next."""
    e = engine([[20_000]], lambda i: np.zeros(i.shape, int))
    e.move(S.QUIET, S.ACTIVIST, np.array([40]), 9, 0)
    first = set(np.flatnonzero(e.state == S.ACTIVIST))
    e.recall(S.ACTIVIST, S.QUIET)
    e.move(S.QUIET, S.ACTIVIST, np.array([60]), 9, 0)
    assert first < set(np.flatnonzero(e.state == S.ACTIVIST))


def test_fewer_asked_are_a_part_of_more_asked():
    """Pairing: with shared random numbers, who is arrested in one variant mostly is in the other."""
    few, many = (engine([[3000]], lambda i: i % 3) for _ in range(2))
    few.move(S.MARCHING, S.DETAINED, np.array([50]), 3, 9)
    many.move(S.MARCHING, S.DETAINED, np.array([70]), 3, 9)
    a, b = (set(np.flatnonzero(e.state == S.DETAINED)) for e in (few, many))
    assert a < b


def test_those_who_were_called_back_are_counted_once():
    """Activists stand in the list of the last decision and are drawn again after they were recalled."""
    e = engine([[20_000]], lambda i: np.zeros(i.shape, int))
    for hour in (1, 2, 3):
        e.recall(S.ACTIVIST, S.QUIET)
        e.move(S.QUIET, S.ACTIVIST, np.array([200]), 9, 0)
        e._out = np.flatnonzero(e.state)  # what a decision leaves
        e.recall(S.ACTIVIST, S.QUIET)
        e.move(S.QUIET, S.ACTIVIST, np.array([200]), 9, 0)
        moved = e.move((S.MARCHING, S.ACTIVIST), S.INJURED, np.array([150]), 4, hour)
        assert moved[0] == 150
    np.testing.assert_array_equal(e.counts, counts(e.layout, e.state))


def test_odds_say_how_often_a_stratum_is_drawn():
    taken = np.zeros(3)
    for run in range(60):
        e = engine([[1000, 1000, 1000]], lambda i: np.zeros(i.shape, int), run=run)
        e.move(S.QUIET, S.ACTIVIST, np.array([60]), 9, 0, np.array([0.6, 0.3, 0.0]))
        taken += e.counts[S.ACTIVIST][:, 0]
    assert taken[2] == 0
    assert abs(taken[0] / taken.sum() - 2 / 3) < 4 * np.sqrt(2 / 9 / taken.sum())


def test_all_are_found_where_hardly_any_are_left():
    e = engine([[50_000, 50]], lambda i: np.where(i % 25_000 == 7, 0, 3))
    moved = e.move(S.QUIET, S.DEAD, np.array([5]), 7, 2)
    assert moved[0] == e.counts[S.DEAD].sum() == 3


def test_the_last_few_are_the_first_of_the_race():
    """By exponential times with rates `odds`; a run on another machine takes the same."""
    odds = np.array([1.0, 0.2])
    e = engine([[50_000, 50_000]], lambda i: np.where(i % 10_000 == 7, 0, 3))
    quiet = np.flatnonzero(e.state[: e.layout.persons] == S.QUIET)
    x, _ = reference.threefry(quiet.astype(np.uint32), stream(2, 7), *e.key)
    rate = odds[(quiet >= 50_000).astype(int)]
    times = np.array([minus_log((float(u) + 0.5) / 2**32) for u in x]) / rate
    e.move(S.QUIET, S.DEAD, np.array([4]), 7, 2, odds)
    # draws find few of ten in 100,000, if any: these are left out of the race
    assert set(quiet[np.argsort(times)][:2]) <= set(np.flatnonzero(e.state == S.DEAD))


def test_nothing_that_differs_between_machines_decides_over_a_person():
    """Logarithms and the like of libm are not rounded alike everywhere."""
    libm = {"log", "log1p", "log2", "exp", "expm1", "pow", "sin", "cos", "tanh"}
    for module in (moving, thinning, sweep, decision):
        for name, value in vars(module).items():
            if hasattr(value, "py_func"):
                assert not libm & set(value.py_func.__code__.co_names), f"{module}.{name}"


@pytest.mark.parametrize(
    ("origin", "target", "numbers", "odds"),
    [
        (S.DEAD, S.HOME, [1], None),
        ((S.MARCHING, S.RIOTING), S.RIOTING, [1], None),
        ((S.QUIET, S.HOME), S.DETAINED, [1], None),
        (S.MARCHING, S.DETAINED, [1], np.ones(2)),
        (S.MARCHING, S.DETAINED, [1, 1], None),
    ],
)
def test_moves_that_make_no_sense_are_refused(origin, target, numbers, odds):
    e = engine([[50, 50]], lambda i: i % 5)
    with pytest.raises(MechanismError, match="move: "):
        e.move(origin, target, np.array(numbers), 5, 0, odds)


@pytest.mark.parametrize("kind", [Persons, Active])
def test_those_at_home_can_be_recalled(kind):
    p = engine([[300, 50]], lambda i: i % 6)
    e = kind(p.layout, p.hardship, p.risk, np.arange(1), key(1, 0))
    e.load({"person_state": p.state, "person_counts": p.counts})
    e.recall(S.HOME, S.QUIET)
    assert e.counts[S.HOME].sum() == 0
    np.testing.assert_array_equal(e.counts, counts(e.layout, e.state))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_sums_follow_counts(seed):
    """`note` brings sums by destination up to date from whatever they were."""
    rng = np.random.default_rng(seed)
    acts_in = np.array([0, 1, 1, 3])
    known = np.zeros((len(S), 3, 4), np.int64)
    sums = [np.zeros(4, np.int64) for _ in range(6)]
    for _ in range(3):
        counts = rng.integers(0, 5, known.shape)
        moving.note(counts, acts_in, known, *sums)
        there = np.zeros((len(S), 4), np.int64)
        for home, place in enumerate(acts_in):
            there[:, place] += counts.sum(1)[:, home]
        marching, rioting, active, cells, been_out, detained = sums
        assert np.array_equal(known, counts)
        assert np.array_equal(marching, there[S.MARCHING] + there[S.ACTIVIST])
        assert np.array_equal(rioting, there[S.RIOTING] + there[S.CELL])
        assert np.array_equal(active, marching + rioting)
        assert np.array_equal(cells, there[S.CELL])
        assert np.array_equal(been_out, there[S.HOME] + there[S.DISPERSED])
        assert np.array_equal(detained, there[S.DETAINED])
