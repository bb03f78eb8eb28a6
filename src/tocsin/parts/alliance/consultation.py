"""The consultation: each member weighs, the lead first, then all vote; the rule decides.

    U_m = sum of terms      for if u < s(U);  objects if u > s(U + al_abstain);  else abstains

s is the logistic function, u one uniform per member, keyed by seed, run, member and how often it was
asked before: more reason never turns a vote against.  The terms are the reasons that the record keeps.
Codes run from -1 (against) to +1 (for) as in `tocsin.theory.requests`, whose fitted model gives these
coefficients (fitted on alliances, applied to members: an analogy, not a measurement):

    base          al_base                   free hands   al_hands (1 - 2 committed)
    requester     al_requester by           access       al_access (2 open - 1); by road +1
    clause        al_clause clause          resistance   al_resistance opponent
    framing       al_framing framing        ties         al_ties (1 - 2 ties)
    stake         al_stake (2 stake - 1)    objections   al_objections objections
    reach         al_reach reach

and of which only priors are known (Snyder 1984 on entrapment and abandonment is the idea):

    threat        al_threat stake (suspected seen + ground lost): who the protesters are taken to be, as
                  far as there is a threat, and what its power has lost to rivals
    small         -al_small (1 - seen): a threat that is small, or a quarrel inside, is no case
    lead          al_follow dependence times +1, 0, -1 as the lead is for, abstains, objects
    chair         al_chair for the member that chairs
    cost          -al_cost (cost + cost at home)         precedent    -al_precedent (1 - precedent)
    alarm         al_alarm alarm at home

The threat as it is and as it is told (`seen`), from sites lost, the hold and claims:

    is    = 1 - (1 - lost / (lost + al_half)) hold / first hold    lost: share of sites' value
    seen  = is ^ (1 - al_told told) (al_inside + (1 - al_inside) (1 + framing) / 2)
    told  = enemy (1 + framing) / 2                    claims of an armed enemy (`officials`)

Telling makes more of a threat that is there and nothing of one that is not.

When a mandate is reviewed (see `review`) the same members weigh the same terms, with the same dice,
less al_calm times the calm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.parameter import LOG_ODDS, factor, hours, positive, share, signed
from tocsin.declare.purposes import Purpose
from tocsin.people import quantiles
from tocsin.theory import coding

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values
    from tocsin.parts.alliance.plan import AlliancePlan, Ask

NOT_ASKED, FOR, ABSTAINS, OBJECTS = 0, 1, 2, 3
TERMS = (
    "base", "requester", "clause", "framing", "stake", "reach", "free hands", "access",
    "resistance", "ties", "objections", "threat", "small", "lead", "chair", "cost", "precedent",
    "alarm",
)  # fmt: skip
LEAD = TERMS.index("lead")
STANCE = {FOR: 1.0, ABSTAINS: 0.0, OBJECTS: -1.0}

PARAMETERS = (
    signed("al_base", most=LOG_ODDS),
    factor("al_requester", most=LOG_ODDS),
    factor("al_clause", most=LOG_ODDS),
    factor("al_framing", most=LOG_ODDS),
    factor("al_stake", most=LOG_ODDS),
    factor("al_reach", most=LOG_ODDS),
    factor("al_hands", most=LOG_ODDS),
    factor("al_access", most=LOG_ODDS),
    factor("al_resistance", most=LOG_ODDS),
    factor("al_ties", most=LOG_ODDS),
    factor("al_objections", most=LOG_ODDS),
    factor("al_threat", most=LOG_ODDS),
    factor("al_small", most=LOG_ODDS),
    positive("al_half"),
    share("al_told"),
    share("al_inside"),
    factor("al_follow", most=LOG_ODDS),
    factor("al_chair", most=LOG_ODDS),
    factor("al_cost", most=LOG_ODDS),
    factor("al_precedent", most=LOG_ODDS),
    factor("al_alarm", most=LOG_ODDS),
    factor("al_abstain", most=LOG_ODDS),
    factor("al_calm", most=LOG_ODDS),
    hours("al_lag", least=0),
    factor("al_lag_sd", most=5),
)


def consult(
    alliance: AlliancePlan, ask: Ask, s: Fields, p: Values, now: Now, opening: float
) -> bool:
    """Enter reasons and votes; whether it is decided to send troops.

    opening : share of the airlift that can land now
    """
    s.reasons[:], s.vote[:] = weigh(alliance, ask, s, p, now, opening)
    return approved(s.vote, alliance)


def weigh(
    alliance: AlliancePlan,
    ask: Ask,
    s: Fields,
    p: Values,
    now: Now,
    opening: float,
    calm: float = 0.0,
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """(member, term) reasons once the lead has spoken, and (member,) votes.

    calm : how long it has been calm, in units of what the exit asks for; lowers every utility
    """
    because = reasons(alliance, ask, s, p, now, opening)
    u = now.uniform_once(alliance.names, Purpose.ALLIANCE_VOTE, int(s.asked))
    less, lead = p.al_calm * calm, alliance.lead
    first = votes(because.sum(1) - less, u, p.al_abstain)[lead]
    because[:, LEAD] = p.al_follow * alliance.figures(now).dependence * STANCE[int(first)]
    because[lead, LEAD] = 0.0
    return because, votes(because.sum(1) - less, u, p.al_abstain)


def lag(p: Values, now: Now, what: str, nth: int) -> float:
    """Hours that the members take to answer; lognormal about al_lag."""
    known: float | None = now.cache.get(f"lag {what} {nth}")
    if known is None:
        u = now.uniform_once([what], Purpose.ALLIANCE_LAG, nth)
        known = float(p.al_lag * np.exp(p.al_lag_sd * quantiles.normal(u)[0]))
        now.cache[f"lag {what} {nth}"] = known
    return known


def reasons(
    alliance: AlliancePlan, ask: Ask, s: Fields, p: Values, now: Now, opening: float
) -> NDArray[np.float64]:
    """(member, term) utilities before the lead has spoken."""
    f, section = alliance.figures(now), alliance.section
    suspected = alliance.figure("suspected", section.suspected, now)
    precedent = alliance.figure("precedent", section.precedent, now)
    reach = np.interp(alliance.distance, coding.REACH_KM, coding.REACH_AT)
    lost = np.append(s.ground_lost, 0.0)[alliance.power]  # -1, no power: nothing lost
    one = np.ones(len(alliance.names))
    threat = seen(ask, s, p, now)
    by_term = {
        "base": p.al_base * one,
        "requester": p.al_requester * coding.BY[ask.by] * one,
        "clause": p.al_clause * coding.CLAUSE[section.clause] * one,
        "framing": p.al_framing * coding.FRAMING[ask.framing] * one,
        "stake": p.al_stake * (2 * f.stake - 1),
        "reach": p.al_reach
        * np.where(alliance.adjacent, np.maximum(reach, coding.REACH["adjacent"]), reach),
        "free hands": p.al_hands * (1 - 2 * f.committed),
        "access": p.al_access * np.where(alliance.road, 1.0, 2 * opening - 1),
        "resistance": p.al_resistance * coding.OPPONENT[section.opponent] * one,
        "ties": p.al_ties * (1 - 2 * f.ties),
        "objections": p.al_objections * coding.OBJECTIONS[section.objections] * one,
        "threat": p.al_threat * f.stake * (suspected * threat + lost),
        "small": -p.al_small * (1 - threat) * one,
        "lead": 0 * one,
        "chair": p.al_chair * (np.arange(len(one)) == alliance.chair),
        "cost": -p.al_cost * (f.cost + s.cost_at_home),
        "precedent": -p.al_precedent * (1 - precedent) * one,
        "alarm": p.al_alarm * s.alarm,
    }
    return np.stack([by_term[term] for term in TERMS], axis=1)


def seen(ask: Ask, s: Fields, p: Values, now: Now) -> float:
    """The threat as members see it, 0 to 1: as it is and as it is told."""
    value = now.world.sites.value
    fallen = np.isfinite(s.captured_at)
    lost = float(value[fallen].sum()) / max(float(value.sum()), 1e-9)
    held = min(1.0, float(s.hold) / max(float(s.hold_first), 1e-9))
    real = 1 - p.al_half / (lost + p.al_half) * held
    outside = (1 + coding.FRAMING[ask.framing]) / 2
    told = p.al_told * float(s.enemy) * outside
    return float(real ** (1 - told) * (p.al_inside + (1 - p.al_inside) * outside))


def votes(
    utility: NDArray[np.float64], u: NDArray[np.float64], abstain: float
) -> NDArray[np.int64]:
    """(member,) votes: an ordered logit by inversion."""
    middle = np.where(u > _chance(utility + abstain), OBJECTS, ABSTAINS)
    return np.where(u < _chance(utility), FOR, middle)


def approved(vote: NDArray[np.int64], alliance: AlliancePlan) -> bool:
    """Whether votes carry under the alliance's rule; somebody must be for it.

    The member that chairs decides a tie where a majority is asked for.
    """
    rule, chair = alliance.section.rule, alliance.chair
    if rule == "lead_state":
        return bool(vote[alliance.lead] == FOR)
    if rule == "majority":
        casting = chair >= 0 and vote[chair] == FOR
        return bool(2 * (vote == FOR).sum() + casting > len(vote))
    return bool((vote == FOR).any() and not (vote == OBJECTS).any())


def _chance(x: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -60, 60))))
