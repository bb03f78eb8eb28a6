"""Cells have the law of persons: the oracle that the searches for parameters stand on."""

from __future__ import annotations

import numpy as np
from scipy import stats

from tests.unit.people.helpers import counts, hazards, people
from tocsin.people.cells import Cells
from tocsin.people.engine import Persons
from tocsin.people.random import key
from tocsin.people.states import S


def pair(run: int, bits=(8, 8)):
    rng = np.random.default_rng(0)
    lay, h, r, _ = people(np.array([[600, 300], [900, 0]]), rng, mixed=False)
    acts = np.arange(2)
    return Persons(lay, h, r, acts, key(1, run)), Cells(lay, h, r, acts, key(1, run), bits)


def walk(e, hours=6):
    """A few hours with everything: decisions, arrests, deaths, activists."""
    rng = np.random.default_rng(7)
    for hour in range(hours):
        e.recall(S.ACTIVIST, S.QUIET)
        e.decide(hazards(2, 2, rng), hour)
        e.move(S.QUIET, S.ACTIVIST, np.array([3, 5]), 9, 0)
        e.move((S.MARCHING, S.RIOTING, S.ACTIVIST), S.DETAINED, np.array([4, 4]), 3, hour)
        e.move(S.RIOTING, S.DEAD, np.array([1, 0]), 6, hour)
    return e.counts.sum(1).reshape(-1)


def test_cells_of_all_bits_have_the_law_of_the_sweep():
    """300 runs of each: every count by state and place by a two-sample test, Bonferroni at 1e-3."""
    both = np.array([[walk(e) for e in pair(run)] for run in range(300)])
    persons, cells = both[:, 0], both[:, 1]
    varying = persons.std(0) > 0
    assert varying.sum() > 10
    p = [
        stats.ttest_ind(persons[:, i], cells[:, i], equal_var=False).pvalue
        for i in np.flatnonzero(varying)
    ]
    assert min(p) > 1e-3 / len(p)
    ratio = cells[:, varying].std(0) / persons[:, varying].std(0)
    assert (abs(ratio - 1) < 0.25).all()  # the sd of a ratio of sds of 300 is 0.06
    np.testing.assert_array_equal(persons[:, ~varying], cells[:, ~varying])


def test_a_three_percent_error_would_be_seen():
    """Power of such a test: rates of joining 3 % too high, 30 runs of a town of 90,000."""
    rng = np.random.default_rng(1)
    lay, h, r, _ = people(np.array([[60_000, 30_000]]), rng, mixed=False)
    z = hazards(1, 2, rng)

    def joined(scale, run):
        e = Cells(lay, h, r, np.arange(1), key(2, run), (6, 4))
        z.join[:] = base * scale
        e.decide(z, 0)
        return e.counts[S.MARCHING].sum()

    base = z.join.copy()
    right = [joined(1.0, run) for run in range(30)]
    wrong = [joined(1.03, run) for run in range(100, 130)]
    assert stats.ttest_ind(right, wrong).pvalue < 1e-4


def test_counts_follow_cells():
    _, cells = pair(0, (4, 3))
    walk(cells)
    by_state = cells.n.sum(0)
    np.testing.assert_array_equal(by_state, cells.counts.sum((1, 2)))
    assert (cells.n >= 0).all()


def test_saved_cells_continue_identically():
    _, a = pair(3)
    _, b = pair(3)
    walk(a)
    b.load({k: v.copy() for k, v in a.save().items()})
    z = hazards(2, 2, np.random.default_rng(9))
    for e in (a, b):
        e.recall(S.ACTIVIST, S.QUIET)
        e.decide(z, 50)
    np.testing.assert_array_equal(a.n, b.n)


def test_counts_helper_agrees():
    persons, _ = pair(0)
    walk(persons)
    np.testing.assert_array_equal(persons.counts, counts(persons.layout, persons.state))
