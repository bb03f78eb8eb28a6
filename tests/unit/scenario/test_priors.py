"""Priors as text."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.scenario.sections.priors import Prior


@pytest.mark.parametrize(
    ("text", "median"),
    [
        ("uniform(0.1, 0.4)", 0.25),
        ("loguniform(1e-3, 1e-1)", 1e-2),
        ("normal(3, 2)", 3),
        ("lognormal(3, 2)", 3),
        ("fixed", 7),
    ],
)
def test_the_median_of_a_prior_is_its_middle(text, median):
    assert Prior.parse(text).quantile(0.5, value=7) == pytest.approx(median)


@pytest.mark.parametrize(
    "text",
    ["", "unifrom(0, 1)", "uniform(0)", "uniform(0, 1, 2)", "uniform(1,,2)", "uniform(2, 1)",
     "uniform(0, x)", "uniform(0, nan)", "uniform(0, inf)", "loguniform(0, 1)", "normal(0, -1)",
     "fixed(3)", "uniform(0, 1) # c", "uniform((0, 1))"],
)  # fmt: skip
def test_a_bad_prior_is_refused_in_words(text):
    with pytest.raises(ValueError, match=r"expected|bounds|above zero|negative"):
        Prior.parse(text)


@given(st.floats(0.001, 1e3), st.floats(0.001, 1e3), st.floats(0, 1))
def test_draws_of_a_bounded_prior_lie_within_it(a, b, u):
    low, high = sorted((a, b))
    for family in ("uniform", "loguniform"):
        draw = Prior.parse(f"{family}({low!r}, {high!r})").quantile(u, value=math.nan)
        assert low * (1 - 1e-12) <= draw <= high * (1 + 1e-12)
