"""Levers of a scenario: the section that each needs, and a time that does not end before it begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from tocsin.declare.lever import KINDS
from tocsin.errors import Problem
from tocsin.scenario.checks.geography import hours_of, moment_in
from tocsin.scenario.parts import ROWS
from tocsin.scenario.reading.raw import Raw


def acts(raw: Raw) -> Iterator[Problem]:
    """Levers that mean nothing here, or that would end before they begin."""
    for name, lever in raw.items("levers"):
        row = KINDS.get(str(lever.get("kind")))
        section = ROWS.get(row.needs) if row and row.needs else None
        if row and section and section.optional and raw.value(section.name) is None:
            message = section.lacking.format(kind=row.name, section=section.name)
            yield raw.say(("levers", name, "kind"), message)
        yield from _times(raw, name, lever)


def _times(raw: Raw, name: str, lever: dict[str, Any]) -> Iterator[Problem]:
    at = ("levers", name, "until")
    first, last = moment_in(raw, "levers", name, "at"), moment_in(raw, *at)
    after = hours_of(lever.get("after", 0))
    if last is None or after is None:
        return
    start = moment_in(raw, "clock", "start")
    if first is not None and last <= first + timedelta(hours=after):
        delay = f" and {lever['after']} more" if after else ""
        yield raw.say(at, f"{lever['until']!r} is not after {lever['at']!r}{delay}")
    elif start is not None and last <= start:
        yield raw.say(at, f"{lever['until']!r} is not after the start of the run")
