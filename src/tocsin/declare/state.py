"""The state of a run: one structure of arrays, which can be saved and taken up at any hour.

Mechanisms see it through views: what they only read is read-only memory, what they did not declare is
not there, and a name cannot be given another array, so that the declarations cannot lie.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from tocsin.declare.field import Field
from tocsin.declare.mechanism import Mechanism
from tocsin.errors import MechanismError, did_you_mean

if TYPE_CHECKING:
    from numpy.typing import NDArray


class State:
    """Arrays by field name; `view` gives a mechanism those that it declares."""

    def __init__(self, fields: dict[str, Field], sizes: dict[str, int]) -> None:
        self.fields, self.sizes = fields, sizes
        self.arrays: dict[str, NDArray[Any]] = {
            name: field.zeros(sizes) for name, field in fields.items()
        }

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self.arrays[name]

    def view(self, mechanism: Mechanism) -> View:
        """The declared fields as attributes; those that are only read cannot be written."""
        out = {}
        for name in (*mechanism.reads, *mechanism.writes):
            array = self.arrays[name].view()
            array.flags.writeable = name in mechanism.writes
            out[name] = array
        return View(out, frozenset(self.arrays))

    def save(self) -> dict[str, NDArray[Any]]:
        """Copies of all arrays."""
        return {name: array.copy() for name, array in self.arrays.items()}

    def load(self, arrays: dict[str, NDArray[Any]]) -> None:
        """Take up the arrays that `save` gave, in place."""
        for name, array in self.arrays.items():
            np.copyto(array, arrays[name])


class Undeclared(MechanismError, AttributeError):
    """What a mechanism asked for and did not declare."""


class View:
    """Fields of the state as attributes, changed in place: `s.news[...] = x`, `s.news += x`.

    Raises MechanismError if a name is given another array, or was not declared.
    """

    def __init__(self, arrays: dict[str, NDArray[Any]], known: frozenset[str]) -> None:
        self.__dict__.update(arrays, _known=known)

    def __setattr__(self, name: str, value: object) -> None:
        if self.__dict__.get(name) is value:  # what `s.news += x` ends with
            return
        if name not in self.__dict__:
            self._undeclared(name)
        array = self.__dict__[name]
        if not array.flags.writeable:
            raise MechanismError(f"s.{name} is only read; to change it, put {name!r} into WRITES")
        inside = "[:]" if array.ndim else "[...]"
        raise MechanismError(
            f"s.{name} = ... gives the name another value and leaves the state as it is; "
            f"write s.{name}{inside} = ... (or s.{name} += ...)"
        )

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        self._undeclared(name)

    def _undeclared(self, name: str) -> NoReturn:
        declared = [n for n in self.__dict__ if n != "_known"]
        known = self.__dict__.get("_known", ())
        if name in known:
            raise Undeclared(f"s.{name} was not declared; put {name!r} into READS or WRITES")
        hint = did_you_mean(name, declared) or did_you_mean(name, known)
        raise Undeclared(f"there is no field {name!r}{hint}; a field of one's own goes into FIELDS")
