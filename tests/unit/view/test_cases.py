"""Spread over runs and the chronicle, as a report has them."""

from __future__ import annotations

import numpy as np
import pytest

from tocsin.record.chronicle import Event
from tocsin.view.report.cases import KEY_EVENTS, MOST_EVENTS, _lines, spread


def test_few_runs_are_all_shown_and_many_are_counted():
    few = spread([3, 1, 2.5])
    assert few == {"values": [3, 1, 2.5]}
    many = spread(np.arange(1000))
    assert sum(many["counts"]) == 1000
    assert len(many["counts"]) == 40
    assert (many["low"], many["high"]) == (0, 999)


def test_runs_without_a_value_are_counted_apart():
    assert spread([1, np.nan, 3]) == {"values": [1, 3], "none": 1}
    assert spread([np.nan]) == {"values": [], "none": 1}


def test_runs_that_all_agree_are_one_bin():
    assert spread([7] * 300) == {"low": 7, "high": 7, "counts": [300]}


def event(hour: int, kind: str, place: str = "", region: str = "", text: str = "") -> Event:
    time = f"2030-06-{3 + hour // 24:02d}T{hour % 24:02d}:00Z"
    return Event(4, time, time, place, region, kind, "", "", text)


def test_lines_have_hours_and_places(two_towns):
    (line,) = _lines([event(30, "protest", "Beta", "East", "x")], two_towns)
    assert line[:3] == [30, [p.name for p in two_towns.spec.places].index("Beta"), "East"]
    assert line[6:] == ["x", 1]


def test_of_too_many_lines_the_weighty_ones_stay_in_order(two_towns):
    events = [event(i % 160, "attack") for i in range(3 * MOST_EVENTS)]
    events = sorted([*events, event(77, "shock"), event(99, "calm")], key=lambda e: e.time_utc)
    lines = _lines(events, two_towns)
    assert len(lines) == MOST_EVENTS
    assert {"shock", "calm"} <= {line[3] for line in lines}
    assert [line[0] for line in lines] == sorted(line[0] for line in lines)
    assert sum(line[7] for line in lines) == KEY_EVENTS


@pytest.mark.parametrize("name", ["East", "West"])
def test_of_two_places_with_a_name_the_region_decides(two_towns, name):
    data = two_towns.set("places.alpha.name", "Same").set("places.beta.name", "Same")
    (line,) = _lines([event(1, "protest", "Same", name)], data)
    assert data.spec.places[line[1]].region == name
