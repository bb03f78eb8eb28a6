"""What the section `alliance` says of others, and the levers of it: names that must exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tocsin.errors import Problem, did_you_mean
from tocsin.scenario.reading.document import Document, Path_

KINDS = ("request", "summit")


def problems(document: Document) -> list[Problem]:
    """Every name in the section that leads nowhere; levers that ask an alliance that is not there."""
    data = document.data
    section = data.get("alliance")
    found = list(_levers(document, section is not None))
    if not isinstance(section, dict):
        return found
    members = _section(section.get("members"))
    for key in ("lead", "chair"):
        found += _need(document, ("alliance", key), section.get(key), members, "member")
    services = _section(data.get("services"))
    found += _need(document, ("alliance", "service"), section.get("service"), services, "service")
    service = services.get(str(section.get("service")))
    if isinstance(service, dict) and service.get("foreign") is not True:
        message = f"{section['service']!r} is no contingent; expected a service with foreign: true"
        found.append(document.problem(("alliance", "service"), message))
    listed = data.get("sites")
    sites = {
        str(s.get("name")): s
        for s in (listed if isinstance(listed, list) else [])
        if isinstance(s, dict)
    }
    airports = section.get("airports")
    for i, name in enumerate(airports if isinstance(airports, list) else []):
        at = ("alliance", "airports", i)
        found += _need(document, at, name, sites, "site")
        if name in sites and sites[name].get("kind") != "airport":
            message = f"{name!r} is no airport; expected a site of kind airport"
            found.append(document.problem(at, message))
    powers = _section(data.get("powers"))
    for name, member in members.items():
        if isinstance(member, dict):
            of_member = ("alliance", "members", name, "power")
            found += _need(document, of_member, member.get("power"), powers, "power")
    return found


def _levers(document: Document, there: bool) -> Iterator[Problem]:
    for name, lever in _section(document.data.get("levers")).items():
        if isinstance(lever, dict) and lever.get("kind") in KINDS and not there:
            message = f"a {lever['kind']} needs an alliance; expected a section 'alliance'"
            yield document.problem(("levers", name, "kind"), message)


def _need(
    document: Document, at: Path_, name: Any, known: dict[str, Any], what: str
) -> Iterator[Problem]:
    if isinstance(name, str | int) and not isinstance(name, bool) and str(name) not in known:
        message = f"unknown {what} {str(name)!r}{did_you_mean(str(name), known)}"
        yield document.problem(at, message)


def _section(value: Any) -> dict[str, Any]:
    return {str(k): v for k, v in value.items()} if isinstance(value, dict) else {}
