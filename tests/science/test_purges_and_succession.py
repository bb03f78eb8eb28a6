"""Purges that cost now and pay later, or fail; offices that change hands, and what the street hears."""

from __future__ import annotations

import numpy as np
import pytest

import tocsin as tc
from tests.science.test_levers import at
from tocsin.parts.elites.elites import IN_OFFICE, REPLACED, RESIGNED
from tocsin.record.chronicle import chronicle
from tocsin.record.outcomes import outcomes

MAYOR, MINISTER, LANDLORDS = 0, 1, 2
GUARD = 1
FIRE = {"kind": "live_fire", "actor": "mayor", "title": "Fire", "at": at(1), "warning": False}


@pytest.fixture(scope="module")
def court(two_towns):
    """The elites without the levers that would act on them."""
    return two_towns.without("dismiss-minister", "alliance")


@pytest.fixture(scope="module")
def quiet(court):
    return court.without("shock")


def run(scenario, until=None, number=0):
    simulation = tc.Simulation(scenario, 5, number, threads=1)
    simulation.run(until)
    return simulation


def purge(kind="dismiss", hour=2, target="minister"):
    return {"kind": kind, "actor": "mayor", "at": at(hour), "target": target, "title": "Out"}


# --- purges ----------------------------------------------------------------------------------------


def test_a_purge_costs_tension_and_loyalty_at_once_and_buys_control_later(quiet):
    """The guard follows a minister far from the mayor, and the mayor once the disorder is over."""
    far = quiet.edit(set={"actors.minister.position": {"value": 0}, "clock.hours": 160})
    a = run(far).recorder.arrays
    b = run(far.set("levers.p", purge())).recorder.arrays
    soon = slice(4, 16)
    assert b["tension"][2] > a["tension"][2] + 0.05
    assert (b["loyalty"][soon, GUARD] < a["loyalty"][soon, GUARD]).all()
    assert b["loyalty"][-1, GUARD] > a["loyalty"][-1, GUARD] + 0.01
    assert b["hold"][4] < a["hold"][4] < b["hold"][-1]


def test_without_its_coefficients_a_purge_costs_nothing(quiet):
    free = quiet.edit(set={"parameters.el_dismiss": 0, "parameters.lo_disrupt": 0})
    a, b = (run(s, 20).recorder.arrays for s in (free, free.set("levers.p", purge())))
    assert np.array_equal(a["tension"], b["tension"])
    assert (b["loyalty"][3:] >= a["loyalty"][3:] - 1e-6).all()


@pytest.fixture(scope="module")
def revolt(quiet):
    """Nobody obeys the mayor; the minister, who has most of the guard, stands with his rivals."""
    return quiet.edit(
        set={"parameters.lo_base": -8, "parameters.coup_h0": 1e-6,
             "actors.minister.position": {"value": 0.1}}
    )  # fmt: skip


def test_a_purge_fails_where_officers_follow_the_target_and_raises_the_risk_of_a_coup(revolt):
    tried = run(revolt.set("levers.p", purge()), 12)
    alone = run(revolt, 12)
    s, o = tried.state, outcomes(tried.recorder)
    assert o["purge_failed"] == 1
    assert s["in_office"][MINISTER] == 1
    assert s["control"][MINISTER] == pytest.approx(alone.state["control"][MINISTER])
    assert s["tension"] > alone.state["tension"]
    a, b = alone.recorder.arrays["coup_hazard"], tried.recorder.arrays["coup_hazard"]
    assert (b[3:12] > 2 * a[3:12]).all()
    assert a[3] > 0
    told = [e.kind for e in chronicle(tried.recorder, 0)]
    assert "purge fails" in told
    assert "purge" not in told


def test_what_a_failed_purge_adds_to_the_risk_is_its_own_coefficient(revolt):
    """Beyond tension: an office that was missed plots, wherever it stands."""
    tense = revolt.edit(set={"levers.p": purge(), "parameters.el_dismiss": 0})
    with_it = run(tense, 6).recorder.arrays["coup_hazard"]
    cut = run(tense.set("parameters.coup_wronged", 0), 6).recorder.arrays["coup_hazard"]
    assert with_it[3] > 3 * cut[3] > 0
    near = tense.set("actors.minister.position", {"value": 0.6})
    assert run(near.without("p"), 4).state["plotter"][MINISTER] == 0
    assert run(near, 4).state["plotter"][MINISTER] == 1


def test_a_purge_hardly_ever_fails_while_services_obey(quiet):
    loyal = quiet.edit(set={"parameters.lo_base": 5, "levers.p": purge()})
    assert not any(outcomes(run(loyal, 4, n).recorder)["purge_failed"] for n in range(8))


def rival(scenario):
    """A minister who could try it on any day."""
    return scenario.set("actors.minister.position", {"value": 0.1})


def test_the_risk_of_a_coup_hears_the_street(court, quiet):
    loud = run(rival(court)).recorder.arrays["coup_hazard"]
    calm = run(rival(quiet)).recorder.arrays["coup_hazard"]
    assert loud.max() > 5 * calm.max() > 0
    cut = {f"parameters.coup_{x}": 0 for x in ("street", "split", "control")}
    deaf = run(rival(court).edit(set=cut)).recorder.arrays["coup_hazard"]
    assert np.ptp(deaf[deaf > 0]) < 1e-6 * deaf.max()


# --- who holds an office ---------------------------------------------------------------------------


def resign(actor="mayor", hour=6):
    return {"kind": "resignation", "actor": actor, "title": "Gone", "at": at(hour), "legitimacy": 0}


def test_a_leader_who_resigns_is_followed_by_the_strongest_and_it_is_recorded(quiet):
    simulation = run(quiet.edit(set={"levers.r": resign(), "clock.hours": 20}))
    s, a = simulation.state, simulation.recorder.arrays
    heir = int(s["leader_is"])
    assert heir != MAYOR
    assert s["incumbent"] == RESIGNED
    assert (a["holder"][:6, MAYOR] == MAYOR).all()
    assert (a["holder"][6:, MAYOR] == heir).all()
    assert s["control"][MAYOR].sum() == 0
    assert a["hold"][8] < a["hold"][4]  # a new leader is not yet sure
    o = outcomes(simulation.recorder)
    assert o["incumbent_survives"] == 0
    assert o["coup_succeeded"] == 0
    assert "resignation" in [e.kind for e in chronicle(simulation.recorder, 0)]


def test_an_office_that_is_laid_down_passes_to_who_leads(quiet):
    state = run(quiet.set("levers.r", resign("minister")), 20).state
    assert state["incumbent"] == IN_OFFICE
    assert state["holder"][MINISTER] == MAYOR
    assert state["in_office"][MINISTER] == 0


def heirs(quiet, where):
    """The mayor resigns at hour 6, and the minister, who stands at `where`, follows."""
    return quiet.without("price-cut").edit(
        set={"levers.r": resign(), "levers.fire": FIRE,
             "actors.minister.position": {"value": where}, "actors.minister.capability": {"value": 60},
             "actors.mayor.position": {"value": 0.5},
             "levers.later": {"kind": "price_cap", "actor": "mayor", "at": at(12)},
             "levers.cut": {"kind": "shutdown", "actor": "mayor", "at": at(12), "level": 1}}
    )  # fmt: skip


def test_orders_change_with_the_mind_of_who_takes_the_office(quiet):
    """Nearer to the street fire ends, farther off nothing is conceded; the rest passes on."""
    near, far = run(heirs(quiet, 0.9), 20), run(heirs(quiet, 0.1), 20)
    assert not near.state["live_fire"].any()
    assert (near.state["price_capped"] == 1).all()
    assert (far.state["live_fire"] > 0).all()
    assert not far.state["price_capped"].any()
    for simulation in (near, far):
        assert (simulation.state["shutdown"] == 1).all()
        told = [e.text for e in chronicle(simulation.recorder, 0) if e.kind == "falls away"]
        assert len(told) == 1
    same = run(heirs(quiet, 0.9).set("parameters.el_turn", 1), 20)
    assert (same.state["live_fire"] > 0).all()


def test_orders_of_another_office_stay_what_they_are(quiet):
    others = heirs(quiet, 0.9).set("levers.fire", {**FIRE, "actor": "spokesman"})
    assert (run(others, 20).state["live_fire"] > 0).all()


def test_purges_of_a_leader_who_is_gone_fall_away(quiet):
    planned = heirs(quiet, 0.9).set("levers.p", purge(hour=12, target="landlords"))
    state = run(planned, 20).state
    assert state["in_office"][LANDLORDS] == 1
    assert not np.isfinite(state["purged_at"]).any()


def test_the_street_hears_a_change_at_the_top(quiet):
    """Who demands it gives legitimacy to a turn towards it, and takes it from a turn away."""
    seen = {}
    for name, where in (("near", 0.9), ("far", 0.1)):
        simulation = run(heirs(quiet, where), 8)
        simulation.state["demand"][:] = 0.8
        simulation.run(40)
        seen[name] = float(simulation.state["legitimacy"].mean())
    nobody = run(quiet, 8)
    nobody.state["demand"][:] = 0.8
    nobody.run(40)
    assert seen["far"] < float(nobody.state["legitimacy"].mean()) < seen["near"]
    cut = heirs(quiet, 0.9).edit(set={"parameters.el_answer": 0, "parameters.el_fall": 0})
    assert run(cut, 20).state["answered"] == 0


def test_a_coup_passes_the_office_on(quiet):
    sure = quiet.edit(
        set={"parameters.coup_h0": 100.0, "parameters.lo_base": -6, "levers.fire": FIRE,
             "actors.minister.position": {"value": 0.1}}
    )  # fmt: skip
    won = next(s for n in range(20) if (s := run(sure, 4, n)).state["incumbent"] == REPLACED)
    assert won.state["holder"][MAYOR] == MINISTER
    assert won.state["answered"] < 0  # he stands farther from the street
    assert (won.state["live_fire"] > 0).all()  # and goes on shooting


def test_a_deal_turns_the_orders_of_the_same_leader(court):
    """A mayor who has gone over to the landlords' mind by a deal concedes nothing more."""
    later = court.without("price-cut").edit(
        set={"parameters.el_turn": 0.0, "levers.later": {
            "kind": "price_cap", "actor": "mayor", "at": at(160), "title": "Later"}}
    )  # fmt: skip
    deal = run(later.set("parameters.el_deal", 0.0))
    assert deal.state["incumbent"] == 1
    assert deal.state["answered"] < 0  # what those who demand a change think of it
    assert deal.state["holder"][MAYOR] == MAYOR
    assert not deal.state["price_capped"].any()
    without = run(later)
    assert without.state["incumbent"] == IN_OFFICE
    assert (without.state["price_capped"] == 1).all()
