"""Days and local times of a run during which clocks are changed."""

from __future__ import annotations

import numpy as np
import pytest

import tocsin as tc
from tocsin.export.held import days
from tocsin.record.outcomes.run import days_of
from tocsin.view.figures.moments import midnights
from tocsin.view.report.setting import setting


def clock(start: str, zone: str, hours: int = 72) -> tc.Scenario:
    return tc.load(
        "two-towns",
        set={"clock.start": start, "clock.zone": zone, "clock.hours": hours, "shock.at": start,
             "levers.orders.at": start},
        without=["cells"],
    )  # fmt: skip


SPRING = ("2024-03-30", "Europe/Berlin", {"2024-03-30": 24, "2024-03-31": 23, "2024-04-01": 24})
AUTUMN = ("2024-10-26", "Europe/Berlin", {"2024-10-26": 24, "2024-10-27": 25, "2024-10-28": 23})
ALMATY = ("2024-02-29", "Asia/Almaty", {"2024-02-29": 25, "2024-03-01": 24, "2024-03-02": 23})
LEAP = ("2024-02-28", "UTC+6", {"2024-02-28": 24, "2024-02-29": 24, "2024-03-01": 24})


@pytest.mark.parametrize(("start", "zone", "found"), [SPRING, AUTUMN, ALMATY, LEAP])
def test_a_day_has_the_hours_that_it_has(start, zone, found):
    scenario = clock(start, zone)
    told = {name: len(index) for name, index in days_of(scenario)}
    assert {day: told[day] for day in found} == found
    names, index = days(scenario, 72)
    assert dict(zip(names, np.bincount(index).tolist(), strict=True)) == told


@pytest.mark.parametrize(("start", "zone", "found"), [SPRING, AUTUMN, ALMATY])
def test_midnights_are_where_dates_change(start, zone, found):
    scenario = clock(start, zone)
    dates = scenario.dates()
    changes = [float(t) for t in range(1, 72) if dates[t] != dates[t - 1]]
    assert [hour for hour, _ in midnights(scenario) if 0 < hour < 72] == changes


def test_a_report_has_the_offset_of_each_hour():
    about = setting(clock("2024-03-30", "Europe/Berlin"))
    assert about["zone"] == [[0, 60], [26, 120]]
    assert about["regions"][0]["zone"] == [[0, 60], [26, 120]]
    assert setting(clock("2024-03-30", "UTC+6"))["zone"] == 360
