"""Outrage and fear: the answer to people being hurt, by region, delayed, wide, of both signs.

What a region r hears of is harm per head, near regions before far ones:

    heard_r = 100,000 sum_s K_rs harm_s / sum_s K_rs people_s,   K_rs = out_far + exp(-d_rs / d_out)
    harm    = dead + harm_injured injured, of the last step, without the forces
    dO1/dt = -O1 / t_out1 + heard     dO/dt = O1 / t_out1 - O / t_out     outrage = log(1 + out_gain O)
    dD/dt  = -D / t_fear + heard dead                                        fear = log(1 + D / D0)

The logarithm has no ceiling: ten more dead move outrage and fear at the hour of every order, and less
the more have died before, as a just noticeable difference (Weber and Fechner).  A death weighs more
than an injury.  Local deterrence is immediate (`risk`), backlash is wide and late: with both, a
regression of protest on repression can have any sign, so no sign is a test (references in ODD).
`outrage` and `fear` are the means over the people of the country, for the record and for conditions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import HOURLY, Field
from tocsin.declare.parameter import factor, hours, positive

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values

FIELDS = (
    Field("outrage_first", ("region",), "1/100,000", "harm on its way to be known, O1", low=0),
    Field("outrage_stock", ("region",), "1/100,000", "harm known and not forgotten, O", low=0),
    Field("outrage_here", ("region",), "1", "outrage in a region", low=0),
    Field("outrage", (), "1", "outrage, mean over the people", keep=HOURLY, low=0),
    Field("deaths_minded", ("region",), "1/100,000", "dead heard of and remembered, D", low=0),
    Field("fear_here", ("region",), "1", "fear in a region", low=0),
    Field("fear", (), "1", "fear, mean over the people", keep=HOURLY, low=0),
)
READS = ("deaths_now", "injuries_now")
WRITES = tuple(f.name for f in FIELDS)
PARAMETERS = (
    factor("out_gain"),
    hours("t_out1"),
    hours("t_out"),
    factor("harm_injured"),
    positive("d_out"),
    factor("out_far"),
    positive("D0"),
    hours("t_fear"),
)


def step(s: Fields, p: Values, now: Now) -> None:
    """Let the harm of the last step become known, and fade."""
    dead = now.by_region(s.deaths_now.astype(float))
    injured = now.by_region(s.injuries_now.astype(float))
    quiet = not (dead.any() or injured.any())
    if quiet and not (s.outrage_first.any() or s.deaths_minded.any()):
        return
    near, people = _kernel(p, now)
    if not quiet:
        s.outrage_first += (near * (dead + p.harm_injured * injured)).sum(1)
        s.deaths_minded += (near * dead).sum(1)
    known = s.outrage_first * now.toward(p.t_out1)
    s.outrage_first -= known
    s.outrage_stock *= now.fading(p.t_out)
    s.outrage_stock += known
    s.deaths_minded *= now.fading(p.t_fear)
    s.outrage_here[:] = np.log1p(p.out_gain * s.outrage_stock)
    s.fear_here[:] = np.log1p(s.deaths_minded / p.D0)
    s.outrage[...] = (people * s.outrage_here).sum()
    s.fear[...] = (people * s.fear_here).sum()


def _kernel(p: Values, now: Now) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(region, region) what a case there is per 100,000 people here; shares of the people."""
    known = now.cache.get("outrage")
    if known is None:
        people = now.by_region(now.world.places.population.astype(float))
        capital = now.world.regions.capital
        k = p.out_far + np.exp(-now.world.distance[np.ix_(capital, capital)] / p.d_out)
        near = 1e5 * k / (k * people).sum(1)[:, None]
        known = now.cache["outrage"] = (near, people / people.sum())
    return known
