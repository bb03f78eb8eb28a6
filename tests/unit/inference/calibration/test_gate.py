"""The gate: how often it calls what the model makes outside, and what it says of few runs."""

from __future__ import annotations

import numpy as np
import pytest

from tocsin.inference.calibration import gate


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


def test_of_two_runs_nothing_is_said_together():
    assert gate.together(np.eye(2), np.full(2, 9.0)) == []
