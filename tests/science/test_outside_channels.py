"""Laws of what comes from outside: threat and votes, influence, figures and claims, placebos."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

import tocsin as tc
from tocsin.parts.alliance.consultation import seen


def run(scenario, until=None, number=0):
    simulation = tc.Simulation(scenario, 3, number, threads=1)
    simulation.run(until)
    return simulation


def threat(lost=0.0, hold=0.9, enemy=0.0, framing="external", al_told=0.4):
    sites = SimpleNamespace(value=np.array([1.0, 1.0]))
    now = SimpleNamespace(world=SimpleNamespace(sites=sites))
    captured = np.array([1.0 if lost else np.inf, np.inf])
    s = SimpleNamespace(captured_at=captured, hold=hold, hold_first=0.9, enemy=enemy)
    p = SimpleNamespace(al_half=0.05, al_told=al_told, al_inside=0.5)
    return seen(SimpleNamespace(framing=framing), s, p, now)


def test_where_nothing_threatens_no_telling_makes_a_threat():
    assert threat() == 0
    assert threat(enemy=1) == 0


def test_a_threat_grows_with_sites_lost_a_weaker_hold_and_what_is_claimed():
    assert threat(lost=1) > 0.5
    assert threat(hold=0.5) > threat(hold=0.8) > 0
    assert threat(hold=0.7, enemy=1) > threat(hold=0.7)


def test_claims_not_heard_change_no_threat_and_a_quarrel_inside_counts_for_less():
    assert threat(hold=0.7, enemy=1, al_told=0) == threat(hold=0.7)
    assert threat(hold=0.7, framing="internal") == pytest.approx(threat(hold=0.7) / 2)


@pytest.fixture(scope="module")
def quiet(two_towns):
    return two_towns.without("shock")


def test_a_country_in_which_nothing_happens_is_refused(quiet):
    asked = quiet.edit(set={"levers.alliance.when": "hour >= 5", "levers.alliance.after": 0})
    votes = [run(asked, 40, i).state for i in range(6)]
    assert all(v["decisions"] > 0 for v in votes)
    assert sum(bool(v["approved"]) for v in votes) <= 1


def test_without_acts_influence_does_not_move_at_all(quiet):
    state = run(quiet).state
    assert (state["influence"] == state["influence_before"]).all()


FIRST = {"actor": "minister", "text": "bandits", "enemy": True, "at": "2030-06-03T05:00",
         "said": 2000, "of": ["armed"]}  # fmt: skip


def claiming(quiet, **more):
    return quiet.edit(
        set={"officials.claims": {"bandits": FIRST}, "parameters.of_exposed": 6, **more}
    )


def test_a_claimed_enemy_is_believed_until_it_is_found_out_and_legitimacy_pays(quiet):
    told = run(claiming(quiet), 9).state
    assert told["enemy"] > 0.8
    assert told["doubt"] == 0
    found = run(claiming(quiet), 20).state
    assert found["doubt"] > 0.1
    assert found["discredit"] > 0
    assert found["legitimacy"].sum() < run(quiet, 20).state["legitimacy"].sum()


def test_without_feedback_words_change_nothing(quiet):
    state = run(claiming(quiet, **{"officials.feedback": False}), 20).state
    assert state["claim_said"][0] == 2000
    assert state["enemy"] == state["doubt"] == state["discredit"] == 0


def test_alarm_brings_members_people_out_and_costs_their_governments(two_towns):
    here = two_towns.set("alliance.members.Eastmark.people", 1e6)
    crisis, calm = run(here).state, run(here.without("shock")).state
    east = 1
    assert crisis["protests"][east] > 0
    assert crisis["cost_at_home"][east] > 0
    assert not calm["protests"].any()
    assert not calm["cost_at_home"].any()


def test_who_the_protesters_are_taken_for_counts_as_far_as_there_is_a_threat(quiet):
    def term(suspected, lost):
        asked = quiet.edit(
            set={
                "levers.alliance.when": "hour >= 5",
                "levers.alliance.after": 0,
                "alliance.suspected": suspected,
            }
        )
        simulation = tc.Simulation(asked, 3, 0, threads=1)
        if lost:
            simulation.state["captured_at"][0] = 0.0
        simulation.run(30)
        return simulation.state["reasons"][0].sum()

    assert term(1, lost=True) > term(0, lost=True) + 0.05
    assert term(1, lost=False) == pytest.approx(term(0, lost=False), abs=1e-6)
