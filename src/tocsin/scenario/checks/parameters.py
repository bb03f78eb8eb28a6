"""Parameters of a scenario: those that are used and no others, each within its limits in every draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tocsin.declare.parameter import Parameter
from tocsin.errors import Problem
from tocsin.scenario.former import former
from tocsin.scenario.reading.raw import Raw, mapping
from tocsin.scenario.reading.units import in_unit
from tocsin.scenario.sections.priors import Prior

#: The column of a cloud that is no parameter: how much each set counts.
WEIGHT = "weight"


def parameters(
    raw: Raw, needed: frozenset[str], allowed: frozenset[str], limits: Mapping[str, Parameter]
) -> Iterator[Problem]:
    """Unknown, missing and impossible parameters; those named elsewhere have been looked up."""
    given = raw.section("parameters")
    for name in given:
        if name not in allowed:
            near = former(name) or raw.document.near(name, allowed)
            yield raw.say(("parameters", name), f"unknown parameter: no mechanism uses it{near}")
        elif name in needed:
            yield from _limit(raw, name, limits.get(name))
    seen: set[str] = {WEIGHT}
    for i, row in raw.rows("cloud"):
        weight = row.get(WEIGHT)
        if isinstance(weight, int | float) and weight < 0:
            yield raw.say(("cloud", i, WEIGHT), f"{weight:g}: expected a weight from 0 on")
        for name in [n for n in mapping(row) if n not in seen]:
            seen.add(name)
            yield from raw.need(("cloud", i, name), name, "parameter")
    for name in sorted(needed - raw.parameters_used):
        if given and name not in given:
            yield raw.say(("parameters",), f"the parameter {name!r} is missing{former(name)}")


def _limit(raw: Raw, name: str, limit: Parameter | None) -> Iterator[Problem]:
    """A parameter that is used must be what the equations can take, in every draw too."""
    passport = raw.value("parameters", name)
    value = _number(passport)
    if value is None or limit is None:
        return
    if not limit.allows(value):
        yield raw.say(("parameters", name, "value"), f"{value:g}: expected {limit.expected(value)}")
    yield from _draws(raw, name, limit, passport)
    for i, row in raw.rows("cloud"):
        x = row.get(name) if isinstance(row, dict) else None
        if isinstance(x, int | float) and not limit.allows(x):
            yield raw.say(("cloud", i, name), f"{x:g}: expected {limit.expected(x)}")


def _number(passport: object) -> float | None:
    """The value of a parameter in its own unit; None if it cannot be read."""
    of = passport if isinstance(passport, dict) else {"value": passport}
    try:
        value = in_unit(of.get("value"), str(of.get("unit", "1")))
    except ValueError:
        return None
    return value if isinstance(value, int | float) else None


def _draws(raw: Raw, name: str, limit: Parameter, passport: object) -> Iterator[Problem]:
    """No draw may leave what the equations can take."""
    text = passport.get("prior") if isinstance(passport, dict) else None
    try:
        prior = Prior.parse(str(text or "fixed"))
    except ValueError:
        return
    least, most = prior.lowest(), prior.highest()
    if least is None or most is None:
        return
    zero = least == 0 and limit.low > 0 and limit.kind == "positive" and prior.open_at(least)
    if not (limit.allows(least) or zero) or not limit.allows(most):
        far = least if least < limit.low else most
        told = limit.expected(far).removeprefix("a number ")
        yield raw.say(("parameters", name, "prior"), f"{text}: expected draws {told}")
