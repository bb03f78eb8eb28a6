"""Taking a whole section out of a scenario, with whatever means nothing without it.

Levers and figures on what is gone go too, and so do records of outcomes that no run will have; a
condition elsewhere that asks for it is left, and told as a mistake when the scenario is checked.
"""

from __future__ import annotations

from typing import Any

from tocsin.declare.outcome import OUTCOMES
from tocsin.scenario.reading.document import Document

#: section: sections that go with it, kinds of levers, keys of actors, keys of alliance members
SECTIONS: dict[str, tuple[tuple[str, ...], ...]] = {
    "elites": (
        ("elites", "powers"),
        ("dismiss", "arrest", "aid", "threaten"),
        ("position", "capability", "salience", "controls", "leans"),
        ("power",),
    ),
    "powers": (("powers",), ("aid", "threaten"), ("leans",), ("power",)),
    "officials": (("officials",), (), (), ()),
    "alliance": (("alliance",), ("request", "summit"), (), ()),
}


def take_out(document: Document, name: str) -> None:
    """Drop a section and what depends on it, in place."""
    data: Any = document.data
    sections, kinds, of_actors, of_members = SECTIONS[name]
    for section in sections:
        data.pop(section, None)
    levers = _mapping(data.get("levers"))
    for key in [k for k, v in levers.items() if _mapping(v).get("kind") in kinds]:
        del levers[key]
    for actor in _mapping(data.get("actors")).values():
        _drop(actor, of_actors)
    for member in _mapping(_mapping(data.get("alliance")).get("members")).values():
        _drop(member, of_members)
    gone = {o.name for o in OUTCOMES.values() if o.part in sections}
    references = _mapping(data.get("references"))
    for key in [k for k in references if str(k).partition(".")[0] in gone]:
        del references[key]


def _drop(item: Any, keys: tuple[str, ...]) -> None:
    for key in keys:
        _mapping(item).pop(key, None)


def _mapping(value: Any) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}
