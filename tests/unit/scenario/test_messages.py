"""Mistakes are named in our words, at the place where they are written.

`data/mistakes.txt` has them: pydantic's findings and references between sections.
"""

from __future__ import annotations

import pytest

from tests.valley import FILE, changed, line_of, problem, problems

LEAKS = ("function-", "tagged-union", "literal[", "Input should", "model_type", "Quantity", "{'",
         "Proportion", "pydantic", "<class", "NoneType", "dict", "Number", "None")  # fmt: skip


def mistakes() -> list[tuple[str, str, str, str]]:
    """What is replaced by what, and the path and words of the finding."""
    text = (FILE.parent / "mistakes.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    out = []
    for mistake, finding in zip(lines[::2], lines[1::2], strict=True):
        old, _, new = mistake.replace("\\n", "\n").partition(" -> ")
        path, _, says = finding.strip().partition(": ")
        out.append((old, new, path, says))
    return out


@pytest.mark.parametrize(("old", "new", "path", "says"), mistakes())
def test_a_mistake_is_named_at_its_line_with_value_and_expectation(write, old, new, path, says):
    text = changed(old, new)
    found = problem(write("v.yaml", text))
    assert found.path == path
    assert found.line == text.count("\n", 0, _first_difference(text)) + 1
    assert says in found.message
    assert not [leak for leak in LEAKS if leak in str(found)]


def _first_difference(text: str) -> int:
    from tests.valley import TEXT

    return next(i for i, (a, b) in enumerate(zip(text, TEXT, strict=False)) if a != b)


def test_a_missing_key_has_the_line_of_its_section(write):
    text = changed("clock: {start", "clock:\n  {start").replace("hours: 24, ", "")
    found = problem(write("v.yaml", text))
    assert (found.path, found.line) == ("clock.hours", line_of(text, "clock:"))


def test_what_a_section_lacks_is_said_at_the_section(write):
    text = changed("complement: true\n", "complement: true\n    share: 0.5\n")
    found = problem(write("v.yaml", text))
    assert (found.path, found.line) == ("strata.others", line_of(text, "others:"))
    assert found.message == "expected either a share or complement: true"


def test_all_problems_come_at_once(write):
    """Of form, of reference and of sum, each once and in the order of the lines."""
    text = (
        changed("rules: arrest", "rules: arest")
        .replace("region: Lower, lat: 50.0", "region: Lwer, lat: 50.0")
        .replace("weapon: 3", "weapn: 3")
        .replace("{farms: 0.05}", "{farms: 3}")
        .replace("mean: 0.42", "mean: 42")
        .replace("guards: {police: 1}", "guards: {police: 25}")
        .replace("  jail: 50", "  jial: .nan")
        .replace("status: official", "status: offcial")
    )
    assert [p.path for p in problems(write("v.yaml", text))] == [
        "places.town.region",
        "strata.young men.by_place.farms",
        "strata.others.hardship.mean",
        "services.police.personnel.Upper",
        "sites.Town hall.weapn",
        "levers.orders.rules",
        "parameters.jial",
        "references.dead.0.status",
    ]
