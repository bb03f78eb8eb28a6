"""Closed lists of the model have their words in every language of the report's page.

The page shows a word that it does not know as the run wrote it, in English; nothing else would tell.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

import tocsin as tc
from tocsin.parts.alliance.consultation import TERMS
from tocsin.scenario import beside
from tocsin.scenario.sections.forces import Site
from tocsin.scenario.sections.references import Reference

ROOT = Path(__file__).parents[3]
LANGUAGES = sorted((ROOT / "web/src/words").glob("??.json"))


def choices(section, field):
    return get_args(section.model_fields[field].annotation)


LISTS = {
    "reason": TERMS,
    "site.kind": choices(Site, "kind"),
    "party": ("street",),
    "status": choices(Reference, "status"),
}


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda p: p.stem)
@pytest.mark.parametrize("head", LISTS)
def test_every_word_of_a_closed_list_is_translated(head, path):
    words = json.loads(path.read_text(encoding="utf-8"))
    assert LISTS[head]
    for name in LISTS[head]:
        assert words.get(f"{head}.{name.replace(' ', '_')}"), name


def test_the_built_page_has_the_words():
    page = (ROOT / "src/tocsin/view/report/bundle/template.html").read_text(encoding="utf-8")
    for path in LANGUAGES:
        for name, text in json.loads(path.read_text(encoding="utf-8")).items():
            assert not name.startswith("reason.") or text in page, "npm run --prefix web build"


@pytest.mark.parametrize("name", ["two-towns", "kazakhstan-2022", "kazakhstan-2022-rules"])
def test_what_a_shipped_scenario_names_has_its_name_in_every_language(name):
    """Sites are put together from their place and kind."""
    scenario = tc.load(name)
    spec, known = scenario.spec, {row["name"] for row in beside.rows(name, "names.csv")}
    told = {spec.title, spec.description, *spec.regions, *spec.powers}
    told |= {x.name for x in spec.strata} if not isinstance(spec.strata, dict) else set(spec.strata)
    told |= {a.office for a in spec.actors.values()} | {x.title for x in scenario.levers.values()}
    assert sorted(told - known - {""}) == []
