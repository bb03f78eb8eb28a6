"""Damage: premises and vehicles wrecked, counted per hour that rioters are out.

    premises ~ Poisson(wreck R),   vehicles ~ Poisson(wreck_cars R)

A count for the record, set from the recorded totals; nothing else depends on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.mechanism import Field
from tocsin.declare.purposes import Purpose

if TYPE_CHECKING:
    from tocsin.mechanisms.given.now import Now

FIELDS = (
    Field("premises_damaged", ("place",), "1", "premises damaged so far", 0, np.int64),
    Field("vehicles_damaged", ("place",), "1", "vehicles damaged so far", 0, np.int64),
)
READS = ("rioting",)
WRITES = tuple(f.name for f in FIELDS)
PARAMETERS = ("wreck", "wreck_cars")


def step(s: Any, p: Any, now: Now) -> None:
    """Count what is wrecked in this hour."""
    rioters = s.rioting.astype(float)
    if rioters.any():
        s.premises_damaged += now.poisson(Purpose.PREMISES, now.dt * p.wreck * rioters)
        s.vehicles_damaged += now.poisson(Purpose.VEHICLES, now.dt * p.wreck_cars * rioters)
