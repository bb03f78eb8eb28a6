"""Quantities as text."""

from __future__ import annotations

import math
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.scenario.reading.units import HOURS, KILOMETRES, SHARES, in_unit, is_name, quantity


@pytest.mark.parametrize(
    ("text", "units", "value"),
    [
        ("36 h", HOURS, 36),
        ("36h", HOURS, 36),
        ("2 d", HOURS, 48),
        ("30 min", HOURS, 0.5),
        (" 1 week ", HOURS, 168),
        ("15 %", SHARES, 0.15),
        (".5", SHARES, 0.5),
        ("1e3 m", KILOMETRES, 1),
        ("-2.5", {}, -2.5),
        ("1_000", {}, 1000),
    ],
)
def test_text_with_a_unit_is_a_number_in_ours(text, units, value):
    assert quantity(text, units, "a number") == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["", "h", "two h", "3 miles", "1:30", "0x10", "nan", "inf", "1e999"]
)
def test_other_text_is_refused(text):
    with pytest.raises(ValueError, match="expected"):
        quantity(text, HOURS, "'36 h'")


@pytest.mark.parametrize("value", [True, False, math.nan, math.inf, -math.inf])
def test_truth_and_what_is_not_finite_are_no_quantities(value):
    with pytest.raises(ValueError, match="expected"):
        quantity(value, HOURS, "'36 h'")


@given(st.text(max_size=30))
def test_any_text_gives_a_finite_number_or_says_what_was_expected(text):
    with suppress(ValueError):
        assert math.isfinite(quantity(text, HOURS, "'36 h'"))


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(sorted(SHARES)))
def test_a_number_means_the_same_with_its_unit_written_out(x, unit):
    assert quantity(f"{x!r} {unit}", SHARES, "") == x * SHARES[unit]


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [("2 d", "h", 48), ("36 h", "d", 1.5), ("50 %", "1", 0.5), ("50", "%", 50), ("50 %", "%", 50),
     ("0.5 1/h", "1/h", 0.5), ("7 persons", "persons", 7), (3, "h", 3)],
)  # fmt: skip
def test_a_parameter_is_converted_to_its_own_unit(value, unit, expected):
    assert in_unit(value, unit) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("value", "unit"), [("2 km", "h"), ("3 d", "1"), ("4 h", "1/h"), ("", "h")]
)
def test_a_parameter_in_a_foreign_unit_is_refused(value, unit):
    with pytest.raises(ValueError, match="expected"):
        in_unit(value, unit)


def test_a_name_is_what_is_no_number():
    assert is_name("kappa")
    assert not any(map(is_name, ["0.5", "1e-3", "15 %", "nan", 3, None]))
