"""Crowds as seen: how visible a crowd is at its own place, and the crowds of places one has ties to.

Visibility goes by heads, not by the share of the town:

    V = x / (1 + x),   x = (A / scale) ** hill
    scale = max(vis_least, vis0 (max(m, vis_town) / 100,000) ** eta)
    X_p = sum_q w_pq V_q

Rural remainders have no square to fill: V = 0.  Source: our own; by share of
the town five people light up a village.  Ties are made in `world.ties`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import Field, fraction
from tocsin.declare.parameter import amount, factor, positive

if TYPE_CHECKING:
    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values

FIELDS = (
    Field("crowd_scale", ("place",), "persons", "crowd that is half visible", np.inf),
    fraction("visibility", ("place",), "visibility of the own crowd, V"),
    fraction("seen_elsewhere", ("place",), "visibility of the crowds of places with ties, X"),
)
READS = ("active",)
WRITES = tuple(f.name for f in FIELDS)
PARAMETERS = (
    amount("vis0"),
    factor("eta", most=10),
    factor("hill", most=10),
    positive("vis_least"),
    positive("vis_town"),
)


def start(s: Fields, p: Values, now: Now) -> None:
    """The scale of a place does not change."""
    places = now.world.places
    size = np.maximum(places.crowd_population, p.vis_town) / 1e5
    s.crowd_scale[:] = np.maximum(p.vis_least, p.vis0 * size**p.eta)
    s.crowd_scale[places.rural | (places.crowd_population == 0)] = np.inf


def step(s: Fields, p: Values, now: Now) -> None:
    """See the crowds of the end of the last hour."""
    if not s.active.any():
        s.visibility[:] = 0
        s.seen_elsewhere[:] = 0
        return
    x = (s.active / s.crowd_scale) ** p.hill
    s.visibility[:] = x / (1 + x)
    # not a BLAS product: its order of summation may depend on the number of threads
    np.einsum("pq,q->p", now.world.ties, s.visibility, out=s.seen_elsewhere)
