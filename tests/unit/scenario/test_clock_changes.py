"""Days and local times of a run during which clocks are changed."""

from __future__ import annotations

import re
from types import SimpleNamespace

import numpy as np
import pytest
import xarray as xr

import tocsin as tc
from tocsin.export.held import days
from tocsin.record.outcomes.run import days_of
from tocsin.view.brief.curve import LEFT, WIDTH, svg
from tocsin.view.brief.words import words
from tocsin.view.figures.moments import hour_of, midnights
from tocsin.view.report.setting import setting
from tocsin.view.terminal import crowd


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


@pytest.mark.parametrize(("start", "zone", "found"), [SPRING, AUTUMN, ALMATY])
def test_a_briefing_s_curve_has_its_days_where_dates_change(start, zone, found):
    scenario = clock(start, zone)
    dates, flat = scenario.dates(), [0.0] * 72
    changes = [t for t in range(1, 72) if dates[t] != dates[t - 1]]
    drawn = svg(flat, flat, flat, scenario.midnights(), words("en", scenario))
    ticks = [float(x) for x in re.findall(r'<line x1="([\d.]+)"', drawn)]
    hours = [(x - LEFT) / (WIDTH - LEFT) * 71 for x in ticks]
    assert hours == pytest.approx([0, *changes], abs=0.02)  # a tenth of a pixel


@pytest.mark.parametrize("start", ["2024-03-30T15:00", "2024-03-30", "2024-10-26T23:00"])
def test_days_under_the_curve_of_a_terminal_begin_at_midnight(start):
    """A column for each hour; a run from three in the afternoon has its second day after nine."""
    scenario = clock(start, "Europe/Berlin")
    active = np.zeros(72)
    kept = SimpleNamespace(holds=lambda what: True)
    quantiles = SimpleNamespace(
        active_national=xr.DataArray([active], {"quantile": [0.5]}, ("quantile", "time"))
    )
    result = SimpleNamespace(kept=kept, quantiles=quantiles, scenario=scenario)
    days = crowd(result, 84).plain.splitlines()[-1][9:]
    dates = scenario.dates()
    begin = [0, *(t for t in range(1, 72) if dates[t] != dates[t - 1])]
    shown = {t: days[t : t + 2] for t in begin if t + 2 <= 72 and (not t or t > 2)}
    assert shown == {t: dates[t][-2:] for t in shown}


def test_a_report_has_the_offset_of_each_hour():
    about = setting(clock("2024-03-30", "Europe/Berlin"))
    assert about["zone"] == [[0, 60], [26, 120]]
    assert about["regions"][0]["zone"] == [[0, 60], [26, 120]]
    assert setting(clock("2024-03-30", "UTC+6"))["zone"] == 360


def test_what_moved_people_is_told_at_the_hour_that_was_asked_for(tmp_path):
    scenario = clock("2024-03-31", "Europe/Berlin", hours=14)
    result = tc.simulate(scenario, out=tmp_path / "r", threads=1, report=False)
    at = hour_of("2024-03-31T12:00", scenario)
    assert at == 11  # the night was an hour shorter
    assert result.why("Alpha").time_local[at] == "2024-03-31T12:00+02:00"
