"""Outcomes by their definitions, on records written by hand."""

from __future__ import annotations

import numpy as np
import pytest

import tocsin as tc
from tocsin.declare.outcome import OUTCOMES
from tocsin.record.chronicle import chronicle
from tocsin.record.outcomes import outcomes
from tocsin.results.summary import summarise


@pytest.fixture
def recorder(two_towns):
    return tc.Simulation(two_towns, threads=1).recorder


def test_every_outcome_has_a_name_and_a_unit(recorder):
    assert set(outcomes(recorder)) == set(OUTCOMES) - {"stopped_hour"}  # nothing stops it


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


def test_a_run_that_ends_in_a_crowd_or_a_night_has_not_calmed(recorder):
    """Of the night before the last hour nobody knows whether it goes on by day."""
    recorder.arrays["marching"][100:, 0] = 600
    assert outcomes(recorder)["hours_to_calm"] is None
    for quiet in (1, 12, 23):
        recorder.arrays["marching"][-quiet:, 0] = 499
        assert outcomes(recorder)["hours_to_calm"] is None
        assert "calm" not in {e.kind for e in chronicle(recorder, 0)}
    recorder.arrays["marching"][-24:, 0] = 499
    assert outcomes(recorder)["hours_to_calm"] == 144
    assert "calm" in {e.kind for e in chronicle(recorder, 0)}


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
    assert (s["peak_active"]["low"], s["peak_active"]["high"]) == (10, 40)
    assert s["site_captured"]["Alpha town hall"]["value"] == pytest.approx(1 / 3)
    assert s["site_captured_hour"]["Alpha town hall"] | {"references": []} == {
        "median": 12, "low": 12, "high": 12, "unit": "h", "n": 1, "references": [],
    }  # fmt: skip
    assert s["first_active_place"]["value"] == "Alpha"
    assert s["first_active_place"]["share"] == pytest.approx(2 / 3)
    assert s["alliance_arrival_hours"]["median"] is None


def summary(scenario, runs):
    return summarise(scenario, runs, seed=1, engine="sweep", parameters="point", timing={})[
        "outcomes"
    ]


def flat(outcomes):
    """All statistics, those of tables too."""
    for found in outcomes.values():
        yield from [found] if "unit" in found else found.values()


@pytest.mark.parametrize(("number", "ends"), [(19, ("low", "high")), (20, ("p05", "p95"))])
def test_an_interval_is_claimed_of_twenty_runs_and_never_of_fewer(
    two_towns, recorder, number, ends
):
    runs = []
    for k in range(number):
        recorder.arrays["marching"][50, :2] = k + 1
        runs.append(outcomes(recorder))
    s = summary(two_towns, runs)
    for found in flat(s):
        assert "value" in found or set(ends) <= set(found)
        assert {"low", "high", "p05", "p95"} & set(found) <= set(ends)
    assert s["peak_active"]["median"] == pytest.approx(number + 1)
    if number < 20:
        assert (s["peak_active"]["low"], s["peak_active"]["high"]) == (2, 38)
    else:
        assert s["peak_active"]["p05"] == pytest.approx(3.9)


def test_what_few_runs_have_is_claimed_of_few(two_towns, recorder):
    """The hour of a capture that three of thirty runs saw."""
    runs = []
    for k in range(30):
        recorder.final["captured_at"][0] = float(k) if k < 3 else np.inf
        runs.append(outcomes(recorder))
    s = summary(two_towns, runs)
    found = s["site_captured_hour"]["Alpha town hall"]
    assert (found["low"], found["median"], found["high"], found["n"]) == (0, 1, 2, 3)
    assert "p05" in s["peak_active"]


def test_a_country_that_was_never_disturbed_is_told_from_one_that_did_not_calm(two_towns, recorder):
    quiet = outcomes(recorder)
    recorder.arrays["marching"][100:, 0] = 600
    restless = outcomes(recorder)
    recorder.arrays["marching"][120:, 0] = 0
    calm = outcomes(recorder)
    found = summary(two_towns, [quiet, quiet, restless, calm])["hours_to_calm"]
    assert (found["median"], found["n"], found["never"]) == (120, 1, 2)
    assert "never" not in summary(two_towns, [calm])["hours_to_calm"]


def test_a_crowd_is_that_of_its_time(two_towns):
    """The state at 14:00 is that of the end of the hour before; between hours, of the hour at hand."""
    figure = [{"value": 100, "source": "a paper"}]
    keys = ("Alpha 2030-06-03T14:00", "Alpha 2030-06-03T14:30", "Alpha 2030-06-03T00:00",
            "Beta 2030-06-03T14:00", "Alpha 2031-01-01T00:00")  # fmt: skip
    known = two_towns.copy_of_data().get("references") or {}
    data = known | {f"crowd_at.{key}": figure for key in keys}
    scenario = two_towns.edit(set={"references": data})
    recorder = tc.Simulation(scenario, threads=1).recorder
    recorder.arrays["marching"][13, 0] = 70
    recorder.arrays["rioting"][13, 0] = 7
    recorder.arrays["marching"][14, 0] = 50
    assert outcomes(recorder)["crowd_at"] == {keys[0]: 77, keys[1]: 50, keys[2]: 0, keys[3]: 0}


def test_quantiles_asked_of_few_runs_are_told_apart():
    from tocsin.results.result import Statistics

    few, many = Statistics(median=2, low=1, high=3), Statistics(median=2, p05=1, p95=3)
    with pytest.raises(AttributeError, match="of so few runs there are `low` and `high`"):
        few.p95  # noqa: B018
    with pytest.raises(AttributeError, match="quantiles p05 and p95"):
        many.low  # noqa: B018
    with pytest.raises(AttributeError, match="no statistic 'mean'; there are median, p05, p95"):
        many.mean  # noqa: B018
    with pytest.raises(AttributeError, match="no statistic 'p05'; there are value, share"):
        Statistics(value="Alpha", share=1).p05  # noqa: B018
