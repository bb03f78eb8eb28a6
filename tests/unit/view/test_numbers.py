"""Numbers read the same in the terminal and in the report (web/tests/unit/figures.test.ts)."""

from __future__ import annotations

import pytest

from tocsin.view.numbers import compared, number, percent


@pytest.mark.parametrize(
    ("x", "text"),
    [(176.5, "177"), (54.5, "55"), (55.5, "56"), (-54.5, "-55"), (0, "0"), (7, "7"), (7.25, "7.3"),
     (0.0123, "0.012"), (1234.5, "1,235"), (-3, "-3"), (0.2, "0.2"), (0.199, "0.2"), (9.96, "10"),
     (8.5, "8.5"), (1e6, "1,000,000"), (1e-7, "0.0000001"), (-0.0, "0"), (None, "-")],
)  # fmt: skip
def test_halves_are_rounded_away_from_zero_and_two_digits_count(x, text):
    assert number(x) == text


@pytest.mark.parametrize(
    ("x", "text"),
    [(3, "+3"), (-3, "-3"), (0, "0"), (12.34, "+12.3"), (-0.345, "-0.35"), (250.5, "+251"),
     (0.00456, "+0.0046"), (1.0001, "+1.0"), (None, "-")],
)  # fmt: skip
def test_differences_have_their_sign(x, text):
    assert compared(x, sign=True) == text


@pytest.mark.parametrize(
    ("x", "text"),
    [(0.125, "13%"), (0.051, "5.1%"), (0.05, "5%"), (1, "100%"), (0, "0%"), (0.995, "100%")],
)
def test_small_shares_have_a_digit_more(x, text):
    assert percent(x) == text
