"""Mechanisms change what they declare and nothing else."""

from __future__ import annotations

import dataclasses
import textwrap

import pytest

import tocsin as tc
from tocsin.declare.field import Field
from tocsin.declare.mechanism import Mechanism, check
from tocsin.errors import MechanismError, TocsinError
from tocsin.hour.order import loop
from tocsin.mechanisms.forces import levers
from tocsin.mechanisms.forces.force import CAPTURED
from tocsin.mechanisms.street import news


@pytest.fixture(scope="module")
def order(two_towns):
    return loop(two_towns.spec)


def test_the_loop_fits_together(order):
    fields = check(order)
    assert {"persons", "news", "officers", "site_state"} <= set(fields)


def test_every_field_has_one_owner_and_a_unit(order):
    names = [f.name for m in order for f in m.fields]
    assert len(names) == len(set(names))
    assert all(f.unit and f.about for m in order for f in m.fields)


def test_what_is_only_read_cannot_be_written(two_towns):
    simulation = tc.Simulation(two_towns)
    view = simulation.state.view(Mechanism.of(news))
    with pytest.raises(ValueError, match="read-only"):
        view.rioting += 1
    assert not hasattr(view, "legitimacy")


def test_declarations_are_used(two_towns, order):
    """No mechanism declares a field or a parameter that it never touches."""
    seen: dict[str, set[str]] = {}

    class Spy:
        def __init__(self, inside, name):
            object.__setattr__(self, "_inside", inside)
            object.__setattr__(self, "_name", name)

        def __getattr__(self, name):
            seen.setdefault(self._name, set()).add(name)
            return getattr(self._inside, name)

        def __setattr__(self, name, value):
            setattr(self._inside, name, value)

    scenario = two_towns.with_("cells").edit(
        set={  # whatever can happen does
            "parameters.b_news": 0.5,
            "parameters.gk": 0.1,
            "parameters.e0": 0.05,
            "parameters.kill_attack": 1,
            "parameters.cell_w": 1,
            "cells.groups": [
                {"place": "beta", "size": 300, "at": "2030-06-03T10:00",
                 "targets": ["police_headquarters", "arms_shop", "administration"]}
            ],
            # by one who holds no office: lethal orders end with a new holder
            "levers.live-fire": {"kind": "live_fire", "actor": "ally", "at": "2030-06-03T00:00"},
            "levers.emergency": {"kind": "emergency", "actor": "minister", "at": "2030-06-03T00:00"},
            "levers.leave": {"kind": "stand_down", "actor": "minister", "site": "Alpha town hall",
                             "at": "2030-06-03T00:00", "lasts": "6 h"},
            "levers.withdraw": {"kind": "withdraw", "actor": "minister", "service": "guard",
                                "at": "2030-06-03T00:00", "lasts": "3 h"},
            "parameters.lo_aside": 5,
            "parameters.of_slip": 1,
            "officials.claims.arms": {"actor": "mayor", "at": "2030-06-08T00:00", "text": "arms",
                                      "enemy": True,
                                      "of": ["armed", "cells", "allied_troops", "marching",
                                             "dead_bystanders", "injured_forces"]},
            "levers.release": {"kind": "release", "actor": "minister", "at": "2030-06-08T00:00",
                               "legitimacy": "dL_release"},
            # a request that is refused, one that is granted; troops that come and go
            "sites": [*two_towns.copy_of_data()["sites"],
                      {"name": "Beta airport", "place": "beta", "kind": "airport", "value": 0.1}],
            "alliance.airports": ["Beta airport"],
            "alliance.withdrawal": {"active": 1e6, "hours": 1, "notice": "60 h"},
            "parameters.al_framing": 30,
            "levers.summit": {"kind": "summit", "actor": "ally", "at": "2030-06-05T00:00"},
            "levers.alliance": {"kind": "request", "actor": "mayor", "when": "hour >= 0",
                                "framing": "internal", "sites": ["Beta airport"]},
            "parameters.coup_h0": 100,
            "elites.vote": "cubic",
            "actors.minister.position": {"value": 0.1},
            "levers.dismiss": {"kind": "dismiss", "actor": "mayor", "target": "landlords",
                               "at": "2030-06-03T02:00"},
            "levers.arrest": {"kind": "arrest", "actor": "mayor", "target": "landlords",
                              "at": "2030-06-04T00:00"},
            "levers.aid": {"kind": "aid", "actor": "ally", "power": "South", "at": "2030-06-04"},
            "levers.threat": {"kind": "threaten", "actor": "ally", "power": "North",
                              "at": "2030-06-04"},
            "levers.again": {"kind": "request", "actor": "mayor", "at": "2030-06-04T12:00",
                             "framing": "external", "sites": ["Beta airport"]},
        }
    )  # fmt: skip
    # a coup that succeeds; a purge that fails and a leader who resigns
    fallen = scenario.set("parameters.lo_base", -8)
    revolt = scenario.edit(
        set={"parameters.lo_base": -8, "parameters.coup_h0": 0,
             "levers.dismiss.target": "minister",
             "levers.gone": {"kind": "resignation", "actor": "mayor", "at": "2030-06-03T04:00"},
             "levers.posts": {"kind": "checkpoints", "actor": "mayor", "at": "2030-06-03T00:00"},
             "parameters.el_turn": 0, "actors.mayor.position": {"value": 0.05}}
    )  # fmt: skip

    def watched(mechanism, step):
        return lambda s, p, now: step(Spy(s, mechanism.name), Spy(p, mechanism.name), now)

    for one, hours in ((scenario, None), (revolt, 8), (fallen, 8)):
        simulation = tc.Simulation(one, threads=1)
        simulation.wrap(watched)
        simulation.now.cache.clear()  # what a start works out once
        for m, (_, view, p) in zip(order, simulation._loop, strict=True):
            if m.start:
                m.start(Spy(view, m.name), Spy(p, m.name), simulation.now)
        if hours is None:  # a guarded object is lost, as it may be or not where there is no crowd
            simulation.run(60)
            simulation.state["site_state"][-1] = CAPTURED
        simulation.run(hours)
    for m in order:
        if m.name == "levers":  # what it reads depends on the conditions of the scenario
            continue
        unused = {*m.reads, *m.writes, *m.parameters} - seen[m.name]
        if m.name == "officials":  # so with claims
            unused -= {*levers.READS, "lever_time", "emergency"}
        assert not unused, (m.name, unused)


def mechanism(**changes):
    plain = Mechanism("own", "", ("news",), (), (), (), lambda s, p, now: None)
    return dataclasses.replace(plain, **changes)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"reads": ("nwes",)}, "did you mean 'news'"),
        ({"writes": ("nothing",)}, "unknown field 'nothing'"),
        ({"fields": (Field("news", (), "1", ""),)}, "belongs to news"),
        ({"fields": (Field("mine", (), "1", ""),)}, "does not write it"),
    ],
)
def test_declarations_that_do_not_fit_are_refused(order, changes, message):
    with pytest.raises(MechanismError, match=message):
        check([*order, mechanism(**changes)])


def test_an_axis_that_there_is_not_is_refused():
    with pytest.raises(MechanismError, match="unknown axes"):
        Field("mine", ("planet",), "1", "")


OWN = textwrap.dedent('''
    """Rumour: grows with the crowd and makes the price known faster."""
    from tocsin import Field

    FIELDS = (Field("rumour", ("place",), "1", "how much is talked about"),)
    READS = ("active",)
    WRITES = ("rumour", "news")
    PARAMETERS = ("news_gain",)

    def step(s, p, now):
        s.rumour[:] += 0.01 * p.news_gain * s.active * now.dt
        s.news[...] = 0
''')


def test_a_user_can_add_a_mechanism_of_his_own(two_towns, write):
    write("rumour.py", OWN)
    own = write(
        "mine.yaml",
        "schema_version: 1\nextends: two-towns\nname: mine\ntitle: Mine\n"
        "mechanisms: [{file: rumour.py, after: news}]\n",
    )
    scenario = tc.load(own)
    names = [m.name for m in loop(scenario.spec)]
    assert names[names.index("news") + 1] == "rumour"
    with_own, without = tc.Simulation(scenario), tc.Simulation(two_towns)
    with_own.run()
    without.run()
    assert with_own.state["rumour"].max() > 1
    assert with_own.recorder.active.sum() < without.recorder.active.sum()  # no news any more


@pytest.mark.parametrize(
    ("text", "after", "message"),
    [
        ("READS = ()", "news", "has no WRITES"),
        (OWN + "\n1/0\n", "news", "ZeroDivisionError"),
        (OWN, "newz", "did you mean 'news'"),
        (OWN.replace('"active"', '"actve"'), "news", "unknown field 'actve'"),
    ],
)
def test_a_mechanism_that_does_not_fit_is_refused(write, text, after, message):
    write("own.py", text)
    own = write(
        "mine.yaml",
        "schema_version: 1\nextends: two-towns\nname: mine\ntitle: Mine\n"
        f"mechanisms: [{{file: own.py, after: {after}}}]\n",
    )
    with pytest.raises(TocsinError, match=message):
        tc.Simulation(tc.load(own))


def test_saved_states_are_refused_by_another_run(two_towns, tmp_path):
    a = tc.Simulation(two_towns, seed=1)
    a.run(3)
    a.save(tmp_path / "state.npz")
    with pytest.raises(tc.errors.InputError, match="another scenario, seed, run or"):
        tc.Simulation(two_towns, seed=2).load(tmp_path / "state.npz")
    with pytest.raises(tc.errors.InputError, match="another scenario, seed, run or"):
        tc.Simulation(two_towns, seed=1, parameters="prior").load(tmp_path / "state.npz")
    (tmp_path / "junk.npz").write_bytes(b"x" * 100)
    for name, message in (("junk.npz", "damaged"), ("none.npz", "no such file")):
        with pytest.raises(tc.errors.InputError, match=message):
            a.load(tmp_path / name)
