"""Outcomes by their definitions, on records written by hand."""

from __future__ import annotations

import numpy as np
import pytest

import tocsin as tc
from tocsin.record.names import OUTCOMES
from tocsin.record.outcomes import outcomes
from tocsin.results.summary import summarise


@pytest.fixture
def recorder(two_towns):
    return tc.Simulation(two_towns, threads=1).recorder


def test_every_outcome_has_a_name_and_a_unit(recorder):
    assert set(outcomes(recorder)) == set(OUTCOMES)


def test_an_empty_record(recorder):
    o = outcomes(recorder)
    assert o["first_active_place"] is None
    assert o["dead"] == o["peak_active"] == 0
    assert o["hours_to_calm"] is None
    assert o["alliance_arrival_hours"] is None
    assert o["rioting_share"] == {"West": None, "East": None}


def test_active_is_simultaneous(recorder):
    a = recorder.arrays
    a["marching"][30, 0] = 400
    a["rioting"][30, 1] = 200
    a["marching"][40, 1] = 450
    o = outcomes(recorder)
    assert o["peak_active"] == 600
    assert o["peak_rioting"] == 200
    assert o["active_by_day"]["2030-06-04"] == 600
    assert o["regions_active"] == 0  # 500 at once in one region
    assert o["regions_with_any"] == 2
    assert o["places_active"] == 2
    assert o["person_hours_active"] == 1050
    assert o["first_active_place"] == "Alpha"  # the larger of two in the same hour
    assert o["hours_to_calm"] == 31
    assert o["rioting_share"] == {"West": 0.0, "East": 200 / 650}


def test_thresholds_are_those_of_the_contract(recorder):
    a = recorder.arrays
    a["marching"][5, 1] = 19
    assert outcomes(recorder)["first_active_place"] is None
    a["marching"][6, 1] = 20
    assert outcomes(recorder)["first_active_place"] == "Beta"
    a["marching"][7, 1] = 49
    assert outcomes(recorder)["places_active"] == 0
    a["marching"][7, 1] = 50
    assert outcomes(recorder)["places_active"] == 1
    a["marching"][8, 1] = 499
    assert (outcomes(recorder)["regions_active"], outcomes(recorder)["hours_to_calm"]) == (0, None)
    a["marching"][8, 1] = 500
    assert (outcomes(recorder)["regions_active"], outcomes(recorder)["hours_to_calm"]) == (1, 9)


def test_a_run_that_ends_in_a_crowd_has_not_calmed(recorder):
    recorder.arrays["marching"][100:, 0] = 600
    assert outcomes(recorder)["hours_to_calm"] is None
    recorder.arrays["marching"][-1, 0] = 499
    assert outcomes(recorder)["hours_to_calm"] == 167


def test_the_dead_are_counted_apart(recorder):
    a = recorder.arrays
    a["dead"][60:] = [10, 5, 0]
    a["dead_bystanders"][60:] = [2, 1, 0]
    a["dead_forces"][60:] = [1, 0, 0]
    o = outcomes(recorder)
    assert (o["dead"], o["dead_participants"], o["dead_bystanders"], o["dead_forces"]) == (
        15,
        11,
        3,
        1,
    )
    assert o["dead_by_region"] == {"West": 10, "East": 5}


def test_detained_by_the_end_of_each_day(recorder):
    recorder.arrays["ever_detained"][:, 0] = np.arange(168)
    by = outcomes(recorder)["detained_by"]
    assert (by["2030-06-03"], by["2030-06-09"]) == (23, 167)


def test_local_days_are_those_of_the_scenarios_zone(two_towns):
    eastern = two_towns.set("clock.zone", "UTC+6").set("levers.orders.at", "2030-06-03T00:00")
    recorder = tc.Simulation(eastern, threads=1).recorder
    assert next(iter(outcomes(recorder)["active_by_day"])) == "2030-06-03"
    utc = two_towns.edit(set={"clock.start": "2030-06-03T20:00+06:00",
                              "shock.at": "2030-06-03T20:00+06:00", "clock.zone": "UTC+6"})  # fmt: skip
    days = outcomes(tc.Simulation(utc, threads=1).recorder)["active_by_day"]
    assert len(days) == 8  # 4 hours, six days, 20 hours


def test_the_summary_takes_medians_shares_and_what_is_missing(two_towns, recorder):
    runs = []
    for peak in (10, 20, 40):
        recorder.arrays["marching"][50, 0] = peak
        recorder.final["captured_at"][0] = 12.0 if peak == 40 else np.inf
        runs.append(outcomes(recorder))
    s = summarise(two_towns, runs, seed=1, engine="sweep", parameters="point", timing={})[
        "outcomes"
    ]
    assert s["peak_active"]["median"] == 20
    assert s["peak_active"]["p95"] == pytest.approx(38)
    assert s["site_captured"]["Alpha town hall"]["value"] == pytest.approx(1 / 3)
    assert s["site_captured_hour"]["Alpha town hall"] | {"references": []} == {
        "median": 12, "p05": 12, "p95": 12, "unit": "h", "n": 1, "references": [],
    }  # fmt: skip
    assert s["first_active_place"]["value"] == "Alpha"
    assert s["first_active_place"]["share"] == pytest.approx(2 / 3)
    assert s["alliance_arrival_hours"]["median"] is None
