"""An outcome is one declaration: everything else follows from it, or is checked against it."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType

import pytest

import tocsin as tc
from tocsin.declare.outcome import GROUPS, OUTCOMES, Outcome, outcome
from tocsin.hour.kept import VARIABLES

ROOT = Path(__file__).parents[3]
WORDS = json.loads((ROOT / "src/tocsin/view/words/outcomes.json").read_text(encoding="utf-8"))


def test_every_outcome_has_its_words_in_every_language():
    languages = {p.stem for p in (ROOT / "web/src/words").glob("??.json")}
    assert languages >= {"en", "fr", "ru"}
    assert list(WORDS) == list(OUTCOMES)
    for name, words in WORDS.items():
        assert set(words) == languages, name
        assert all(words.values()), name


def test_the_built_page_has_them():
    page = (ROOT / "src/tocsin/view/report/bundle/template.html").read_text(encoding="utf-8")
    for name, words in WORDS.items():
        assert words["ru"] in page, f"{name}: npm run --prefix web build"


@pytest.mark.parametrize("name", OUTCOMES)
def test_what_is_declared_is_whole(name):
    o = OUTCOMES[name]
    assert o.under == "" or o.under in OUTCOMES
    assert o.group in ("", *GROUPS)
    assert o.keys or o.group, "the report has no place for it"
    assert not (o.sweep and o.keys), "sweeps analyse single figures"
    assert o.part in ("", "elites", "powers", "alliance", "officials", "clock.stop_when")
    assert not o.column or not o.keys


def test_harm_is_what_it_was():
    """Of what fewer is better: nothing else may be."""
    assert {o.name for o in OUTCOMES.values() if o.harm} == {
        "dead", "dead_participants", "dead_bystanders", "dead_forces", "injured", "injured_forces",
        "detained", "dead_by_region", "detained_by",
    }  # fmt: skip


def test_the_survival_of_a_government_is_no_target_of_a_sweep():
    never = {o.name for o in OUTCOMES.values() if o.sweep == "never"}
    assert never == {"incumbent_survives", "incumbent_deal", "coup_succeeded"}


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({}, "needs a group"),
        ({"group": "weather"}, "known: "),
        ({"keys": "planet"}, "expected of region"),
        ({"group": "harm", "shown": "dead, {}"}, "only a table"),
        ({"keys": "day", "shown": "dead"}, "only a table"),
    ],
)
def test_a_half_declared_outcome_fails_where_it_is_declared(more, message):
    with pytest.raises(ValueError, match=message):

        @outcome("persons", "dead", **more)
        def anything(run):
            return 0


def test_a_name_is_declared_once():
    module = ModuleType("again")
    module.dead = Outcome("dead", "persons", "dead", len, group="harm")
    with pytest.raises(ValueError, match="'dead' is declared twice"):
        OUTCOMES.add(module)


def test_a_scenario_without_a_section_has_none_of_its_outcomes(two_towns):
    from tocsin.record.outcomes import outcomes

    found = outcomes(tc.Simulation(two_towns.without("elites"), threads=1).recorder)
    gone = {o.name for o in OUTCOMES.values() if o.part in ("elites", "powers", "clock.stop_when")}
    assert set(found) == set(OUTCOMES) - gone


def test_totals_are_made_of_what_is_recorded():
    from tocsin.declare.totals import TOTALS, total

    recorded = {v.name for v in VARIABLES}
    for name, made in TOTALS.items():
        assert set(made.parts) <= recorded
        assert name not in recorded
    assert total("dead_participants", {"dead": 9, "dead_bystanders": 2, "dead_forces": 3}.get) == 4
    assert total("dead", {"dead": 9}.get) == 9
