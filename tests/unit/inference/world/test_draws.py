"""What is drawn: by number, and as often as it should be; and the facts beside which it stands."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from tocsin.errors import InputError
from tocsin.inference.world.countries import drawable
from tocsin.inference.world.draws import Crisis, draw
from tocsin.inference.world.facts import HELD, PRIORS, facts, left_out
from tocsin.inference.world.making import scenario_of
from tocsin.inference.world.measures import MEASURES


def test_a_crisis_belongs_to_its_seed_and_number_alone():
    among = drawable()
    assert draw(1, 7, among) == draw(1, 7, among)
    assert draw(1, 7, among) != draw(1, 8, among) != draw(2, 8, among)


def test_countries_come_as_often_as_they_have_protests():
    among = drawable()
    count = Counter(draw(1, k, among).iso for k in range(3000))
    total = sum(c.protests for c in among)
    for c in sorted(among, key=lambda c: -c.protests)[:5]:
        expected = 3000 * c.protests / total
        assert abs(count[c.iso] - expected) < 4 * expected**0.5


def test_large_countries_are_left_out_and_those_named_are_taken():
    assert not {"IN", "CN", "US"} & {c.iso for c in drawable()}
    assert [c.iso for c in drawable(["Burma", "LU"])] == ["LU", "MM"]
    with pytest.raises(InputError, match="no protests of Malta"):
        drawable(["Malta"])


def test_the_shock_is_where_it_was_drawn_and_the_people_stay():
    local, town = scenario_of(Crisis(0, "LU", 0.99, 40, False, 2.0, 0.7, 0.1), 48)
    national, _ = scenario_of(Crisis(0, "LU", 0.99, 40, True, 4.0, 0.7, 0.1), 48)
    (struck,) = local.spec.shock.regions
    assert {p.region for p in local.spec.places if p.id == town} == {struck}
    assert set(national.spec.shock.regions) == set(national.spec.regions)
    assert local.spec.regions[struck].exposure.value == 0.7
    shocks = [s.spec.parameters["shock"].value for s in (local, national)]
    assert shocks[1] == pytest.approx(2 * shocks[0])
    assert str(local.start.date()) in ("2026-02-09", "2026-02-10")
    assert local.spec.places == national.spec.places


def test_every_fact_has_a_measure_and_lies_in_its_interval():
    assert {f.id for f in facts()} == set(MEASURES)
    for f in facts():
        assert f.low <= f.value <= f.high, f.id


def test_every_second_fact_is_held_back_and_crowds_and_cities_are():
    uses = dict.fromkeys(f.id.split(".")[0] for f in facts())
    uses |= {f.id.split(".")[0]: f.use for f in facts()}
    assert uses.pop("F12") == uses.pop("F13") == HELD
    assert list(uses.values()) == [(PRIORS, HELD)[i % 2] for i in range(len(uses))]


def test_facts_that_do_not_apply_say_why():
    out = left_out()
    assert len(out) > 10
    assert all(why for _, _, why in out)
    assert not {i for i, *_ in out} & {f.id for f in facts()}
    assert np.unique([f.id for f in facts()]).size == len(facts())
