"""Coups: an attempt to remove the leader, and what comes of it.

    hazard = h0 exp(a1 street + a2 split - a3 control - a4 guarantee + a5 wronged)
    split = (1 - hold) + tension        control = loyalty of the services, by their size
    wronged   1 for an office that a purge has missed, fading (`purges`)

Plotters are offices with control of services that stand nearer to the rival than to the leader, or that
a purge has missed; the rival is the office with most capability times distance from the leader.  They
win with probability R^c / (R^c + L^c), c = coup_contest (Tullock 1980): R the part of the services that
follows them and does not obey the leader, L those that do.  If they win, the strongest of them leads
and gives the orders of the office (`succession`); if not, they are arrested.  A leader whose own
position has moved by el_deal towards the other offices has made a deal.

Protest raises the risk of coups (Casper & Tyson 2014; Johnson & Thyne 2018), and about half of 457
attempts from 1950 to 2010 succeeded (Powell & Thyne 2011); the form is ours.  Its coefficients have
priors only: one crisis without an attempt cannot fit them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import HOURLY, LAST, Field, fraction
from tocsin.declare.parameter import LOG_ODDS, factor, positive, rate
from tocsin.declare.purposes import Purpose
from tocsin.parts.elites.elites import DEAL, IN_OFFICE, REPLACED, new_leader
from tocsin.parts.elites.hold import WEIGHED, standing, weigh
from tocsin.parts.elites.purges import offices, plotters
from tocsin.parts.elites.strength import against, contest, obeying
from tocsin.parts.elites.succession import hand_over, passes, turns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values
    from tocsin.parts.elites.plan import ElitesPlan

MOST = 100.0  # exponent beyond which it is certain all the same

PART = "elites"
FIELDS = (
    Field("coup_hazard", (), "1/h", "hazard of a coup", keep=HOURLY, low=0),
    fraction("coup_chance", (), "chance that an attempt at this hour would succeed"),
    Field("coup_attempts", (), "1", "attempts so far", keep=LAST),
    Field("coup_at", (), "h", "hour of the last attempt", np.inf, keep=LAST),
)
READS = (
    "street", "loyalty", "guarantee", "outrage", "position", "ideal", "salience", "weight",
    "sites_minded", "losses_minded",
)  # fmt: skip
WRITES = (
    *(f.name for f in FIELDS),
    "incumbent",
    "control",
    "capability",
    "in_office",
    "holder",
    "leader_is",
    "lever_time",
    "falls",
    "answered",
    "disruption",
    "misaligned_before",
    "standing",
    "standing_before",
    "unsure",
    "hold",
    "wronged",
    "plotter",
    "tension",
)
PARAMETERS = (
    rate("coup_h0"),
    factor("coup_street", most=LOG_ODDS),
    factor("coup_split", most=LOG_ODDS),
    factor("coup_control", most=LOG_ODDS),
    factor("coup_guarantee", most=LOG_ODDS),
    factor("coup_wronged", most=LOG_ODDS),
    positive("coup_contest", most=100),
    "coup_warned",
    factor("el_deal"),
    "el_arrest",
    "el_turn",
    "el_answer",
    "el_fall",
    *WEIGHED,
)


def step(s: Fields, p: Values, now: Now) -> None:
    """Weigh the hazard; try it or not."""
    elites = now.program.politics.elites
    if elites is None:
        return
    if s.incumbent == IN_OFFICE and _deal(s, p, elites):
        s.incumbent[...] = DEAL
        turns(s, p, now, elites)
    who = s.plotter > 0
    if not who.any():
        s.coup_hazard[...] = 0
        s.coup_chance[...] = 0
        return
    split = 1 - float(s.hold) + float(s.tension)
    exponent = p.coup_street * s.street + p.coup_split * split
    exponent -= p.coup_control * obeying(s, now) + p.coup_guarantee * s.guarantee
    exponent += p.coup_wronged * float(s.wronged[who].max(initial=0.0))
    possible = p.coup_h0 > 0 and s.incumbent != REPLACED
    hazard = p.coup_h0 * float(np.exp(min(float(exponent), MOST))) if possible else 0.0
    s.coup_hazard[...] = hazard
    win = contest(against(s, now, who), p.coup_contest)
    s.coup_chance[...] = win
    if not hazard or not now.uniform(Purpose.COUP, 1)[0] < 1 - np.exp(-hazard * now.dt):
        return
    s.coup_attempts += 1
    s.coup_at[...] = now.t
    if now.uniform(Purpose.COUP_OUTCOME, 1)[0] < win:
        _topple(s, p, now, elites, who)
    else:
        _put_down(s, p, now, elites, who)
        s.standing[...] = standing(s, elites)
    s.plotter[:] = plotters(s, p, elites)
    weigh(s, p, now)


def _deal(s: Fields, p: Values, elites: ElitesPlan) -> bool:
    """Whether the leader has moved far towards the other offices."""
    leader = elites.leader
    gone = float(s.position[leader] - s.ideal[leader])
    if abs(gone) < p.el_deal:
        return False
    weight = offices(s, elites)
    weight[leader] = 0
    return bool(gone * (float((weight * (s.ideal - s.ideal[leader])).sum())) > 0)


def _topple(
    s: Fields, p: Values, now: Now, elites: ElitesPlan, plotters: NDArray[np.bool_]
) -> None:
    """The strongest of the plotters leads."""
    old = int(s.leader_is)
    new = int(np.argmax(np.where(plotters, s.capability, -1.0)))
    passes(s, p, now, elites, old, new)
    hand_over(s, old, new)
    s.in_office[old] = 0
    s.capability[old] = 0
    s.wronged[plotters] = 0
    s.leader_is[...] = new
    s.incumbent[...] = REPLACED
    new_leader(s, elites)


def _put_down(
    s: Fields, p: Values, now: Now, elites: ElitesPlan, plotters: NDArray[np.bool_]
) -> None:
    """The plotters are arrested, at the price of every arrest."""
    leader = int(s.leader_is)
    s.tension += p.el_arrest * float(s.capability[plotters].sum() / offices(s, elites).sum())
    for who in np.flatnonzero(plotters).tolist():
        passes(s, p, now, elites, who, leader)
        hand_over(s, who, leader)
    s.capability[plotters] = 0
    s.in_office[plotters] = 0
    s.wronged[plotters] = 0
