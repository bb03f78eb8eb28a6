"""Which parameters a scenario uses: those that mechanisms declare, and those that it names itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tocsin.declare.mechanism import Mechanism
from tocsin.declare.parameter import Parameter, declared, factor
from tocsin.scenario.reading.units import is_name
from tocsin.scenario.sections import conditions


def named(data: object, mechanism: Mechanism) -> list[Parameter]:
    """Parameters that raw data name for a mechanism beyond its own."""
    found: dict[str, Parameter] = {}
    for slot in mechanism.named:
        texts = _texts(data, slot.section, slot.key)
        for name in _mentioned(texts) if slot.condition else texts:
            if name not in mechanism.parameters:
                found.setdefault(name, slot.kind(name))
    return list(found.values())


def used(data: object, order: Sequence[Mechanism]) -> dict[str, Parameter]:
    """All parameters that a loop uses by name, each as it was declared.

    What nobody declares (a user's own, by its name only) is zero or more.
    """
    own = [mechanism.limits for mechanism in order]
    out = declared([p for limits in own for p in limits])
    for mechanism in order:
        for parameter in named(data, mechanism):
            out.setdefault(parameter.name, parameter)
        for name in mechanism.parameters:
            out.setdefault(name, factor(name))
    return out


def _mentioned(texts: Iterable[str]) -> list[str]:
    """Parameters in the texts of conditions; what cannot be read is told elsewhere."""
    found: dict[str, None] = {}
    for text in texts:
        try:
            found |= dict.fromkeys(conditions.parse(text).parameters)
        except ValueError:
            continue
    return list(found)


def _texts(data: object, section: str, key: str) -> list[str]:
    for name in section.split("."):
        data = data.get(name) if isinstance(data, dict) else None
    items: Iterable[Any] = data.values() if isinstance(data, dict) else ()
    values = [item.get(key) for item in items if isinstance(item, dict)]
    return [value for value in dict.fromkeys(filter(is_name, values)) if isinstance(value, str)]
