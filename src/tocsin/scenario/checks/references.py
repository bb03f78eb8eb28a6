"""Names that must stand elsewhere in a scenario: found by the types of the models' fields.

A field of the type `RegionName`, `SiteName`, ... (`sections.fields`) refers to something by its name;
one of the type `When` is a condition, which refers to levers, kinds of sites and fields.  Here the
models are walked beside the raw data, so that a new section or lever has its names checked by their
types alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from tocsin.errors import Problem
from tocsin.scenario.checks.conditions import condition
from tocsin.scenario.reading.document import Path_
from tocsin.scenario.reading.raw import Raw
from tocsin.scenario.reading.units import is_name
from tocsin.scenario.sections.fields import Condition, Refers
from tocsin.scenario.sections.levers import KINDS
from tocsin.scenario.sections.levers.lever import Lever
from tocsin.scenario.sections.spec import Spec

#: Finds the references in a value at a path; None where there can be none.
Walk = Callable[[Raw, Path_, Any], Iterator[Problem]] | None


def references(raw: Raw) -> Iterator[Problem]:
    """Every name that leads nowhere."""
    walk = _model(Spec)
    if walk is not None:
        yield from walk(raw, (), raw.document.data)


def _mark(mark: Refers | Condition) -> Walk:
    if isinstance(mark, Condition):
        return lambda raw, path, value: condition(raw, path, value)

    def look_up(raw: Raw, path: Path_, value: Any) -> Iterator[Problem]:
        if mark.what == "parameter":  # which may stand for a number
            if not is_name(value):
                return
            raw.parameters_used.add(value)
        if isinstance(value, str) and value in mark.besides:
            return
        yield from raw.need(path, value, mark.what)
        if mark.foreign is not None:
            yield from _foreign(raw, path, value, mark.foreign)

    return look_up


def _foreign(raw: Raw, path: Path_, name: object, foreign: bool) -> Iterator[Problem]:
    """A service must be a contingent of an ally, or must not."""
    service = raw.names["service"].get(str(name))
    if isinstance(service, dict) and (service.get("foreign") is True) != foreign:
        expected = "a service with foreign: true" if foreign else "a service of the country's own"
        what = "no contingent" if foreign else "a contingent"
        yield raw.say(path, f"{str(name)!r} is {what}; expected {expected}")


def _walk(annotation: object, marks: tuple[Any, ...] = ()) -> Walk:
    """What to do with a value of a type."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    steps = [_mark(m) for m in marks if isinstance(m, Refers | Condition)]
    if origin is Annotated:
        steps.append(_walk(arguments[0], arguments[1:]))
    elif origin is list:
        steps.append(_each(_walk(arguments[0])))
    elif origin is dict:
        steps.append(_entries(_walk(arguments[0]), _walk(arguments[1])))
    elif isinstance(annotation, type) and issubclass(annotation, Lever):
        steps.append(_lever)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        steps.append(_model(annotation))
    elif arguments:
        branches = {id(w): w for a in arguments if (w := _walk(a)) is not None}
        steps += branches.values()
    return _all([step for step in steps if step is not None])


def _all(steps: list[Any]) -> Walk:
    if len(steps) < 2:
        return steps[0] if steps else None

    def walk(raw: Raw, path: Path_, value: object) -> Iterator[Problem]:
        for step in steps:
            yield from step(raw, path, value)

    return walk


def _each(inner: Walk) -> Walk:
    if inner is None:
        return None

    def walk(raw: Raw, path: Path_, value: object) -> Iterator[Problem]:
        for i, item in enumerate(value if isinstance(value, list) else []):
            yield from inner(raw, (*path, i), item)

    return walk


def _entries(key: Walk, inner: Walk) -> Walk:
    if key is None and inner is None:
        return None

    def walk(raw: Raw, path: Path_, value: object) -> Iterator[Problem]:
        for name, item in value.items() if isinstance(value, dict) else ():
            if key is not None:
                yield from key(raw, (*path, name), str(name))
            if inner is not None:
                yield from inner(raw, (*path, str(name)), item)

    return walk


@cache
def _model(model: type[BaseModel]) -> Walk:
    fields = {
        name: found
        for name, field in model.model_fields.items()
        if (found := _walk(field.annotation, tuple(field.metadata))) is not None
    }
    if not fields:
        return None

    def walk(raw: Raw, path: Path_, value: object) -> Iterator[Problem]:
        if not isinstance(value, dict):
            return
        for name, inner in fields.items():
            if value.get(name) is not None:
                yield from inner(raw, (*path, name), value[name])

    return walk


def _lever(raw: Raw, path: Path_, value: object) -> Iterator[Problem]:
    """A lever by its kind, of an unknown kind by what all have in common."""
    kind = value.get("kind") if isinstance(value, dict) else None
    model = KINDS.get(kind, Lever) if isinstance(kind, str) else Lever
    inner = _model(model)
    if inner is not None:
        yield from inner(raw, path, value)
