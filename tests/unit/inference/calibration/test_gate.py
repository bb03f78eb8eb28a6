"""The gate: how often it calls what the model makes outside, and what it says of few runs."""

from __future__ import annotations

import numpy as np
import pytest

from tocsin.inference.calibration import gate
from tocsin.inference.calibration.targets import Statistic


def test_a_runs_own_distance_is_from_the_others_alone():
    """The closed form beside leaving each out in turn; 12 figures, of which one varies in one run."""
    z = np.random.default_rng(1).normal(size=(27, 12))
    z[:, 3] = np.arange(27) == 5
    own, here = gate.mahalanobis(z, np.ones(12))

    def distance(others, x):
        covariance = np.cov(others.T) + gate.RIDGE * np.eye(12)
        return (x - others.mean(0)) @ np.linalg.solve(covariance, x - others.mean(0))

    apart = [distance(np.delete(z, i, 0), x) for i, x in enumerate(z)]
    np.testing.assert_allclose(own, apart, rtol=1e-9)
    assert here == pytest.approx(distance(z, np.ones(12)))


def test_one_more_run_is_seldom_outside_of_all_together():
    """Of 28 alike each of two distances is the largest in 4 %: 10 % of 150 are three deviations up."""
    rng = np.random.default_rng(2)
    crises = rng.normal(size=(150, 28, 12))
    assert np.mean([bool(gate.together(x[1:], x[0])) for x in crises]) <= 0.10
    assert gate.together(crises[0], np.full(12, 4.0))  # and what is none of them still is


class _Figures:
    """As many figures as are recorded."""

    def __init__(self, recorded):
        self.recorded = np.array(recorded, float)
        self.statistics = [Statistic(f"f{j}", "plain", x, x, x) for j, x in enumerate(recorded)]


def named(runs, recorded):
    """Which single figures the gate names."""
    found = gate.gate(_Figures(recorded), runs, runs, np.ones(len(recorded), bool))
    return [each["name"] for each in found if not each["name"].startswith("all")]


def test_the_more_figures_are_asked_the_farther_out_one_must_be():
    """One run of 400 beyond it: outside where it is asked alone, ordinary among twelve."""
    runs = np.random.default_rng(3).permuted(np.tile(np.arange(400.0), (12, 1)), axis=1).T
    middle = np.full(11, 200.0)
    assert named(runs[:, :1], [399.0]) == ["f0"]
    assert named(runs, [399.0, *middle]) == []
    assert named(runs, [400.0, *middle]) == ["f0"]


def test_of_few_runs_the_gate_claims_nothing():
    """None of them there is no tail of one in two hundred; from so many runs on it is."""
    runs = np.random.default_rng(4).normal(size=(gate.FEWEST, 2))
    far = _Figures([9.0, 9.0])
    used = np.ones(2, bool)
    assert gate.gate(far, runs[1:], runs[1:], used) == []
    assert named(runs, [9.0, 9.0]) == ["f0", "f1"]


def test_of_two_runs_nothing_is_said_together():
    assert gate.together(np.eye(2), np.full(2, 9.0)) == []
