"""Arrests on the spot, as many as officers in contact can make and detention can hold.

    number ~ Poisson(arrest (1 + arr_em emergency) w F_arrest / (A + F) A)

w is the share of the force that stands its ground.  Whoever is out can be taken, all alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.parameter import factor, rate
from tocsin.declare.purposes import Purpose
from tocsin.mechanisms.forces.detention import within_capacity
from tocsin.mechanisms.street.decision import MOVES, tally
from tocsin.people.states import S

if TYPE_CHECKING:
    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values

READS = ("withdrawal", "force", "force_arresting", "emergency", "capacity")
WRITES = ("ever_detained", *MOVES)
PARAMETERS = (rate("arrest"), factor("arr_em"))


def step(s: Fields, p: Values, now: Now) -> None:
    """Arrest out of the crowds."""
    if not s.active.any():
        return
    officers = s.withdrawal * s.force_arresting / np.maximum(s.active + s.force, 1.0)
    effort = p.arrest * (1 + p.arr_em * s.emergency[now.region])
    mean = np.where(now.world.places.rural, 0.0, now.dt * effort * officers * s.active)
    number = now.poisson(Purpose.ARREST_COUNT, mean)
    number = within_capacity(np.minimum(number, s.active), s, now)
    out = (S.MARCHING, S.ACTIVIST, S.RIOTING, S.CELL)
    s.ever_detained += now.people.move(out, S.DETAINED, number, Purpose.ARREST, now.step)
    tally(s, now)
