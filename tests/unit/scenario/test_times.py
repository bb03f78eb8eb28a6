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
    ["Mars", "", "UTC+15", "UTC+5:75", "Asia", "../passwd", "/etc/passwd", "a\0b", "x" * 999,
     "localtime", "right/Europe/Berlin", "posix/UTC"],
)  # fmt: skip
def test_what_is_no_zone_is_named(name):
    """Nor is what means another time on another machine, or counts leap seconds."""
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


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("2024-03-31T02:30", "Europe/Berlin", "does not exist in .* 2024-03-31T03:30\\+02:00"),
        ("2024-10-27T02:30", "Europe/Berlin", "exists twice in .*02:30\\+02:00 .*02:30\\+01:00"),
        ("2024-02-29T23:30", "Asia/Almaty", "exists twice in .*23:30\\+06:00 .*23:30\\+05:00"),
    ],
)
def test_a_time_that_clocks_skipped_or_showed_twice_is_told(text, name, told):
    with pytest.raises(ValueError, match=told):
        moment(text, zone(name))


@pytest.mark.parametrize("text", ["2024-03-31T01:59", "2024-03-31T03:00", "2024-10-27T03:00"])
def test_times_beside_a_change_of_clocks_are_times(text):
    assert moment(text, zone("Europe/Berlin")).tzinfo is UTC
    assert moment("2024-03-31T02:30+01:00", zone("Europe/Berlin")).hour == 1


def test_a_machine_without_zones_is_told_from_a_wrong_name(monkeypatch):
    from zoneinfo import ZoneInfoNotFoundError

    from tocsin.scenario.reading import times

    def none(name):
        raise ZoneInfoNotFoundError(name)

    monkeypatch.setattr(times, "ZoneInfo", none)
    for cached in (times.zone, times._has_zones):
        cached.cache_clear()
    with pytest.raises(ValueError, match="pip install tzdata"):
        zone("Asia/Almaty")
    times._has_zones.cache_clear()


@given(st.text(max_size=30))
def test_any_text_is_a_moment_or_a_value_error(text):
    with suppress(ValueError):
        assert moment(text, UTC).tzinfo is UTC
