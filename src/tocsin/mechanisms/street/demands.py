"""Demands: from the price to the regime, so that a late concession no longer helps.

A share z of the price grievance turns into a demand for the fall of the regime, by activity at the
place and by outrage:

    dz/dt = (1 - z) (a_z V + b_z o reach (1 - news_off u)),     o outrage in the region (`outrage`)
    s_eff = s (1 - relief (1 - z hope)) practice

`practice` is above 1 where workers have struck before (`mobilisation`).
A concession takes away the part (1 - z) s; the rest moves people only while the country moves (hope).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import HOURLY, Field, fraction
from tocsin.declare.parameter import rate
from tocsin.mechanisms.street.mobilisation import reach

if TYPE_CHECKING:
    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values

FIELDS = (
    fraction(
        "demand", ("place",), "share of the price grievance turned on the regime, z", keep=HOURLY
    ),
    Field(
        "price_in_force", ("place",), "1", "price grievance that still moves people, s_eff", low=0
    ),
)
READS = ("visibility", "outrage_here", "shutdown", "price", "relief", "hope", "practice")
WRITES = tuple(f.name for f in FIELDS)
PARAMETERS = (rate("a_z", most=0.5), rate("b_z", most=0.5), "news_off", "reach_rural")


def step(s: Fields, p: Values, now: Now) -> None:
    """Let demands escalate; then weigh what the price still counts for."""
    places = now.world.places
    outrage = s.outrage_here[now.region] * reach(s.shutdown, p, now)
    rise = p.a_z * s.visibility[places.acts_in] + p.b_z * outrage
    s.demand += (1 - s.demand) * -np.expm1(-now.dt * rise)
    kept = 1 - s.relief[now.region] * (1 - s.demand * s.hope)
    s.price_in_force[:] = s.price[now.region] * kept * s.practice
