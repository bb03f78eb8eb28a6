"""Defection: officers who stand aside, go over to a crowd, or leave the site that they guard.

Where a crowd stands before the officers of a service in a place (V: how visible it is, `crowds`):

    stand aside   hazard lo_aside V (1 - loyalty)^2     they observe, negotiate, arrest and shoot nobody
    go over       hazard lo_over V (1 - loyalty)^2 M / (M + R)     of those who stood aside; they count
                                                        for nothing there, and guard nothing
    back to duty  hazard loyalty (1 - V) / lo_back
    guards leave  hazard desert (1 - loyalty)^2 where desert_crowd of the square's people riot; back
                  after desert_hours

The officers of one service in one place act together, as garrisons do (McLauchlin 2010: they watch
each other); a peaceful crowd is joined, a violent one is not (Chenoweth & Stephan 2011).  `loyalty`
makes the hazards and hears of it in turn.  Coefficients have priors only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from tocsin.declare.field import HOURLY, LAST, Field, code, flag
from tocsin.declare.parameter import hours, rate, share
from tocsin.declare.purposes import Purpose
from tocsin.mechanisms.forces.force import HELD, OBEYS, RECAPTURED, STANDS_ASIDE, WENT_OVER
from tocsin.mechanisms.given.loops import filled, named
from tocsin.people.kernels.jit import Jit, loop

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values

PART = "elites"
FIELDS = (
    code("stance", ("service", "place"), "0 obeys, 1 stands aside, 2 went over"),
    Field("aside_at", ("service", "place"), "h", "hour of standing aside first", np.inf, keep=LAST),
    Field("over_at", ("service", "place"), "h", "hour of going over first", np.inf, keep=LAST),
    flag("deserted", ("site",), "1 where the guards have left", keep=HOURLY),
    Field("deserted_until", ("site",), "h", "hour at which they are back"),
    Field("desertions", ("site",), "1", "how often guards have gone", keep=LAST),
)
READS = (
    "active", "rioting", "visibility", "officers", "site_guards", "site_state", "loyalty_here",
)  # fmt: skip
WRITES = tuple(f.name for f in FIELDS)
LEAST = 1e-6  # hazards below this are none: once in a century
PARAMETERS = (
    rate("lo_aside"),
    rate("lo_over"),
    hours("lo_back"),
    rate("desert"),
    share("desert_crowd"),
    hours("desert_hours", least=0),
)

Ranks = named(__name__, "Ranks", "active rioting visibility officers stance loyalty_here")
Ways = named(__name__, "Ways", "lo_aside lo_over lo_back")


def step(s: Fields, p: Values, now: Now) -> None:
    """Stand aside, go over, come back, leave a site."""
    if now.program.politics.elites is None:
        return
    if s.active.any() or s.stance.any():
        _stand(s, p, now)
    if len(s.deserted):
        _desert(s, p, now)


def _stand(s: Fields, p: Values, now: Now) -> None:
    size = s.stance.size
    service, place = np.empty((2, size), np.int64)
    onward, back = np.empty((2, size))
    n = waver(
        filled(Ranks, s, now), filled(Ways, p, now), now.world.services.foreign, service, place,
        onward, back,
    )  # fmt: skip
    if not n:
        return
    service, place, onward, back = service[:n], place[:n], onward[:n], back[:n]
    total = onward + back
    chance = 1 - np.exp(-total * now.dt)
    u = now.uniform_by_word(_words(now)[service, place], Purpose.DESERTION)
    moves = np.flatnonzero(u < chance)
    if not moves.size:
        return
    service, place = service[moves], place[moves]
    stood = s.stance[service, place]
    # the same number decides which of the two: far below the chance, onward
    forward = (u * total < chance * onward)[moves]
    after = np.where(forward, stood + 1, OBEYS)
    s.stance[service, place] = after
    for kind, since in ((STANDS_ASIDE, s.aside_at), (WENT_OVER, s.over_at)):
        new = forward & (after == kind)
        which = service[new], place[new]
        since[which] = np.minimum(since[which], now.t)


@loop
def waver(s: Jit, p: Jit, foreign: Jit, service: Jit, place: Jit, onward: Jit, back: Jit) -> int:
    """Lists who may move in this step, by `service` and `place`, with hazards; gives how many.

    onward, back : 1/h, to stand aside or go over, and back to duty
    """
    n = 0
    for k in range(s.stance.shape[0]):
        for q in range(s.stance.shape[1]):
            stance = s.stance[k, q]
            if stance == OBEYS and s.active[q] <= 0:
                continue
            loyal = s.loyalty_here[k, q]
            wavers = (1 - loyal) * (1 - loyal) * (s.visibility[q] if s.active[q] > 0 else 0.0)
            met = wavers * max(p.lo_aside, p.lo_over) > LEAST
            if stance == OBEYS and (foreign[k] or s.officers[k, q] < 1 or not met):
                continue
            service[n], place[n] = k, q
            peaceful = 1 - s.rioting[q] / max(s.active[q], 1)
            way = p.lo_aside if stance == OBEYS else p.lo_over * peaceful
            onward[n] = 0.0 if stance == WENT_OVER else way * wavers
            back[n] = 0.0 if stance == OBEYS else loyal * (1 - s.visibility[q]) / p.lo_back
            n += 1
    return n


def _words(now: Now) -> NDArray[np.uint32]:
    """(service, place) by which its random numbers are keyed: another place changes no draw."""
    known: NDArray[np.uint32] | None = now.cache.get("words of officers")
    if known is None:
        services, ids = now.world.services.names, now.world.places.ids
        names = [[f"{service} {place}" for place in ids] for service in services]
        known = np.array([[crc32(name.encode()) for name in row] for row in names], np.uint32)
        now.cache["words of officers"] = known
    return known


def _desert(s: Fields, p: Values, now: Now) -> None:
    s.deserted[s.deserted_until <= now.t] = 0
    if not s.rioting.any():
        return
    place = now.world.sites.place
    loud = s.rioting[place] >= p.desert_crowd * now.world.places.crowd_population[place]
    if not loud.any():
        return
    own = ~now.world.services.foreign
    guards = s.site_guards * own[:, None]
    there = guards.sum(0)
    held = (s.site_state == HELD) | (s.site_state == RECAPTURED)
    open_ = loud & held & (there >= 1) & (s.deserted == 0)
    loyal = (s.loyalty_here[:, place] * guards).sum(0)
    obey = np.divide(loyal, there, out=np.ones_like(there), where=there > 0)
    chance = 1 - np.exp(-now.dt * p.desert * (1 - obey) ** 2)
    gone = open_ & (now.uniform(Purpose.DESERTION, len(there)) < chance)
    s.deserted[gone] = 1
    s.deserted_until[gone] = now.t + p.desert_hours
    s.desertions[gone] += 1
