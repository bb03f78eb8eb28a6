"""Coups: an attempt to remove the leader, and what comes of it.

    hazard = h0 exp(a1 street + a2 split - a3 control - a4 guarantee)
    split = (1 - hold) + tension        control = loyalty of the services, by their size

Plotters are the offices that stand nearer to the strongest other position than to the leader's and
have control of services.  They win with probability R^2 / (R^2 + L^2): R the part of the services that
follows them and does not obey the leader, L the loyal rest.  If they win, the strongest of them
leads; if not, they are arrested.  A leader whose own position has moved far has made a deal.

Protest raises the risk of coups (Casper & Tyson 2014; Johnson & Thyne 2018), and about half of 457
attempts from 1950 to 2010 succeeded (Powell & Thyne 2011); the form is ours.  Its coefficients have
priors only: one crisis without an attempt cannot fit them.  What a change of leader does to the street
is not modelled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.mechanisms.base import Field
from tocsin.people.purposes import Purpose

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.now import Now
    from tocsin.mechanisms.palace import Palace

IN_OFFICE, DEAL, REPLACED = 0, 1, 2
CONTEST = 2  # exponent of the contest success function (Tullock 1980)

FIELDS = (
    Field("coup_hazard", (), "1/h", "hazard of an attempt to remove the leader"),
    Field("coup_chance", (), "1", "chance that an attempt at this hour would succeed"),
    Field("coup_attempts", (), "1", "attempts so far"),
    Field("coup_at", (), "h", "hour of the last attempt", np.inf),
    Field("incumbent", (), "1", "0 in office, 1 by a deal, 2 replaced", 0, np.int64),
)
READS = ("street", "hold", "tension", "loyalty", "guarantee", "position", "ideal")
WRITES = (
    *(f.name for f in FIELDS),
    "control",
    "capability",
    "in_office",
    "leader_is",
    "disruption",
)
PARAMETERS = ("coup_h0", "coup_street", "coup_split", "coup_control", "coup_guarantee", "el_deal")


def step(s: Any, p: Any, now: Now) -> None:
    """Weigh the hazard; try it or not."""
    palace = now.program.politics.palace
    if palace is None:
        return
    leader = palace.leader
    if s.incumbent == IN_OFFICE and abs(s.position[leader] - s.ideal[leader]) >= p.el_deal:
        s.incumbent[...] = DEAL
    size = _sizes(now)
    loyal = float(size @ s.loyalty)
    obey = loyal / max(float(size.sum()), 1e-9)
    split = 1 - float(s.hold) + float(s.tension)
    exponent = p.coup_street * s.street + p.coup_split * split
    exponent -= p.coup_control * obey + p.coup_guarantee * s.guarantee
    hazard = p.coup_h0 * float(np.exp(exponent))
    plotters = _plotters(s, palace)
    if s.incumbent == REPLACED or not plotters.any():
        hazard = 0.0
    s.coup_hazard[...] = hazard
    against = float((size * (1 - s.loyalty) * s.control[plotters].sum(0)).sum())
    win = against**CONTEST / max(against**CONTEST + loyal**CONTEST, 1e-12)
    s.coup_chance[...] = win
    if not hazard or now.uniform(Purpose.COUP, 1)[0] >= 1 - np.exp(-hazard * now.dt):
        return
    s.coup_attempts += 1
    s.coup_at[...] = now.t
    if now.uniform(Purpose.COUP_OUTCOME, 1)[0] < win:
        _topple(s, plotters)
    else:
        _put_down(s, plotters)


def _sizes(now: Now) -> NDArray[np.float64]:
    """(service,) officers in all; none of a foreign one."""
    known: NDArray[np.float64] | None = now.cache.get("sizes of services")
    if known is None:
        services = now.world.services
        known = np.where(services.foreign, 0.0, services.personnel.sum(1) + services.reserve)
        now.cache["sizes of services"] = known
    return known


def _plotters(s: Any, palace: Palace) -> NDArray[np.bool_]:
    """Offices with services, nearer to the strongest other position than to the leader's."""
    leader = int(s.leader_is)
    offices = (s.in_office > 0) & (s.capability > 0)
    if palace.street is not None:
        offices[palace.street] = False
    offices[leader] = False
    if not offices.any():
        return np.zeros(len(offices), bool)
    # the strongest other: who lacks least weight to be heard, at the greatest distance
    gap = np.abs(s.position - s.position[leader])
    rival = int(np.argmax(np.where(offices, s.capability * gap, -1.0)))
    nearer = np.abs(s.position - s.position[rival]) < gap
    found: NDArray[np.bool_] = offices & nearer & (s.control.sum(1) > 0)
    return found


def _topple(s: Any, plotters: NDArray[np.bool_]) -> None:
    old = int(s.leader_is)
    new = int(np.argmax(np.where(plotters, s.capability, -1.0)))
    s.disruption[:] = np.minimum(1.0, s.disruption + s.control[old])
    s.control[new] += s.control[old]
    s.control[old] = 0
    s.in_office[old] = 0
    s.capability[old] = 0
    s.leader_is[...] = new
    s.incumbent[...] = REPLACED


def _put_down(s: Any, plotters: NDArray[np.bool_]) -> None:
    leader = int(s.leader_is)
    taken = s.control[plotters].sum(0)
    s.disruption[:] = np.minimum(1.0, s.disruption + taken)
    s.control[leader] += taken
    s.control[plotters] = 0
    s.capability[plotters] = 0
    s.in_office[plotters] = 0
