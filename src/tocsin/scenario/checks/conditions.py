"""What a condition mentions: levers, parameters and kinds of sites by name, fields of sections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from tocsin.errors import Problem
from tocsin.scenario.reading.document import Path_
from tocsin.scenario.reading.raw import Raw
from tocsin.scenario.sections import conditions
from tocsin.scenario.sections.forces import SiteKind


def condition(raw: Raw, path: Path_, text: object) -> Iterator[Problem]:
    """Names in the text of a condition that lead nowhere; its form is left to pydantic."""
    try:
        parsed = conditions.parse(text) if isinstance(text, str) else None
    except ValueError:
        return
    if parsed is None:
        return
    for field in dict.fromkeys(parsed.fields):
        section = conditions.SECTIONS.get(field)
        if section is not None and raw.value(section) is None:
            yield raw.say(path, f"{field!r} needs a section {section!r}, which is missing")
    for lever in parsed.levers:
        yield from raw.need(path, lever, "lever")
    for name in parsed.parameters:
        raw.parameters_used.add(name)
        yield from raw.need(path, name, "parameter")
    for kind in parsed.kinds:
        yield from raw.need(path, kind, "kind of site", get_args(SiteKind))
