"""The state of a run: one structure of arrays, which can be saved and taken up at any hour.

Mechanisms see it through views: what they only read is read-only memory, so that the declarations
cannot lie.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.field import Field
from tocsin.declare.mechanism import Mechanism

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

    def view(self, mechanism: Mechanism) -> SimpleNamespace:
        """The declared fields as attributes; those that are only read cannot be written."""
        out = {}
        for name in (*mechanism.reads, *mechanism.writes):
            array = self.arrays[name].view()
            array.flags.writeable = name in mechanism.writes
            out[name] = array
        return SimpleNamespace(**out)

    def save(self) -> dict[str, NDArray[Any]]:
        """Copies of all arrays."""
        return {name: array.copy() for name, array in self.arrays.items()}

    def load(self, arrays: dict[str, NDArray[Any]]) -> None:
        """Take up the arrays that `save` gave, in place."""
        for name, array in self.arrays.items():
            np.copyto(array, arrays[name])
