"""The rule of one person."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.people.kernels import decision, reference

f32 = np.float32
finite = st.floats(-5, 5, width=32)


def test_probability_is_one_minus_exp():
    x = np.concatenate([np.logspace(-9, 1, 400), [0.0, 12.0, 40.0]]).astype(f32)
    got = np.array([decision.probability(f32(v)) for v in x])
    np.testing.assert_allclose(got, -np.expm1(-x.astype(float)), rtol=2e-5)
    np.testing.assert_array_equal(got, reference.probability(x))


@given(finite)
def test_willingness_has_compact_support(net):
    tau = 0.25
    f = float(decision.willingness(f32(net), f32(1 / (4 * tau))))
    assert 0 <= f <= 1
    if net <= -2 * tau:
        assert f == 0
    if net >= 2 * tau:
        assert f == 1


@given(finite, finite)
def test_willingness_rises_with_net(a, b):
    low, high = sorted((a, b))
    assert decision.willingness(f32(low), f32(2)) <= decision.willingness(f32(high), f32(2))


def test_traits_lie_in_the_middle_of_their_256ths():
    t = np.array([decision.trait(np.uint8(b)) for b in range(256)])
    np.testing.assert_allclose(t, (np.arange(256) + 0.5) / 256)


@pytest.mark.parametrize(
    ("L", "P", "share"),
    # mean-field active shares for U(0,1) hardship and risk, T = 0.1: (1 - T/G0) without risk and
    # (G0 - T)^2 / (2 G0 P) with it, G0 = 1 - L (Epstein 2002, model I)
    [
        (0.82, 0.0, 0.444444),
        (0.82, 0.9, 0.0197531),
        (0.80, 0.0, 0.5),
        (0.80, 0.9, 0.0277778),
        (0.70, 0.0, 0.666667),
        (0.70, 0.9, 0.0740741),
        (0.90, 0.0, 0.0),
        (0.89, 0.0, 0.0909091),
        (0.89, 0.9, 0.000505051),
    ],
)
def test_grievance_and_risk_give_epsteins_active_shares(L, P, share):
    """N = h (1 - L) - r P - T > 0, over all 256 x 256 traits of 8 bits."""
    b = np.arange(256, dtype=np.uint8)
    trait = b.astype(f32) * decision.TRAIT_STEP + decision.TRAIT_HALF
    g = np.array([decision.grievance(h, f32(1), f32(0), f32(1 - L)) for h in trait])
    net = g[:, None] - trait[None, :] * f32(P) - f32(0.1)
    # a 256th of hardship moves the share by about 1 / 256 of the boundary's length
    assert abs((net > 0).mean() - share) < (0.004 if share > 0.01 else 2e-4)


def test_perceived_risk_has_epsteins_scale():
    """k = 2.3 is chosen so that P = 0.9 at one officer for one active (0.89974)."""
    import tocsin as tc

    k = tc.load("two-towns").spec.parameters["k"].value
    assert 1 - np.exp(-k) == pytest.approx(0.89974, abs=1e-5)
