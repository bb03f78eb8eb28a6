"""From the elites to the street and back: causes are moved, effects move; labels move nothing."""

from __future__ import annotations

import numpy as np
import pytest

import tocsin as tc
from tests.valley import FILE
from tocsin.declare.outcome import OUTCOMES
from tocsin.errors import ScenarioError
from tocsin.record.chronicle import chronicle
from tocsin.record.outcomes import outcomes


def run(scenario, number=0, until=None, seed=5):
    simulation = tc.Simulation(scenario, seed, number, threads=1)
    simulation.run(until)
    return simulation


def found(scenario, number=0, until=None):
    return outcomes(run(scenario, number, until).recorder)


@pytest.fixture(scope="module")
def court(two_towns):
    """The elites without their rules, so that a test says who does what, and when."""
    return two_towns.without("dismiss-minister", "alliance")


def at(hour):
    return f"2030-06-{3 + hour // 24:02d}T{hour % 24:02d}:00"


def purge(kind, hour, target):
    return {"kind": kind, "actor": "mayor", "at": at(hour), "target": target}


def test_split_services_lose_sites_that_loyal_ones_hold(court):
    strong = court.edit(set={"parameters.gk": 8, "parameters.desert": 1})
    loyal, split = (strong.set("parameters.lo_base", base) for base in (8, -1))
    lost = dict.fromkeys(("loyal", "split"), 0.0)
    left = dict(lost)
    for number in range(6):
        for name, scenario in (("loyal", loyal), ("split", split)):
            recorder = run(scenario, number).recorder
            lost[name] += np.isfinite(recorder.final["captured_at"]).sum()
            left[name] += outcomes(recorder)["guards_left"]
    assert lost["split"] > lost["loyal"]
    assert left["split"] > 0
    assert left["loyal"] == 0


def test_a_minister_of_another_mind_makes_a_service_that_obeys_less(court):
    """The cause is who commands, and only the service that he commands is hit."""
    near = court.set("actors.minister.position", {"value": 0.6})
    far = court.set("actors.minister.position", {"value": 0.0})
    no_peers = {"parameters.lo_peer": 0}
    a, b = (run(s.edit(set=no_peers), until=1).state["loyalty"] for s in (near, far))
    police, guard = 0, 1
    assert b[guard] < a[guard] - 0.01
    assert a[guard] - b[guard] > a[police] - b[police] > 0


def test_disobedience_spreads_between_services(court):
    far = court.set("actors.minister.position", {"value": 0.0}).set("parameters.lo_control", 6)
    alone = run(far.set("parameters.lo_peer", 0), until=1).state["loyalty"]
    together = run(far.set("parameters.lo_peer", 4), until=1).state["loyalty"]
    assert (together[:2] < alone[:2]).all()


def test_a_purge_at_the_wrong_moment_raises_the_risk_of_a_coup(court):
    """The same dismissal, of a rival without services: what it adds to the hazard of the next day."""
    added = {"quiet": 0.0, "loud": 0.0}
    for number in range(4):
        plain = run(court, number).recorder
        loud = int(np.argmax(plain.active.sum(1)))
        for name, hour in (("quiet", 2), ("loud", loud)):
            scenario = court.set("levers.purge", purge("dismiss", hour, "landlords"))
            hazard = run(scenario, number, hour + 24).recorder.arrays["coup_hazard"]
            day = slice(hour, hour + 24)
            added[name] += float((hazard[day] - plain.arrays["coup_hazard"][day]).sum())
    assert added["loud"] > 1.2 * added["quiet"] > 0, added


def test_who_is_dismissed_keeps_some_weight_and_who_is_arrested_none(court):
    before = run(court, until=3).state
    for kind, kept in (("dismiss", 0.4), ("arrest", 0.0)):
        after = run(court.set("levers.p", purge(kind, 2, "minister")), until=3).state
        assert after["capability"][1] == pytest.approx(kept * before["capability"][1])
        assert after["in_office"][1] == 0
        # what he commanded passes to who dismissed him, and nothing is lost on the way
        assert (after["control"][1] == 0).all()
        assert after["control"].sum(0) == pytest.approx(before["control"].sum(0))
        assert after["tension"] > before["tension"]
        assert after["disruption"].max() > 0


def test_a_successor_takes_the_services(court):
    lever = purge("dismiss", 2, "minister") | {"successor": "landlords"}
    after = run(court.set("levers.p", lever), until=3).state
    assert after["control"][2].sum() > 0


def test_nobody_can_be_dismissed_twice(court):
    once = court.set("levers.p", purge("dismiss", 2, "landlords"))
    twice = once.set("levers.q", purge("dismiss", 2, "landlords"))
    a, b = run(once, until=3).state, run(twice, until=3).state
    assert a["capability"][2] == b["capability"][2]
    assert a["tension"] == b["tension"]


def plot(court):
    """A minister who stands with the landlords, and an hour in which something must happen."""
    return court.edit(set={"parameters.coup_h0": 100.0, "actors.minister.position": {"value": 0.1}})


def test_a_coup_succeeds_where_services_follow_the_plotters_and_fails_where_they_do_not(court):
    sure = plot(court)
    hit = {"loyal": 0.0, "split": 0.0}
    for number in range(8):
        for name, base in (("loyal", 8), ("split", -6)):
            o = found(sure.set("parameters.lo_base", base), number)
            assert o["coup_attempted"] == 1
            hit[name] += o["coup_succeeded"]
            assert o["incumbent_survives"] == 1 - o["coup_succeeded"]
    assert hit["loyal"] == 0
    assert hit["split"] >= 4


def test_who_fails_loses_everything_and_who_wins_leads(court):
    base = {"parameters.lo_base": 8}
    failed = run(plot(court).edit(set=base), until=2).state
    assert failed["leader_is"] == 0
    assert failed["capability"][1] == 0
    won = None
    for number in range(20):
        state = run(plot(court).edit(set=base | {"parameters.lo_base": -6}), number, until=2).state
        if state["incumbent"] == 2:
            won = state
            break
    assert won is not None
    assert won["leader_is"] == 1
    assert won["capability"][0] == 0


def test_the_street_weighs_on_the_hold(court):
    """Both lose hold as the square fills; of its votes who stands with it wins some."""
    change = {}
    votes = {f"parameters.ho_{x}": 0 for x in ("street", "harm", "sites", "losses", "defect")}
    for name, x in (("apart", 0.05), ("with", 0.9)):
        for cut, of in (("whole", {}), ("votes", votes)):
            scenario = court.edit(set={"actors.mayor.position": {"value": x}} | of)
            a = run(scenario).recorder.arrays
            change[name, cut] = float(a["hold"][int(np.argmax(a["street"]))] - a["hold"][0])
    assert change["apart", "votes"] < 0 < change["with", "votes"]
    assert change["apart", "whole"] < -0.1
    assert change["with", "whole"] < -0.1


def test_positions_move_only_while_something_is_the_matter(court):
    calm = run(court.without("shock").edit(set={"parameters.act0": 0})).recorder.arrays["position"]
    loud = run(court).recorder.arrays["position"]
    assert np.abs(calm - calm[0]).max() < 1e-6
    assert np.abs(loud - loud[0])[:, :3].max() > 0.005


def test_patronage_pays_where_it_is_asked_for(court):
    rule = {"revenue": 100, "coalition": 5, "selectorate": 1000}
    paid = court.edit(set={"elites.patronage": rule, "parameters.lo_pay": 1})
    assert (
        run(paid, until=1).state["loyalty"][:2] > run(court, until=1).state["loyalty"][:2]
    ).all()
    broad = paid.set("elites.patronage.coalition", 19).set("elites.patronage.selectorate", 20)
    assert (
        run(broad, until=1).state["loyalty"][:2] < run(paid, until=1).state["loyalty"][:2]
    ).all()


def test_titles_and_sources_change_nothing(court):
    told = court.edit(
        set={"actors.minister.office": "Someone else", "actors.minister.faction": "x"}
    )
    a, b = run(court).state, run(told).state
    for name in a.arrays:
        assert np.array_equal(a[name], b[name], equal_nan=True), name


def test_another_actor_changes_nobody_elses_draws(court):
    other = {
        "office": "Chamber of commerce", "salience": {"value": 0.1}, "capability": {"value": 0},
        "position": {"value": 0.5, "low": 0, "high": 1},
    }  # fmt: skip
    more = court.set("actors.chamber", other)
    a, b = run(court, until=1).state, run(more, until=1).state
    assert np.array_equal(a["ideal"][:3], b["ideal"][:3])
    assert np.array_equal(a["lean"], b["lean"][[0, 1, 2, 4]])


def test_ranges_are_drawn_in_each_run_and_fixed_figures_are_not(court):
    fixed = court.set("actors.mayor.position", {"value": 0.6})
    drawn = [run(court, n, until=1).state["ideal"][0] for n in range(4)]
    same = [run(fixed, n, until=1).state["ideal"][0] for n in range(4)]
    assert len(set(drawn)) == 4
    assert all(0.5 <= x <= 0.7 for x in drawn)
    assert set(same) == {0.6}


def test_a_saved_palace_goes_on_with_the_same_bits(court, tmp_path):
    scenario = court.set("levers.p", purge("dismiss", 50, "minister"))
    whole = run(scenario)
    first = tc.Simulation(scenario, 5, 0, threads=1)
    first.run(60)
    first.save(tmp_path / "state.npz")
    second = tc.Simulation(scenario, 5, 0, threads=1)
    second.load(tmp_path / "state.npz")
    second.run()
    assert whole.recorder.arrays.keys() == second.recorder.arrays.keys()
    for name, array in whole.recorder.arrays.items():
        assert np.array_equal(array, second.recorder.arrays[name]), name


def test_without_the_section_nothing_of_it_is_recorded():
    plain = run(tc.load(FILE), until=5)
    assert not [n for n in outcomes(plain.recorder) if OUTCOMES[n].part == "elites"]
    assert "loyalty" not in plain.recorder.arrays
    assert (plain.state["loyalty"] == 1).all()


def test_what_is_switched_off_stays_off(court):
    """A hazard of zero is none, however tense the elites; fast times do not overshoot."""
    wild = court.edit(
        set={"parameters.coup_h0": 0, "parameters.el_dismiss": 1e4, "parameters.el_t_tension": 0.3,
             "parameters.po_t": 0.3, "parameters.po_t_affront": 0.3,
             "levers.p": purge("dismiss", 2, "minister")}
    )  # fmt: skip

    def strictly(_, step):
        def strict(s, p, now):
            with np.errstate(all="raise"):
                step(s, p, now)

        return strict

    simulation = tc.Simulation(wild, 5, 0, threads=1)
    simulation.wrap(strictly)  # the record keeps what is next to nothing as zero
    simulation.run(40)
    state = simulation.state
    assert state["coup_attempts"] == 0
    for name in ("tension", "disruption", "lean", "affront"):
        assert np.isfinite(state[name]).all(), name
        assert (state[name] >= 0).all(), name


def test_a_coup_that_fails_is_felt_at_once(court):
    """Those who tried are arrested at the usual price, and the hold is weighed anew."""
    quiet = plot(court).edit(set={"parameters.lo_base": 8}).without("shock")
    a = run(quiet, until=1).state
    b = run(quiet.set("parameters.coup_h0", 0), until=1).state
    assert a["tension"] > b["tension"]
    assert a["hold"] != b["hold"]


def test_in_quiet_days_everybody_goes_home_again(court):
    """Without heat there are no offers, but the way back to one's own mind goes on."""
    moved = court.without("shock").edit(set={"parameters.act0": 0, "clock.hours": 160})
    simulation = tc.Simulation(moved, 5, 0, threads=1)
    simulation.state["position"][:3] = 0.5
    simulation.run()
    state = simulation.state
    assert (
        np.abs(state["position"] - state["ideal"])[:3].max()
        < 0.3 * np.abs(0.5 - state["ideal"])[:3].max()
    )


def test_a_power_of_whom_nobody_buys_keeps_its_friends(court):
    still = court.without("shock").edit(
        set={"parameters.po_t": 24, "powers.North.trade": 0, "powers.North.aid": 0,
             "powers.South.trade": 0}
    )  # fmt: skip
    state = run(still).state
    assert np.abs(state["influence"] - state["influence_before"]).max() < 1e-9


def test_what_a_purge_takes_is_not_what_a_power_loses(court):
    """Influence follows offices; what powers won by themselves is told apart."""
    quiet = court.without("shock").set("parameters.po_t", 1e6)
    hit = quiet.set("levers.p", purge("arrest", 2, "landlords"))
    before, after = found(quiet), found(hit)
    assert after["influence_after"]["South"] < before["influence_after"]["South"] - 0.05
    assert abs(after["influence_won"]["South"]) < 1e-3


PURGE = {"kind": "dismiss", "actor": "mayor", "title": "Out", "target": "landlords"}


def _purges(scenario):
    simulation = tc.Simulation(scenario, 1, threads=1)
    simulation.run(60)
    return [e.time_utc for e in chronicle(simulation.recorder, 0) if e.text == "Out"]


def test_a_purge_is_told_once_it_was_done(two_towns):
    once = two_towns.set("levers.out", PURGE | {"at": "2030-06-03T05:00"})
    assert _purges(once) == ["2030-06-03T05:00Z"]
    again = once.set("levers.out2", PURGE | {"at": "2030-06-04T05:00"})
    assert _purges(again) == ["2030-06-03T05:00Z"]  # nobody is dismissed twice
    before = two_towns.set("levers.out", PURGE | {"at": "2030-06-01T05:00"})
    assert _purges(before) == ["2030-06-03T00:00Z"]


@pytest.mark.parametrize("ends", [{"lasts": "0.4 h"}, {"until": "2030-06-04T00:00"}])
def test_what_is_done_in_a_moment_has_no_end(two_towns, ends):
    with pytest.raises(ScenarioError, match="act of a moment"):
        two_towns.set("levers.out", PURGE | {"at": "2030-06-03T05:00"} | ends)


def test_the_short_way_to_the_standing_gives_the_same(court):
    """Votes in proportion and linear victory have a formula of their own."""
    from types import SimpleNamespace

    from tocsin.parts.elites.hold import any_standing, plain_standing
    from tocsin.theory.bargaining import Rules

    plan = SimpleNamespace(rules=Rules())
    rng = np.random.default_rng(3)
    for _ in range(200):
        n = int(rng.integers(2, 9))
        s = SimpleNamespace(
            position=rng.uniform(size=n), salience=rng.uniform(0.1, 1, n),
            capability=rng.uniform(0.1, 9, n), leader_is=int(rng.integers(n)),
        )  # fmt: skip
        others = np.arange(n) != s.leader_is
        short = plain_standing(s.position, s.capability, s.leader_is)
        assert short[others] == pytest.approx(any_standing(s, plan)[others], abs=1e-9)
