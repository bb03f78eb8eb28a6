"""Counts from uniforms by inversion."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from tocsin.people.quantiles import binomial, normal, poisson

U = np.linspace(0.0005, 0.9995, 2000)


@pytest.mark.parametrize("mean", [0.001, 0.3, 4.0, 30.0])
def test_small_poisson_quantiles_are_exact(mean):
    np.testing.assert_array_equal(poisson(U, np.full(2000, mean)), stats.poisson.ppf(U, mean))


@pytest.mark.parametrize(("n", "p"), [(5, 0.3), (40, 0.02), (40, 0.98), (1000, 0.01)])
def test_small_binomial_quantiles_are_exact(n, p):
    np.testing.assert_array_equal(binomial(U, np.full(2000, n), p), stats.binom.ppf(U, n, p))


def test_large_quantiles_are_close():
    for mean in (60.0, 400.0, 5000.0):
        off = poisson(U, np.full(2000, mean)) - stats.poisson.ppf(U, mean)
        assert abs(off).max() <= 1
    off = binomial(U, np.full(2000, 5000), 0.3) - stats.binom.ppf(U, 5000, 0.3)
    assert abs(off).max() <= 1


def test_nothing_comes_of_nothing():
    zero = np.zeros(3)
    assert not poisson(np.full(3, 0.99), zero).any()
    assert not binomial(np.full(3, 0.99), np.array([0, 5, 5]), zero).any()
    assert list(binomial(np.full(2, 0.01), np.array([0, 7]), np.ones(2))) == [0, 7]


def test_normal_quantiles():
    np.testing.assert_allclose(normal(U), stats.norm.ppf(U), atol=1e-9)
