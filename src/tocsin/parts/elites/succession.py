"""Succession: who gives the orders of an office once another has taken it, and what the street hears.

Every office that takes part has a holder.  A dismissal, an arrest, a resignation or a coup passes the
levers of an office to its new holder, who stands nearer to the street than the old one, or farther:

    turn = |x_old - x_street| - |x_new - x_street|

    turn >  el_turn    lethal orders of the office end, and those to come fall away
    turn < -el_turn    concessions of the office that were still to come fall away
    in any case        purges of who holds the office now; of a leader who is gone, all to come

Everything else goes on under the new name.  A change at the top is heard in the squares: those who
want the regime gone (z, `demands`) give or withhold legitimacy by

    answered += el_fall + el_answer turn            el_fall only where the leader is gone

A deal is a change of mind with the same holder.  That coups after an uprising are often made to roll it
back is Koehler & Albrecht (2021); size and form are ours, priors only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.lever import KINDS
from tocsin.parts.elites.strength import misalignment
from tocsin.scenario.sections.levers.concessions import Concession
from tocsin.scenario.sections.levers.elites import Purge

if TYPE_CHECKING:
    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values
    from tocsin.parts.elites.plan import ElitesPlan


def passes(s: Fields, p: Values, now: Now, elites: ElitesPlan, old: int, new: int) -> None:
    """The offices that `old` holds go to `new`, with their levers."""
    offices = np.flatnonzero(s.holder == old)
    s.holder[offices] = new
    turn = _turn(s, elites, float(s.position[old]), float(s.position[new]))
    top = old == int(s.leader_is)
    for office in offices.tolist():
        _revise(s, p, now, elites, office, turn, top)
    if top:
        s.answered += p.el_fall + p.el_answer * turn


def turns(s: Fields, p: Values, now: Now, elites: ElitesPlan) -> None:
    """The leader has changed its mind: a deal."""
    leader = int(s.leader_is)
    turn = _turn(s, elites, float(s.ideal[leader]), float(s.position[leader]))
    for office in np.flatnonzero(s.holder == leader).tolist():
        _revise(s, p, now, elites, office, turn, False)
    s.answered += p.el_answer * turn


def leaves(s: Fields, p: Values, now: Now, elites: ElitesPlan, who: int) -> bool:
    """An office is laid down: its orders go to who leads, of the leader to the strongest other.

    Gives whether the leader has changed; where nobody is left to lead, nothing happens.
    """
    leader = int(s.leader_is)
    if not s.in_office[who]:
        return False
    heir = leader
    if who == leader:
        others = (s.in_office > 0) & (s.capability > 0)
        others[leader] = False
        if elites.street is not None:
            others[elites.street] = False
        if not others.any():
            return False
        heir = int(np.argmax(np.where(others, s.capability, -1.0)))
    passes(s, p, now, elites, who, heir)
    hand_over(s, who, heir)
    s.in_office[who] = 0
    s.capability[who] *= p.el_keep
    if who == leader:
        s.leader_is[...] = heir
    return who == leader


def hand_over(s: Fields, old: int, new: int) -> None:
    """Services follow the new holder, and are out of order for a while."""
    moved = s.control[old] > 0
    s.misaligned_before[moved] = misalignment(s)[moved]
    s.disruption[:] = np.minimum(1.0, s.disruption + s.control[old])
    s.control[new] += s.control[old]
    s.control[old] = 0


def _turn(s: Fields, elites: ElitesPlan, old: float, new: float) -> float:
    """How much nearer to the street `new` stands than `old`; 0 where the street is no party."""
    if elites.street is None:
        return 0.0
    street = float(s.ideal[elites.street])
    return abs(old - street) - abs(new - street)


def _revise(
    s: Fields, p: Values, now: Now, elites: ElitesPlan, office: int, turn: float, top: bool
) -> None:
    for act in elites.acts[office]:
        lever, times = act.lever, s.lever_time[act.index]
        begun = bool((times <= now.t).any())
        ends = False
        if KINDS[lever.kind].lethal:
            ends = turn > p.el_turn
        elif isinstance(lever, Concession):
            ends = not begun and turn < -p.el_turn
        elif isinstance(lever, Purge):
            own = elites.names.index(lever.target) == int(s.holder[office])
            ends = not begun and (own or top)
        if ends and np.isinf(s.falls[act.index]):
            s.falls[act.index] = now.t
            if not begun:
                times[:] = np.inf
