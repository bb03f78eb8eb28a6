"""Levers act when and where they should."""

from __future__ import annotations

import numpy as np
import pytest

import tocsin as tc


def at(hour):
    return f"2030-06-0{3 + hour // 24}T{hour % 24:02d}:00"


def run(scenario, hours=None):
    simulation = tc.Simulation(scenario, 1, threads=1)
    simulation.run(hours)
    return simulation


def test_a_lever_acts_from_its_hour_until_its_end(two_towns):
    lever = {"kind": "shutdown", "actor": "minister", "level": 0.7, "regions": ["East"],
             "at": at(10), "until": at(20)}  # fmt: skip
    level = run(two_towns.without("throttle").set("levers.cut", lever)).recorder.arrays["shutdown"]
    west, east = level.T
    assert not west.any()
    np.testing.assert_array_equal(np.flatnonzero(east), np.arange(10, 20))
    assert east[10] == np.float32(0.7)


def test_times_may_carry_an_offset(two_towns):
    lever = {
        "kind": "emergency",
        "actor": "minister",
        "at": "2030-06-03T13:30+03:00",
        "lasts": "2 h",
    }
    em = run(two_towns.without("emergency").set("levers.em", lever)).recorder.arrays["emergency"]
    np.testing.assert_array_equal(np.flatnonzero(em[:, 0]), [11, 12])  # 10:30 UTC


def test_a_condition_latches_and_acts_after_its_delay(two_towns):
    lever = {"kind": "emergency", "actor": "minister", "when": "active >= 30", "after": "5 h"}
    record = run(two_towns.without("emergency").set("levers.em", lever)).recorder
    seen = int(np.argmax(record.active.sum(1) >= 30))
    started = int(np.argmax(record.arrays["emergency"][:, 0]))
    assert started == seen + 1 + 5  # conditions see the end of the last hour
    assert record.arrays["emergency"][started:].all()


def test_each_region_for_itself(two_towns):
    lever = {
        "kind": "emergency",
        "actor": "minister",
        "when": "here.active >= 30",
        "each": "region",
    }
    record = run(two_towns.without("emergency").set("levers.em", lever)).recorder
    by_town = record.active[:, :2]
    for region in range(2):
        em = record.arrays["emergency"][:, region]
        if (by_town[:, region] >= 30).any():
            assert np.argmax(em) == np.argmax(by_town[:, region] >= 30) + 1
        else:
            assert not em.any()


def test_later_levers_override_earlier_ones(two_towns):
    scenario = two_towns.set(
        "levers.stop", {"kind": "rules_of_engagement", "actor": "minister", "regions": ["East"],
                        "rules": "observe", "at": at(0)},
    )  # fmt: skip
    rules = run(scenario, 5).state["rules"]
    assert (rules[:, 0] == 2).all()
    assert (rules[:, 1] == 0).all()


def test_guards_who_stand_down_are_not_lost(two_towns):
    lever = {"kind": "stand_down", "actor": "minister", "site": "Beta town hall", "remaining": 2,
             "at": at(4), "lasts": "6 h"}  # fmt: skip
    simulation = tc.Simulation(two_towns.set("levers.leave", lever), 1, threads=1)
    k = simulation.world.sites.names.index("Beta town hall")
    beta = simulation.world.places.ids.index("beta")
    guards, mobile = [], []
    for _ in range(30):
        simulation.step()
        guards.append(simulation.state["site_guards"][:, k].sum())
        mobile.append(simulation.state["officers"][:, beta].sum())
    assert guards[3] == 20
    assert abs(guards[4] - 2) < 1e-9
    assert mobile[4] > mobile[3] + 10
    assert 2 < guards[-1] <= 20  # they come back when the order has ended


def test_allies_set_officers_free_and_take_their_place(two_towns):
    lever = {"kind": "alliance", "actor": "ally", "service": "allies", "sites": ["Beta town hall"],
             "troops": 25, "officers": 20, "over": "4 h", "at": at(2)}  # fmt: skip
    simulation = run(two_towns.set("levers.alliance", lever), 24)
    s = simulation.state
    k = simulation.world.sites.names.index("Beta town hall")
    allies = simulation.world.services.names.index("allies")
    assert s["site_guards"][allies, k] == 25
    assert s["allied_troops"] == 25
    assert abs(s["freed"] - 20) < 1.0
    assert s["site_guards"][:allies, k].sum() < 1.0


def test_when_allies_leave_sites_are_manned_again(two_towns):
    lever = {"kind": "alliance", "actor": "ally", "service": "allies", "sites": ["Beta town hall"],
             "troops": 25, "officers": 20, "over": "4 h", "at": at(2), "lasts": "10 h"}  # fmt: skip
    simulation = tc.Simulation(
        two_towns.without("shock").set("levers.alliance", lever), 1, threads=1
    )
    k = simulation.world.sites.names.index("Beta town hall")
    allies = simulation.world.services.names.index("allies")
    troops, own = [], []
    for _ in range(100):
        simulation.step()
        troops.append(simulation.state["site_guards"][allies, k])
        own.append(simulation.state["site_guards"][:allies, k].sum())
    assert troops[11] == 25
    assert own[11] < 1
    np.testing.assert_allclose(troops[12:16], [18.75, 12.5, 6.25, 0])
    assert own[-1] > 19
    assert simulation.state["allied_troops"] == 25


def test_no_more_officers_are_called_up_than_ordered(two_towns):
    em = {"kind": "emergency", "actor": "minister", "at": at(0)}
    call = {"kind": "mobilise", "actor": "minister", "service": "guard", "officers": 20,
            "over": "4 h", "at": at(60)}  # fmt: skip
    scenario = two_towns.set("levers.em", em).set("levers.call-up", call)
    simulation = run(scenario, 140)
    i = simulation.now.program.names.index("call-up")
    guard = simulation.world.services.names.index("guard")
    assert abs(simulation.state["called_up"][i] - 20) < 1e-9
    assert abs(simulation.state["reserve"][guard] - 40) < 1e-9


def test_without_orders_nobody_is_dispersed_or_arrested(two_towns):
    ordered, left = run(two_towns, 90), run(two_towns.without("orders"), 90)
    assert ordered.state["ever_detained"].sum() > 0
    assert left.state["ever_detained"].sum() == 0
    assert not left.state["contact"].any()


def test_an_amnesty_lets_people_go(two_towns):
    lever = {"kind": "release", "actor": "minister", "share": "100 %", "at": at(120)}
    simulation = tc.Simulation(two_towns.set("levers.amnesty", lever), 1, threads=1)
    simulation.run(120)
    assert simulation.state["detained"].sum() > 0
    simulation.step()
    assert simulation.state["detained"].sum() <= 3  # but for those of the same hour


def test_the_curfew_empties_the_streets_at_night(two_towns):
    em = {"kind": "emergency", "actor": "minister", "at": at(0)}
    scenario = two_towns.without("emergency").set("levers.em", em)
    simulation = tc.Simulation(scenario, 1, threads=1)
    free = tc.Simulation(two_towns.without("emergency"), 1, threads=1)
    for hour in range(26):
        simulation.step()
        free.step()
        night = hour % 24 >= 23 or hour % 24 < 7
        expected = 0.4 if night else 1.0  # curfew = 0.6
        ratio = simulation.state["readiness"] / free.state["readiness"]
        np.testing.assert_allclose(ratio, expected)


def test_nobody_shoots_where_nobody_may_use_force(two_towns):
    fire = {"kind": "live_fire", "actor": "minister", "warning": False, "at": at(0)}
    passive = {"kind": "rules_of_engagement", "actor": "minister", "rules": "observe", "at": at(0)}
    scenario = two_towns.without("sweeps").set("levers.live-fire", fire)
    shooting = run(scenario, 100)
    observing = run(scenario.set("levers.orders", passive), 100)
    assert shooting.state["shots"].any()
    assert not observing.state["firing"].any()
    assert not observing.state["shots"].any()


@pytest.mark.parametrize("over", ["30 min", "90 min", "5 h"])
def test_as_many_come_as_are_sent_whatever_the_time(two_towns, over):
    lever = {"kind": "alliance", "actor": "ally", "service": "allies", "sites": ["Beta town hall"],
             "troops": 20, "officers": 10, "over": over, "at": at(2), "lasts": "20 h"}  # fmt: skip
    call = {"kind": "mobilise", "actor": "minister", "service": "guard", "officers": 10,
            "over": over, "at": at(60)}  # fmt: skip
    em = {"kind": "emergency", "actor": "minister", "at": at(0)}
    scenario = two_towns.set("levers.alliance", lever).set("levers.em", em)
    simulation = run(scenario.set("levers.call-up", call), 100)
    s, allies = simulation.state, simulation.world.services.names.index("allies")
    assert s["allied_troops"] == pytest.approx(20)
    assert s["site_guards"][allies].sum() == pytest.approx(0)
    assert s["called_up"].sum() == pytest.approx(10)


def test_what_comes_too_late_does_not_act(two_towns):
    cut = {
        "kind": "shutdown",
        "actor": "minister",
        "when": "hour > 50",
        "level": 1,
        "until": at(40),
    }
    follow = {"kind": "emergency", "actor": "minister", "when": "fired('cut')"}
    scenario = two_towns.without("emergency").set("levers.cut", cut)
    record = run(scenario.set("levers.follow", follow), 70).recorder
    assert not record.arrays["emergency"].any()
    assert np.isinf(record.final["lever_time"][-2]).all()


def test_a_later_alliance_takes_nothing_from_an_earlier_one(two_towns):
    lever = {"kind": "alliance", "actor": "ally", "service": "allies", "sites": ["Beta town hall"],
             "troops": 20, "officers": 5, "over": "12 h"}  # fmt: skip
    scenario = two_towns.without("shock").set("levers.alliance", {**lever, "at": at(0)})
    later = {**lever, "at": at(30), "until": at(33)}  # a quarter comes, and leaves again
    simulation = tc.Simulation(scenario.set("levers.later", later), 1, threads=1)
    allies = simulation.world.services.names.index("allies")
    troops = []
    for _ in range(60):
        simulation.step()
        troops.append(simulation.state["site_guards"][allies].sum())
    np.testing.assert_allclose([troops[i] for i in (11, 29, 32, 59)], [20, 20, 25, 20])
