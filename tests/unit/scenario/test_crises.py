"""The crises that nothing was fitted to: only what was declared differs from the model's own."""

from __future__ import annotations

import pytest

import tocsin as tc
from tocsin.declare.lever import KINDS
from tocsin.scenario.beside import cited
from tocsin.scenario.carried import carried_over
from tocsin.scenario.load import model_parameters
from tocsin.scenario.sections.priors import Prior
from tocsin.world.atlas.archive import countries
from tocsin.world.atlas.new import draft
from tocsin.world.atlas.state import state
from tocsin.world.atlas.travelling import relative

CRISES = {"iran-2019": ("IR", 82_900_000), "ecuador-2019": ("EC", 17_300_000)}
DECLARED = {"t_aware", "curfew"}
BY_COUNTRY = {"arrest", "kill", "jail", "reach_rural"}


@pytest.fixture(scope="module", params=CRISES)
def crisis(request):
    return tc.load(request.param)


@pytest.fixture(scope="module")
def by_rules(crisis):
    return tc.load(f"{crisis.name}-rules")


def test_only_declared_parameters_and_those_by_country_are_not_the_models_own(crisis, by_rules):
    model = model_parameters().data
    for scenario in (crisis, by_rules):
        own = {
            name
            for name, p in scenario.spec.parameters.items()
            if name not in model
            or (p.value, p.scope) != (model[name]["value"], model[name]["scope"])
        }
        rules = {name for name in own if name.startswith("st_")}
        assert own - rules <= DECLARED | BY_COUNTRY
        assert bool(rules) == (scenario is by_rules)


def test_how_hard_the_state_hits_is_the_models_own_by_the_odds_of_its_world_region(crisis):
    """After a new fit: cd tools && python -m crises.country NAME."""
    answers = state(countries()[CRISES[crisis.name][0]].group)
    for name in ("arrest", "kill"):
        value = model_parameters().data[name]["value"] * relative(name, answers)
        assert crisis.spec.parameters[name].value == pytest.approx(value, rel=0.006)
        assert Prior.parse(crisis.spec.parameters[name].prior).family == "lognormal"


def test_fits_of_the_other_case_that_hold_here_are_told(crisis):
    carried = carried_over(crisis)
    assert "kappa" in carried
    assert not {*BY_COUNTRY, *DECLARED} & set(carried)


def test_the_people_are_those_of_the_nation(crisis):
    assert crisis.persons == pytest.approx(CRISES[crisis.name][1], rel=1e-6)


def test_every_grave_act_by_the_clock_has_its_occasion(crisis):
    for name, lever in crisis.spec.levers.items():
        assert lever.at, name
        assert lever.provided or not KINDS[lever.kind].grave, name


def test_by_rules_the_state_is_that_of_a_draft_and_nothing_acts_by_the_clock(
    by_rules, crisis, write
):
    texts = draft(CRISES[crisis.name][0]).texts
    write("places.csv", texts["places.csv"])
    drafted = tc.load(write("scenario.yaml", texts["scenario.yaml"])).spec
    assert list(by_rules.spec.levers) == list(drafted.levers)
    for name, lever in by_rules.spec.levers.items():
        assert (lever.at, lever.when) == (None, drafted.levers[name].when)
    for name in (n for n in drafted.parameters if n.startswith("st_")):
        assert by_rules.spec.parameters[name] == drafted.parameters[name]


def test_sources_of_a_crisis_are_known_by_their_codes(crisis):
    texts = [r.source for rows in crisis.spec.references.values() for r in rows]
    assert len(cited(crisis.name, texts)) > 10
