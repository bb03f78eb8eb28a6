"""'1 hour', not '1 hours': plurals are made in one place, and texts in three languages have forms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tocsin
from tocsin.plural import counted

ROOT = Path(tocsin.__file__).parent
NOUNS = {
    "en": "hours runs pairs figures reports observations persons places regions days sets points "
          "members inhabitants participants draws",
    "fr": "heures simulations paires chiffres personnes lieux jours habitants tirages",
    "ru": "часов прогонов пар человек дней жителей",
}  # fmt: skip
#: There are always several of these, by what stands before them in their line.
SEVERAL = (
    "at most", "effect", "simulating", "fewest", "days ahead", "the {most:,} persons",
    "hours after the", "or more", "runs failed; the first", "are called", "would be needed",
    "of {factors}",
    "organised cells", "persons>", "1 pair", "if s[\"runs\"] > 1", "of {total} runs", "draws of the",
)  # fmt: skip


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (1, "1 run"),
        (2, "2 runs"),
        (0, "0 runs"),
        (1000, "1,000 runs"),
        (1.0, "1 run"),
        (1.5, "1.5 runs"),
    ],
)
def test_a_noun_goes_with_its_number(n, text):
    assert counted(n, "run") == text
    assert counted(n, "crisis", "crises") == text.replace("runs", "crises").replace("run", "crisis")


def test_no_message_writes_a_plural_beside_a_number_by_itself():
    sign = re.compile(r"\{[^{}]*\} (?:" + "|".join(NOUNS["en"].split()) + r")\b")
    found = []
    for path in ROOT.rglob("*.py"):
        if path.relative_to(ROOT).parts[0] in ("speed", "theory"):
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            if 'f"' in line and sign.search(line) and not any(s in line for s in SEVERAL):
                found.append(f"{path.name}: {line.strip()}")
    assert not found


@pytest.mark.parametrize("code", NOUNS)
@pytest.mark.parametrize("words", ["view/brief/words", "../../web/src/words"])
def test_no_text_of_the_page_or_the_briefing_has_one_form_for_all_numbers(code, words):
    path = ROOT / words / f"{code}.json"
    if not path.exists():
        pytest.skip("the sources of the page are not here")
    sign = re.compile(r"\{(?!share|persons)\w+\} (?:" + "|".join(NOUNS[code].split()) + r")\b")
    lines = path.read_text(encoding="utf-8").splitlines()
    # verdicts are told of two pairs at least; at a year's scale there is no single hour
    assert not [line for line in lines if sign.search(line) and '"in_pairs"' not in line]
