"""Mistakes in the sections on elites and powers: where they are, and what was expected."""

from __future__ import annotations

import pytest

import tocsin as tc
from tocsin.errors import ScenarioError

AID = {"kind": "aid", "actor": "ally", "at": "2030-06-04", "power": "East"}
BROAD = {"revenue": 1, "coalition": 9, "selectorate": 3}
PURGE = {"kind": "dismiss", "actor": "mayor", "at": "2030-06-04T00:00", "target": "minister"}


def told(edits):
    with pytest.raises(ScenarioError) as caught:
        tc.load("two-towns", set=edits)
    return str(caught.value)


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ({"elites.leader": "mayr"}, "unknown actor with a position 'mayr'; did you mean 'mayor'"),
        ({"elites.leader": "ally"}, "elites.leader: unknown actor with a position 'ally'"),
        ({"elites.seat": "gamma"}, "elites.seat: unknown place"),
        ({"elites.every": 0}, "elites.every"),
        ({"elites.vote": "loud"}, "elites.vote"),
        ({"elites.patronage": BROAD}, "larger than the selectorate"),
        ({"actors.mayor.controls": {"polcie": 0.1}}, "unknown service 'polcie'; did you mean 'police'"),
        ({"actors.mayor.leans": {"Nroth": 0.1}}, "unknown power 'Nroth'; did you mean 'North'"),
        ({"actors.mayor.leans": {"North": 0.8, "South": 0.3}}, "leans sum to 1.1; expected 1 at most"),
        ({"actors.mayor.position": {"value": 1.2}}, "actors.mayor.position"),
        ({"actors.mayor.position": {"value": 0.5, "low": 0.6}}, "low <= value"),
        ({"actors.mayor.position": {"value": 0.5, "high": 9}}, "actors.mayor.position.high"),
        ({"actors.mayor.capability": {"value": 5, "low": -4}}, "actors.mayor.capability.low"),
        ({"actors.ally.position": 0.5}, "has a position but no capability"),
        ({"actors.ally.controls": {"police": 0.5}}, "has 'controls' but no position"),
        ({"levers.p": {**PURGE, "target": "ministre"}}, "unknown actor with a position 'ministre'"),
        ({"levers.p": {**PURGE, "target": "mayor"}}, "'mayor' leads"),
        ({"levers.p": {**PURGE, "successor": "ally"}}, "levers.p.successor"),
        ({"levers.p": AID}, "unknown power 'East'"),
        ({"powers.North.history": 2}, "powers.North.history"),
        ({"actors.mayor.controls": {"allies": 0.1}}, "'allies' is a contingent"),
        ({"actors.mayor.controls": {"guard": 0.3}}, "shares of 'guard' sum to 1.1"),
        ({"parameters.el_keep": 1.5}, "parameters.el_keep.value: 1.5: expected a number from 0 to 1"),
        ({"parameters.po_trade": 2}, "2: expected a number from 0 to 1"),
        ({"parameters.al_word.prior": "uniform(0, 3)"}, "uniform(0, 3): expected draws from 0 to 1"),
    ],
)  # fmt: skip
def test_a_mistake_is_told(edits, words):
    assert words in told(edits)


@pytest.mark.parametrize(
    ("when", "section"),
    [("hold < 0.4", "elites"), ("tension > 1", "elites"), ("guarantee > 0", "alliance")],
)
def test_a_condition_on_what_is_not_there_names_the_section(two_towns, when, section):
    base = two_towns.without("elites", "officials")
    kept = {
        k: v for k, v in base.copy_of_data()["levers"].items() if k not in ("alliance", "summit")
    }
    base = base.edit(set={"levers": kept, "alliance": None})
    needs = f"{when.split()[0]!r} needs a section {section!r}, which is missing"
    with pytest.raises(ScenarioError, match=needs):
        base.set("levers.live-fire.when", when)
    claim = {"actor": "ally", "text": "x", "when": when, "of": ["dead"]}
    with pytest.raises(ScenarioError, match=needs):
        base.set("officials", {"actor": "ally", "claims": {"a": claim}})


def test_powers_need_elites():
    data = tc.load("two-towns").copy_of_data()
    assert data["powers"]
    assert "expected a section 'elites' too" in told({"elites": None})


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        (
            {"actors.mayor.position": {"value": 0.5, "low": -3, "high": 9}},
            "actors.mayor.position.low",
        ),
        ({"actors.mayor.capability": {"value": 4, "low": -4}}, "actors.mayor.capability.low"),
        ({"actors.mayor.position": {"value": 0.5, "high": 9}}, "actors.mayor.position.high"),
        ({"elites.every": "7.6 h"}, "expected whole hours"),
        ({"levers.p": {**PURGE, "successor": "minister"}}, "cannot succeed itself"),
    ],
)
def test_a_range_stays_where_its_figure_may_be(edits, words):
    assert words in told(edits)
