"""The data of a document as it was written, before anybody has checked its form.

Checks of what one section says of another run beside pydantic, so that a file with an unknown key
*and* a lever on an unknown actor shows both at once.  Here is the one way to look into such data:
what has the wrong form counts as nothing, since pydantic tells it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Any

from tocsin.errors import Problem
from tocsin.scenario.former import former
from tocsin.scenario.reading.document import Document, Path_
from tocsin.scenario.reading.units import SHARES, quantity


def mapping(value: object) -> dict[str, Any]:
    """A mapping with text as keys; empty for anything else."""
    return {str(key): inner for key, inner in value.items()} if isinstance(value, dict) else {}


def listed(value: object) -> list[Any]:
    """A list; empty for anything else."""
    return value if isinstance(value, list) else []


def name_of(value: object) -> str | None:
    """A name, which may be a whole number; None for what is no name."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else None


def figure(value: object, units: dict[str, float] = SHARES) -> float | None:
    """The number of a figure, bare, as text with a unit or in `value`; None if it cannot be read."""
    if isinstance(value, dict):
        value = value.get("value")
    try:
        number = quantity(value, units, "")
    except ValueError:
        return None
    return float(number) if isinstance(number, int | float) else None


class Raw:
    """A document with what checks ask of it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.parameters_used: set[str] = set()  # by name, in place of a number

    def value(self, *path: str | int) -> Any:
        """What stands at a path; None if nothing does."""
        return self.document.value(path)

    def section(self, *path: str | int) -> dict[str, Any]:
        """The mapping at a path."""
        return mapping(self.value(*path))

    def listed(self, *path: str | int) -> list[Any]:
        """The list at a path."""
        return listed(self.value(*path))

    def items(self, *path: str | int) -> Iterator[tuple[str, dict[str, Any]]]:
        """The entries of a mapping that are mappings themselves, by name."""
        for name, value in self.section(*path).items():
            if isinstance(value, dict):
                yield name, value

    def rows(self, *path: str | int) -> Iterator[tuple[int, dict[str, Any]]]:
        """The items of a list that are mappings, by number."""
        for i, value in enumerate(self.listed(*path)):
            if isinstance(value, dict):
                yield i, value

    def say(self, path: Path_, message: str) -> Problem:
        """A problem at a path."""
        return self.document.problem(path, message)

    def need(
        self, path: Path_, value: object, what: str, known: Collection[str] | None = None
    ) -> Iterator[Problem]:
        """A problem unless a value is one of the known names of that sort, or no name at all.

        Where such a section is missing as a whole, that is said once and not at every reference.
        """
        names = self.names[what] if known is None else known
        name = name_of(value)
        if name is None or name in names or (not names and what in WHOLE):
            return
        if what == CODED and self.value("elites") is None:
            return  # that the section is missing is said
        near = former(name) if what == "parameter" else ""
        yield self.say(path, f"unknown {what} {name!r}{near or self.document.near(name, names)}")

    @cached_property
    def names(self) -> dict[str, dict[str, Any]]:
        """Names that other sections may speak of, by what they name."""
        services = self.section("services")
        actors = self.section("actors")
        named = [name_of(site.get("name")) for _, site in self.rows("sites")]
        return {
            "region": self.section("regions"),
            PLACE: {
                n: p for _, p in self.rows("places") if (n := name_of(p.get("id"))) is not None
            },
            "service": services,
            "actor": {**actors, **services},
            CODED: {
                n: a
                for n, a in actors.items()
                if isinstance(a, dict) and a.get("position") is not None
            },
            "site": dict.fromkeys(n for n in named if n is not None),
            "power": self.section("powers"),
            "member": self.section("alliance", "members"),
            "lever": self.section("levers"),
            "parameter": self.section("parameters"),
        }


PLACE = "place (give its id)"
CODED = "actor with a position"
#: What is told as missing once, and not at every reference to it.
WHOLE = ("region", PLACE, "service", "parameter")
