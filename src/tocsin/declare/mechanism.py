"""Mechanisms: what a module declares, and whether the declarations of a loop fit together.

`field` and `parameter` are what it declares, `own` takes up a user's own file, `state` gives a
mechanism the fields that it declares.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from tocsin.declare.field import Field
from tocsin.declare.parameter import Named, Parameter, declared, positive, share, signed
from tocsin.errors import MechanismError, did_you_mean

Step = Callable[[Any, Any, Any], None]


@dataclass(frozen=True)
class Mechanism:
    """A mechanism as the loop sees it.

    parameters : names of those that it uses
    limits : those that it declares, by name
    named : where a scenario names further ones
    part : section of a scenario without which it does nothing; none for what is always there
    file, source : of a user's own mechanism
    certain : whether all that it declares is known (see `own.reading`)
    """

    name: str
    about: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    parameters: tuple[str, ...]
    fields: tuple[Field, ...]
    step: Step
    start: Step | None = None
    limits: tuple[Parameter, ...] = ()
    named: tuple[Named, ...] = ()
    part: str = ""
    file: str = ""
    source: str = ""
    certain: bool = True

    @classmethod
    def of(cls, module: ModuleType) -> Mechanism:
        """From a module that declares itself; raises MechanismError if it does not."""
        name = module.__name__.rsplit(".", 1)[-1]
        for needed in ("READS", "WRITES", "step"):
            if not hasattr(module, needed):
                raise MechanismError(f"mechanism {name!r} has no {needed}")
        for verb in ("step", "start"):
            if not callable(getattr(module, verb, print)):
                raise MechanismError(f"mechanism {name!r}: {verb} is no function")
        given = _listed(module, "PARAMETERS", (str, Parameter), "names of parameters")
        return cls(
            name=name,
            about=(module.__doc__ or "").strip().split("\n", 1)[0],
            reads=_listed(module, "READS", (str,), "names of fields"),
            writes=_listed(module, "WRITES", (str,), "names of fields"),
            parameters=tuple(p.name if isinstance(p, Parameter) else p for p in given),
            fields=_listed(module, "FIELDS", (Field,), "Field(name, axes, unit, about)"),
            step=module.step,
            start=getattr(module, "start", None),
            limits=_limits(module, given),
            named=tuple(getattr(module, "NAMED", ())),
            part=getattr(module, "PART", ""),
        )


#: A user's file says of which kind a parameter is by listing its name.
KINDS: dict[str, Callable[[str], Parameter]] = {
    "SHARES": share,
    "POSITIVE": positive,
    "SIGNED": signed,
}


def _listed(module: ModuleType, key: str, kinds: tuple[type, ...], what: str) -> tuple[Any, ...]:
    """A list of a module; raises MechanismError if it is something else."""
    given = getattr(module, key, ())
    good = isinstance(given, tuple | list | set | frozenset)
    if not good or not all(isinstance(item, kinds) for item in given):
        name = module.__name__.rsplit(".", 1)[-1]
        text = repr(given) if good or not isinstance(given, str) else f"the text {given!r}"
        hint = f"; a single one is ({given!r},)" if isinstance(given, str) else ""
        raise MechanismError(
            f"mechanism {name!r}: {key} is {text}; expected a tuple of {what}{hint}"
        )
    return tuple(given)


def _limits(module: ModuleType, given: tuple[Parameter | str, ...]) -> tuple[Parameter, ...]:
    found = declared(given)
    names = {p.name if isinstance(p, Parameter) else p for p in given}
    for key, kind in KINDS.items():
        for name in _listed(module, key, (str,), "names of parameters"):
            if name not in names:
                title = module.__name__.rsplit(".", 1)[-1]
                hint = did_you_mean(name, names)
                raise MechanismError(
                    f"mechanism {title!r}: {key}: {name!r} is not in PARAMETERS{hint}"
                )
            found[name] = kind(name)
    return tuple(found.values())


def check(order: Sequence[Mechanism]) -> dict[str, Field]:
    """The fields of a loop by name; raises MechanismError where declarations do not fit.

    Every field has one owner, every parameter one declaration, and whatever is read or written
    exists.
    """
    fields: dict[str, Field] = {}
    owners: dict[str, str] = {}
    for mechanism in order:
        for field in mechanism.fields:
            if field.name in owners:
                raise MechanismError(
                    f"{mechanism.name}: the field {field.name!r} belongs to {owners[field.name]}"
                )
            owners[field.name] = mechanism.name
            fields[field.name] = field
    for mechanism in order:
        for way, names in (("reads", mechanism.reads), ("writes", mechanism.writes)):
            for name in names:
                if name not in fields:
                    hint = did_you_mean(name, fields)
                    raise MechanismError(f"{mechanism.name} {way} unknown field {name!r}{hint}")
        missing = [f.name for f in mechanism.fields if f.name not in mechanism.writes]
        if missing:
            raise MechanismError(f"{mechanism.name} brings {missing[0]!r} but does not write it")
    return fields
