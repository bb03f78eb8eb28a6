"""What the sections on elites and powers say of others, beyond names that must stand there."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.declare.lever import needing
from tocsin.errors import Problem
from tocsin.scenario.reading.raw import CODED, Raw, figure, mapping

CLOSE = 1e-9


def problems(raw: Raw) -> Iterator[Problem]:
    """Shares that are more than whole, bargaining without two parties, purges of who leads."""
    coded, elites = raw.names[CODED], raw.value("elites")
    street = raw.value("elites", "street") is not None
    if "street" in coded and street:
        text = "an actor cannot be called 'street' where the street is a party"
        yield raw.say(("actors", "street"), text)
    for name, actor in raw.items("actors"):
        total = sum(figure(x) or 0.0 for x in mapping(actor.get("leans")).values())
        if total > 1 + CLOSE:
            text = f"leans sum to {total:.4g}; expected 1 at most"
            yield raw.say(("actors", name, "leans"), text)
    yield from _controls(raw)
    if not isinstance(elites, dict):
        if raw.section("powers"):
            text = "powers have influence over elites; expected a section 'elites' too"
            yield raw.say(("powers",), text)
        return
    if len(coded) + street < 2:
        yield raw.say(("elites",), "expected two actors with a position at least")
    for name, lever in raw.items("levers"):
        at, target = ("levers", name), lever.get("target")
        if lever.get("kind") not in needing("elites"):
            continue
        if lever.get("successor") is not None and lever["successor"] == target:
            text = f"{target!r} cannot succeed itself; expected another actor"
            yield raw.say((*at, "successor"), text)
        if target is not None and target == elites.get("leader"):
            text = f"{target!r} leads; nobody above can dismiss or arrest it"
            yield raw.say((*at, "target"), text)


def _controls(raw: Raw) -> Iterator[Problem]:
    """Actors control no service more than once over."""
    services = raw.section("services")
    totals: dict[str, float] = {}
    for name, actor in raw.items("actors"):
        for service, share in mapping(actor.get("controls")).items():
            if mapping(services.get(service)).get("foreign") is True:
                continue
            before = totals.get(service, 0.0)
            totals[service] = total = before + (figure(share) or 0.0)
            if before <= 1 + CLOSE < total:
                text = f"with this the shares of {service!r} sum to {total:.4g}; expected 1 at most"
                yield raw.say(("actors", name, "controls", service), text)
