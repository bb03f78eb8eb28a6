"""Moments and zones."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.scenario.reading.times import moment, zone


@pytest.mark.parametrize(
    ("name", "hours"),
    [("UTC", 0), ("UTC+6", 6), ("UTC-3:30", -3.5), ("UTC+0545", 5.75), ("Asia/Almaty", 6)],
)
def test_a_zone_has_its_offset(name, hours):
    day = datetime(2022, 1, 5, tzinfo=UTC)
    assert day.astimezone(zone(name)).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(
    "name",
    ["Mars", "", "UTC+15", "UTC+5:75", "Asia", "../passwd", "/etc/passwd", "a\0b", "x" * 999],
)
def test_what_is_no_zone_is_named(name):
    with pytest.raises(ValueError, match="is no time zone"):
        zone(name)


def test_a_moment_is_local_unless_it_carries_an_offset():
    local = zone("UTC+6")
    assert moment("2022-01-05T08:00", local) == datetime(2022, 1, 5, 2, tzinfo=UTC)
    assert moment("2022-01-05T08:00+05:00", local) == datetime(2022, 1, 5, 3, tzinfo=UTC)
    assert moment("2022-01-05", local) == datetime(2022, 1, 4, 18, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2022-13-05", "yesterday", "", "2022-01-05T25:00", "5"])
def test_what_is_no_date_is_named_with_an_example(text):
    with pytest.raises(ValueError, match=r"is no date; expected .* 2022-01-05T08:00"):
        moment(text, UTC)


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31T23:59", "1500-01-01"])
def test_a_year_that_cannot_be_stored_is_refused(text):
    with pytest.raises(ValueError, match="out of range"):
        moment(text, zone("UTC+14"))


@given(st.text(max_size=30))
def test_any_text_is_a_moment_or_a_value_error(text):
    with suppress(ValueError):
        assert moment(text, UTC).tzinfo is UTC
