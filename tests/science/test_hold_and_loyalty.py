"""Hold, loyalty by place and what officers do: placebo, channel cut, doubled, on small worlds."""

from __future__ import annotations

import numpy as np
import pytest

import tocsin as tc
from tests.science.test_levers import at
from tests.valley import FILE
from tocsin.mechanisms.forces.force import OBEYS, STANDS_ASIDE, WENT_OVER
from tocsin.parts.elites import loyalty
from tocsin.record.chronicle import chronicle
from tocsin.record.outcomes import outcomes

POLICE, GUARD, ALLIES = 0, 1, 2
ALPHA, BETA, FARMS = 0, 1, 2
HOLD = ("side", "street", "tension", "defect", "harm", "sites", "losses")


@pytest.fixture(scope="module")
def court(two_towns):
    """The elites without the levers that act on them, with coefficients as large as a country's."""
    strong = {"lo_kin": 2.5, "lo_out": 0.4, "lo_aside": 0.3, "ho_street": 2, "ho_sites": 8}
    plain = two_towns.without("dismiss-minister", "alliance")
    return plain.edit(set={f"parameters.{name}": value for name, value in strong.items()})


def run(scenario, until=None, number=0):
    simulation = tc.Simulation(scenario, 5, number, threads=1)
    simulation.run(until)
    return simulation


def times(parameters, scenario, by):
    """Some parameters multiplied."""
    table = scenario.spec.parameters
    return scenario.edit(set={f"parameters.{n}": by * table[n].value for n in parameters})


@pytest.fixture(scope="module")
def loud(court):
    return run(court)


# --- hold ------------------------------------------------------------------------------------------


def test_hold_is_high_on_a_quiet_day_and_does_not_move_without_a_cause(two_towns):
    """L4: no shock, no purge, no coup risk, hold and loyalty unmoved, nobody stands aside."""
    state = run(two_towns.without("shock"))
    a, o = state.recorder.arrays, outcomes(state.recorder)
    assert a["hold"][0] > 0.9
    assert np.abs(a["hold"] - a["hold"][0]).max() < 0.01
    assert np.abs(a["loyalty"] - a["loyalty"][0]).max() < 0.01
    assert a["coup_hazard"].max() <= 1.1 * a["coup_hazard"][0]
    assert not np.isfinite(state.state["purged_at"]).any()
    assert o["stood_aside"] == o["guards_left"] == o["coup_attempted"] == 0


def test_a_tenth_of_the_shock_moves_the_hold_by_little_and_brings_no_purge(two_towns):
    tenth = times(["shock"], two_towns, 0.1)
    state = run(tenth)
    hold = state.recorder.arrays["hold"]
    assert np.abs(hold - hold[0]).max() < 0.05
    assert not np.isfinite(state.state["purged_at"]).any()


def test_the_hold_falls_with_the_crisis_comes_back_and_falls_further_by_doubled_causes(court, loud):
    hold = loud.recorder.arrays["hold"]
    worst = int(np.argmin(hold))
    assert hold[worst] < hold[0] - 0.2
    assert hold[-1] > hold[worst]
    names = [f"ho_{x}" for x in HOLD]
    double = run(times(names, court, 2)).recorder.arrays["hold"]
    assert double.min() < hold.min()


def test_without_its_causes_the_hold_does_not_move(court):
    cut = times([f"ho_{x}" for x in HOLD], court, 0)
    hold = run(cut).recorder.arrays["hold"]
    assert np.ptp(hold) < 1e-6


@pytest.mark.parametrize("cause", ["sites", "losses", "harm", "street", "defect"])
def test_each_cause_lowers_the_hold_by_itself(court, cause):
    only = times([f"ho_{x}" for x in HOLD if x != cause], court, 0)
    hold = run(only, 100).recorder.arrays["hold"]
    assert hold.min() < hold[0] - 0.002
    assert hold.max() < hold[0] + 0.01


# --- loyalty by place ------------------------------------------------------------------------------


def asked(scenario, **state):
    """(service, place) what loyalty goes to where the state is as given."""
    simulation = tc.Simulation(scenario, 5, 0, threads=1)
    i = next(k for k, m in enumerate(simulation._order) if m.name == "loyalty")
    for name, value in state.items():
        simulation.state[name][...] = value
    _, view, values = simulation._loop[i]
    elites = simulation.now.program.politics.elites
    odds = loyalty._odds(view, values, simulation.now, elites)
    foreign = np.array(simulation.now.world.services.foreign)
    return np.where(foreign[:, None], 1.0, 1 / (1 + odds))


RECORD = {"value": 0.5, "date": "2030-06-04", "source": "invented", "status": "estimate"}
CROWD = {"active": [0, 500, 0], "visibility": [0, 0.9, 0], "force": [20, 20, 5]}


def test_a_crowd_lowers_loyalty_in_its_place_alone(court):
    quiet, crowd = asked(court), asked(court, **CROWD)
    assert (crowd[:2, BETA] < quiet[:2, BETA] - 0.05).all()
    assert np.array_equal(crowd[:2, ALPHA], quiet[:2, ALPHA])
    assert (crowd[ALLIES] == 1).all()


def test_who_is_outnumbered_more_obeys_less(court):
    few = asked(court, **CROWD)
    many = asked(court, **{**CROWD, "active": [0, 5000, 0]})
    alone = asked(court, **{**CROWD, "force": [20, 2, 5]})
    assert (many[:2, BETA] < few[:2, BETA]).all()
    assert (alone[:2, BETA] < few[:2, BETA]).all()


def test_officers_from_the_place_feel_a_peaceful_crowd_and_those_from_elsewhere_do_not(court):
    """Ties to the crowd against isolation; a riot closes the ranks."""
    away = court.edit(set={"services.police.local": 0})
    riot = {**CROWD, "rioting": [0, 500, 0]}
    assert asked(court, **CROWD)[POLICE, BETA] < asked(court, **riot)[POLICE, BETA] - 0.05
    assert asked(away, **CROWD)[POLICE, BETA] == pytest.approx(asked(away, **riot)[POLICE, BETA])
    assert asked(court, **CROWD)[POLICE, BETA] < asked(away, **CROWD)[POLICE, BETA] - 0.05


def test_an_order_to_fire_on_kin_costs_loyalty_where_a_crowd_stands(court):
    riot = {**CROWD, "rioting": [0, 500, 0]}
    plain, fire = asked(court, **riot), asked(court, **riot, live_fire=1)
    assert (fire[:2, BETA] < plain[:2, BETA]).all()
    assert np.array_equal(fire[:2, ALPHA], plain[:2, ALPHA])
    cut = court.set("parameters.lo_severe", 0)
    assert np.array_equal(asked(cut, **riot, live_fire=1), asked(cut, **riot))


def test_who_seems_to_lose_is_left_and_who_is_backed_is_not(court):
    sure, lost = asked(court, hold=0.95), asked(court, hold=0.2)
    assert (lost[:2] < sure[:2]).all()
    assert (asked(court, hold=0.2, guarantee=1)[:2] > lost[:2]).all()
    cut = court.set("parameters.lo_win", 0)
    assert np.array_equal(asked(cut, hold=0.2), asked(cut, hold=0.95))


def test_what_neighbours_did_is_heard_and_less_so_far_off(court):
    """Officers of the West stand aside: the East hears of it, the West more; cut, nobody does."""

    def others(scenario):
        simulation = tc.Simulation(scenario, 5, 0, threads=1)
        simulation.run(1)
        quiet = simulation.state["disobeying"].copy()
        simulation.state["stance"][:2, ALPHA] = STANDS_ASIDE
        simulation.run(2)
        return simulation.state["disobeying"] - quiet

    near, far = others(times(["d_out"], court.set("parameters.out_far", 0.01), 0.05))
    assert near > far > 0
    heard, not_heard = asked(court, disobeying=0.5), asked(court, disobeying=0)
    assert (heard[:2] < not_heard[:2]).all()
    cut = court.set("parameters.lo_peer", 0)
    assert np.array_equal(asked(cut, disobeying=0.5), asked(cut, disobeying=0))


def test_better_pay_keeps_a_service(court):
    paid = court.edit(set={"services.police.pay": 1})
    assert (asked(paid)[POLICE] > asked(court)[POLICE]).all()
    assert (asked(paid)[GUARD] <= asked(court)[GUARD] + 0.01).all()


# --- what officers do ------------------------------------------------------------------------------


def with_stance(scenario, stance, hour):
    simulation = run(scenario, hour)
    simulation.state["stance"][:2, BETA] = stance
    simulation.run(hour + 1)
    return simulation.state


def test_who_stands_aside_disperses_nobody_and_who_went_over_counts_for_nothing(court, loud):
    hour = int(np.argmax(loud.recorder.active[:, BETA]))
    still = court.edit(
        set={"parameters.lo_aside": 0, "parameters.lo_over": 0, "parameters.lo_back": 1e6}
    )
    obey, aside, over = (with_stance(still, x, hour) for x in (OBEYS, STANDS_ASIDE, WENT_OVER))
    assert obey["contact"][BETA] > 0
    assert aside["contact"][BETA] == over["contact"][BETA] == 0
    assert aside["force"][BETA] == pytest.approx(obey["force"][BETA])
    assert aside["force_observing"][BETA] == pytest.approx(aside["force"][BETA])
    assert over["force"][BETA] == 0
    assert over["force"][ALPHA] > 0


def test_officers_stand_aside_before_a_crowd_and_it_is_told(court):
    weak = court.edit(set={"parameters.lo_base": 1, "parameters.lo_aside": 5})
    simulation = run(weak, 100)
    o = outcomes(simulation.recorder)
    assert o["stood_aside"] > 0
    told = [e for e in chronicle(simulation.recorder, 0) if e.kind == "stand aside"]
    assert len(told) == o["stood_aside"]
    cut = outcomes(run(weak.set("parameters.lo_aside", 0), 100).recorder)
    assert cut["stood_aside"] == cut["went_over"] == 0


def test_officers_are_back_on_duty_once_the_crowd_is_gone(court):
    quiet = court.without("shock").edit(set={"parameters.lo_back": 2, "parameters.act0": 0})
    simulation = run(quiet, 2)
    simulation.state["stance"][:2, :] = WENT_OVER
    simulation.run(40)
    assert not simulation.state["stance"].any()


def test_split_officers_change_what_the_street_does(court):
    """C3: the same crowd meets less force where officers obey less."""
    out = {}
    for name, base in (("loyal", 8.0), ("split", 0.0)):
        a = run(court.set("parameters.lo_base", base), 100).recorder
        out[name] = float(a.active.sum())
    assert out["split"] > 1.05 * out["loyal"]


def test_loyalty_at_tells_the_lowest_of_a_service_in_a_place(court, loud):
    o = outcomes(loud.recorder)["loyalty_at"]
    assert set(o) == {f"{s} {p}" for s in ("police", "guard") for p in ("Alpha", "Beta")}
    assert o["police Beta"] < asked(court)[POLICE, BETA]
    recorded = court.set("references", {"loyalty_at.police Farms": [RECORD]})
    assert "police Farms" in outcomes(run(recorded, 2).recorder)["loyalty_at"]


@pytest.mark.parametrize("key", ["polce Beta", "police Betta", "police"])
def test_a_record_of_loyalty_names_a_service_and_a_place(court, key):
    with pytest.raises(tc.errors.ScenarioError, match=r"unknown (service|place)"):
        court.set("references", {f"loyalty_at.{key}": [RECORD]})


# --- a service withdraws ---------------------------------------------------------------------------

WITHDRAW = {"kind": "withdraw", "actor": "minister", "service": "police", "regions": ["East"],
            "at": at(4), "lasts": "6 h"}  # fmt: skip


def test_a_service_that_withdraws_counts_for_nothing_there_and_is_back_afterwards(court):
    simulation = tc.Simulation(court.set("levers.stand-down", WITHDRAW), 5, threads=1)
    acting, officers = [], []
    for _ in range(12):
        simulation.step()
        acting.append(simulation.state["acting"][:2].copy())
        officers.append(float(simulation.state["officers"].sum()))
    assert (acting[4][POLICE, BETA:] == 0).all()
    assert acting[4][POLICE, ALPHA] > 0.9
    assert acting[4][GUARD, BETA] > 0.9
    assert acting[11][POLICE, BETA] > 0.5
    assert officers[11] == pytest.approx(officers[0])


def test_a_withdrawal_can_be_switched_as_a_hypothesis_and_needs_no_elites():
    lever = {"kind": "withdraw", "actor": "mayor", "service": "police", "part": "stand-down",
             "at": "2030-06-03T02:00", "enabled": False}  # fmt: skip
    base = tc.load(FILE).set("levers.leave", lever)
    off, on = run(base, 4).state["force"], run(base.with_("stand-down"), 4).state["force"]
    assert on.sum() < off.sum()


def test_a_withdrawal_is_seen_by_other_officers_and_by_the_elites(court):
    everywhere = {**WITHDRAW, "lasts": "60 h"}
    del everywhere["regions"]
    quiet = court.without("shock")
    with_it = quiet.set("levers.stand-down", everywhere)
    a, b = (run(s, 40).recorder.arrays for s in (quiet, with_it))
    assert b["hold"][39] < a["hold"][39] - 0.005
    assert b["loyalty"][39, GUARD] < a["loyalty"][39, GUARD] - 0.005
