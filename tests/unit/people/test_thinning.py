"""Thinning has the law of the sweep: bit by bit against a dense evaluation, and against sums."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.people.helpers import counts, hazards, people
from tocsin.people.active import Active
from tocsin.people.engine import Persons
from tocsin.people.hazards import Hazards
from tocsin.people.kernels import lists, reference, thinning
from tocsin.people.random import Purpose, key, minus_log, stream
from tocsin.people.states import S


def engine(kind, sizes, rng, run=0, threads=1, mixed=False):
    lay, h, r, state = people(np.array(sizes), rng, mixed=mixed)
    e = kind(lay, h, r, np.arange(len(sizes)), key(1, run), threads)
    e.load({"person_state": state, "person_counts": counts(lay, state)})
    return e


def willingness_of(e, z: Hazards):
    """(person,) in single precision, as the decision has it; and the segment of each."""
    lay = e.layout
    n = lay.persons
    segment = np.repeat(np.arange(len(lay.segment_start) - 1), np.diff(lay.segment_start))
    place = segment // lay.strata
    table, _ = z.packed()
    F = table[place].T
    h = (e.hardship[:n].astype(np.float32) + np.float32(0.5)) / np.float32(256)
    r = (e.risk[:n].astype(np.float32) + np.float32(0.5)) / np.float32(256)
    net = np.maximum(np.float32(0), h * F[0] + F[1]) * F[2] + F[3] - r * F[4]
    y = np.clip(net * F[5] + np.float32(0.5), 0, 1).astype(np.float32)
    return y * y * (np.float32(3) - np.float32(2) * y), segment


def dense(e, z: Hazards, hour: int) -> np.ndarray:
    """Ids who join, from all points of the field: no strip is cut, no person passed over."""
    lay = e.layout
    f, _ = willingness_of(e, z)
    table, rates = z.packed()
    joined = set()
    c1 = stream(hour, Purpose.THINNING)
    for seg in range(len(lay.segment_start) - 1):
        start, end = lay.segment_start[seg], lay.segment_start[seg + 1]
        rejoin = float(table[seg // lay.strata, 6])
        most, join = max(1.0, rejoin), float(rates[seg, 0])
        if join <= 0 or start == end:
            continue
        for strip, a in enumerate(thinning.LEVELS):
            b = thinning.LEVELS[strip + 1] if strip < 3 else 1.0
            k1 = (int(e.key[1]) + ((seg * 5 + strip) * 0x9E3779B9)) & 0xFFFFFFFF
            draws = 64 + int(4 * join * most * (b - a) * (end - start) + 40)
            x, y = reference.threefry(
                np.arange(draws, dtype=np.uint32), c1, e.key[0], np.uint32(k1)
            )
            gaps = np.array([minus_log((float(u) + 0.5) / 2**32) for u in x])
            at = np.cumsum(gaps / (join * most * (b - a)))
            assert at[-1] >= end - start
            for j in np.flatnonzero(at < end - start):
                i = end - 1 - int(at[j])
                v = most * (a + (b - a) * (float(y[j]) + 0.5) / 2**32)
                if v < (f[i] if e.state[i] == S.QUIET else rejoin * float(f[i])):
                    joined.add(i)
    return np.array(sorted(i for i in joined if e.state[i] in (S.QUIET, S.HOME)), np.int64)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([0.5, 1.0, 1.7]))
def test_the_points_that_are_passed_over_would_not_have_been_accepted(seed, rejoin):
    """Bit by bit: the joiners are those of a dense evaluation of the same field of points."""
    rng = np.random.default_rng(seed)
    e = engine(Active, rng.integers(0, 300, (4, 3)), rng, run=seed % 7, mixed=True)
    z = hazards(4, 3, rng)
    z = Hazards(**{**z.__dict__, "rejoin": np.full(4, rejoin)})
    before = e.state[: e.layout.persons].copy()
    expected = dense(e, z, hour=3)
    e.decide(z, 3)
    after = e.state[: e.layout.persons]
    was_in = (before == S.QUIET) | (before == S.HOME)
    np.testing.assert_array_equal(np.flatnonzero(was_in & (after == S.MARCHING)), expected)
    np.testing.assert_array_equal(e.counts, counts(e.layout, e.state))


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32))
def test_nobody_outside_of_a_strip_is_willing_enough_for_it(seed):
    rng = np.random.default_rng(seed)
    e = engine(Active, rng.integers(0, 400, (5, 3)), rng)
    z = hazards(5, 3, rng)
    # corners: no risk, no legitimacy lost, nobody aggrieved by hardship
    for name in ("risk", "illegitimacy", "gain"):
        getattr(z, name)[rng.integers(0, 5)] = rng.choice([0, -0.3, 1e-6])
    z.price[rng.integers(0, 5)] = rng.choice([0, -0.5, 50])
    f, segment = willingness_of(e, z)
    table, _ = z.packed()
    for seg in range(15):
        for strip, level in enumerate(thinning.LEVELS):
            line = thinning.first_row(strip, table[seg // 3])
            first = thinning.first_id(*line, e._least_risk[seg], e._rows[seg])
            outside = np.flatnonzero((segment == seg) & (np.arange(len(f)) < first))
            assert (f[outside] <= level).all()


def joiners(kind, z, sizes, runs, wrong=1.0):
    """(run, place) numbers who join in one hour of everybody quiet, with fields `z`."""
    rng = np.random.default_rng(5)
    if wrong != 1:
        z = Hazards(**{**z.__dict__, "join": z.join * wrong})
    out = []
    for run in range(runs):
        e = engine(kind, sizes, np.random.default_rng(9), run=run)
        e.decide(z, int(rng.integers(0, 300)))
        out.append(e.counts[S.MARCHING].copy())
    return np.array(out)


def exact(z, sizes):
    """(stratum, place) mean and variance of the number who join."""
    e = engine(Active, sizes, np.random.default_rng(9))
    f, segment = willingness_of(e, z)
    strata = e.layout.strata
    p = -np.expm1(-z.join[segment % strata, segment // strata] * f)
    mean, var = (np.bincount(segment, w, minlength=e.layout.places * strata)
                 for w in (p, p * (1 - p)))  # fmt: skip
    return (x.reshape(-1, strata).T for x in (mean, var))


SIZES = [[30_000, 20_000], [5_000, 60_000], [40_000, 3_000]]


def z_score(found, mean, var):
    return (found.sum() - len(found) * mean.sum()) / np.sqrt(len(found) * var.sum())


@pytest.mark.parametrize(("pull", "join"), [(-0.55, 0.2), (-0.35, 0.2), (-0.1, 0.2), (-0.5, 3.0)])
def test_one_hour_has_the_exact_law(pull, join):
    """Mean, variance and the spread over strata and places, against sums over persons.

    About 300,000 to 600,000 join in 40 hours: an error of 3 per cent would be 16 standard errors or
    more, which the last lines check on a kernel that is wrong by so much.
    """
    rng = np.random.default_rng(11)
    z = hazards(3, 2, rng)
    z = Hazards(**{**z.__dict__, "pull": np.full(3, pull), "join": np.full((2, 3), join),
                   "risk": np.array([0.0, 0.1, 0.3])})  # fmt: skip
    found = joiners(Active, z, SIZES, 40)
    mean, var = exact(z, SIZES)
    assert abs(z_score(found, mean, var)) < 4
    cells = var > 5
    chi2 = ((found.sum(0) - 40 * mean)[cells] ** 2 / (40 * var)[cells]).sum()
    assert chi2 < 30  # at most 6 degrees of freedom: P(> 30) = 4e-5
    ratio = found[:, cells].var(0, ddof=1).sum() / var[cells].sum()
    assert 0.5 < ratio < 1.7
    wrong = joiners(Active, z, SIZES, 40, wrong=1.03)
    assert z_score(wrong, mean, var) > 4


def test_those_at_home_come_back_with_the_fatigue_of_the_sweep():
    z = hazards(3, 2, np.random.default_rng(2))
    z = Hazards(**{**z.__dict__, "rejoin": np.full(3, 0.4), "pull": np.full(3, -0.1)})
    found = []
    for kind in (Active, Persons):
        total = 0
        for run in range(20):
            e = engine(kind, SIZES, np.random.default_rng(9), run=run)
            state = e.state.copy()
            state[: e.layout.persons] = S.HOME
            e.load({"person_state": state, "person_counts": counts(e.layout, state)})
            e.decide(z, 4)
            total += int(e.counts[S.MARCHING].sum())
        found.append(total)
    assert abs(found[0] - found[1]) < 4 * np.sqrt(sum(found))
    assert found[0] > 50_000


def test_the_same_bits_for_any_number_of_threads_and_after_a_pause():
    rng = np.random.default_rng(3)
    sizes = rng.integers(0, 3_000, (12, 3))
    fields = [hazards(12, 3, rng) for _ in range(6)]
    made = []
    for threads, pause in ((1, None), (3, None), (1, 2), (2, 4)):
        e = engine(Active, sizes, np.random.default_rng(9), threads=threads, mixed=True)
        for hour, z in enumerate(fields):
            if hour == pause:
                again = Active(e.layout, e.hardship, e.risk, np.arange(12), key(1, 0), threads)
                again.load(e.save())
                e = again
            numbers = np.full(12, 5)
            e.move((S.HOME, S.DISPERSED), S.DETAINED, numbers, 64, hour)
            e.decide(z, hour)
            e.move(S.QUIET, S.ACTIVIST, numbers, Purpose.ACTIVIST, 0)
            e.move((S.HOME, S.DISPERSED), S.DETAINED, numbers, Purpose.SWEEP, hour)
            e.move((S.MARCHING, S.ACTIVIST), S.INJURED, numbers, Purpose.INJURY, hour)
            e.move(S.DETAINED, S.HOME, numbers, Purpose.RELEASE, hour)
            e.recall(S.ACTIVIST, S.QUIET)
            np.testing.assert_array_equal(e.counts, counts(e.layout, e.state))
        made.append(e.state.copy())
    for other in made[1:]:
        np.testing.assert_array_equal(made[0], other)


def test_infinite_rates_do_no_harm():
    z = hazards(3, 2, np.random.default_rng(2))
    z = Hazards(**{**z.__dict__, "join": np.full((2, 3), 1e39), "pull": np.full(3, 2.0)})
    with np.errstate(over="ignore"):
        assert (joiners(Active, z, [[50, 20], [5, 0], [1, 1]], 1).sum()) == 77


def test_nobody_is_lost_from_the_lists():
    rng = np.random.default_rng(4)
    e = engine(Active, rng.integers(0, 3_000, (6, 3)), rng, mixed=True)
    for hour in range(8):
        e.decide(hazards(6, 3, rng), hour)
        e.move(S.DETAINED, S.HOME, np.full(6, 20), Purpose.RELEASE, hour)
        e.move((S.HOME, S.DISPERSED), S.DETAINED, np.full(6, 30), Purpose.SWEEP, hour)
        first, second = e._lists((S.HOME,))
        ids = np.concatenate([first, second])
        assert len(ids) == len(np.unique(ids))
        out = np.flatnonzero((e.state > 0) & (e.state != S.DEAD))
        assert set(out) <= set(ids.tolist())
        assert (np.diff(first) > 0).all()
        assert (np.diff(second) > 0).all()


@pytest.mark.parametrize("kind", [Active, Persons])
def test_what_was_saved_does_not_change_as_the_run_goes_on(kind):
    rng = np.random.default_rng(4)
    e = engine(kind, rng.integers(50, 300, (3, 3)), rng, mixed=True)
    z = hazards(3, 3, rng)
    e.decide(z, 0)
    saved = e.save()
    at_once = {name: array.copy() for name, array in saved.items()}
    for hour in range(1, 4):  # the dead leave the list of those who are out
        e.move((S.MARCHING, S.RIOTING), S.DEAD, np.full(3, 9), Purpose.DEATH_MARCHING, hour)
        e.decide(z, hour)
    for name, array in saved.items():
        np.testing.assert_array_equal(array, at_once[name], err_msg=name)


def test_minus_log_is_a_logarithm():
    for u in (1e-10, 1e-3, 0.25, 0.5, 0.7071, 0.999, 1 - 2**-33):
        assert minus_log(u) == pytest.approx(-np.log(u), rel=1e-9, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, 60)), st.lists(st.integers(0, 60)), st.sets(st.integers(0, 60)))
def test_lists_are_merged(ids, more, but):
    def array(values):
        return np.array(sorted(values), np.int64)

    found = lists.both(array(ids), array(more), array(but))
    assert found.tolist() == sorted((ids | set(more)) - but)
