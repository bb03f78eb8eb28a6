"""The small grammar of `when`: comparisons between fields, joined by and, or, not.

    active > 15000
    captured('administration') >= 2 or regions_with(active, 500) > 9
    here.active > 10000                         (in a lever with `each: region`)
    fired('emergency') and hour > 100
    here.rioting > parameter('st_shoot') * here.people

A condition is read with the state at the end of the last hour.  `FIELDS` and `FUNCTIONS` are all
that it may mention; text is parsed once, with every mistake named, and nothing of it is executed.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from tocsin.errors import did_you_mean

#: Fields with a national value and, as `here.<name>`, a value for one region.
FIELDS = {
    "active": "persons marching or rioting",
    "marching": "persons marching",
    "rioting": "persons rioting",
    "dead": "dead so far, all",
    "dead_forces": "dead so far among the forces",
    "injured": "injured so far, all",
    "detained": "persons in detention",
    "attackers": "largest number that attacked an administration or a headquarters in the hour",
    "legitimacy": "legitimacy, mean over persons",
    "emergency": "1 under emergency (nationally: number of regions under emergency)",
    "people": "persons who live there, so that a number out can be a share: active > 0.001 * people",
}
NATIONAL = {
    "hour": "hours since the start",
    "news": "attention to the news, 0 to 1",
    "outrage": "outrage, 0 to 1",
    "hold": "the leader's hold on the elites, 0 to 1 (needs elites)",
    "tension": "tension among the elites",
    "guarantee": "how far an alliance stands behind the incumbent, 0 to 1",
    "allied_troops": "allied troops that have come so far",
    "enemy": "how far an armed enemy is believed in by what was claimed, 0 to 1 (needs officials)",
    "doubt": "doubt of official figures, 0 to 1 (needs officials)",
}
#: National fields that mean nothing without a section of the scenario.
SECTIONS = {"hold": "elites", "tension": "elites", "guarantee": "alliance"}
FUNCTIONS = {
    "regions_with": "regions_with(field, least): regions where the field is at least so large",
    "captured": "captured('kind'): sites of that kind lost so far",
    "fired": "fired('lever'): whether that lever has acted",
    "parameter": "parameter('name'): a parameter of the scenario, drawn in a run like any other",
}


class Facts(Protocol):
    """What a condition is evaluated on."""

    def national(self, field: str) -> float:
        """National value of a field."""

    def here(self, field: str) -> Any:
        """Value of a field in the region at hand, or (region,) in each of them."""

    def regions_with(self, field: str, least: Any) -> Any:
        """Number of regions where the field is at least `least`."""

    def captured(self, kind: str) -> float:
        """Number of sites of a kind that were captured."""

    def fired(self, lever: str) -> float:
        """Whether a lever has acted."""

    def parameter(self, name: str) -> float:
        """Value of a parameter in this run."""


#: Gives a number or a truth, or one for each region.
Evaluator = Callable[[Facts], Any]

_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}


@dataclass(frozen=True)
class Condition:
    """A parsed condition with the names that it mentions."""

    text: str
    holds: Evaluator
    levers: tuple[str, ...]
    kinds: tuple[str, ...]
    fields: tuple[str, ...]
    parameters: tuple[str, ...]
    local: bool


#: A condition is short and shallow, so that neither Python's parser nor we can run out of stack.
LONGEST, DEEPEST = 1000, 30
LARGEST = 1e15


def parse(text: str) -> Condition:
    """Parse a condition; raises ValueError with what was expected."""
    if len(text) > LONGEST:
        raise ValueError(f"a condition may have {LONGEST:,} characters at most")
    if "\\" in text:  # Python would warn of escapes on stderr
        raise ValueError(f"{text!r}: a backslash has no place in a condition")
    try:
        tree = ast.parse(re.sub(r"\s*\n\s*", " ", text).strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        example = "active > 0.01 * people" if "%" in text else "active > 15000"
        raise ValueError(
            f"{text!r} cannot be read; expected a condition such as {example!r}"
        ) from None
    parser = _Parser(text)
    holds = parser.logic(tree.body)
    return Condition(
        text, holds, tuple(parser.levers), tuple(parser.kinds), tuple(parser.fields),
        tuple(parser.parameters), parser.local,
    )  # fmt: skip


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.depth = 0
        self.levers: list[str] = []
        self.kinds: list[str] = []
        self.fields: list[str] = []
        self.parameters: list[str] = []
        self.local = False

    def logic(self, node: ast.expr) -> Evaluator:
        """A node that is true or false."""
        return self.deeper(self._logic, node)

    def value(self, node: ast.expr) -> Evaluator:
        """A node that is a number."""
        return self.deeper(self._value, node)

    def deeper(self, read: Callable[[ast.expr], Evaluator], node: ast.expr) -> Evaluator:
        """Read a part, unless it lies too deep."""
        if self.depth >= DEEPEST:
            raise ValueError(f"{self.text!r} is nested too deeply")
        self.depth += 1
        out = read(node)
        self.depth -= 1
        return out

    def _logic(self, node: ast.expr) -> Evaluator:
        if isinstance(node, ast.BoolOp):
            parts = [self.logic(v) for v in node.values]
            return _all(parts) if isinstance(node.op, ast.And) else _any(parts)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            inner = self.logic(node.operand)
            return lambda facts: operator.xor(inner(facts), True)
        if isinstance(node, ast.Compare):
            sides = [self.value(v) for v in (node.left, *node.comparators)]
            tests = [_COMPARE.get(type(op)) for op in node.ops]
            if None in tests:
                raise ValueError(f"{self.text!r}: expected one of > >= < <= == !=")
            pairs = [(t, a, b) for t, a, b in zip(tests, sides[:-1], sides[1:], strict=True) if t]
            if len(pairs) == 1:
                return _compared(*pairs[0])
            return _all([_compared(*pair) for pair in pairs])
        if isinstance(node, ast.Call) and _name(node.func) == "fired":
            number = self.value(node)
            return lambda facts: number(facts) > 0
        raise ValueError(f"{self.text!r}: expected a comparison such as 'active > 15000'")

    def _value(self, node: ast.expr) -> Evaluator:
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, int | float)
            and not isinstance(node.value, bool)
        ):
            if not abs(node.value) < LARGEST:
                raise ValueError(f"{self.text!r}: expected numbers below {LARGEST:g}")
            number = float(node.value)
            return lambda facts: number
        if isinstance(node, ast.Name):
            return self.field(node.id)
        if isinstance(node, ast.Attribute) and _name(node.value) == "here":
            self.local = True
            if node.attr not in FIELDS:
                raise ValueError(self.unknown(f"here.{node.attr}", [f"here.{f}" for f in FIELDS]))
            name = node.attr
            return lambda facts: facts.here(name)
        if isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
            a, b = self.value(node.left), self.value(node.right)
            do = _ARITHMETIC[type(node.op)]
            return lambda facts: do(a(facts), b(facts))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            inner = self.value(node.operand)
            return lambda facts: -inner(facts)
        if isinstance(node, ast.Call):
            return self.call(node)
        raise ValueError(f"{self.text!r}: expected a field, a number or a function")

    def field(self, name: str) -> Evaluator:
        """A national field."""
        if name not in FIELDS and name not in NATIONAL:
            raise ValueError(self.unknown(name, [*FIELDS, *NATIONAL, *FUNCTIONS]))
        self.fields.append(name)
        return lambda facts: facts.national(name)

    def call(self, node: ast.Call) -> Evaluator:
        """One of the functions."""
        name = _name(node.func)
        if name not in FUNCTIONS:
            raise ValueError(self.unknown(name or "this call", FUNCTIONS))
        if node.keywords:
            raise ValueError(f"{self.text!r}: expected {FUNCTIONS[name]}")
        if name == "regions_with" and len(node.args) == 2:
            field = _name(node.args[0])
            if field not in FIELDS:
                raise ValueError(self.unknown(field or "this", FIELDS))
            least = self.value(node.args[1])
            return lambda facts: facts.regions_with(field, least(facts))
        if name in ("captured", "fired", "parameter") and len(node.args) == 1:
            argument = node.args[0]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                word = argument.value
                if name == "captured":
                    self.kinds.append(word)
                    return lambda facts: facts.captured(word)
                if name == "parameter":
                    self.parameters.append(word)
                    return lambda facts: facts.parameter(word)
                self.levers.append(word)
                return lambda facts: facts.fired(word)
        raise ValueError(f"{self.text!r}: expected {FUNCTIONS[name]}")

    def unknown(self, name: str, known: Iterable[str]) -> str:
        """Message for a name that does not exist."""
        return f"{self.text!r}: unknown field {name!r}{did_you_mean(name, known)}"


def _compared(test: Callable[[Any, Any], Any], left: Evaluator, right: Evaluator) -> Evaluator:
    return lambda facts: test(left(facts), right(facts))


def _all(parts: list[Evaluator]) -> Evaluator:
    """Whether all hold; what comes after one that holds nowhere is not looked at."""

    def holds(facts: Facts) -> Any:
        out: Any = True
        for part in parts:
            out = out & part(facts)
            if getattr(out, "ndim", 0) == 0 and not out:
                return False
        return out

    return holds


def _any(parts: list[Evaluator]) -> Evaluator:
    """Whether one holds; what comes after one that holds everywhere is not looked at."""

    def holds(facts: Facts) -> Any:
        out: Any = False
        for part in parts:
            out = out | part(facts)
            if getattr(out, "ndim", 0) == 0 and out:
                return True
        return out

    return holds


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""
