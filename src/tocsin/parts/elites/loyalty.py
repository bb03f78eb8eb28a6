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

from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.field import HOURLY, LAST, fraction
from tocsin.declare.parameter import LOG_ODDS, factor, hours, signed
from tocsin.declare.purposes import Purpose
from tocsin.mechanisms.given.loops import filled
from tocsin.parts.elites.hold import WEIGHED, weigh
from tocsin.parts.elites.obedience import Obedience, Reasons, Weights, obey, weigh_up

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
SETTLE = 50  # rounds in which hold and services find what they are on an ordinary day


def start(s: Fields, p: Values, now: Now) -> None:
    """Loyalty and hold of ordinary days."""
    elites = now.program.politics.elites
    if elites is None:
        return
    names = [f"service {name}" for name in now.world.services.names]
    drawn = np.clip(elites.services.draw(names, Purpose.ELITE_CONTROLS, now), 0, 1)
    s.local[:], s.pay[:] = drawn.T
    # officers have done nothing yet: they will as loyalty has it
    willing = s.loyalty_here.view()
    willing.flags.writeable = False
    obedience = filled(Obedience, s, now)._replace(acting=willing)
    for _ in range(SETTLE):
        odds = _odds(s, p, now, elites)
        s.loyalty_here[:] = 1 / (odds + 1)
        s.loyalty_here[now.world.services.foreign] = 1
        _obey(obedience, odds, 0.0, p, now)
        weigh(s, p, now)
    s.loyalty_lowest[:] = s.loyalty_here


def step(s: Fields, p: Values, now: Now) -> None:
    """Obey more or less."""
    elites = now.program.politics.elites
    if elites is not None:
        odds = _odds(s, p, now, elites)
        _obey(filled(Obedience, s, now), odds, now.toward(p.t_loyal), p, now)


def _odds(s: Fields, p: Values, now: Now, elites: ElitesPlan) -> NDArray[np.float64]:
    """(service, place) odds of not obeying that loyalty goes to."""
    odds = np.empty(s.loyalty_here.shape)
    alone = np.log1p(s.active / (s.force + 1.0))
    weigh_up(filled(Reasons, s, now), filled(Weights, p, now), elites.paid, now.region, alone, odds)
    return np.exp(odds, out=odds)


def _obey(obedience: Any, odds: NDArray[np.float64], pace: float, p: Values, now: Now) -> None:
    services, site = now.world.services, now.world.sites.place
    obey(obedience, odds, pace, services.foreign, now.region, site, _kernel(p, now))


def _kernel(p: Values, now: Now) -> NDArray[np.float64]:
    """(region, region) how much of what officers do there is heard of here."""
    known: NDArray[np.float64] | None = now.cache.get("loyalty heard")
    if known is None:
        capital = now.world.regions.capital
        known = p.out_far + np.exp(-now.world.distance[np.ix_(capital, capital)] / p.d_out)
        now.cache["loyalty heard"] = known
    return known
