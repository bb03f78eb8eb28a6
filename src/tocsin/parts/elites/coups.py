"""Coups: an attempt to remove the leader, and what comes of it.

    hazard = h0 exp(a1 street + a2 split - a3 control - a4 guarantee)
    split = (1 - hold) + tension        control = loyalty of the services, by their size

Plotters are offices with control of services that stand nearer to the rival than to the leader; the
rival is the office with most capability times distance from the leader.  They win with probability
R^c / (R^c + L^c), c = coup_contest (Tullock 1980): R the part of the services that follows them and
does not obey the leader, L those that do.  If they win, the strongest of them leads; if not, they are
arrested.  A leader whose own position has moved by el_deal towards the other offices has made a deal.

Protest raises the risk of coups (Casper & Tyson 2014; Johnson & Thyne 2018), and about half of 457
attempts from 1950 to 2010 succeeded (Powell & Thyne 2011); the form is ours.  Its coefficients have
priors only: one crisis without an attempt cannot fit them.  What a change of leader does to the street
is not modelled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import HOURLY, LAST, Field, code, fraction
from tocsin.declare.parameter import LOG_ODDS, factor, positive, rate
from tocsin.declare.purposes import Purpose
from tocsin.parts.elites.elites import hold, offices, plotters

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values
    from tocsin.parts.elites.plan import ElitesPlan

IN_OFFICE, DEAL, REPLACED = 0, 1, 2
MOST = 100.0  # exponent beyond which it is certain all the same

PART = "elites"
FIELDS = (
    Field("coup_hazard", (), "1/h", "hazard of a coup", keep=HOURLY, low=0),
    fraction("coup_chance", (), "chance that an attempt at this hour would succeed"),
    Field("coup_attempts", (), "1", "attempts so far", keep=LAST),
    Field("coup_at", (), "h", "hour of the last attempt", np.inf, keep=LAST),
    code("incumbent", (), "0 in office, 1 deal, 2 replaced", keep=HOURLY),
)
READS = (
    "street",
    "loyalty",
    "guarantee",
    "position",
    "ideal",
    "salience",
    "weight",
)
WRITES = (
    *(f.name for f in FIELDS),
    "control",
    "capability",
    "in_office",
    "leader_is",
    "disruption",
    "hold",
    "plotter",
    "tension",
)
PARAMETERS = (
    rate("coup_h0"),
    factor("coup_street", most=LOG_ODDS),
    factor("coup_split", most=LOG_ODDS),
    factor("coup_control", most=LOG_ODDS),
    factor("coup_guarantee", most=LOG_ODDS),
    positive("coup_contest", most=100),
    factor("el_deal"),
    "el_arrest",
)


def step(s: Fields, p: Values, now: Now) -> None:
    """Weigh the hazard; try it or not."""
    elites = now.program.politics.elites
    if elites is None:
        return
    if s.incumbent == IN_OFFICE and _deal(s, p, elites):
        s.incumbent[...] = DEAL
    size = _sizes(now)
    loyal = float(size @ s.loyalty)
    obey = loyal / max(float(size.sum()), 1e-9)
    split = 1 - float(s.hold) + float(s.tension)
    exponent = p.coup_street * s.street + p.coup_split * split
    exponent -= p.coup_control * obey + p.coup_guarantee * s.guarantee
    who = s.plotter > 0
    possible = p.coup_h0 > 0 and s.incumbent != REPLACED and who.any()
    hazard = p.coup_h0 * float(np.exp(min(float(exponent), MOST))) if possible else 0.0
    s.coup_hazard[...] = hazard
    against = float((size * (1 - s.loyalty) * s.control[who].sum(0)).sum())
    force = against**p.coup_contest
    win = force / max(force + loyal**p.coup_contest, 1e-12)
    s.coup_chance[...] = win
    if not hazard or not now.uniform(Purpose.COUP, 1)[0] < 1 - np.exp(-hazard * now.dt):
        return
    s.coup_attempts += 1
    s.coup_at[...] = now.t
    if now.uniform(Purpose.COUP_OUTCOME, 1)[0] < win:
        _topple(s, who)
    else:
        _put_down(s, p, elites, who)
    s.hold[...] = hold(s, elites)
    s.plotter[:] = plotters(s, elites)


def _deal(s: Fields, p: Values, elites: ElitesPlan) -> bool:
    """Whether the leader has moved far towards the other offices."""
    leader = elites.leader
    gone = float(s.position[leader] - s.ideal[leader])
    if abs(gone) < p.el_deal:
        return False
    weight = offices(s, elites)
    weight[leader] = 0
    return bool(gone * (float((weight * (s.ideal - s.ideal[leader])).sum())) > 0)


def _sizes(now: Now) -> NDArray[np.float64]:
    """(service,) officers in all; none of a foreign one."""
    known: NDArray[np.float64] | None = now.cache.get("sizes of services")
    if known is None:
        services = now.world.services
        known = np.where(services.foreign, 0.0, services.personnel.sum(1) + services.reserve)
        now.cache["sizes of services"] = known
    return known


def _topple(s: Fields, plotters: NDArray[np.bool_]) -> None:
    """The strongest of the plotters leads."""
    old = int(s.leader_is)
    new = int(np.argmax(np.where(plotters, s.capability, -1.0)))
    s.disruption[:] = np.minimum(1.0, s.disruption + s.control[old])
    s.control[new] += s.control[old]
    s.control[old] = 0
    s.in_office[old] = 0
    s.capability[old] = 0
    s.leader_is[...] = new
    s.incumbent[...] = REPLACED


def _put_down(s: Fields, p: Values, elites: ElitesPlan, plotters: NDArray[np.bool_]) -> None:
    """The plotters are arrested, at the price of every arrest."""
    leader = int(s.leader_is)
    s.tension += p.el_arrest * float(s.capability[plotters].sum() / offices(s, elites).sum())
    taken = s.control[plotters].sum(0)
    s.disruption[:] = np.minimum(1.0, s.disruption + taken)
    s.control[leader] += taken
    s.control[plotters] = 0
    s.capability[plotters] = 0
    s.in_office[plotters] = 0
