"""Shock: a price rises; people come to know it, and a concession takes it back as they hear of it.

Two stages, since people learn at the pump and not by decree (one stage put thousands on the streets
on the first day):

    ds1/dt = (s* - s1) / (t_aware / 2)      ds/dt = (s1 - s) / (t_aware / 2)
    s* = shock exposure / reference in the regions of the shock, s_rest times that elsewhere
    d relief/dt = (capped - relief) / t_relief

Source: our own; awareness as a second-order lag, its time fitted to the flagship.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import Field, fraction
from tocsin.declare.parameter import factor, hours, share

if TYPE_CHECKING:
    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values

FIELDS = (
    Field("price_heard", ("region",), "1", "first stage of awareness of the price", low=0),
    Field("price", ("region",), "1", "grievance that the price raises, s", low=0),
    fraction("relief", ("region",), "share of the price known to be taken back"),
)
READS = ("price_capped",)
WRITES = tuple(f.name for f in FIELDS)
PARAMETERS = (factor("shock"), share("s_rest"), hours("t_aware", least=2), hours("t_relief"))


def step(s: Fields, p: Values, now: Now) -> None:
    """Let the price sink in."""
    plan = now.program
    if now.t >= plan.shock_start:
        size = p.shock * now.world.regions.exposure / plan.exposure_reference
        target = np.where(plan.shock_regions, size, p.s_rest * size)
        pace = now.toward(p.t_aware / 2)
        s.price_heard += pace * (target - s.price_heard)
        s.price += pace * (s.price_heard - s.price)
    s.relief += now.toward(p.t_relief) * (s.price_capped - s.relief)
