"""Crowds as seen: how visible a crowd is on its square, and the crowds that one has ties to.

A crowd is seen by the people who share its square, of whatever places they are (`world.squares`):

    V = x / (1 + x),   x = (A / scale) ** hill
    scale = vis0 (m / 100,000) ** eta,      m = sum over the square's places of attendance x people
    X_p = sum_q w_pq V_q                    ties between squares
    E_p = sum_e share_pe sum_q spread_eq V_q       through employers e: workers of p, squares of e

m and scale belong to the square, so that cutting a town in parts changes neither; eta below 1 since
the largest crowd of a town grows as its people to the power 0.6 to 0.9 and the typical one hardly
(11,095 protests in 263 cities, Mass Mobilization).  Those who live away from the square count, and
come, by their attendance:

    attendance = exp(-hours / t_pull),   times `rural` for the country of a region, whose square is the
                 capital's;   hours = by road for suburbs and country,
                 wide sqrt(n / 100,000) for the n townspeople of the square: a town is as wide as
                 the root of its people, and in a large one fewer live near the square

Ties are made in `world.ties`, workplaces told by the scenario.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import Field, fraction
from tocsin.declare.parameter import factor, hours, positive, share

if TYPE_CHECKING:
    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values

FIELDS = (
    fraction("attendance", ("place",), "part of its people who can be on their square"),
    Field("square_people", ("place",), "persons", "people of a square, by attendance, m"),
    Field("crowd_scale", ("place",), "persons", "crowd that is half visible", np.inf),
    fraction("visibility", ("place",), "visibility of the own crowd, V"),
    fraction("seen_elsewhere", ("place",), "visibility of the crowds of places with ties, X"),
    Field("seen_at_work", ("place",), "1", "visibility of the crowds of colleagues, E", low=0),
)
READS = ("active",)
WRITES = tuple(f.name for f in FIELDS)
PARAMETERS = (
    positive("vis0"),
    factor("eta", most=10),
    factor("hill", most=10),
    share("rural"),
    hours("t_pull", least=0.01),
    hours("wide", least=0),
)


def start(s: Fields, p: Values, now: Now) -> None:
    """Who comes to a square, and its scale, do not change."""
    places = now.world.places
    home = places.acts_in == np.arange(len(places))
    near = ~places.rural & (places.away == 0)
    town = np.bincount(places.acts_in, near * places.population, minlength=len(places))
    across = np.where(near, p.wide * np.sqrt(town[places.acts_in] / 1e5), places.away)
    s.attendance[:] = np.exp(-across / p.t_pull) * np.where(places.rural, p.rural, 1.0)
    come = s.attendance * places.population
    s.square_people[:] = np.bincount(places.acts_in, come, minlength=len(places))
    some = home & ~places.rural & (s.square_people > 0)
    size = np.where(some, s.square_people, 1.0) / 1e5
    s.crowd_scale[:] = np.where(some, p.vis0 * size**p.eta, np.inf)


def step(s: Fields, p: Values, now: Now) -> None:
    """See the crowds of the end of the last hour."""
    if not s.active.any():
        s.visibility[:] = 0
        s.seen_elsewhere[:] = 0
        s.seen_at_work[:] = 0
        return
    x = (s.active / s.crowd_scale) ** p.hill
    s.visibility[:] = x / (1 + x)
    # not a BLAS product: its order of summation may depend on the number of threads
    np.einsum("pq,q->p", now.world.ties, s.visibility, out=s.seen_elsewhere)
    work = now.world.workplaces
    if len(work):
        seen = (work.spread * s.visibility).sum(1)
        s.seen_at_work[:] = (work.share * seen[:, None]).sum(0)
