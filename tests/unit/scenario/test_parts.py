"""Sections taken out as a whole, with what hangs on them, and nothing else."""

from __future__ import annotations

import pytest

import tocsin as tc
from tocsin.errors import InputError

SCENARIOS = ("two-towns", "kazakhstan-2022", "kazakhstan-2022-rules")


@pytest.mark.parametrize("name", SCENARIOS)
def test_elites_take_powers_purges_and_codings_with_them(name):
    base = tc.load(name)
    spec = base.without("elites").spec
    assert spec.elites is None
    assert spec.powers == {}
    gone = {"dismiss", "arrest", "aid", "threaten"}
    kept = [k for k, lever in base.spec.levers.items() if lever.kind not in gone]
    assert list(spec.levers) == kept
    assert list(spec.actors) == list(base.spec.actors)
    assert all(a.position is None and not a.leans for a in spec.actors.values())
    assert all(m.power is None for m in spec.alliance.members.values())
    assert not set(spec.references) & {"incumbent_survives", "coup_attempted", "incumbent_deal"}
    assert spec.officials == base.spec.officials


@pytest.mark.parametrize("name", SCENARIOS)
def test_powers_and_officials_go_alone(name):
    base = tc.load(name).spec
    spec = tc.load(name, without=["powers", "officials"]).spec
    assert spec.powers == {}
    assert spec.officials is None
    assert spec.elites == base.elites
    assert not any(lever.kind in ("aid", "threaten") for lever in spec.levers.values())
    assert not any(key.startswith("reported") for key in spec.references)


def test_alliance_is_a_lever_first_and_a_section_where_no_lever_is_called_so(two_towns):
    assert two_towns.without("alliance").spec.alliance is not None
    data = two_towns.copy_of_data()["levers"]
    ask, summit = data.pop("alliance"), data.pop("summit")
    data["ask"] = {**ask, "part": "troops"}
    data["review"] = {**summit, "part": "troops", "when": "fired('ask')"}
    spec = two_towns.set("levers", data).without("alliance").spec
    assert spec.alliance is None
    assert not {"ask", "review"} & set(spec.levers)


def test_what_is_not_there_cannot_be_switched(two_towns):
    bare = two_towns.without("officials")
    assert bare.edits == ("--without officials",)
    for how in (bare.without, bare.with_):
        with pytest.raises(InputError, match="the scenario has no section 'officials'"):
            how("officials")
    assert two_towns.with_("elites").digest == two_towns.digest
