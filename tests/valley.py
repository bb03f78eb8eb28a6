"""The valley: a small scenario with one of everything, which tests take apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tocsin.errors import Problem, ScenarioError
from tocsin.scenario import load

FILE = Path(__file__).parent / "data" / "valley.yaml"
TEXT = FILE.read_text(encoding="utf-8")


def changed(old: str, new: str) -> str:
    """The valley's text with a part, which stands in it once, replaced."""
    assert TEXT.count(old) == 1, old
    return TEXT.replace(old, new)


def line_of(text: str, part: str) -> int:
    """The line on which a part begins."""
    return text.count("\n", 0, text.index(part)) + 1


def problems(source: str | Path, **edits: Any) -> list[Problem]:
    """The problems of a scenario that cannot be loaded."""
    with pytest.raises(ScenarioError) as caught:
        load(source, **edits)
    return caught.value.problems


def problem(source: str | Path, **edits: Any) -> Problem:
    """The only problem."""
    found = problems(source, **edits)
    assert len(found) == 1, found
    return found[0]
