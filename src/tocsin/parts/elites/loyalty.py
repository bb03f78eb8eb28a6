"""Loyalty: how far each service obeys, and guards who leave their site by themselves.

    u_s = w0 - w_ctrl (1 - c_s) - w_out out_s - w_sev sev_s - w_tens tension - w_dis disruption_s
          - w_peer (1 - loyalty of the others) + w_guar guarantee + w_pay paid
    loyalty_s moves to 1 / (1 + exp(-u_s)) with time t_loyal

c_s    alignment of who controls it: 1 - |x_a - x_leader|, weighted by control; what nobody controls
       obeys whoever leads
out_s  log(1 + crowd / (force + 1)) where its officers stand, force as far as it obeys; sev_s share of
       them under orders to shoot
Source: obedience of units as a logistic choice with severity, numbers and neighbours (McLauchlin 2010,
Nepstad 2013); the others' obedience makes cascades as in threshold models.  Fellow feeling with the
crowd is left out: nothing by region was found to code it.  Coefficients have priors only.

Loyalty multiplies a service's force and guards wherever they count.  Guards of a site that a crowd
threatens leave with hazard desert (1 - loyalty)^2 and stay away for some hours: the channel from
elites to street.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import HOURLY, LAST, Field, flag, fraction
from tocsin.declare.parameter import LOG_ODDS, amount, factor, hours, rate, signed
from tocsin.declare.purposes import Purpose
from tocsin.mechanisms.forces.force import HELD, RECAPTURED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values

PART = "elites"
FIELDS = (
    fraction("loyalty", ("service",), "how far a service obeys", 1.0, keep=HOURLY),
    flag("deserted", ("site",), "1 where the guards have left", keep=HOURLY),
    Field("deserted_until", ("site",), "h", "hour at which they are back"),
    Field("desertions", ("site",), "1", "how often guards have gone", keep=LAST),
)
READS = (
    "active",
    "rioting",
    "officers",
    "site_guards",
    "site_state",
    "force",
    "live_fire",
    "position",
    "control",
    "leader_is",
    "tension",
    "disruption",
    "guarantee",
)
WRITES = tuple(f.name for f in FIELDS)
PARAMETERS = (
    signed("lo_base", most=LOG_ODDS),
    factor("lo_control", most=LOG_ODDS),
    factor("lo_out", most=LOG_ODDS),
    factor("lo_severe", most=LOG_ODDS),
    factor("lo_tension", most=LOG_ODDS),
    factor("lo_disrupt", most=LOG_ODDS),
    factor("lo_peer", most=LOG_ODDS),
    factor("lo_guarantee", most=LOG_ODDS),
    factor("lo_pay", most=LOG_ODDS),
    hours("t_loyal"),
    rate("desert"),
    amount("desert_crowd"),
    hours("desert_hours", least=0),
)
MOST = 50.0  # log odds beyond which obedience is certain
SETTLE = 50  # rounds in which services find their loyalty of ordinary days


def start(s: Fields, p: Values, now: Now) -> None:
    """Loyalty of ordinary days."""
    if now.program.politics.elites is None:
        return
    for _ in range(SETTLE):
        s.loyalty[:] = _aim(s, p, now)


def step(s: Fields, p: Values, now: Now) -> None:
    """Obey more or less; leave a site, or come back."""
    if now.program.politics.elites is None:
        return
    s.loyalty += now.toward(p.t_loyal) * (_aim(s, p, now) - s.loyalty)
    if len(s.deserted):
        _desert(s, p, now)


def _aim(s: Fields, p: Values, now: Now) -> NDArray[np.float64]:
    own = ~now.world.services.foreign
    gap = np.abs(s.position - s.position[int(s.leader_is)])
    u = p.lo_base - p.lo_control * (gap[:, None] * s.control).sum(0) - p.lo_disrupt * s.disruption
    elites = now.program.politics.elites
    paid = elites.paid if elites else 0.0
    u += p.lo_guarantee * float(s.guarantee) + p.lo_pay * paid - p.lo_tension * float(s.tension)
    n = int(own.sum())
    if n > 1:
        total = float(s.loyalty[own].sum())
        u -= p.lo_peer * (1 - (total - s.loyalty) / (n - 1))
    if s.active.any():
        here = now.world.sites.place
        number = np.maximum(s.officers.sum(1) + s.site_guards.sum(1), 1e-9)
        outnumbered = np.log1p(s.active / (s.force + 1.0))
        faced = np.einsum("sp,p->s", s.officers, outnumbered)
        faced += np.einsum("sk,k->s", s.site_guards, outnumbered[here])
        u -= p.lo_out * faced / number
        if s.live_fire.any():
            under = (s.live_fire[now.region] > 0).astype(float)
            ordered = np.einsum("sp,p->s", s.officers, under)
            ordered += np.einsum("sk,k->s", s.site_guards, under[here])
            u -= p.lo_severe * ordered / number
    aim = 1 / (1 + np.exp(-np.minimum(np.maximum(u, -MOST), MOST)))  # np.clip takes thrice as long
    aim[~own] = 1.0
    return np.asarray(aim)


def _desert(s: Fields, p: Values, now: Now) -> None:
    s.deserted[s.deserted_until <= now.t] = 0
    if not s.rioting.any():
        return
    place = now.world.sites.place
    loud = s.rioting[place] >= p.desert_crowd
    if not loud.any():
        return
    own = ~now.world.services.foreign
    guards = s.site_guards * own[:, None]
    there = guards.sum(0)
    held = (s.site_state == HELD) | (s.site_state == RECAPTURED)
    open_ = loud & held & (there >= 1) & (s.deserted == 0)
    loyal = (s.loyalty[:, None] * guards).sum(0)
    obey = np.divide(loyal, there, out=np.ones_like(there), where=there > 0)
    chance = 1 - np.exp(-now.dt * p.desert * (1 - obey) ** 2)
    gone = open_ & (now.uniform(Purpose.DESERTION, len(there)) < chance)
    s.deserted[gone] = 1
    s.deserted_until[gone] = now.t + p.desert_hours
    s.desertions[gone] += 1
