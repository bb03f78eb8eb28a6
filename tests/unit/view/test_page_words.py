"""Closed lists of the model have their words in every language of the report's page.

The page shows a word that it does not know as the run wrote it, in English; nothing else would tell.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from tocsin.parts.alliance.consultation import TERMS
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
