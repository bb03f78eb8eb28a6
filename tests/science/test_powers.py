"""Influence over the elites moves with what powers do."""

from __future__ import annotations

import numpy as np
import pytest

import tocsin as tc

NORTH, SOUTH = 0, 1


def run(scenario, until=None, number=0):
    simulation = tc.Simulation(scenario, 3, number, threads=1)
    simulation.run(until)
    return simulation


@pytest.fixture(scope="module")
def court(two_towns):
    return two_towns.without("dismiss-minister", "alliance")


AID = {"kind": "aid", "actor": "ally", "power": "South", "at": "2030-06-03T00:00", "size": 5}
THREAT = {"kind": "threaten", "actor": "ally", "power": "North", "at": "2030-06-04T00:00"}


def test_aid_wins_influence_and_the_other_loses_as_much_of_its_share(court):
    plain = run(court.without("shock"), 100).state["influence"]
    aided = run(court.without("shock").set("levers.aid", AID), 100).state["influence"]
    assert aided[SOUTH] > plain[SOUTH]
    assert aided[NORTH] < plain[NORTH]
    assert aided.sum() <= 1


def test_a_threat_brings_offices_into_line_and_costs_legitimacy(court):
    quiet = court.without("shock")
    plain, hit = run(quiet, 30), run(quiet.set("levers.threat", THREAT), 30)
    assert hit.state["influence"][NORTH] > plain.state["influence"][NORTH]
    assert hit.state["legitimacy"].mean() < plain.state["legitimacy"].mean()


def test_a_threat_wears_off(court):
    quiet = court.without("shock").set("parameters.po_t_affront", 2)
    late = run(quiet.set("levers.threat", THREAT), 60).state["affront"]
    assert late < 1e-6


def test_what_nobody_does_changes_nothing_in_a_week(court):
    state = run(court.without("shock")).state
    assert np.abs(state["influence"] - state["influence_before"]).max() < 1e-12


def test_trade_draws_what_acts_have_set_loose_in_the_long_run(court):
    loose = {"levers.threat": THREAT, "parameters.po_threat": 0.3}
    fast = court.without("shock").edit(
        set={"parameters.po_t": 24, "parameters.po_trade": 1, **loose}
    )
    towards = fast.edit(
        set={"powers.South.trade": 1, "powers.North.trade": 0, "powers.North.aid": 0}
    )
    even = fast.edit(set={"powers.North.aid": 0})
    a, b = run(towards).state["influence"], run(even).state["influence"]
    assert a[SOUTH] > b[SOUTH]
    assert a[NORTH] < b[NORTH]


def test_a_power_that_was_stronger_once_sees_more_ground_lost(court):
    lost = [
        run(court.set("powers.North.history", share), 1).state["ground_lost"][NORTH]
        for share in (0.1, 0.5, 0.9)
    ]
    assert lost == sorted(lost)
    assert lost[0] < lost[2]


def test_a_leader_whose_hold_is_weak_is_ground_at_risk(court):
    weak = court.set("actors.landlords.capability", {"value": 500})
    a, b = (run(s, 1).state["ground_lost"][NORTH] for s in (court, weak))
    assert b > a
