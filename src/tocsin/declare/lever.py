"""What a kind of lever declares, once: how a scenario writes it, who carries it out, how it is told.

A kind is a model of a scenario's file (`scenario.sections.levers`) with a row: its line in the
chronicle, the section that it needs, whether it kills, which mechanism carries it out.  The acting
half is tied to the model where it stands: an order of `mechanisms.forces.orders`, or a mechanism of
a part, which says so with `carries_out`.  `complete` is called once all mechanisms are known, so
that a kind without a model, without a row or without anybody who carries it out is an error at
import and not after a run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, get_args

from tocsin.errors import DeclarationError

#: The mechanism that carries out a lever unless its row names another.
LEVERS = "levers"


@dataclass(frozen=True)
class Line:
    """A kind of line in the chronicle, and how much it counts when only a few can be shown."""

    kind: str
    weight: int


@dataclass(frozen=True)
class Over:
    """How it is told that what was ordered is over.

    field : the field by region that says how long it lasts; without it the lever's own time does
    """

    text: str
    weight: int
    field: str | None = None


@dataclass(frozen=True)
class LeverKind:
    """The row of a kind of lever.

    model : pydantic model of what a scenario says of it
    told : its line in the chronicle; None where its part tells it
    lethal : whether people die by it
    grave : whether it needs an occasion: it kills, suspends rights, calls in troops, takes an office
    by : the mechanism that carries it out
    needs : section of the scenario without which it means nothing
    over : how its end is told, where it is
    done_at : field with axis `lever`, the hour at which it was carried out; what was not is not told
    """

    name: str
    model: type[Any]
    told: Line | None
    lethal: bool
    grave: bool
    by: str
    needs: str | None
    over: Over | None
    done_at: str | None

    @property
    def about(self) -> str:
        """The first paragraph of the model, which says what it does."""
        return (self.model.__doc__ or "").strip().split("\n\n")[0].replace("\n", " ")


@dataclass(frozen=True)
class Order:
    """What the mechanism `levers` does for a kind.

    standing : writes an order that holds while the lever acts, made out anew when one comes or goes
    hourly : writes one that depends on the hour, in each hour in which it acts
    after : writes in the hours after its end
    """

    standing: Callable[..., None] | None = None
    hourly: Callable[..., None] | None = None
    after: Callable[..., None] | None = None


#: Kinds by name, in the order in which they are declared.
KINDS: dict[str, LeverKind] = {}
#: Orders of the mechanism `levers`, by kind.
ORDERS: dict[str, Order] = {}
_CARRIED: dict[str, str] = {}

Model = TypeVar("Model", bound=type[Any])


def lever_kind(
    *,
    told: Line | None,
    lethal: bool = False,
    grave: bool = False,
    by: str = LEVERS,
    needs: str | None = None,
    over: Over | None = None,
    done_at: str | None = None,
) -> Callable[[Model], Model]:
    """Declare a model as a kind of lever, named by the only value of its field `kind`.

    Raises DeclarationError for one that is named twice or says half of what it must.
    """

    def declare(model: Model) -> Model:
        where = f"lever kind {model.__name__}"
        names = get_args(model.model_fields["kind"].annotation)
        if len(names) != 1 or not isinstance(names[0], str):
            raise DeclarationError(f"{where}: expected kind: Literal['name']")
        if names[0] in KINDS:
            raise DeclarationError(f"{where}: the kind {names[0]!r} is declared already")
        if "__doc__" not in vars(model) or not model.__doc__:
            raise DeclarationError(f"{where}: expected a docstring that says what it does")
        if told is None and by == LEVERS:
            raise DeclarationError(f"{where}: expected its line in the chronicle, told=Line(...)")
        row = LeverKind(names[0], model, told, lethal, lethal or grave, by, needs, over, done_at)
        clash = next(
            (x for x in lines(row) if known_lines().get(x.kind, x.weight) != x.weight), None
        )
        if clash is not None:
            raise DeclarationError(
                f"{where}: the line {clash.kind!r} has the weight {known_lines()[clash.kind]}"
            )
        KINDS[row.name] = row
        return model

    return declare


def order(kind: type[Any], part: str = "standing") -> Callable[[Callable[..., None]], Any]:
    """Tie a function to a kind as its `standing`, `hourly` or `after` order."""

    def tie(function: Callable[..., None]) -> Callable[..., None]:
        name = row_of(kind).name
        known = ORDERS.get(name, Order())
        if getattr(known, part) is not None:
            raise DeclarationError(f"lever kind {name!r} has two orders of the sort {part!r}")
        ORDERS[name] = Order(**{**vars(known), part: function})
        return function

    return tie


def carries_out(mechanism: str, *kinds: type[Any]) -> None:
    """Say that a mechanism of a part carries out these kinds of levers."""
    for kind in kinds:
        row = row_of(kind)
        if row.by != mechanism:
            raise DeclarationError(f"{mechanism} carries out {row.name!r}, its row says {row.by!r}")
        _CARRIED[row.name] = mechanism


def row_of(kind: type[Any]) -> LeverKind:
    """The row of a model; raises DeclarationError if it has none."""
    for row in KINDS.values():
        if row.model is kind:
            return row
    raise DeclarationError(f"{kind.__name__} is no declared kind of lever; see declare/lever.py")


def lines(row: LeverKind) -> list[Line]:
    """The lines of the chronicle that levers of a kind may make."""
    if row.told is None:
        return []
    ends = [Line(f"{row.told.kind} ends", row.over.weight)] if row.over else []
    return [row.told, *ends]


def known_lines() -> dict[str, int]:
    """Weights of all lines that levers make."""
    return {line.kind: line.weight for row in KINDS.values() for line in lines(row)}


def needing(section: str) -> tuple[str, ...]:
    """Kinds that mean nothing without a section."""
    return tuple(name for name, row in KINDS.items() if row.needs == section)


def complete(fields: dict[str, tuple[str, ...]], sections: set[str]) -> None:
    """Raise DeclarationError for a kind that nobody carries out, or that names what is not there.

    fields : axes of all fields of the state by name; sections : keys of a scenario
    """
    for name, row in KINDS.items():
        where = f"lever kind {name!r}"
        if row.by == LEVERS and name not in ORDERS:
            raise DeclarationError(
                f"{where}: no order in mechanisms/forces/orders.py carries it out"
            )
        if row.by != LEVERS and _CARRIED.get(name) != row.by:
            raise DeclarationError(f"{where}: {row.by} does not say that it carries it out")
        if row.needs is not None and row.needs not in sections:
            raise DeclarationError(f"{where}: there is no section {row.needs!r}")
        ends = row.over.field if row.over is not None else None
        for field, axis in ((row.done_at, "lever"), (ends, "region")):
            if field is not None and fields.get(field) != (axis,):
                raise DeclarationError(f"{where}: there is no field {field!r} by {axis}")
