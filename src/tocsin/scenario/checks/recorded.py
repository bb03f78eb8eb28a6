"""Recorded figures and the ledger: each must name an outcome, and a part of it that exists."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, date

from tocsin.declare.outcome import OUTCOMES
from tocsin.errors import Problem, did_you_mean
from tocsin.scenario.checks.officials import claims, figures
from tocsin.scenario.reading.document import Path_
from tocsin.scenario.reading.raw import Raw
from tocsin.scenario.reading.times import moment

#: Names that need not be there at all: to speak of one is a mistake all the same.
OPTIONAL = ("site", "figure", "claim")


def recorded(raw: Raw) -> Iterator[Problem]:
    """What in `references` and `ledger` names nothing that a run reports."""
    data = raw.document.data
    known: dict[str, Collection[str]] = {
        "region": raw.section("regions"),
        "stratum": raw.section("strata"),
        "site": [str(site.get("name")) for _, site in raw.rows("sites")],
        "place": [str(place.get("name")) for _, place in raw.rows("places")],
        "service": raw.section("services"),
        "power": raw.section("powers"),
        "member": raw.section("alliance", "members"),
        "figure": figures(data),
        "claim": claims(data),
    }
    for name in raw.section("references"):
        outcome, dot, part = name.partition(".")
        yield from _outcome(raw, ("references", name), outcome)
        if dot and outcome in OUTCOMES:
            wrong = _part(outcome, part, known)
            if wrong:
                yield raw.say(("references", name), wrong)
    for section in ("fitted", "imposed"):
        for i, name in enumerate(raw.listed("ledger", section)):
            yield from _outcome(raw, ("ledger", section, i), name)
    for name in raw.section("ledger", "notes"):
        yield from _outcome(raw, ("ledger", "notes", name), name)


def _outcome(raw: Raw, at: Path_, name: object) -> Iterator[Problem]:
    if isinstance(name, str) and name not in OUTCOMES:
        yield raw.say(at, f"unknown outcome {name!r}{raw.document.near(name, OUTCOMES)}")


def _part(outcome: str, part: str, known: dict[str, Collection[str]]) -> str:
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
    if more == "place":
        return _of_place(part, kind, known)
    if more in ("day", "time"):
        part = name
    elif more:  # a name with something of the model's beside it
        part = part.partition(": ")[0]
    # where all places are missing, that has been said
    if kind != "day" and part not in known[kind] and (known[kind] or kind in OPTIONAL):
        return f"unknown {kind} {part!r}{did_you_mean(part, known[kind])}"
    return ""


def _of_place(part: str, kind: str, known: dict[str, Collection[str]]) -> str:
    """What is wrong with 'NAME PLACE'; a name may have spaces, and a place too."""
    heads = [name for name in known[kind] if part.startswith(f"{name} ")]
    if not heads:
        name = part.partition(" ")[0]
        return f"unknown {kind} {name!r}{did_you_mean(name, known[kind])}"
    places = [part.removeprefix(f"{name} ") for name in heads]
    if known["place"] and not any(place in known["place"] for place in places):
        return f"unknown place {places[0]!r}{did_you_mean(places[0], known['place'])}"
    return ""


def _example(kind: str) -> str:
    name, _, when = kind.partition(" and ")
    if not when:
        return "2022-01-05"
    example = {"place": "Almaty", "figure": "dead"}.get(name, name)
    return f"'{example} 2022-01-05{'T14:00' if when == 'time' else ''}'"
