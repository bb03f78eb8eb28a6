"""Damage: premises and vehicles wrecked, counted per hour that rioters are out.

    premises ~ Poisson(wreck R),   vehicles ~ Poisson(wreck_cars R)

A count for the record, set from the recorded totals; nothing else depends on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import HOURLY, count
from tocsin.declare.parameter import rate
from tocsin.declare.purposes import Purpose

if TYPE_CHECKING:
    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values

FIELDS = (
    count("premises_damaged", ("place",), "premises damaged so far", unit="1", keep=HOURLY),
    count("vehicles_damaged", ("place",), "vehicles damaged so far", unit="1", keep=HOURLY),
)
READS = ("rioting",)
WRITES = tuple(f.name for f in FIELDS)
PARAMETERS = (rate("wreck"), rate("wreck_cars"))


def step(s: Fields, p: Values, now: Now) -> None:
    """Count what is wrecked in this hour."""
    rioters = s.rioting.astype(float)
    if rioters.any():
        mean = np.array([now.dt * p.wreck * rioters, now.dt * p.wreck_cars * rioters])
        premises, vehicles = now.poissons((Purpose.PREMISES, Purpose.VEHICLES), mean)
        s.premises_damaged += premises
        s.vehicles_damaged += vehicles
