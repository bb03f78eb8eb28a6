"""Levers: what an actor can do.  Each kind is one model with its row, in one of the files here.

Every file of this folder is read, so that a new kind needs no entry anywhere.  `lever` has what all
have in common; what a kind does in an hour stands in `mechanisms.forces.orders`, or with the part that
its row names.
"""

from __future__ import annotations

from functools import reduce
from importlib import import_module
from operator import or_
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from tocsin.declare import lever as declared
from tocsin.scenario.sections.levers.lever import Lever

for _file in sorted(found.name for found in iter_modules(__path__)):
    import_module(f"{__name__}.{_file}")

__all__ = ["KINDS", "AnyLever", "Lever"]

#: Models by kind, file by file.
KINDS: dict[str, type[Lever]] = {name: row.model for name, row in declared.KINDS.items()}

if TYPE_CHECKING:
    AnyLever = Lever
else:
    AnyLever = Annotated[reduce(or_, KINDS.values()), Field(discriminator="kind")]
