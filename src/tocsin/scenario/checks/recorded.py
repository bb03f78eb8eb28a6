"""Recorded figures and the ledger: each must name an outcome, and a part of it that exists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date

from tocsin.declare.outcome import OUTCOMES
from tocsin.errors import Problem, did_you_mean
from tocsin.scenario.checks.officials import claims, figures
from tocsin.scenario.reading.document import Document, Path_
from tocsin.scenario.reading.times import moment

#: Names that need not be there at all: to speak of one is a mistake all the same.
OPTIONAL = ("site", "figure", "claim")


def recorded(document: Document) -> Iterator[Problem]:
    """What in `references` and `ledger` names nothing that a run reports."""
    data = document.data
    known = {
        "region": _keys(data.get("regions")),
        "stratum": _keys(data.get("strata")),
        "site": _names(data.get("sites")),
        "place": _names(data.get("places")),
        "service": _keys(data.get("services")),
        "power": _keys(data.get("powers")),
        "member": _members(data.get("alliance")),
        "figure": figures(data),
        "claim": claims(data),
    }
    for name in _keys(data.get("references")):
        outcome, dot, part = name.partition(".")
        yield from _outcome(document, ("references", name), outcome)
        if dot and outcome in OUTCOMES:
            wrong = _part(outcome, part, known)
            if wrong:
                yield document.problem(("references", name), wrong)
    ledger = data.get("ledger")
    if not isinstance(ledger, dict):
        return
    for section in ("fitted", "imposed"):
        listed = ledger.get(section)
        for i, name in enumerate(listed if isinstance(listed, list) else []):
            yield from _outcome(document, ("ledger", section, i), name)
    for name in _keys(ledger.get("notes")):
        yield from _outcome(document, ("ledger", "notes", name), name)


def _outcome(document: Document, at: Path_, name: object) -> Iterator[Problem]:
    if isinstance(name, str) and name not in OUTCOMES:
        yield document.problem(at, f"unknown outcome {name!r}{document.near(name, OUTCOMES)}")


def _part(outcome: str, part: str, known: dict[str, list[str]]) -> str:
    """What is wrong with the part of an outcome that a figure belongs to; empty if nothing."""
    kind = OUTCOMES[outcome].keys
    if not kind:
        return f"{outcome!r} is one number; it has no part {part!r}"
    name, _, when = part.rpartition(" ")
    try:
        if kind.endswith("day"):
            date.fromisoformat(part if kind == "day" else when)
        elif kind.endswith(" and time"):
            moment(when if "T" in when else "", UTC)
    except ValueError:
        return f"{part!r} is no {kind}; expected such as {_example(kind)}"
    kind, _, more = kind.partition(" and ")
    if more in ("day", "time"):
        part = name
    elif more:  # a name with something of the model's beside it
        part = part.partition(": ")[0]
    # where all places are missing, that has been said
    if kind != "day" and part not in known[kind] and (known[kind] or kind in OPTIONAL):
        return f"unknown {kind} {part!r}{did_you_mean(part, known[kind])}"
    return ""


def _example(kind: str) -> str:
    name, _, when = kind.partition(" and ")
    if not when:
        return "2022-01-05"
    example = {"place": "Almaty", "figure": "dead"}.get(name, name)
    return f"'{example} 2022-01-05{'T14:00' if when == 'time' else ''}'"


def _keys(section: object) -> list[str]:
    return [str(k) for k in section] if isinstance(section, dict) else []


def _members(section: object) -> list[str]:
    return _keys(section.get("members")) if isinstance(section, dict) else []


def _names(items: object) -> list[str]:
    listed = items if isinstance(items, list) else []
    return [str(item.get("name")) for item in listed if isinstance(item, dict)]
