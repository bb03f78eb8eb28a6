"""Hold: the chance that who leads stays, high on a quiet day and lower with every blow.

    log odds of hold = ho_base + ho_side (standing - standing in ordinary times)
          - ho_street street - ho_tension tension - ho_defect (1 - obedience) - ho_harm outrage
          - ho_sites sites - ho_losses log(1 + 100 losses) - ho_new unsure + ho_guarantee guarantee
    sites, losses   share of all sites' value that was lost, share of all officers killed or injured;
            both are forgotten with t_hold, and so is that a leader is new (unsure, from 1)
    standing   chance that the leader's position beats the strongest other: votes by weight, as in
            `tocsin.theory.bargaining`.  Only its change counts: what the positions are on a quiet day
            everybody has known for long

Survival of leaders as a hazard that defeats, defection and the street raise (Svolik 2012; Bueno de
Mesquita et al. 2003: a coalition stays while it expects the leader to); the form and its coefficients
are ours, priors only.  `loyalty` hears the hold as the expected winner, `coups` as the split.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.parameter import LOG_ODDS, factor, signed
from tocsin.parts.elites.strength import obeying, sizes
from tocsin.theory.bargaining.actors import Actors
from tocsin.theory.bargaining.kinds import FLOOR
from tocsin.theory.bargaining.victories import victory
from tocsin.theory.bargaining.viewing import views
from tocsin.theory.bargaining.voting import coalitions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values
    from tocsin.parts.elites.plan import ElitesPlan

#: Of `weigh`: declared by `elites`, read by all who weigh the hold anew.
PARAMETERS_OF_HOLD = (
    signed("ho_base", most=LOG_ODDS),
    factor("ho_side", most=LOG_ODDS),
    factor("ho_street", most=LOG_ODDS),
    factor("ho_tension", most=LOG_ODDS),
    factor("ho_defect", most=LOG_ODDS),
    factor("ho_harm", most=LOG_ODDS),
    factor("ho_sites", most=LOG_ODDS),
    factor("ho_losses", most=LOG_ODDS),
    factor("ho_new", most=LOG_ODDS),
    factor("ho_guarantee", most=LOG_ODDS),
)
WEIGHED = tuple(each.name for each in PARAMETERS_OF_HOLD)

APART = 1e-3  # positions nearer than this are one (KTAB)
MOST = 50.0  # log odds beyond which it is certain


def weigh(s: Fields, p: Values, now: Now) -> None:
    """What the hold is by what is known at this hour."""
    v = p.ho_base + p.ho_side * float(s.standing - s.standing_before)
    v -= p.ho_street * float(s.street) + p.ho_tension * float(s.tension)
    v -= p.ho_defect * (1 - obeying(s, now)) + p.ho_harm * float(s.outrage)
    v -= p.ho_sites * float(s.sites_minded) + p.ho_losses * math.log1p(100 * s.losses_minded)
    v += p.ho_guarantee * float(s.guarantee) - p.ho_new * float(s.unsure)
    s.hold[...] = 1 / (1 + math.exp(-min(max(v, -MOST), MOST)))


def blows(s: Fields, p: Values, now: Now) -> None:
    """What sites and officers lost in this hour take, and what is forgotten."""
    for field in (s.sites_minded, s.losses_minded, s.unsure):
        field *= now.fading(p.t_hold)
    lost = float(s.officers_lost.sum())
    if lost > s.losses_known:
        s.losses_minded += (lost - float(s.losses_known)) / max(float(sizes(now).sum()), 1.0)
        s.losses_known[...] = lost
    if not len(s.captured_at):
        return
    fallen = s.captured_at == now.t
    if fallen.any():
        value = now.world.sites.value
        s.sites_minded += float(value[fallen].sum()) / max(float(value.sum()), 1e-9)


def standing(s: Fields, elites: ElitesPlan) -> float:
    """The chance that the leader's position beats the strongest other that differs from it."""
    gap = np.abs(s.position - s.position[int(s.leader_is)])
    others = (s.capability > 0) & (gap > APART)
    if not others.any():
        return 1.0
    if elites.rules.vote == "proportional" and elites.rules.victory == "linear":
        chance = plain_standing(s.position, s.capability, int(s.leader_is))
    else:
        chance = any_standing(s, elites)
    return float(chance[others].min())


def any_standing(s: Fields, elites: ElitesPlan) -> NDArray[np.float64]:
    """(actor,) chance that the leader's position beats each, by any rules."""
    actors = Actors(s.position[:, None], s.salience[:, None], s.capability)
    strength = coalitions(views(actors, elites.rules).utility, actors.capability, elites.rules.vote)
    found: NDArray[np.float64] = victory(strength, elites.rules.victory)[int(s.leader_is)]
    return found


def plain_standing(
    position: NDArray[np.float64], capability: NDArray[np.float64], leader: int
) -> NDArray[np.float64]:
    """The same for votes in proportion and linear victory, a tenth of the time."""
    apart = np.abs(position[:, None] - position)
    like = capability[:, None] * (apart - apart[:, leader : leader + 1])  # of k for the leader
    mine, theirs = np.maximum(like, 0).sum(0), np.maximum(-like, 0).sum(0)
    floor = FLOOR * capability.sum()
    return np.asarray((mine + floor) / (mine + theirs + 2 * floor))
