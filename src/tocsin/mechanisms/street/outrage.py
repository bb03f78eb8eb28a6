"""Outrage and fear: the answer of the country to people being hurt, delayed, wide, of both signs.

    dO1/dt = -O1 / t_out1 + out_gain harm      dO/dt = O1 / t_out1 - O / t_out      o = 1 - exp(-O)
    harm = injured / harm_injured + dead / harm_dead, of the last hour, without the forces
    fear = 1 - exp(-D / D0), D the national dead, fading over t_fear

Local deterrence is immediate (`risk`), backlash is wide and late: with both, a regression of protest
on repression can have any sign, so no sign is a test (references in the ODD page).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import HOURLY, Field, fraction
from tocsin.declare.parameter import factor, hours, positive

if TYPE_CHECKING:
    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values

FIELDS = (
    Field("outrage_first", (), "1", "harm that is on its way to be known, O1", low=0),
    Field("outrage_stock", (), "1", "harm that is known and not forgotten, O", low=0),
    fraction("outrage", (), "outrage", keep=HOURLY),
    Field("deaths_minded", (), "persons", "national dead as far as they are remembered"),
    fraction("fear", (), "national fear", keep=HOURLY),
)
READS = ("deaths_now", "injuries_now")
WRITES = tuple(f.name for f in FIELDS)
PARAMETERS = (
    factor("out_gain"),
    hours("t_out1"),
    hours("t_out"),
    positive("harm_injured"),
    positive("harm_dead"),
    positive("D0"),
    hours("t_fear"),
)


def step(s: Fields, p: Values, now: Now) -> None:
    """Let the harm of the last hour become known, and fade."""
    deaths = s.deaths_now.sum()
    harm = s.injuries_now.sum() / p.harm_injured + deaths / p.harm_dead
    becoming_known = now.dt * s.outrage_first / p.t_out1
    s.outrage_first += p.out_gain * harm - becoming_known
    s.outrage_stock += becoming_known - now.dt * s.outrage_stock / p.t_out
    s.outrage[...] = 1 - np.exp(-s.outrage_stock)
    s.deaths_minded += deaths - now.dt * s.deaths_minded / p.t_fear
    s.fear[...] = 1 - np.exp(-s.deaths_minded / p.D0)
