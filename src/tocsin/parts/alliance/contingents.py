"""Contingents: who gives how much, once it is decided.

The task needs as many troops as guard the named sites, divided by the officers whom one of them
relieves.  The carrier (the lead, if it is for; else the one who values it most) gives its best reply
to the others' tokens (Olson and Zeckhauser 1966, `tocsin.theory.contributions`), and no
more than the need:

    need = times guards / al_rho         times as asked, 1 as many as relieve all guards
    token_m = token_m (1 - committed) (al_standing + dependence) exp(al_spread z)   to stand with it
    gift = best reply(expendable (1 - committed) value, tokens; al_common) exp(al_spread z)
    value = min(1, stake (1 + ground lost))

Forces bound on other fronts are no part of what a member gives from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.parameter import factor, positive, share
from tocsin.declare.purposes import Purpose
from tocsin.parts.alliance.consultation import FOR
from tocsin.people import quantiles
from tocsin.theory.contributions import best_reply

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values
    from tocsin.parts.alliance.plan import AlliancePlan, Ask

PARAMETERS = (
    positive("al_rho"),
    positive("al_common"),
    factor("al_spread", most=5),
    share("al_standing"),
)


def need(ask: Ask, p: Values) -> float:
    """Troops that would relieve all guards of the named sites, `times` as asked."""
    return float(ask.times * ask.guards.sum() / p.al_rho)


def contingents(
    alliance: AlliancePlan, ask: Ask, s: Fields, p: Values, now: Now
) -> NDArray[np.float64]:
    """(member,) soldiers that the members who are for it send; whole numbers."""
    f = alliance.figures(now)
    willing = s.vote == FOR
    free = f.expendable * (1 - f.committed)
    u = now.uniform_once(alliance.names, Purpose.ALLIANCE_GIFT, int(s.asked))
    spread = np.exp(p.al_spread * quantiles.normal(u))
    out = f.token * (1 - f.committed) * (p.al_standing + f.dependence) * spread
    out = np.where(willing, np.minimum(out, free), 0.0)
    lost = np.append(s.ground_lost, 0.0)[alliance.power]
    value = free * np.minimum(1.0, f.stake * (1 + lost)) * willing
    carrier = alliance.lead if willing[alliance.lead] else int(np.argmax(value))
    token = out[carrier]
    others = out.sum() - token
    gift = best_reply(float(value[carrier]), float(others), p.al_common) * spread[carrier]
    most = max(token, need(ask, p) - others)
    out[carrier] = min(max(gift, token), most, free[carrier])
    return np.asarray(np.round(out))
