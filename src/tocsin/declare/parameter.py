"""Parameters: what a mechanism calls a number of the model, and what it can take.

A mechanism declares a parameter once, by its kind; others that use it too give its name only.  Value,
unit, prior, source, scope and status are the scenario's (`scenario/bundled/parameters.yaml`).

    share("news_off")      0 to 1
    hours("t_news")        a time in which something fades or follows, above zero
    rate("kappa")          per hour; zero switches it off
    factor("k_d")          zero or more
    amount("n_crowd")      of persons and the like, zero or more
    positive("tau")        above zero
    signed("T")            may be below zero

Limits are what the equations can take, not what is plausible: that is for priors.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from tocsin.errors import MechanismError

Kind = Literal["share", "time", "rate", "factor", "amount", "positive", "signed"]

LEAST = 1e-9  # what counts as above zero
LARGEST = 1e6
LONGEST = 1e6  # hours, a hundred years
FASTEST = 1e3  # per hour
MANY = 1e9  # persons
LOG_ODDS = 100.0  # beyond which anything is certain


@dataclass(frozen=True)
class Parameter:
    """A number of the model by name: its kind, and the least and largest value that it can take."""

    name: str
    kind: Kind
    low: float
    high: float

    def allows(self, value: float) -> bool:
        """Whether the equations can take a value; what is no number is refused elsewhere."""
        return self.low <= value <= self.high or not math.isfinite(value)

    def expected(self, value: float) -> str:
        """What was expected in place of a value that it does not allow, in words."""
        if value < self.low and self.high >= FASTEST and self.low in (0, LEAST):
            return "a number above zero" if self.low else "zero or more"
        low = "above zero" if self.low == LEAST else f"from {self.low:g}"
        return f"a number {low} to {self.high:g}"


def share(name: str) -> Parameter:
    """A part of a whole, or a chance."""
    return Parameter(name, "share", 0.0, 1.0)


def hours(name: str, least: float = LEAST, most: float = LONGEST) -> Parameter:
    """A time in which something fades or follows; it does so exactly, by exp(-dt / time)."""
    return Parameter(name, "time", least, most)


def rate(name: str, most: float = FASTEST) -> Parameter:
    """Events per hour."""
    return Parameter(name, "rate", 0.0, most)


def factor(name: str, most: float = LARGEST) -> Parameter:
    """A number that multiplies; zero switches off."""
    return Parameter(name, "factor", 0.0, most)


def amount(name: str, most: float = MANY) -> Parameter:
    """A number of persons, of arms, or the like."""
    return Parameter(name, "amount", 0.0, most)


def positive(name: str, most: float = MANY, least: float = LEAST) -> Parameter:
    """A number by which something is divided, or a scale."""
    return Parameter(name, "positive", least, most)


def signed(name: str, most: float = LARGEST) -> Parameter:
    """A number that may be below zero."""
    return Parameter(name, "signed", -most, most)


@dataclass(frozen=True)
class Named:
    """Parameters that a scenario names by itself: the text at `key` of each item of a section.

    section : dotted path of the section, whose items have `key`
    kind : a function of this module, which declares one by its name
    condition : whether the text is a condition, which may name several (`parameter('name')`)
    """

    section: str
    key: str
    kind: Callable[[str], Parameter]
    condition: bool = False


def declared(given: Iterable[Parameter | str]) -> dict[str, Parameter]:
    """The declarations among parameters by name; raises MechanismError for one declared twice."""
    out: dict[str, Parameter] = {}
    for item in given:
        if isinstance(item, Parameter) and out.setdefault(item.name, item) != item:
            raise MechanismError(f"the parameter {item.name!r} is declared twice")
    return out


def value_of(x: float | str, p: object) -> float:
    """A number as a scenario gives it, or the value in `p` of the parameter of that name."""
    return float(getattr(p, x)) if isinstance(x, str) else x
