"""Activists: a few residents beyond the thresholds, out in this hour and drawn anew in the next.

    number out ~ Poisson(act0 m / 100,000 n rhythm (1 - curfew ...) / (1 + act_shy dispersal))

with m the people of the square, n the news.  A number present, not a flow: as a flow that piles up they
triple the crisis.  Who they are goes by the joining of the strata, so that children are never among
them; always the same residents of a town come first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.parameter import amount, factor
from tocsin.declare.purposes import Purpose
from tocsin.mechanisms.street.decision import MOVES, tally
from tocsin.people.states import S

if TYPE_CHECKING:
    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values

READS = ("square_people", "news", "readiness", "dispersal", "zest")
WRITES = MOVES
PARAMETERS = (amount("act0"), factor("act_shy"))


def step(s: Fields, p: Values, now: Now) -> None:
    """Send the activists of the last hour home and call those of this one."""
    m = np.where(now.world.places.rural, 0.0, s.square_people)
    mean = p.act0 * m / 1e5 * s.news * s.readiness / (1 + p.act_shy * s.dispersal)
    now.people.recall(S.ACTIVIST, S.QUIET)
    numbers = now.poisson(Purpose.ACTIVIST_COUNT, mean)
    now.people.move(S.QUIET, S.ACTIVIST, numbers, Purpose.ACTIVIST, 0, s.zest)
    tally(s, now)
