"""Distances, ties and travel."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.world import geography, ties


def towns(n, seed=0):
    rng = np.random.default_rng(seed)
    lat, lon = rng.uniform(41, 55, n), rng.uniform(47, 87, n)
    return rng.integers(50, 2_000_000, n).astype(float), geography.great_circle(lat, lon)


def test_great_circles_of_known_pairs():
    """Almaty to Nur-Sultan 973 km, Almaty to Taldykorgan 228 km (facts of the flagship)."""
    lat, lon = np.array([43.252, 51.18, 45.016]), np.array([76.912, 71.446, 78.374])
    d = geography.great_circle(lat, lon)
    assert d[0, 1] == pytest.approx(973, abs=3)
    assert d[0, 2] == pytest.approx(228, abs=2)
    assert (np.diag(d) == 0).all()


@given(st.integers(2, 40), st.integers(0, 5))
def test_radiation_rows_sum_to_one_minus_the_own_share(n, seed):
    m, d = towns(n, seed)
    rows = ties.radiation(m, d).sum(1)
    np.testing.assert_allclose(rows, 1 - m / m.sum(), rtol=1e-10)


def test_radiation_of_two_and_three_places_by_hand():
    d = np.array([[0, 1, 2], [1, 0, 1.5], [2, 1.5, 0]])
    m = np.array([10.0, 20.0, 30.0])
    w = ties.radiation(m, d)
    assert w[0, 1] == pytest.approx(10 * 20 / (10 * 30))
    assert w[0, 2] == pytest.approx(10 * 30 / (30 * 60))  # s = 20 live nearer


def test_ties_with_an_empty_place_are_finite():
    m, d = towns(6)
    m[2] = 0
    for w in (ties.radiation(m, d), ties.gravity(m, d, 2.0)):
        assert np.isfinite(w).all()
        assert not w[:, 2].any()
        assert np.allclose(ties.rows_to_one(w)[m > 0].sum(1), 1)


def test_long_ties_fall_off_slowly_with_distance():
    d = np.array([[0.0, 100, 2000], [100, 0, 1900], [2000, 1900, 0]])
    w = ties.rows_to_one(ties.long_range(np.array([1e5, 1e5, 1e5]), d, offset=100, exponent=0.5))
    assert 0 < w[0, 2] < w[0, 1]
    assert w[0, 1] / w[0, 2] == pytest.approx((2100 / 200) ** 0.5)


def test_a_region_with_far_towns_takes_longer_to_shift_its_force():
    distance = np.array([[0, 100.0, 900, 5], [100, 0, 1, 1], [900, 1, 0, 1], [5, 1, 1, 0]])
    population = np.array([1000, 1000, 1000, 1000])
    hours = geography.within_region_hours(
        distance, population, np.array([0, 0, 1, 1]), np.array([0, 2]), np.ones(4, bool),
        detour=1.2, speed=50.0, assembly=2.0,
    )  # fmt: skip
    assert hours[0] == pytest.approx(2 + 1.2 * 50 / 50)
    assert hours[1] == pytest.approx(2 + 1.2 * 0.5 / 50)
