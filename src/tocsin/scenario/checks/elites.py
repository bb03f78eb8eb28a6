"""What the sections on elites and powers say of others: actors, services, powers, places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tocsin.errors import Problem, did_you_mean
from tocsin.scenario.reading.document import Document, Path_
from tocsin.scenario.sections.conditions import SECTIONS, Condition


def problems(document: Document) -> Iterator[Problem]:
    """References of `actors`, `elites` and of levers on them that lead nowhere."""
    data = document.data
    actors = _section(data, "actors")
    elites = data.get("elites") if isinstance(data.get("elites"), dict) else None
    powers = list(_section(data, "powers"))
    services = list(_section(data, "services"))
    coded = [n for n, a in actors.items() if isinstance(a, dict) and a.get("position") is not None]
    if "street" in coded and elites is not None and elites.get("street") is not None:
        text = "an actor cannot be called 'street' where the street is a party"
        yield document.problem(("actors", "street"), text)
    for name, actor in actors.items():
        if not isinstance(actor, dict):
            continue
        for key, known, what in (("controls", services, "service"), ("leans", powers, "power")):
            for other in _section(actor, key):
                yield from _known(document, ("actors", name, key, other), other, known, what)
        yield from _whole(document, name, actor)
    yield from _controls(document, actors, data)
    if elites is None:
        if powers:
            text = "powers have influence over elites; expected a section 'elites' too"
            yield document.problem(("powers",), text)
    else:
        leader = elites.get("leader")
        yield from _known(document, ("elites", "leader"), leader, coded, "actor with a position")
        places = data.get("places")
        ids = [str(p.get("id")) for p in places or [] if isinstance(p, dict)]
        seat = elites.get("seat")
        yield from _known(document, ("elites", "seat"), seat, ids, "place (give its id)")
        if len(coded) + (elites.get("street") is not None) < 2:
            text = "expected two actors with a position at least"
            yield document.problem(("elites",), text)
    for name, lever in _section(data, "levers").items():
        if not isinstance(lever, dict):
            continue
        at = ("levers", name)
        if lever.get("kind") in ("dismiss", "arrest"):
            if elites is None:
                text = f"a lever of kind {lever['kind']} needs a section 'elites'"
                yield document.problem((*at, "kind"), text)
                continue
            for key in ("target", "successor"):
                yield from _known(
                    document, (*at, key), lever.get(key), coded, "actor with a position"
                )
            if lever.get("successor") is not None and lever["successor"] == lever.get("target"):
                text = f"{lever['successor']!r} cannot succeed itself; expected another actor"
                yield document.problem((*at, "successor"), text)
            if lever.get("target") == elites.get("leader"):
                text = f"{lever['target']!r} leads; nobody above can dismiss or arrest it"
                yield document.problem((*at, "target"), text)
        elif lever.get("kind") in ("aid", "threaten"):
            yield from _known(document, (*at, "power"), lever.get("power"), powers, "power")


def lacking(document: Document, at: Path_, condition: Condition) -> Iterator[Problem]:
    """Fields of a condition that belong to a section which the scenario does not have."""
    for field in dict.fromkeys(condition.fields):
        section = SECTIONS.get(field)
        if section is not None and document.data.get(section) is None:
            yield document.problem(at, f"{field!r} needs a section {section!r}, which is missing")


def _controls(document: Document, actors: dict[str, Any], data: Any) -> Iterator[Problem]:
    """Actors control the country's own services, and no service more than once over."""
    services = _section(data, "services")
    totals: dict[str, float] = {}
    for name, actor in actors.items():
        for service, figure in _section(actor, "controls").items():
            of_service = services.get(service)
            if isinstance(of_service, dict) and of_service.get("foreign") is True:
                text = f"{service!r} is a contingent; expected a service of the country's own"
                yield document.problem(("actors", name, "controls", service), text)
                continue
            before = totals.get(service, 0.0)
            totals[service] = total = before + (_value(figure) or 0.0)
            if before <= 1 + 1e-9 < total:
                text = f"with this the shares of {service!r} sum to {total:.4g}; expected 1 at most"
                yield document.problem(("actors", name, "controls", service), text)


def _whole(document: Document, name: str, actor: dict[str, Any]) -> Iterator[Problem]:
    shares = [_value(x) for x in _section(actor, "leans").values()]
    total = sum(x for x in shares if x is not None)
    if total > 1 + 1e-9:
        text = f"leans sum to {total:.4g}; expected 1 at most"
        yield document.problem(("actors", name, "leans"), text)


def _value(figure: Any) -> float | None:
    value = figure.get("value") if isinstance(figure, dict) else figure
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _known(
    document: Document, at: Path_, name: Any, known: list[str], what: str
) -> Iterator[Problem]:
    if isinstance(name, int) and not isinstance(name, bool):
        name = str(name)
    if isinstance(name, str) and name not in known:
        yield document.problem(at, f"unknown {what} {name!r}{did_you_mean(name, known)}")


def _section(data: Any, key: str) -> dict[str, Any]:
    value = data.get(key) if isinstance(data, dict) else None
    return {str(k): v for k, v in value.items()} if isinstance(value, dict) else {}
