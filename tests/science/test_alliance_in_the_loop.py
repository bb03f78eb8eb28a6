"""The alliance in the loop: causes are moved, effects move."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import tocsin as tc
from tocsin.errors import ScenarioError
from tocsin.mechanisms.forces.force import CAPTURED, HELD
from tocsin.parts.alliance import consultation, contingents
from tocsin.parts.alliance.consultation import ABSTAINS, FOR, OBJECTS, TERMS, approved, votes
from tocsin.record.chronicle import chronicle
from tocsin.record.outcomes import outcomes
from tocsin.scenario.load import build
from tocsin.scenario.reading.document import Document

ASK = {
    "kind": "request", "actor": "mayor", "at": "2030-06-03T02:00", "framing": "external",
    "sites": ["Beta town hall", "Beta police headquarters"],
}  # fmt: skip
NEVER = {"alliance.withdrawal.hours": "500 h"}


@pytest.fixture(scope="module")
def quiet(two_towns):
    """Nothing happens but that the alliance is asked in the second hour, and stays.

    That there is no threat is not held against the request (`al_small`); what is, is tested in
    `test_outside_channels`.
    """
    calm = two_towns.without("shock", "summit")
    return calm.edit(set={"levers.alliance": ASK, "parameters.al_small": 0, **NEVER})


def run(scenario, seed=1, hours=None, before=None):
    simulation = tc.Simulation(scenario, seed, threads=1)
    if before:
        before(simulation)
    simulation.run(hours)
    return simulation


def share(scenario, seeds, hours=60):
    """Which of the runs end with an approval."""
    return np.array([bool(run(scenario, seed, hours).state["approved"]) for seed in seeds])


def test_without_a_request_nothing_happens(quiet):
    s = run(quiet.without("alliance"), hours=60).state
    for name in ("asked", "approved", "guarantee", "resentment", "freed", "allied_troops"):
        assert not s[name], name
    assert not s["vote"].any()
    assert not s["contingent"].any()


def test_asked_it_decides_after_a_lag_and_troops_come_later(quiet):
    simulation = run(quiet)
    s, record = simulation.state, simulation.recorder
    assert s["request_at"] == 2
    assert 2 < s["decided_at"] < s["due"].min()
    o = outcomes(record)
    assert o["alliance_decision_hours"] == pytest.approx(float(s["decided_at"]) - 2)
    assert o["alliance_arrival_hours"] >= s["due"].min()
    assert o["alliance_troops"] == pytest.approx(s["pledged"].sum(), abs=0.5)
    assert sum(o["alliance_contribution"].values()) == pytest.approx(o["alliance_troops"], abs=1)
    assert 0.5 < s["guarantee"] <= 1


def test_officers_are_set_free_and_none_is_lost(quiet):
    def officers(simulation):
        s, own = simulation.state, ~simulation.world.services.foreign
        there = s["officers"].sum() + s["site_guards"][own].sum() + s["in_transit"].sum()
        return there + s["reserve"].sum()

    before = officers(tc.Simulation(quiet, 1, threads=1))
    simulation = run(quiet, hours=100)
    s = simulation.state
    assert officers(simulation) == pytest.approx(before)
    rho = simulation.parameters.only(("al_rho",)).al_rho
    assert 0 < s["freed"] <= rho * s["landed"].sum() + 1e-9
    assert s["freed"] == pytest.approx(min(30, rho * s["landed"].sum()), abs=0.6)
    k = simulation.world.services.names.index("allies")
    assert s["site_guards"][k].sum() == pytest.approx(s["contingent"].sum())
    assert set(np.flatnonzero(s["site_guards"][k])) == {1, 2}  # the named sites and no other


AIRPORT = {"name": "Beta airport", "place": "beta", "kind": "airport", "value": 0.1}


def test_a_lost_airport_delays_the_airlift_and_not_the_column(quiet):
    sites = [*quiet.copy_of_data()["sites"], AIRPORT]
    scenario = quiet.edit(
        set={"sites": sites, "alliance.airports": ["Beta airport"], "parameters.recap": 0,
             "parameters.burn": 0}
    )  # fmt: skip

    def lose(simulation):
        simulation.state["site_state"][-1] = CAPTURED

    def first(simulation):
        there = simulation.recorder.arrays["contingent"] > 0
        return np.where(there.any(0), there.argmax(0), -1)

    open_, lost = run(scenario, hours=80), run(scenario, hours=80, before=lose)
    names = open_.scenario.spec.alliance.members
    by_road = np.array([m.route == "road" for m in names.values()])
    assert (first(open_) > 0).all()
    np.testing.assert_array_equal(first(open_)[by_road], first(lost)[by_road])
    assert (first(lost)[~by_road] == -1).all()
    texts = [e.text for e in chronicle(lost.recorder, 0)]
    assert "No airport is open: the airlift is stopped" in texts
    lost.state["site_state"][-1] = HELD
    lost.run(110)
    assert (first(lost)[~by_road] >= 80).all()
    some = run(scenario.set("alliance.airlift.elsewhere", 0.5), hours=80, before=lose)
    assert (first(some) > 0).all()


def test_open_fronts_make_the_gift_smaller_and_the_vote_less_likely(quiet):
    few = quiet.set("alliance.members.Northland.committed", 0.1)
    many = quiet.set("alliance.members.Northland.committed", 0.9)
    for seed in range(5):
        a, b = run(few, seed, 60).state, run(many, seed, 60).state
        assert b["pledged"][0] < a["pledged"][0]
        assert (b["reasons"][0] < a["reasons"][0]).any()
        assert b["reasons"][0].sum() < a["reasons"][0].sum()


@pytest.mark.parametrize(
    ("path", "against", "for_"),
    [
        ("levers.alliance.framing", "internal", "external"),
        ("levers.alliance.by", "faction", "government"),
        ("alliance.clause", "none", "covers"),
        ("alliance.opponent", "state_army", "unrest"),
        ("alliance.objections", "strong", "none"),
        ("alliance.precedent", 0, 1),
        ("alliance.members.Northland.stake", 0.1, 0.9),
        ("alliance.members.Northland.ties", 0.9, 0),
        ("alliance.members.Northland.committed", 0.9, 0),
        ("alliance.members.Northland.cost", 0.9, 0),
        ("alliance.members.Northland.distance", 6000, 100),
        ("alliance.chair", "Southia", "Northland"),
    ],
)
def test_every_cause_moves_the_lead_the_way_the_theory_says(quiet, path, against, for_):
    low, high = (run(quiet.set(path, x), 1, 40).state["reasons"][0] for x in (against, for_))
    moved = high - low
    assert moved.min() > -1e-12
    assert moved.max() > 0.05
    assert (moved > 1e-12).sum() == (2 if "stake" in path else 1)  # a stake can be in danger


def test_ground_lost_to_rivals_raises_the_vote_and_the_gift(quiet):
    """Influence is a cause: what the lead's power has lost counts with its stake."""
    simulation = tc.Simulation(quiet, 1, threads=1)
    alliance = dataclasses.replace(simulation._plan.politics.alliance, power=np.array([0, -1, -1]))
    both = (*consultation.PARAMETERS, *contingents.PARAMETERS)
    names = tuple(getattr(p, "name", p) for p in both)
    p = simulation.parameters.only(names)

    def decided(lost):
        s = SimpleNamespace(
            reasons=np.zeros((3, len(TERMS))), vote=np.full(3, FOR), asked=1, alarm=np.zeros(3),
            ground_lost=np.array([lost]), cost_at_home=np.zeros(3), hold=1.0, hold_first=1.0,
            enemy=0.0, captured_at=np.full(len(simulation.world.sites), np.inf),
        )  # fmt: skip
        ask = dataclasses.replace(alliance.asks[0], guards=np.array([1e4, 0.0]))
        gift = contingents.contingents(alliance, ask, s, p, simulation.now)
        return consultation.reasons(alliance, ask, s, p, simulation.now, 1.0).sum(1), gift

    (before, gave), (after, gives) = decided(0.0), decided(0.2)
    assert after[0] > before[0]
    assert gives[0] > gave[0]
    np.testing.assert_array_equal(after[1:], before[1:])


def test_framed_as_internal_fewer_requests_are_granted(quiet):
    doubtful = quiet.set("parameters.al_base", -3.0)
    internal = doubtful.set("levers.alliance.framing", "internal")
    seeds = range(20)
    outer, inner = share(doubtful, seeds, 40), share(internal, seeds, 40)
    assert not (inner & ~outer).any()  # the same dice: no run is granted for being internal
    assert 0 < inner.sum() < outer.sum() < len(seeds)


def test_what_the_lead_does_moves_who_depends_on_it(quiet):
    k, lead = list(quiet.spec.alliance.members).index("Eastmark"), TERMS.index("lead")
    willing = run(quiet.set("parameters.al_base", 5), 1, 40).state
    unwilling = run(
        quiet.set("alliance.members.Northland.stake", 0).set("parameters.al_stake", 20), 1, 40
    )
    assert willing["vote"][0] == FOR
    assert willing["reasons"][k, lead] > 0
    assert unwilling.state["vote"][0] != FOR
    assert unwilling.state["reasons"][k, lead] <= 0
    assert willing["reasons"][0, lead] == 0


def rule(name, chair=-1):
    """An alliance of which only the rule and the chair matter; the first member leads."""
    return SimpleNamespace(section=SimpleNamespace(rule=name), lead=0, chair=chair)


def test_one_objection_blocks_a_consensus_and_no_majority():
    for_, out, no = FOR, ABSTAINS, OBJECTS
    assert approved(np.array([for_, for_, out]), rule("consensus"))
    assert not approved(np.array([for_, for_, no]), rule("consensus"))
    assert approved(np.array([for_, for_, no]), rule("majority"))
    assert not approved(np.array([for_, out, no]), rule("majority"))
    assert approved(np.array([for_, no, no]), rule("lead_state"))
    assert not approved(np.array([no, for_, for_]), rule("lead_state"))
    assert not approved(np.array([out, out, out]), rule("consensus"))


def test_the_chair_decides_a_tie_and_nothing_else():
    tie = np.array([FOR, FOR, OBJECTS, ABSTAINS])
    assert not approved(tie, rule("majority"))
    assert approved(tie, rule("majority", chair=1))
    assert not approved(tie, rule("majority", chair=2))
    assert not approved(tie, rule("consensus", chair=1))
    few = np.array([FOR, OBJECTS, OBJECTS, ABSTAINS])
    assert not approved(few, rule("majority", chair=0))


def test_votes_are_an_ordered_logit():
    u = (np.arange(100_000) + 0.5) / 100_000
    found = votes(np.full(len(u), 0.7), u, 2.0)
    logistic = 1 / (1 + np.exp(-np.array([0.7, 2.7])))
    assert (found == FOR).mean() == pytest.approx(logistic[0], abs=1e-4)
    assert (found == OBJECTS).mean() == pytest.approx(1 - logistic[1], abs=1e-4)


def test_troops_stay_until_it_has_been_calm_and_a_summit_has_met(two_towns):
    """The country takes days to calm; those who fall at sites are the only ones who go before."""
    exits = 0
    longer = two_towns.set("clock.hours", 400)
    allies = list(two_towns.spec.services).index("allies")
    for seed in range(2):
        simulation = run(longer, seed)
        at, rule = float(simulation.state["exit_at"]), longer.spec.alliance.withdrawal
        record = simulation.recorder
        troops = record.arrays["contingent"].sum(1)
        stay = int(min(at + rule.notice, longer.hours))
        gone = -np.minimum(np.diff(troops[:stay]), 0).sum()
        assert gone <= float(simulation.state["officers_lost"][allies]) + 1e-3
        if not np.isfinite(at):
            continue
        exits += 1
        before = record.active.sum(1)[int(at - rule.hours) : int(at)]
        assert len(before) == rule.hours
        assert before.max() < rule.active
        summit = record.final["lever_time"][simulation._plan.names.index("summit")].min()
        assert summit <= at
        assert troops[-1] < troops[stay - 1]
    assert exits


def test_no_summit_no_exit_where_one_is_foreseen(quiet):
    calm = quiet.edit(
        set={
            "alliance.withdrawal.hours": "12 h",
            "parameters.al_lag": 0.1,
            "parameters.al_calm": 50,
        }
    )
    summit = {"kind": "summit", "actor": "ally", "at": "2030-06-08T00:00"}
    later = run(calm.set("levers.meeting", summit))
    assert 120 <= later.state["exit_at"] <= 121
    assert run(calm).state["exit_at"] < 120
    record = later.recorder
    assert record.arrays["contingent"][-1].sum() < record.arrays["contingent"].sum(1).max()
    kinds = [e.kind for e in chronicle(record, 0)]
    assert "alliance ends" in kinds


def test_when_they_have_left_sites_are_manned_and_the_guarantee_fades(quiet):
    fast = quiet.edit(
        set={"alliance.withdrawal.hours": 30,
             "alliance.withdrawal.notice": 10, "alliance.airlift.flights": 50}
    )  # fmt: skip
    simulation = run(fast)
    record, s = simulation.recorder, simulation.state
    there = record.arrays["contingent"].sum(1)
    assert there.max() > 10
    assert there[-1] == 0
    assert s["site_guards"][~simulation.world.services.foreign, 1].sum() > 18
    foreign = simulation.world.services.names.index("allies")
    assert s["site_guards"][foreign].sum() == pytest.approx(0, abs=1e-6)
    guarantee = record.arrays["guarantee"]
    assert guarantee[-1] < 0.5 * guarantee.max()
    assert record.arrays["resentment"][-1] < record.arrays["resentment"].max()


def test_a_refusal_is_asked_again_by_a_rule_while_the_crisis_lasts(two_towns):
    refusing = two_towns.edit(
        set={"parameters.al_base": -30, "parameters.al_again": 10, "alliance.withdrawal.active": 5}
    )
    simulation = run(refusing)
    assert simulation.state["asked"] > 1
    assert not simulation.state["approved"]
    told = [e.text for e in chronicle(simulation.recorder, 0)]
    assert any("refuses" in text for text in told)
    assert any("is asked again" in text for text in told)
    once = run(refusing.set("levers.alliance", ASK))
    assert once.state["asked"] == 1
    second = run(
        refusing.edit(
            set={"levers.alliance": ASK, "levers.again": ASK | {"at": "2030-06-06T00:00"}}
        )
    )
    assert second.state["asked"] == 2


def test_alarm_spreads_to_those_who_are_alike(two_towns):
    record = run(two_towns.without("alliance")).recorder
    alarm = outcomes(record)["alliance_alarm"]
    assert alarm["Eastmark"] > alarm["Northland"] > alarm["Southia"] > 0  # as their likeness
    still = run(two_towns.without("alliance").set("parameters.al_spill", 0)).recorder
    assert not still.arrays["alarm"].any()


def test_foreign_troops_cost_legitimacy(quiet):
    seen, unseen = (
        run(quiet.set("parameters.al_resent", x), 1, 100).recorder.arrays["legitimacy"][99]
        for x in (0.05, 0)
    )
    assert (seen < unseen - 0.01).all()


def test_one_member_more_changes_no_other_draw(quiet):
    extra = dict(quiet.copy_of_data()["alliance"]["members"]["Southia"], dependence=0)
    wider = quiet.set("alliance.members.Westland", extra)
    a, b = run(quiet, 3, 40).state, run(wider, 3, 40).state
    np.testing.assert_array_equal(a["reasons"], b["reasons"][:3])
    np.testing.assert_array_equal(a["vote"], b["vote"][:3])
    assert a["decided_at"] == b["decided_at"]
    np.testing.assert_array_equal(a["due"], b["due"][:3])


def test_names_of_levers_mean_nothing(quiet):
    data = quiet.copy_of_data()
    data["levers"]["call for help"] = data["levers"].pop("alliance")
    del data["levers"]["summit"]
    renamed = quiet.set("levers", data["levers"])
    a, b = run(quiet, 1, 60).state, run(renamed, 1, 60).state
    np.testing.assert_array_equal(a["landed"], b["landed"])


def test_taken_up_where_it_stopped_it_goes_on_with_the_same_bits(two_towns, tmp_path):
    whole = run(two_towns, 2)
    at = int(whole.state["decided_at"]) + 3
    first = run(two_towns, 2, at)
    first.save(tmp_path / "state.npz")
    second = tc.Simulation(two_towns, 2, threads=1)
    second.load(tmp_path / "state.npz")
    second.run()
    for name, values in whole.state.arrays.items():
        np.testing.assert_array_equal(values, second.state[name], err_msg=name)
    assert outcomes(whole.recorder) == outcomes(second.recorder)
    assert chronicle(whole.recorder, 0) == chronicle(second.recorder, 0)


def test_outcomes_and_lines_are_there_only_with_the_section(two_towns):
    data = two_towns.copy_of_data()
    del data["alliance"], data["levers"]["alliance"], data["levers"]["summit"]
    plain = run(build(Document(data), Path()))
    assert not [n for n in outcomes(plain.recorder) if n.startswith("alliance_alarm")]
    assert "contingent" not in plain.recorder.arrays
    assert not plain.recorder.final["reasons"].size
    o = outcomes(run(two_towns).recorder)
    assert set(o["alliance_vote"]) == set(two_towns.spec.alliance.members)
    assert set(o["alliance_reasons"]) == {
        f"{m}: {t}" for m in two_towns.spec.alliance.members for t in TERMS
    }


@pytest.mark.parametrize(
    ("path", "value", "at", "message"),
    [
        ("alliance.lead", "Nortland", "alliance.lead", "did you mean 'Northland'"),
        ("alliance.chair", "Nobody", "alliance.chair", "unknown member"),
        ("alliance.service", "police", "alliance.service", "is no contingent"),
        ("alliance.service", "alies", "alliance.service", "did you mean 'allies'"),
        ("alliance.airports", ["Beta town hall"], "alliance.airports.0", "is no airport"),
        ("alliance.airports", ["Beta airfield"], "alliance.airports.0", "unknown site"),
        ("alliance.rule", "unanimity", "alliance.rule", "consensus"),
        ("alliance.members.Northland.stake", 1.4, "alliance.members.Northland.stake", "1"),
        ("alliance.members.Northland.route", "sea", "alliance.members.Northland.route", "road"),
        ("alliance.members", {}, "alliance.members", ""),
        ("alliance.lag", 3, "alliance.lag", "unknown key"),
        ("levers.alliance.sites", ["Beta hall"], "levers.alliance.sites.0", "did you mean"),
        ("levers.alliance.framing", "abroad", "levers.alliance.framing", "external"),
        ("levers.alliance.regions", ["East"], "levers.alliance", "acts as a whole"),
        ("references", {"alliance_vote.Westland": [{"value": 1, "source": "x"}]},
         "references.alliance_vote.Westland", "unknown member"),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_their_place(two_towns, path, value, at, message):
    with pytest.raises(ScenarioError) as caught:
        two_towns.set(path, value)
    found = [p for p in caught.value.problems if at in p.path]
    assert found, caught.value.problems
    assert message in str(found[0])


def test_a_request_needs_an_alliance(two_towns, write):
    own = write(
        "own.yaml", "schema_version: 1\nextends: two-towns\nname: own\ntitle: Own\nalliance: null\n"
    )
    with pytest.raises(ScenarioError, match="a request needs an alliance"):
        tc.load(own)


def test_the_flagship_asks_and_can_do_without(flagship):
    assert flagship.spec.levers["alliance"].kind == "request"
    without = flagship.without("alliance")
    assert not any(
        lever.enabled
        for lever in without.spec.levers.values()
        if lever.kind in ("request", "summit")
    )


def test_a_summit_before_the_request_does_not_keep_them_for_ever(quiet):
    early = {"kind": "summit", "actor": "ally", "at": "2030-06-03T00:00"}
    s = run(quiet.edit(set={"alliance.withdrawal.hours": "12 h", "levers.early": early})).state
    assert np.isfinite(s["exit_at"])
    assert s["reviews"] == 0


def test_at_the_review_the_members_weigh_the_calm(quiet):
    """The dice are those of the decision: with no weight of calm the mandate goes on, and on."""
    met = quiet.edit(
        set={
            "alliance.withdrawal.hours": "12 h", "parameters.al_lag": 2, "parameters.al_again": 20,
            "levers.meeting": {"kind": "summit", "actor": "ally", "at": "2030-06-05T00:00"},
        }
    )  # fmt: skip
    stay, go = (run(met.set("parameters.al_calm", x)) for x in (0, 50))
    assert stay.state["reviews"] > 2
    assert not np.isfinite(stay.state["exit_at"])
    np.testing.assert_array_equal(stay.state["stay_vote"], stay.state["vote"])
    assert go.state["reviews"] == 1
    assert 48 < go.state["exit_at"] < 80
    assert (go.state["stay_vote"] == OBJECTS).all()
    np.testing.assert_array_equal(go.state["vote"], stay.state["vote"])
    told = [e.text for e in chronicle(go.recorder, 0) if e.kind == "decision"]
    names = ", ".join(met.spec.alliance.members)
    assert told[-1] == f"The League lets the mandate end (to go: {names})"
    assert any("mandate go on" in e.text for e in chronicle(stay.recorder, 0))


def test_the_session_decides_the_mandate_before_it_has_been_calm_for_long(quiet):
    """Once: who is for staying then waits for the calm; who is not goes, calm or no calm."""
    meeting = {"kind": "summit", "actor": "ally", "at": "2030-06-05T00:00"}
    met = quiet.edit(set={"levers.meeting": meeting, "parameters.al_lag": 2})  # calm is 500 h away
    stay, go = (run(met.set("parameters.al_calm", x)) for x in (0, 100))
    assert stay.state["reviews"] == 1
    assert not np.isfinite(stay.state["exit_at"])
    assert go.state["reviews"] == 1
    assert 48 < go.state["exit_at"] < 80
    votes = [outcomes(x.recorder)["alliance_stay"] for x in (stay, go)]
    assert votes == [dict.fromkeys(met.spec.alliance.members, x) for x in (1.0, 0.0)]


def test_who_falls_is_missing_from_the_contingent(quiet):
    def fall(simulation):
        k = simulation.world.services.names.index("allies")
        simulation.run(80)
        simulation.state["site_guards"][k, 1] *= 0.5

    simulation = run(quiet, hours=100, before=fall)
    s, k = simulation.state, simulation.world.services.names.index("allies")
    assert s["contingent"].sum() < s["landed"].sum() - 1
    assert s["site_guards"][k].sum() == pytest.approx(s["contingent"].sum())
    assert outcomes(simulation.recorder)["alliance_leave_hours"] is None  # nobody went home


def test_troops_leave_a_lost_site_and_stand_by_while_none_is_held(quiet):
    k = tc.Simulation(quiet, 1, threads=1).world.services.names.index("allies")
    still = quiet.edit(set={"parameters.recap": 0, "parameters.burn": 0})
    simulation = run(still, hours=90)
    s, record = simulation.state, simulation.recorder
    came = float(s["contingent"].sum())
    assert came > 0
    s["site_state"][1] = CAPTURED
    simulation.run(92)
    assert s["site_guards"][k, 1] == 0
    assert s["site_guards"][k, 2] == pytest.approx(came)
    s["site_state"][2] = CAPTURED
    simulation.run(94)
    assert s["site_guards"][k].sum() == 0
    assert s["standby"] == pytest.approx(came)
    s["site_state"][1] = HELD
    s["site_guards"][0, 1], freed = 5.0, float(s["freed"])
    simulation.run(96)
    assert s["site_guards"][k, 1] == pytest.approx(came)
    assert s["freed"] > freed + 4  # they relieve who guards it now
    assert s["contingent"].sum() == pytest.approx(came)
    assert s["allied_troops"] == pytest.approx(s["landed"].sum())
    assert (np.diff(record.arrays["contingent"].sum(1)[:96]) >= -1e-3).all()


def test_arrivals_do_not_go_to_lost_sites(quiet):
    def lose(simulation):
        simulation.state["site_state"][[1, 2]] = CAPTURED

    still = quiet.edit(set={"parameters.recap": 0, "parameters.burn": 0})
    simulation = run(still, hours=100, before=lose)
    s, k = simulation.state, simulation.world.services.names.index("allies")
    assert s["site_guards"][k].sum() == 0
    assert s["standby"] == pytest.approx(s["landed"].sum())
    assert outcomes(simulation.recorder)["alliance_arrival_hours"] is not None


def test_while_it_is_undecided_nothing_is_approved_or_refused(quiet):
    o = outcomes(run(quiet.set("parameters.al_lag", 900)).recorder)
    assert o["alliance_requested"] == 1
    assert o["alliance_approved"] is None


def test_requests_are_told_as_they_were_made(quiet):
    """Once, at the minute of the lever; a second one after an approval is none."""
    second = ASK | {"title": "Second request", "at": "2030-06-08T00:00"}
    one = quiet.edit(set={"levers.alliance.at": "2030-06-03T02:30", "levers.again": second})
    told = [e for e in chronicle(run(one).recorder, 0) if e.kind == "alliance"]
    assert [e.time_utc for e in told] == ["2030-06-03T02:30Z"]
    before = quiet.set("levers.alliance.at", "2030-06-01T00:00")
    told = [e for e in chronicle(run(before).recorder, 0) if e.kind == "alliance"]
    assert [e.time_utc for e in told] == ["2030-06-03T00:00Z"]
    short = quiet.edit(set={"levers.alliance.at": "2030-06-03T02:30", "levers.alliance.lasts": 0.4})
    assert run(short, hours=60).state["asked"] == 1


def test_the_airlift_is_told_only_where_somebody_flies(quiet):
    sites = [*quiet.copy_of_data()["sites"], AIRPORT]
    by_road = {f"alliance.members.{m}.route": "road" for m in quiet.spec.alliance.members}
    scenario = quiet.edit(
        set={"sites": sites, "alliance.airports": ["Beta airport"], "parameters.recap": 0,
             "parameters.burn": 0, **by_road}
    )  # fmt: skip

    def lose(simulation):
        simulation.state["site_state"][-1] = CAPTURED

    kinds = [e.kind for e in chronicle(run(scenario, before=lose).recorder, 0)]
    assert "troops" in kinds
    assert "airlift" not in kinds
