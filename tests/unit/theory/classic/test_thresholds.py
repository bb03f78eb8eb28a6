"""Thresholds: Granovetter's and Kuran's numbers, Watts's window, Siegel's networks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin import classic
from tocsin.errors import InputError
from tocsin.theory.classic import networks
from tocsin.theory.classic.granovetter import equilibria
from tocsin.theory.classic.watts import cascade

# Granovetter 1978


def test_thresholds_from_0_to_99_move_all_and_one_changed_leaves_one():
    assert classic.granovetter(thresholds=range(100)).summary()["equilibrium"] == 100
    changed = [0, 2, *range(2, 100)]
    assert classic.granovetter(thresholds=changed).summary()["equilibrium"] == 1


@pytest.mark.parametrize(("sd", "end"), [(12.21, 6), (12.22, 100), (50, 90), (100, 66)])
def test_the_crowd_of_normal_thresholds_jumps_where_the_paper_says(sd, end):
    """6 to 100 between 12.21 and 12.22; 89 to 91 and 65 to 66 at 50 and 100 by any rounding."""
    assert classic.granovetter(100, 25, sd).summary()["equilibrium"] == end


def test_an_infinite_crowd_tips_where_its_distribution_touches_the_diagonal():
    """12.222087: other sources that iterate to a tolerance have the next digits otherwise."""
    sd = classic.critical_sd(25, 100)
    assert sd == pytest.approx(12.222087, abs=1e-6)
    below = classic.granovetter(100, 25, sd * (1 - 1e-9), rounding="continuous").data.active.values
    above = classic.granovetter(100, 25, sd * (1 + 1e-9), rounding="continuous").data.active.values
    # there F(x) = x and F'(x) = 1 at 6.2010 %; somewhat below, at 12.221, it rests at 6.05 %
    assert below[-1] == pytest.approx(6.2010, abs=2e-2)
    assert above[-1] > 99.9
    rest = classic.granovetter(100, 25, 12.2211, rounding="continuous").summary()["equilibrium"]
    assert rest == pytest.approx(6.0446, abs=0.01)


def test_each_discretisation_tips_elsewhere():
    found = classic.tipping_points()
    assert {k: v and round(v, 2) for k, v in found.items()} == {
        "nearest": 12.22, "none": 12.55, "floor": 12.88, "ceil": 12.23, "continuous": 12.22,
    }  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.integers(-2, 30), min_size=1, max_size=25), st.data())
def test_who_ends_active_is_the_least_fixed_point_and_falls_with_thresholds(each, data):
    end = classic.granovetter(thresholds=each).summary()["equilibrium"]
    joins = [sum(t <= r for t in each) for r in range(len(each) + 1)]
    assert end == next(r for r in range(len(each) + 1) if joins[r] == r)
    i = data.draw(st.integers(0, len(each) - 1))
    higher = [t + (k == i) for k, t in enumerate(each)]
    assert classic.granovetter(thresholds=higher).summary()["equilibrium"] <= end


def test_floor_and_ceil_at_once_are_what_one_by_one_gives():
    sds = np.array([0.0, 5.0, 12.25, 12.9, 40.0])
    for rounding in ("floor", "ceil"):
        one = [
            classic.granovetter(100, 25, s, rounding=rounding).summary()["equilibrium"] for s in sds
        ]
        assert equilibria(100, 25, sds, rounding).tolist() == one


# Kuran 1991

SEQUENCES = {
    "A": ([0, 20, 20, 30, 40, 50, 60, 70, 80, 100], 0.1),
    "A'": ([0, 10, 20, 30, 40, 50, 60, 70, 80, 100], 0.9),
    "B": ([0, 20, 30, 30, 40, 50, 60, 70, 80, 100], 0.1),
    "B'": ([0, 10, 30, 30, 40, 50, 60, 70, 80, 100], 0.2),
}


@pytest.mark.parametrize("name", SEQUENCES)
def test_two_societies_alike_from_outside_differ_in_what_one_mind_does(name):
    thresholds, share = SEQUENCES[name]
    assert classic.kuran(thresholds).summary()["share"] == share


def test_what_the_next_mind_would_do_is_what_changing_it_does():
    for name in "AB":
        told = classic.kuran(SEQUENCES[name][0]).summary()
        assert told["share_if_next"] == SEQUENCES[name + "'"][1]


@settings(deadline=None)
@given(st.lists(st.integers(0, 110), min_size=1, max_size=20))
def test_kuran_is_granovetter_in_per_cent(thresholds):
    n = len(thresholds)
    persons = [t * n / 100 - 1e-9 for t in thresholds]
    end = classic.granovetter(thresholds=persons).summary()["equilibrium"]
    assert classic.kuran(thresholds).summary()["opposed"] == end


# Watts 2002


def test_the_window_of_global_cascades():
    low, high = classic.watts_window(0.18)
    assert low == pytest.approx(1.0207, abs=5e-5)
    assert high == pytest.approx(5.7647, abs=5e-5)


def test_the_window_depends_on_the_whole_part_of_one_over_phi_alone():
    assert classic.watts_window(0.17) == classic.watts_window(0.2)  # five ties or fewer
    assert classic.watts_window(0.21) != classic.watts_window(0.2)
    assert classic.watts_window(0.5) is None
    assert classic.watts_window(0.18, sd=1e-4) == pytest.approx(
        classic.watts_window(0.18), rel=1e-3
    )


def test_sparks_sweep_inside_the_window_and_not_outside():
    share = {z: classic.watts(0.18, z, people=2000, runs=30).summary()["global_share"]
             for z in (0.7, 3.0, 9.0)}  # fmt: skip
    assert share[0.7] == share[9.0] == 0
    assert share[3.0] > 0.5  # the vulnerable cluster touches most people there


@settings(deadline=None)
@given(st.integers(0, 2**32), st.floats(0.05, 0.9), st.floats(0.5, 8))
def test_a_cascade_stops_only_where_nobody_is_due(seed, phi, z):
    net = classic.network("poisson", 60, ties=z, seed=seed)
    start = np.arange(60) == seed % 60
    active = cascade(net, np.full(60, phi), start)
    met = net.matrix() @ active.astype(np.float32)
    due = (met >= phi * net.degree - 1e-9) & (net.degree > 0)
    assert (active[due]).all()
    assert (active[start]).all()
    assert (due | start)[active].all()


# Siegel 2009


def test_with_all_ties_siegel_is_a_threshold_of_the_whole_crowd():
    rng = np.random.default_rng(1)
    b = rng.normal(0.6, 0.25, 300)
    from tocsin.theory.classic.siegel import spread

    net = classic.network("complete", 300)
    ends = spread(net, b)[-1]
    share = 0.0
    for _ in range(400):  # each compares with the others: one less for those who are active
        active = b - 1 + share * 300 / 299 > 0
        share = active.mean()
    assert abs(ends - share) <= 2 / 300


def test_slowness_changes_when_and_not_how_many():
    quick = classic.siegel(lam=0.0, people=300, runs=5)
    slow = classic.siegel(lam=0.7, people=300, runs=5)
    assert slow.summary()["participation"] == quick.summary()["participation"]
    assert slow.summary()["rounds"] > quick.summary()["rounds"]


def test_more_weak_ties_lower_participation_where_motivation_is_weak():
    """The paper's surprise, and its reverse where motivation is strong; 40 runs of 400 people.

    Standard errors of the means are below 0.01 and 0.04.
    """
    share = {
        (bmean, weak): classic.siegel("village", 400, bmean=bmean, runs=40, size=6, weak=weak)
        .summary()["participation"]
        for bmean in (0.5, 0.7) for weak in (0.0, 10.0)
    }  # fmt: skip
    assert share[0.5, 10.0] < share[0.5, 0.0] - 0.015
    assert share[0.7, 10.0] > share[0.7, 0.0] + 0.2


# networks


@pytest.mark.parametrize("kind", networks.KINDS)
def test_ties_go_both_ways_and_a_seed_gives_the_same_ones(kind):
    a, b = (classic.network(kind, 200, seed=4) for _ in range(2))
    assert (a.to == b.to).all()
    tied = a.matrix().toarray()
    assert (tied == tied.T).all()
    assert tied.diagonal().sum() == 0
    assert tied.max() == 1


def test_networks_have_the_degrees_they_promise():
    poisson = classic.network("poisson", 5000, ties=6).degree
    assert poisson.mean() == pytest.approx(6, abs=0.2)  # s.e. 0.05
    assert poisson.var() == pytest.approx(6, abs=0.6)
    assert (classic.network("small-world", 100, ties=4, weak=0).degree == 4).all()
    assert (classic.network("village", 100, size=5, weak=0).degree == 4).all()
    tree = classic.network("hierarchy", 31, expansion=5)
    assert tree.degree.sum() == 60
    assert tree.degree[0] == 5
    assert classic.network("opinion-leader", 5000, gamma=2.2).degree.max() > 100


def test_own_edges_make_a_network():
    net = networks.from_edges([[0, 1], [1, 0], [1, 2], [2, 2]])
    assert net.degree.tolist() == [1, 2, 1]
    assert classic.watts(0.5, network=net, runs=3).summary()["largest"] == 1


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: classic.granovetter(sd=-1), "sd: -1"),
        (lambda: classic.granovetter(people=0), "people: 0"),
        (lambda: classic.granovetter(mean=float("nan")), "mean: nan"),
        (lambda: classic.granovetter(rounding="nearst"), "did you mean 'nearest'"),
        (lambda: classic.granovetter(thresholds=[]), "thresholds: expected"),
        (lambda: classic.kuran([10, -1]), "thresholds, number 2: -1"),
        (lambda: classic.watts(phi=1.5), "phi: 1.5 is out of range"),
        (lambda: classic.watts(z=-1), "z: -1"),
        (lambda: classic.watts(seed=-1), "seed: -1"),
        (lambda: classic.siegel("vilage"), "did you mean 'village'"),
        (lambda: classic.siegel(lam=1), "lam: 1"),
        (lambda: networks.from_edges([[0, 5]], people=3), "5 is no person"),
    ],
)
def test_mistakes_are_told_by_name(call, told):
    with pytest.raises(InputError, match=told):
        call()
