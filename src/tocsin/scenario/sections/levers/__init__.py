"""Levers: what an actor can do.  Each kind is one model with its row, in one of the files here.

`lever` has what they have in common; what a kind does in an hour stands in
`mechanisms.forces.orders`, or with the part that its row names.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from tocsin.declare import lever as declared
from tocsin.scenario.sections.levers.lever import Lever

# ruff: isort: off
# kinds are declared in the order of these imports, which is that of the reference
from tocsin.scenario.sections.levers import orders as _orders
from tocsin.scenario.sections.levers import concessions as _concessions
from tocsin.scenario.sections.levers import forces as _forces
from tocsin.scenario.sections.levers import calls as _calls
from tocsin.scenario.sections.levers import elites as _elites
from tocsin.scenario.sections.levers import powers as _powers
from tocsin.scenario.sections.levers import alliance as _alliance
# ruff: isort: on

_FILES = (_orders, _concessions, _forces, _calls, _elites, _powers, _alliance)

__all__ = ["KINDS", "AnyLever", "Lever", "row"]

#: Models by kind.
KINDS: dict[str, type[Lever]] = {name: row.model for name, row in declared.KINDS.items()}

if TYPE_CHECKING:
    AnyLever = Lever
else:
    AnyLever = Annotated[reduce(or_, KINDS.values()), Field(discriminator="kind")]
