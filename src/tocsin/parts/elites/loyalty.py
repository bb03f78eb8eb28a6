"""Loyalty: how far each service obeys, place by place.

    u_sp = lo_base - lo_control (1 - c_s) - lo_disrupt disruption_s - lo_tension tension
           - lo_win (1 - hold) + lo_guarantee guarantee + lo_pay (paid + pay_s) - lo_peer heard_r
           - lo_out log(1 + crowd / (force + 1)) - local_s V (lo_kin peaceful + lo_severe fire)
    loyalty_sp moves to 1 / (1 + exp(-u_sp)) with time t_loyal

c_s       alignment of who controls it: 1 - |x_a - x_leader|, weighted by control; what nobody controls
          obeys whoever leads.  Of the part whose command has just changed (disruption_s) it is still
          the old one: a purge costs obedience first and buys it as officers get used to the new one
hold      the expected winner: who seems to lose is left (Kricheli, Livne & Magaloni 2011; `hold`)
heard_r   share of officers who do not obey, in this region and, less, in others (as far as outrage is
          heard, `d_out`, `out_far`): what neighbours did makes cascades (Casper & Tyson 2014)
crowd, force   where they stand, force as far as it acts: who is alone gives way (McLauchlin 2010)
local_s   share of officers who serve where they are from: ties to the crowd, the more of it is seen
          (V) and the more peaceful it is, weigh as much as the order to fire on it (Barany 2016,
          Bellin 2004, Nepstad 2013); officers from elsewhere, in barracks, are isolated from it
paid      what a leader can pay (patronage; Bueno de Mesquita et al. 2003); pay_s coded by service

All forms are ours, all coefficients have priors only.  What officers do about it stands in `defection`;
`loyalty` multiplies a service's force and guards in its place (`force`).  `loyalty` by service is the
mean over its officers, of whom those who stand aside, went over or were withdrawn obey not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import HOURLY, LAST, fraction
from tocsin.declare.parameter import LOG_ODDS, factor, hours, signed
from tocsin.declare.purposes import Purpose
from tocsin.parts.elites.hold import WEIGHED, weigh
from tocsin.parts.elites.strength import misalignment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values
    from tocsin.parts.elites.plan import ElitesPlan

PART = "elites"
FIELDS = (
    fraction("loyalty", ("service",), "how far a service obeys", 1.0, keep=HOURLY),
    fraction("loyalty_here", ("service", "place"), "how far a service obeys in a place", 1.0),
    fraction("loyalty_lowest", ("service", "place"), "lowest so far, where it has been", 1.0, LAST),
    fraction("disobeying", ("region",), "share of officers there who do not obey"),
    fraction("local", ("service",), "share of officers who serve where they are from"),
    fraction("pay", ("service",), "how much better paid than others"),
)
READS = (
    "active", "rioting", "visibility", "officers", "site_guards", "force", "acting", "stance",
    "live_fire", "position", "control", "leader_is", "tension", "disruption", "misaligned_before",
    "guarantee", "street",
    "standing", "standing_before", "sites_minded",
    "losses_minded", "unsure", "outrage",
)  # fmt: skip
WRITES = (*(f.name for f in FIELDS), "hold")
PARAMETERS = (
    signed("lo_base", most=LOG_ODDS),
    factor("lo_control", most=LOG_ODDS),
    factor("lo_win", most=LOG_ODDS),
    factor("lo_out", most=LOG_ODDS),
    factor("lo_kin", most=LOG_ODDS),
    factor("lo_severe", most=LOG_ODDS),
    factor("lo_tension", most=LOG_ODDS),
    factor("lo_disrupt", most=LOG_ODDS),
    factor("lo_peer", most=LOG_ODDS),
    factor("lo_guarantee", most=LOG_ODDS),
    factor("lo_pay", most=LOG_ODDS),
    hours("t_loyal"),
    "d_out",
    "out_far",
    *WEIGHED,
)
MOST = 50.0  # log odds beyond which obedience is certain
SETTLE = 50  # rounds in which hold and services find what they are on an ordinary day


def start(s: Fields, p: Values, now: Now) -> None:
    """Loyalty and hold of ordinary days."""
    elites = now.program.politics.elites
    if elites is None:
        return
    names = [f"service {name}" for name in now.world.services.names]
    drawn = np.clip(elites.services.draw(names, Purpose.ELITE_CONTROLS, now), 0, 1)
    s.local[:], s.pay[:] = drawn.T
    for _ in range(SETTLE):
        s.loyalty_here[:] = _aim(s, p, now, elites)
        _sum_up(s, p, now, s.loyalty_here)
        weigh(s, p, now)
    s.loyalty_lowest[:] = s.loyalty_here


def step(s: Fields, p: Values, now: Now) -> None:
    """Obey more or less."""
    elites = now.program.politics.elites
    if elites is None:
        return
    aim = _aim(s, p, now, elites)
    aim -= s.loyalty_here
    aim *= now.toward(p.t_loyal)
    s.loyalty_here += aim
    np.minimum(s.loyalty_lowest, s.loyalty_here, out=s.loyalty_lowest, where=s.officers >= 1)
    _sum_up(s, p, now, s.acting)


def _sum_up(s: Fields, p: Values, now: Now, acting: NDArray[np.float64]) -> None:
    """Means over the officers of a service, and of a region, by what they did in this hour."""
    foreign = now.world.services.foreign
    number = _number(s, now)
    obeying = number * acting
    if s.stance.any():
        obeying[s.stance > 0] = 0
    total = number.sum(1)
    mean = obeying.sum(1) / np.maximum(total, 1e-9)
    mean[foreign] = 1
    away = ~foreign & (total == 0)  # held back as a whole
    if away.any():
        mean[away] = s.loyalty_here[away].mean(1)
    s.loyalty[:] = np.minimum(mean, 1)
    own = np.flatnonzero(~foreign)
    there = now.by_region(number[own].sum(0))
    obeyed = now.by_region(obeying[own].sum(0))
    near = _kernel(p, now)
    heard = np.maximum((near * there).sum(1), 1e-9)
    s.disobeying[:] = np.clip(1 - (near * obeyed).sum(1) / heard, 0, 1)


def _number(s: Fields, now: Now) -> NDArray[np.float64]:
    """(service, place) officers there, guards of sites among them."""
    if not len(now.world.sites):
        return s.officers
    services, places = s.officers.shape
    where: NDArray[np.int64] | None = now.cache.get("where guards stand")
    if where is None:
        where = (np.arange(services)[:, None] * places + now.world.sites.place).ravel()
        now.cache["where guards stand"] = where
    guards = np.bincount(where, s.site_guards.ravel(), minlength=services * places)
    return np.asarray(s.officers + guards.reshape(services, places))


def _kernel(p: Values, now: Now) -> NDArray[np.float64]:
    """(region, region) how much of what officers do there is heard of here."""
    known: NDArray[np.float64] | None = now.cache.get("loyalty heard")
    if known is None:
        capital = now.world.regions.capital
        known = p.out_far + np.exp(-now.world.distance[np.ix_(capital, capital)] / p.d_out)
        now.cache["loyalty heard"] = known
    return known


def _aim(s: Fields, p: Values, now: Now, elites: ElitesPlan) -> NDArray[np.float64]:
    """(service, place) what obedience goes to."""
    new = s.disruption
    off = (1 - new) * misalignment(s) + new * s.misaligned_before
    u = p.lo_base - p.lo_control * off - p.lo_disrupt * new
    u += p.lo_pay * (elites.paid + s.pay) + p.lo_guarantee * float(s.guarantee)
    u -= p.lo_tension * float(s.tension) + p.lo_win * (1 - float(s.hold))
    by_region = u[:, None] - p.lo_peer * s.disobeying
    out = np.flatnonzero(s.active > 0)
    met = _met(s, p, by_region, out, now.region[out]) if out.size else None
    # where nobody is out, a service is as loyal as elsewhere in the region
    aim = _odds(by_region).take(now.region, 1)
    if met is not None:
        aim[:, out] = _odds(met)
    aim[now.world.services.foreign] = 1.0
    return aim


def _met(
    s: Fields,
    p: Values,
    by_region: NDArray[np.float64],
    out: NDArray[np.int64],
    region: NDArray[np.int64],
) -> NDArray[np.float64]:
    """(service, place) log odds where a crowd is `out`."""
    crowd = s.active[out]
    here = by_region.take(region, 1)
    here -= p.lo_out * np.log1p(crowd / (s.force[out] + 1.0))
    ties = p.lo_kin * (1 - s.rioting[out] / np.maximum(crowd, 1))
    if s.live_fire.any():
        ties += p.lo_severe * (s.live_fire > 0)[region]
    ties *= s.visibility[out]
    here -= s.local[:, None] * ties
    return here


def _odds(u: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shares of log odds, in place."""
    np.minimum(u, MOST, out=u)
    np.maximum(u, -MOST, out=u)
    np.negative(u, out=u)
    np.exp(u, out=u)
    u += 1
    return np.reciprocal(u, out=u)
