"""Selectorate arithmetic: the four surpluses of the worked instance, and which way they move."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.errors import InputError
from tocsin.theory.bargaining import patronage


@pytest.mark.parametrize(
    ("w", "s", "kept"),
    [(5, 100, 88.943), (5, 1000, 89.390), (15, 100, 82.688), (19, 20, 11.718)],
)
def test_surplus(w, s, kept):
    assert patronage(w, s, 100).kept == pytest.approx(kept, abs=5e-4)


def test_a_large_coalition_gets_more_private_and_fewer_public_goods_than_offered():
    p = patronage(19, 20, 100)
    assert p.private > p.offer_private
    assert p.public < p.offer_public


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.floats(1, 15), st.floats(1.0, 50), st.floats(1.01, 3), st.floats(0, 0.95))
def test_surplus_falls_with_the_norm_of_loyalty(w, slack, more, discount):
    """The same coalition in a larger selectorate costs less."""
    s = w * (1 + slack)
    near, far = patronage(w, s, 100, discount=discount), patronage(w, s * more, 100, 1, discount)
    assert far.norm < near.norm
    assert far.kept >= near.kept - 1e-9


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.floats(1, 18), st.floats(1, 100), st.floats(60, 500), st.floats(0, 0.95))
def test_the_incumbent_matches_the_offer_and_no_cheaper_policy_does(w, slack, money, discount):
    s = w + slack
    p = patronage(w, s, money, discount=discount)
    k = (1 - discount * w / s) / (1 - discount)
    asked = np.sqrt(p.offer_public) + p.offer_private
    assert np.sqrt(p.public) + k * p.private == pytest.approx(asked)
    for root in np.sqrt(p.public) * np.array([0.9, 0.99, 1.01, 1.1]):
        z = (asked - root) / k
        if z >= 0:
            assert root**2 + w * z >= p.public + w * p.private - 1e-9


@pytest.mark.parametrize(
    "bad",
    [(0, 10, 100), (11, 10, 100), (5, 10, 0), (5, 10, 100, 0), (5, 10, 100, 1, 1.0), ("x", 1, 1)],
)
def test_mistakes_are_named(bad):
    with pytest.raises(InputError):
        patronage(*bad)
