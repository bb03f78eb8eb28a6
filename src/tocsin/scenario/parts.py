"""Parts of a scenario, a row each: what is checked of it, and what goes with it when it is taken out.

Levers that need a section go with it (their rows say so, `declare.lever`), and so do keys of other
sections and records of outcomes that no run will have; a condition elsewhere that asks for it is
left, and told as a mistake when the scenario is checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tocsin.declare.lever import needing
from tocsin.declare.outcome import OUTCOMES
from tocsin.errors import Problem
from tocsin.scenario.checks import alliance, elites
from tocsin.scenario.reading.document import Document
from tocsin.scenario.reading.raw import Raw, mapping
from tocsin.scenario.sections.spec import Spec


@dataclass(frozen=True)
class Row:
    """A part that `--with` and `--without` know.

    name : its key in a scenario
    check : what it says of other sections beyond names (those are found by the types of fields)
    enabled : it is switched by its key `enabled`; else it is taken out, or there
    takes : sections that mean nothing without it
    keys : paths of keys elsewhere that mean nothing without it, '*' for any name
    lacking : what is said of a lever that needs it where it is missing
    """

    name: str
    check: Callable[[Raw], Iterator[Problem]] | None = None
    enabled: bool = False
    takes: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    lacking: str = "a lever of kind {kind} needs a section {section!r}"

    @property
    def optional(self) -> bool:
        """Whether a scenario may be without it altogether."""
        return Spec.model_fields[self.name].default is None


ROWS = {
    row.name: row
    for row in (
        Row("shock", enabled=True),
        Row("cells", enabled=True),
        Row(
            "elites",
            elites.problems,
            takes=("powers",),
            keys=(
                "actors.*.position",
                "actors.*.capability",
                "actors.*.salience",
                "actors.*.controls",
            ),
        ),
        Row("powers", keys=("actors.*.leans", "alliance.members.*.power")),
        Row("officials"),
        Row(
            "alliance",
            alliance.problems,
            lacking="a {kind} needs an alliance; expected a section {section!r}",
        ),
    )
}


def take_out(document: Document, name: str) -> None:
    """Drop a section and what depends on it, in place."""
    data: Any = document.data
    for section in (name, *ROWS[name].takes):
        data.pop(section, None)
        kinds = needing(section)
        levers = data.get("levers")
        for key, lever in list(mapping(levers).items()):
            if mapping(lever).get("kind") in kinds:
                del levers[key]
        for path in ROWS[section].keys:
            _drop(data, path.split("."))
        gone = {outcome.name for outcome in OUTCOMES.values() if outcome.part == section}
        references = data.get("references")
        for key in list(mapping(references)):
            if str(key).partition(".")[0] in gone:
                del references[key]


def _drop(at: object, steps: list[str]) -> None:
    if not isinstance(at, dict):
        return
    if len(steps) == 1:
        at.pop(steps[0], None)
    else:
        for inner in at.values() if steps[0] == "*" else [at.get(steps[0])]:
            _drop(inner, steps[1:])
