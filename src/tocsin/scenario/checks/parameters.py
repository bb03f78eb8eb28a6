"""Parameters of a scenario: those that are used and no others, each within its limits in every draw."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from tocsin.errors import Problem
from tocsin.scenario.reading.raw import Raw, mapping
from tocsin.scenario.reading.units import in_unit
from tocsin.scenario.sections.officials import LONGEST_DELAY
from tocsin.scenario.sections.priors import Prior

#: The largest value of a parameter, by its kind of limit.
MOST = {"share": 1.0, "delay": float(LONGEST_DELAY)}


def parameters(
    raw: Raw, needed: frozenset[str], allowed: frozenset[str], limits: dict[str, str]
) -> Iterator[Problem]:
    """Unknown, missing and impossible parameters; those named elsewhere have been looked up."""
    given = raw.section("parameters")
    for name in given:
        if name not in allowed:
            near = raw.document.near(name, allowed)
            yield raw.say(("parameters", name), f"unknown parameter: no mechanism uses it{near}")
        elif name in needed:
            yield from _limit(raw, name, limits.get(name, ""))
    seen: set[str] = set()
    for i, row in raw.rows("cloud"):
        for name in [n for n in mapping(row) if n not in seen]:
            seen.add(name)
            yield from raw.need(("cloud", i, name), name, "parameter")
    for name in sorted(needed - raw.parameters_used):
        if given and name not in given:
            yield raw.say(("parameters",), f"the parameter {name!r} is missing")


def _limit(raw: Raw, name: str, kind: str) -> Iterator[Problem]:
    """A parameter that is used must be above zero, or at least not below it."""
    passport = raw.value("parameters", name)
    value = _number(passport)
    if value is None:
        return
    at = ("parameters", name, "value")
    if kind == "positive" and not value > 0:
        yield raw.say(at, f"{value:g}: expected a number above zero")
    elif kind in MOST and not 0 <= value <= MOST[kind]:
        yield raw.say(at, f"{value:g}: expected a number from 0 to {MOST[kind]:g}")
    elif not kind and value < 0:
        yield raw.say(at, f"{value:g}: expected zero or more")
    if kind != "signed":
        yield from _support(raw, name, passport, kind == "positive", MOST.get(kind, math.inf))


def _number(passport: Any) -> float | None:
    """The value of a parameter in its own unit; None if it cannot be read."""
    of = passport if isinstance(passport, dict) else {"value": passport}
    try:
        value = in_unit(of.get("value"), str(of.get("unit", "1")))
    except ValueError:
        return None
    return value if isinstance(value, int | float) else None


def _support(raw: Raw, name: str, passport: Any, positive: bool, most: float) -> Iterator[Problem]:
    """No draw and no row of the cloud may leave what the model can take."""
    expected = "above zero" if positive else "from zero on"
    if most < math.inf:
        expected = f"from 0 to {most:g}"
    text = passport.get("prior") if isinstance(passport, dict) else None
    try:
        prior = Prior.parse(str(text or "fixed"))
    except ValueError:
        return
    low, open_ = prior.lowest()
    if low < 0 or (positive and low == 0 and not open_) or prior.highest() > most:
        yield raw.say(("parameters", name, "prior"), f"{text}: expected draws {expected}")
    for i, row in raw.rows("cloud"):
        x = row.get(name)
        if isinstance(x, int | float) and (x < 0 or x > most or (positive and x == 0)):
            yield raw.say(("cloud", i, name), f"{x:g}: expected a number {expected}")
