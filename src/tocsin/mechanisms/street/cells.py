"""Organised cells: residents who act together from a given hour, at given kinds of sites.

They are out and violent from their hour on, whatever they or others think (radios: a shutdown does
not touch them), stir up the crowd (`escalation`) and attack sites (`sites`).  Where live fire is used
each is lost with rate `cell_loss`; `cell_dead` of the lost die, the others are detained.  Off unless a
scenario switches them on: the hypothesis of a spontaneous crisis.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import count
from tocsin.declare.parameter import rate, share
from tocsin.declare.purposes import Purpose
from tocsin.mechanisms.forces.detention import within_capacity
from tocsin.mechanisms.street.decision import MOVES, tally
from tocsin.people.states import S

if TYPE_CHECKING:
    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values

FIELDS = (
    count("cells_dead", ("place",), "members of cells killed in this hour"),
    count("cells_caught", ("place",), "those detained in this hour"),
)
READS = ("firing", "capacity", "zest")
WRITES = ("cells_dead", "cells_caught", *MOVES)
PARAMETERS = (rate("cell_loss"), share("cell_dead"))


def step(s: Fields, p: Values, now: Now) -> None:
    """Let cells that are due come out, and live fire take its toll of them."""
    s.cells_dead[:] = 0
    s.cells_caught[:] = 0
    if not now.program.cells:
        return
    places = len(now.region)
    for plan in now.program.cells:
        if plan.start <= now.t < plan.start + now.dt:
            numbers = np.zeros(places, np.int64)
            numbers[plan.place] = plan.size
            now.people.move(S.QUIET, S.CELL, numbers, Purpose.CELL_START, now.step, s.zest)
    tally(s, now)
    chance = (1 - np.exp(-p.cell_loss * now.dt)) * s.firing
    lost = now.binomial(Purpose.CELL_LOSS_COUNT, s.cells_out, chance)
    if lost.any():
        dead = now.binomial(Purpose.CELL_DEATH_COUNT, lost, p.cell_dead)
        s.cells_dead[:] = now.people.move(S.CELL, S.DEAD, dead, Purpose.CELL_DEATH, now.step)
        caught = within_capacity(lost - s.cells_dead, s, now)
        s.cells_caught[:] = now.people.move(
            S.CELL, S.DETAINED, caught, Purpose.CELL_ARREST, now.step
        )
        tally(s, now)
