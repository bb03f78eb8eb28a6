"""The variables of a record, made from what is declared elsewhere.

A field that its mechanism keeps by the hour is a variable of the same name, unit and words; what only
the recorder works out is declared where it is worked out (`recorder`, `willing`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from tocsin.declare.field import HOURLY, LAST, Field
from tocsin.declare.mechanism import Mechanism

#: Axes along which a variable can lie, beside run and time.
AXES = (
    "place", "region", "stratum", "site", "service", "actor", "power", "member", "figure",
)  # fmt: skip


@dataclass(frozen=True)
class Variable:
    """One variable of `run.zarr`; dimensions (run, time) and, if there is one, `axis`.

    field : field of the state that it copies; empty if the recorder computes it
    part : section of the scenario without which it is not in the record
    own : whether it is a field of a user's own mechanism
    """

    name: str
    axis: str
    unit: str
    about: str
    field: str = ""
    dtype: type = np.float32
    part: str = ""
    own: bool = False


def kept(mechanism: Mechanism) -> list[Variable]:
    """The fields of a mechanism that the record keeps by the hour."""
    own = bool(mechanism.source)
    return [
        Variable(
            f.name, f.axes[0] if f.axes else "", f.unit, f.about, f.name, f.stored,
            mechanism.part, own,
        )
        for f in mechanism.fields
        if (f.keep or (HOURLY if own and recordable(f) else "no")) == HOURLY
    ]  # fmt: skip


def recordable(field: Field) -> bool:
    """Whether a field can be kept by the hour."""
    return len(field.axes) < 2 and all(axis in AXES for axis in field.axes)


def last(order: Iterable[Mechanism]) -> list[Field]:
    """The fields of which the last value is kept."""
    return [f for mechanism in order for f in mechanism.fields if f.keep == LAST]
