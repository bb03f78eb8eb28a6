"""What a result has beside observations: the outcomes it tells itself, by hour and by place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

import tocsin as tc
from tocsin.inference.counterparts import counterparts
from tocsin.inference.observations.observation import Observation

START = datetime(2030, 6, 3, tzinfo=UTC)
END = START + timedelta(hours=168)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def result():
    return tc.simulate("two-towns", runs=3, seed=1)


def one(result, what: str, time=START, until=END, **more):
    """(run,) beside one observation."""
    return counterparts(result, [Observation(what=what, time=time, until=until, **more)])[:, 0]


def test_crowds_by_day_are_the_outcome_of_that_name(result):
    for d in range(7):
        found = one(result, "crowd", START + d * DAY, START + (d + 1) * DAY)
        told = result.members[f"active_by_day.2030-06-0{3 + d}"]
        np.testing.assert_array_equal(found, told)
        regions = one(result, "regions", START + d * DAY, START + (d + 1) * DAY)
        np.testing.assert_array_equal(
            regions, result.members[f"regions_active_by_day.2030-06-0{3 + d}"]
        )


def test_totals_are_those_of_the_day_the_region_and_the_run(result):
    members = result.members
    assert members["dead"].max() > 0
    for what in ("dead", "dead_participants", "dead_bystanders", "dead_forces", "injured",
                 "injured_forces", "detained"):  # fmt: skip
        np.testing.assert_array_equal(one(result, what, so_far=True), members[what])
    for region in ("West", "East"):
        found = one(result, "dead", so_far=True, region=region)
        np.testing.assert_array_equal(found, members[f"dead_by_region.{region}"])
    found = one(result, "detained", until=START + 4 * DAY, so_far=True)
    np.testing.assert_array_equal(found, members["detained_by.2030-06-06"])
    later = one(result, "dead", until=END + 30 * DAY, so_far=True)
    np.testing.assert_array_equal(later, members["dead"])
    assert not one(result, "dead", until=START, so_far=True).any()


def test_an_official_figure_is_that_of_the_day_on_which_it_stood(result):
    for day in (2, 4, 7):
        found = one(result, "reported_by", until=START + day * DAY, part="detained", so_far=True)
        told = result.members[f"reported_by.detained 2030-06-0{2 + day}"]
        np.testing.assert_array_equal(found, told)


def test_what_came_in_parts_of_the_time_and_in_towns_adds_up(result):
    days = sum(one(result, "dead", START + d * DAY, START + (d + 1) * DAY) for d in range(7))
    np.testing.assert_array_equal(days, result.members["dead"])
    towns = sum(
        one(result, "injured", so_far=True, place=p, region=r)
        for p, r in (("Alpha", "West"), ("Beta", "East"), ("Farms", "East"))
    )
    np.testing.assert_array_equal(towns, result.members["injured"])


def test_an_hour_of_a_town_is_that_hour_of_its_record(result):
    time = START + timedelta(hours=40)
    found = one(result, "riot", time, time + timedelta(hours=1), place="Beta", region="East")
    np.testing.assert_array_equal(found, result.data.rioting.values[:, 40, 1])


def test_outcomes_of_whole_runs_by_name_part_and_place(result):
    members = result.members
    found = one(result, "site_captured", so_far=True, part="Alpha town hall")
    np.testing.assert_array_equal(found, members["site_captured.Alpha town hall"])
    np.testing.assert_array_equal(one(result, "site", so_far=True), members["sites_captured"])
    first = one(result, "first_active_place", so_far=True, place="Alpha", region="West")
    np.testing.assert_array_equal(first, members["first_active_place"] == "Alpha")


def test_what_the_model_does_not_have_is_nan(result):
    assert np.isnan(one(result, "withdrawal")).all()
    assert np.isnan(one(result, "troops", place="Alpha", region="West")).all()
    assert np.isnan(one(result, "crowd", END + DAY, END + 2 * DAY)).all()


def test_recorded_figures_of_the_flagship_have_a_counterpart_by_their_form(flagship):
    """Every one is of a kind or an outcome that a run tells."""
    from tocsin.declare.outcome import OUTCOMES
    from tocsin.inference.observations.kinds import WHAT
    from tocsin.inference.observations.references import references

    for o in references(flagship):
        assert (
            o.what in WHAT and (WHAT[o.what].variable or WHAT[o.what].outcome)
        ) or o.what in OUTCOMES
