"""The pieces of a mechanism: fields, declarations, and what a step is given."""

from __future__ import annotations

import importlib.util
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.errors import MechanismError, TocsinError, did_you_mean

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.now import Now

#: Axes that a field may have; place (or region, site, ...) comes last.
AXES = (
    "state", "stratum", "actor", "power", "member", "term", "figure", "claim", "lag",
    "service", "lever", "region", "site", "place",
)  # fmt: skip

Step = Callable[[Any, Any, "Now"], None]


@dataclass(frozen=True)
class Field:
    """A named array of the state.

    axes : names from `AXES`; none for a national number
    """

    name: str
    axes: tuple[str, ...]
    unit: str
    about: str
    initial: float = 0.0
    dtype: type = np.float64


@dataclass(frozen=True)
class Mechanism:
    """A mechanism as the loop sees it."""

    name: str
    about: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    parameters: tuple[str, ...]
    fields: tuple[Field, ...]
    step: Step
    start: Step | None = None
    file: str = ""  # of a user's own mechanism

    @classmethod
    def of(cls, module: ModuleType) -> Mechanism:
        """From a module that declares itself; raises MechanismError if it does not."""
        name = module.__name__.rsplit(".", 1)[-1]
        for needed in ("READS", "WRITES", "step"):
            if not hasattr(module, needed):
                raise MechanismError(f"mechanism {name!r} has no {needed}")
        return cls(
            name=name,
            about=(module.__doc__ or "").strip().split("\n", 1)[0],
            reads=tuple(module.READS),
            writes=tuple(module.WRITES),
            parameters=tuple(getattr(module, "PARAMETERS", ())),
            fields=tuple(getattr(module, "FIELDS", ())),
            step=module.step,
            start=getattr(module, "start", None),
        )


def from_file(path: str) -> Mechanism:
    """A mechanism from a user's own Python file.

    Raises MechanismError if the file is missing, does not run, or declares no mechanism.
    """
    file = Path(path)
    if not file.is_file():
        raise MechanismError(f"{path}: no such file; expected a Python file with a mechanism")
    spec = importlib.util.spec_from_file_location(f"tocsin_user_{file.stem}", file)
    if spec is None or spec.loader is None:
        raise MechanismError(f"{path}: expected a file that ends in .py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:  # whatever a user's file may raise
        raise MechanismError(f"{path}: {type(error).__name__}: {error}") from error
    module.__name__ = file.stem
    return replace(Mechanism.of(module), file=str(file))


@contextmanager
def blame(mechanism: Mechanism, hour: int) -> Iterator[None]:
    """Tell an error inside a user's own mechanism as his, with its line."""
    try:
        yield
    except (TocsinError, KeyboardInterrupt):
        raise
    except (Exception, SystemExit) as error:
        if not mechanism.file:
            raise
        frames = traceback.extract_tb(error.__traceback__)
        lines = [f.lineno for f in frames if f.filename == mechanism.file]
        where = f"{mechanism.file}:{lines[-1]}" if lines else mechanism.file
        raise MechanismError(f"{where}: hour {hour}: {type(error).__name__}: {error}") from error


def check(order: Sequence[Mechanism]) -> dict[str, Field]:
    """The fields of a loop by name; raises MechanismError where declarations do not fit.

    Every field has one owner, and whatever is read or written exists.
    """
    fields: dict[str, Field] = {}
    owners: dict[str, str] = {}
    for mechanism in order:
        for field in mechanism.fields:
            if field.name in owners:
                raise MechanismError(
                    f"{mechanism.name}: the field {field.name!r} belongs to {owners[field.name]}"
                )
            unknown = set(field.axes) - set(AXES)
            if unknown:
                raise MechanismError(f"{mechanism.name}: {field.name} has unknown axes {unknown}")
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


def zeros(field: Field, sizes: dict[str, int]) -> NDArray[Any]:
    """The array of a field at its initial value."""
    return np.full([sizes[axis] for axis in field.axes], field.initial, field.dtype)
