"""What the section `officials` says of others: actors, places, levers, kinds of sites by name."""

from __future__ import annotations

from typing import Any, get_args

from tocsin.errors import Problem, did_you_mean
from tocsin.scenario.checks import elites as check_elites
from tocsin.scenario.reading.document import Document, Path_
from tocsin.scenario.sections import conditions

AT = "officials"


def problems(document: Document) -> list[Problem]:
    """Every name in the section that leads nowhere; its form is left to pydantic."""
    section = _mapping(document.data.get(AT))
    found: list[Problem] = []
    actors = [*_mapping(document.data.get("actors")), *_mapping(document.data.get("services"))]
    listed = document.data.get("places")
    places = [str(p.get("id")) for p in listed if isinstance(p, dict)] if isinstance(
        listed, list) else []  # fmt: skip

    def need(path: Path_, value: Any, known: list[str], what: str) -> None:
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value) not in known:
            hint = did_you_mean(str(value), known)
            found.append(document.problem(path, f"unknown {what} {str(value)!r}{hint}"))

    need((AT, "actor"), section.get("actor"), actors, "actor")
    for name, claim in _mapping(section.get("claims")).items():
        at = (AT, "claims", name)
        of = _mapping(claim)
        need((*at, "actor"), of.get("actor"), actors, "actor")
        if places:
            need((*at, "place"), of.get("place"), places, "place (give its id)")
        try:
            parsed = conditions.parse(str(of["when"])) if of.get("when") is not None else None
        except ValueError:
            parsed = None  # pydantic has said it
        found += check_elites.lacking(document, (*at, "when"), parsed) if parsed else ()
        for lever in parsed.levers if parsed else ():
            levers = list(_mapping(document.data.get("levers")))
            need((*at, "when"), lever, levers, "lever")
        for kind in parsed.kinds if parsed else ():
            need((*at, "when"), kind, _kinds(), "kind of site")
    return found


def figures(data: Any) -> list[str]:
    """Names of the official figures in the raw data."""
    return [str(name) for name in _mapping(_mapping(data.get(AT)).get("figures"))]


def claims(data: Any) -> list[str]:
    """Names along the axis of claims in the raw data: one for each thing beside a claim."""
    out = []
    for name, claim in _mapping(_mapping(data.get(AT)).get("claims")).items():
        of = _mapping(claim).get("of")
        out += beside(str(name), of if isinstance(of, list) else [])
    return out


def beside(name: str, of: list[Any]) -> list[str]:
    """What each thing that stands beside a claim is called."""
    return [name] if len(of) == 1 else [f"{name}: {what}" for what in of]


def _kinds() -> list[str]:
    from tocsin.scenario.sections.spec import SiteKind

    return list(get_args(SiteKind))


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
