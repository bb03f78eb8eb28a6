"""Factors: what varies between the points of a design.

A factor is a path into the scenario (`parameters.k`) or a switch (`lever NAME`), with a prior, a range
or a list of values.  Designs work on the unit interval; a factor turns its uniform into a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tocsin.errors import InputError, ScenarioError, did_you_mean
from tocsin.scenario.former import former
from tocsin.scenario.reading.table import number
from tocsin.scenario.reading.units import NUMBER
from tocsin.scenario.sections.priors import Prior

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

SWITCH = "lever "
ON_OFF = {"on": True, "true": True, "yes": True, "off": False, "false": False, "no": False}
_RANGE = re.compile(rf"\s*({NUMBER})\s*:\s*({NUMBER})\s*")
EDGE = 1e-9  # a quantile of 0 or 1 may be infinite
EXPECTED = (
    "expected parameters.k (its prior), parameters.k=1.5:3.0, parameters.k=1,2,3, "
    "parameters.k=loguniform(1, 4), levers.NAME.at=TIME,TIME or 'lever NAME=on,off'"
)


@dataclass(frozen=True)
class Factor:
    """What varies: a path or `lever NAME`, with a prior or with values.

    ends : whether the ends of the prior are points of a grid (a range that the user gave)
    part : the quantiles between which the prior is used
    """

    name: str
    prior: Prior | None = None
    values: tuple[Any, ...] = ()
    ends: bool = False
    part: tuple[float, float] = (0.0, 1.0)

    def at(self, u: float) -> Any:
        """The value that belongs to a uniform in [0, 1): the prior's quantile, or one of a list."""
        if self.prior is None:
            return self.values[self.index(u)]
        low, high = self.part
        return self.prior.quantile(min(max(low + (high - low) * u, EDGE), 1 - EDGE), 0.0)

    def index(self, u: float) -> int:
        """Which of a list's values belongs to a uniform in [0, 1)."""
        return min(int(u * len(self.values)), len(self.values) - 1)

    def height(self, i: int, n: int) -> float:
        """Where level i of n lies between the lowest (0) and the highest (1).

        Of a list that is where its value stands in the list, since levels share its values.
        """
        if self.prior is not None:
            return i / (n - 1)
        return self.index((i + 0.5) / n) / max(1, len(self.values) - 1)

    def level(self, i: int, n: int) -> Any:
        """Level i of n: of a range the ends count; of a prior, levels are the middles of n slices.

        So no level lies at the edge of a prior, where a normal is infinite and a scale may be zero.
        """
        if self.prior is not None and self.ends and n > 1:
            return self.prior.quantile(i / (n - 1), 0.0)
        return self.at((i + 0.5) / n)

    def levels(self, n: int) -> list[Any]:
        """All values of a list, or n levels of a prior or range."""
        return list(self.values) if self.values else [self.level(i, n) for i in range(n)]

    def describe(self) -> str:
        """Range in words."""
        if self.prior is None:
            return ", ".join(map(str, self.values))
        whole = f"{self.prior.family}({self.prior.a:g}, {self.prior.b:g})"
        if self.part == (0.0, 1.0):
            return whole
        return f"{whole} from {self.at(0.0):g} to {self.at(1.0):g}"


def chosen(scenario: Scenario, over: Iterable[str] = (), width: float = 1.0) -> list[Factor]:
    """The factors of `--over`; all parameters with a prior if there are none.

    width : share of a parameter's own prior that is used, around its value; 1 is all of it

    Raises InputError for a text that is no factor, ScenarioError for values that do not fit.
    """
    texts = [over] if isinstance(over, str) else list(over)
    table = scenario.spec.parameters
    if not texts:
        texts = [f"parameters.{k}" for k, p in table.items() if _prior(p.prior) is not None]
        if not texts:
            raise InputError(
                f"{scenario.name} has no parameter with a prior; say what varies: {EXPECTED}"
            )
        return [narrowed(scenario, factor(scenario, text), width) for text in texts]
    found = [factor(scenario, text) for text in texts]
    names = [f.name for f in found]
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"--over {name}: given twice")
    for f in found:
        check(scenario, f)
    return [
        f if "=" in text else narrowed(scenario, f, width)
        for f, text in zip(found, texts, strict=True)
    ]


def narrowed(scenario: Scenario, f: Factor, width: float) -> Factor:
    """A parameter's prior cut to a share of its probability around the parameter's value.

    With v the quantile of the value, quantiles go from v (1 - width) to v (1 - width) + width: they
    stay inside of the prior, and the value inside of them.
    """
    if width == 1 or f.prior is None:
        return f
    value = scenario.spec.parameters[f.name.removeprefix("parameters.")].value
    low = f.prior.share_below(value) * (1 - width)
    return replace(f, part=(low, low + width))


def factor(scenario: Scenario, text: str) -> Factor:
    """A factor from its text; raises InputError with what was expected."""
    left, equals, right = text.partition("=")
    name = canonical(left)
    if not name or (equals and not right.strip()):
        raise InputError(f"--over {text!r}: {EXPECTED}")
    if name.startswith(SWITCH):
        return Factor(name, values=_switches(text, right or "on,off"))
    if not equals:
        return Factor(name, _own_prior(scenario, name, text))
    span = _RANGE.fullmatch(right)
    if span:
        low, high = float(span[1]), float(span[2])
        if not low < high:
            raise InputError(f"--over {text}: expected a range from low to high, such as 1.5:3.0")
        return Factor(name, Prior("uniform", low, high), ends=True)
    if "(" in right:
        try:
            prior = _prior(right)
        except ValueError as error:
            raise InputError(f"--over {text}: {error}") from None
        if prior is None:
            raise InputError(f"--over {text}: a fixed factor does not vary; {EXPECTED}")
        return Factor(name, prior)
    values = tuple(number(v.strip()) for v in right.split(","))
    if "" in values or len(set(map(str, values))) < len(values):
        raise InputError(f"--over {text}: expected different values with commas between them")
    return Factor(name, values=values)


def canonical(name: str) -> str:
    """The name of a factor in one form: a path as it is, a switch as `lever NAME`."""
    name = name.strip()
    for prefix in (SWITCH, "levers.", "lever."):
        rest = name.removeprefix(prefix).strip()
        if rest != name and (prefix != "levers." or "." not in rest):
            return f"{SWITCH}{rest}" if rest else ""
    return name


def edits(changes: dict[str, Any]) -> dict[str, Any]:
    """Changes by factor as arguments of `Scenario.edit`."""
    switched = {k.removeprefix(SWITCH): v for k, v in changes.items() if k.startswith(SWITCH)}
    return {
        "set": {k: v for k, v in changes.items() if not k.startswith(SWITCH)},
        "with_": [k for k, on in switched.items() if on == "on"],
        "without": [k for k, on in switched.items() if on != "on"],
    }


def check(scenario: Scenario, f: Factor) -> None:
    """Try the values of a list, or the two ends of a prior; raises with what does not fit."""
    for value in f.values or (f.level(0, 1000), f.level(999, 1000)):
        try:
            scenario.edit(**edits({f.name: value}))
        except ScenarioError as error:
            told = "; ".join(p.message for p in error.problems[:3])
            raise InputError(f"--over {f.name}: {value!r}: {told}") from None
        except InputError as error:
            message = re.sub(r"^--(set|with|without) ('.*'|\S+): ", "", str(error))
            raise InputError(f"--over {f.name}: {message}") from None


def _switches(text: str, right: str) -> tuple[str, ...]:
    words = [w.strip().casefold() for w in right.split(",")]
    if any(w not in ON_OFF for w in words) or len({ON_OFF[w] for w in words}) < len(words):
        raise InputError(f"--over {text}: expected 'lever NAME=on,off'")
    return tuple("on" if ON_OFF[w] else "off" for w in words)


def _own_prior(scenario: Scenario, name: str, text: str) -> Prior:
    table = scenario.spec.parameters
    key = name.removeprefix("parameters.")
    if key == name:
        raise InputError(f"--over {text}: it has no prior; say how it varies: {EXPECTED}")
    if key not in table:
        near = former(key) or did_you_mean(key, table)
        raise InputError(f"--over {text}: unknown parameter {key!r}{near}")
    prior = _prior(table[key].prior)
    if prior is None:
        raise InputError(
            f"--over {text}: the parameter is fixed at {table[key].value:g}; "
            f"give it a range, such as {name}=LOW:HIGH"
        )
    return prior


def _prior(text: str) -> Prior | None:
    prior = Prior.parse(text)
    return None if prior.family == "fixed" else prior
