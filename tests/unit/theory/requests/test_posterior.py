"""The draws are of the posterior: against the prior, and against importance sampling."""

from __future__ import annotations

import numpy as np

from tocsin.theory.requests import posterior
from tocsin.theory.requests.amounts import LAG, TROOPS, Fitted, fit


def test_without_data_the_draws_are_of_the_prior():
    d = posterior.draw(np.zeros((1, 10)), np.ones(1), np.zeros((1, 1)), 200, 50)[0]
    expected = posterior.PRIORS * np.sqrt(2 / np.pi)
    # 10,000 draws, somewhat dependent: a standard error of a few thousandths
    np.testing.assert_allclose(d.slopes.mean(0), expected, rtol=0.06)
    assert abs(d.intercept.std() / posterior.INTERCEPT - 1) < 0.05
    assert (d.slopes > 0).all()


def test_draws_agree_with_importance_sampling():
    rng = np.random.default_rng(4)
    x, y = rng.uniform(-1, 1, (8, 10)), np.array([1, 1, 1, 0, 1, 0, 1, 1.0])
    d = posterior.draw(x, y, np.ones((1, 8)), 200, 60)[0]
    z = rng.standard_normal((400_000, 11))
    a, b = z[:, 0] * posterior.INTERCEPT, np.abs(z[:, 1:]) * posterior.PRIORS
    p = posterior.squash(a[:, None] + b @ x.T)
    weight = np.where(y > 0, p, 1 - p).prod(1)
    for case in x:
        exact = np.average(posterior.squash(a + b @ case), weights=weight)
        assert abs(d.chance(case).mean() - exact) < 0.01  # three standard errors of either
    assert abs(d.intercept.mean() - np.average(a, weights=weight)) < 0.05


def test_the_same_seed_gives_the_same_bits_and_leaving_out_does_not_depend_on_the_others():
    rng = np.random.default_rng(1)
    x, y = rng.uniform(-1, 1, (5, 10)), np.array([1, 0, 1, 1, 0.0])
    one = posterior.draw(x, y, 1 - np.eye(5), 8, 4)
    two = posterior.draw(x, y, 1 - np.eye(5), 8, 4)
    for p, q in zip(one, two, strict=True):
        np.testing.assert_array_equal(p.slopes, q.slopes)


def test_separated_data_leave_the_slopes_finite():
    x = np.outer([1, 1, 1, -1, -1, -1], np.ones(10))
    d = posterior.draw(x, np.array([1, 1, 1, 0, 0, 0.0]), np.ones((1, 6)), 50, 20)[0]
    assert d.slopes.mean() < 2
    assert 0.5 < d.chance(x[0]).mean() < 0.99


def test_a_regression_with_much_data_finds_the_coefficients():
    rng = np.random.default_rng(2)
    f = np.column_stack([np.ones(4000), rng.normal(0, 1, (4000, 4))])
    true = np.array([3.0, 0.5, -0.2, 0.1, 0.7])
    found: Fitted = fit(TROOPS, f, f @ true + rng.normal(0, 0.3, 4000))
    np.testing.assert_allclose(found.mean, true, atol=0.02)
    at, scale, _ = found.predict(np.array([1.0, 0, 0, 0, 0]))
    assert abs(at - 3) < 0.02
    assert abs(scale - 0.3) < 0.02


def test_without_much_data_a_regression_keeps_near_its_prior():
    found = fit(LAG, np.array([[1.0, 0, 0, 0, 0]]), np.array([LAG.mean[0]]))
    np.testing.assert_allclose(found.mean, LAG.mean)
