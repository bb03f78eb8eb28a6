"""Elites: who wants what, who has lost office, and whether the leader's position would stand.

Offices have positions x on one issue, 0 (the order stays) to 1 (all of it goes).  Every few hours,
while the street is loud or the elites tense, they bargain: offers by the spatial model of
`tocsin.theory.bargaining` (Bueno de Mesquita 1985; KTAB), of which they go a part of the way, while
they are drawn back to what they want at heart:

    x += pace heat (offer - x) + home (aim - x)      heat = max(street, tension), if above least
    aim = ideal + back_a (ideal of the leader - ideal)
    back_a = el_back sum_k lean_ak backing_k         powers that stand behind the leader
    street = y / (1 + y),   y = (A_seat + el_far A_elsewhere) / el_street

The street is a party whose weight is its coded capability times `street`; it does not bargain.
Hold is the chance that the leader's position beats the strongest other (capability-weighted votes).
Who is dismissed keeps a part of its weight, who is arrested none; either raises tension by its share
of all weight, and its services pass to a successor and are out of order for a while (`loyalty`).
Coefficients have priors only: no data set on the hours of a crisis is known to us.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import HOURLY, LAST, Field, count, flag, fraction
from tocsin.declare.lever import carries_out
from tocsin.declare.parameter import factor, hours, positive, share
from tocsin.declare.purposes import Purpose
from tocsin.mechanisms.forces.levers import begins
from tocsin.scenario.sections.levers.elites import Arrest, Dismiss
from tocsin.theory.bargaining.actors import Actors
from tocsin.theory.bargaining.kinds import FLOOR
from tocsin.theory.bargaining.rounds import chosen, judge, move
from tocsin.theory.bargaining.victories import victory
from tocsin.theory.bargaining.viewing import views
from tocsin.theory.bargaining.voting import coalitions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values
    from tocsin.parts.elites.plan import ElitesPlan

PART = "elites"
carries_out("elites", Dismiss, Arrest)

FIELDS = (
    fraction("ideal", ("actor",), "position that each wants at heart"),
    fraction("position", ("actor",), "what each actor says it wants", keep=HOURLY),
    Field("salience", ("actor",), "1", "how much the issue matters to each", low=0),
    Field(
        "weight", ("actor",), "1", "capability as coded, the street's while all are out", keep=LAST
    ),
    Field("capability", ("actor",), "1", "weight of each actor", keep=HOURLY, low=0),
    fraction("control", ("actor", "service"), "share of a service that follows an actor"),
    flag("in_office", ("actor",), "1 in office, 0 dismissed or arrested", 1.0, keep=HOURLY),
    count("leader_is", (), "index of the leading actor", unit="1", keep=LAST),
    fraction("street", (), "pressure of the street on the elites", keep=HOURLY),
    Field("tension", (), "1", "tension among the elites", keep=HOURLY, low=0),
    fraction("hold", (), "chance that the leader's position stands", 1.0, keep=HOURLY),
    Field("purged_at", ("lever",), "h", "hour at which a lever of elites acted", np.inf, keep=LAST),
    Field("plotter", ("actor",), "1", "1 for offices that could try a coup (`coups`)", 0, np.int8),
    fraction("disruption", ("service",), "share of a service whose command has just changed"),
)
READS = ("active", "lever_time", "lean", "backing")
WRITES = tuple(f.name for f in FIELDS)
PARAMETERS = (
    factor("el_far"),
    positive("el_street"),
    share("el_pace"),
    share("el_home"),
    share("el_back"),
    share("el_keep"),
    factor("el_dismiss"),
    factor("el_arrest"),
    hours("el_t_tension"),
    share("el_quiet"),
    share("el_least"),
)

APART = 1e-3  # positions nearer than this are one (KTAB)
LEAST_SALIENCE = 0.01  # bargaining needs some: an office to which nothing matters is no party


def start(s: Fields, p: Values, now: Now) -> None:
    """Draw the coded figures of this run."""
    elites = now.program.politics.elites
    if elites is None:
        return
    figures = elites.figures.draw(elites.names, Purpose.ELITE_FIGURES, now)
    s.ideal[:] = s.position[:] = np.clip(figures[:, 0], 0, 1)
    s.salience[:] = np.clip(figures[:, 1], LEAST_SALIENCE, 1)
    s.weight[:] = figures[:, 2]
    s.capability[:] = s.weight
    control = np.clip(elites.controls.draw(elites.names, Purpose.ELITE_CONTROLS, now), 0, 1)
    s.control[:] = control / np.maximum(1.0, control.sum(0))
    s.leader_is[...] = elites.leader
    if elites.street is not None:
        s.capability[elites.street] = 0
    s.hold[...] = hold(s, elites)
    s.plotter[:] = plotters(s, elites)


def step(s: Fields, p: Values, now: Now) -> None:
    """Hear the street, purge, bargain, weigh the leader's hold."""
    elites = now.program.politics.elites
    if elites is None:
        return
    seat = float(s.active[elites.seat])
    y = (seat + p.el_far * (float(s.active.sum()) - seat)) / p.el_street
    s.street[...] = y / (1 + y)
    if elites.street is not None:
        s.capability[elites.street] = s.weight[elites.street] * y / (1 + y)
    fading = now.toward(p.el_t_tension)
    s.tension *= 1 - fading
    s.disruption *= 1 - fading
    purged = _purge(s, p, now, elites)
    due = now.t % elites.every == 0
    if due:
        heat = min(1.0, max(float(s.street), float(s.tension)))
        offer = _offers(s, p, elites, heat) if heat > p.el_least else s.position
        _move(s, p, elites, heat, offer)
    if due or purged:
        s.hold[...] = hold(s, elites)
        s.plotter[:] = plotters(s, elites)


def _purge(s: Fields, p: Values, now: Now, elites: ElitesPlan) -> bool:
    done = False
    if not elites.moves:
        return done
    hours = s.lever_time[elites.levers, 0].tolist()  # such levers act as a whole, not by region
    for at, (lever, target, successor, arrest) in zip(hours, elites.moves, strict=True):
        if not begins(at, now):
            continue
        gone = s.in_office[target] == 0 and not arrest
        if target == int(s.leader_is) or not s.capability[target] or gone:
            continue
        share = float(s.capability[target] / offices(s, elites).sum())
        s.tension += (p.el_arrest if arrest else p.el_dismiss) * share
        heir = successor if s.in_office[successor] else int(s.leader_is)
        s.disruption[:] = np.minimum(1.0, s.disruption + s.control[target])
        s.control[heir] += s.control[target]
        s.control[target] = 0
        s.in_office[target] = 0
        s.purged_at[lever] = now.t
        s.capability[target] *= 0.0 if arrest else p.el_keep
        done = True
    return done


def _aim(s: Fields, p: Values, elites: ElitesPlan) -> NDArray[np.float64]:
    """What each wants at heart, drawn to the leader by powers that stand behind it."""
    back = p.el_back * (s.lean @ s.backing) if s.backing.size else np.zeros_like(s.ideal)
    leader = s.ideal[int(s.leader_is)]
    return np.asarray(s.ideal + np.clip(back, 0, 1) * (leader - s.ideal))


def _offers(s: Fields, p: Values, elites: ElitesPlan, heat: float) -> NDArray[np.float64]:
    """The positions of the bargains that each would take."""
    matters = s.salience * (p.el_quiet + (1 - p.el_quiet) * heat)
    aim = _aim(s, p, elites)
    actors = Actors(s.position[:, None], matters[:, None], s.capability, ideal=aim[:, None])
    found = judge(actors, elites.rules)
    offer, _ = move(actors, found.table, chosen(found.likely, None))
    return np.asarray(offer[:, 0])


def _move(
    s: Fields, p: Values, elites: ElitesPlan, heat: float, offer: NDArray[np.float64]
) -> None:
    """Go a part of the way to the offers, and a part of the way home."""
    x = s.position + p.el_pace * heat * (offer - s.position)
    x += p.el_home * (_aim(s, p, elites) - s.position)
    if elites.street is not None:
        x[elites.street] = s.ideal[elites.street]
    s.position[:] = np.clip(x, 0, 1)


def plotters(s: Fields, elites: ElitesPlan) -> NDArray[np.bool_]:
    """Offices with services that stand nearer to the rival than to the leader."""
    leader = int(s.leader_is)
    others = (s.in_office > 0) & (s.capability > 0)
    if elites.street is not None:
        others[elites.street] = False
    others[leader] = False
    # the rival is the office of most weight times distance from the leader
    gap = np.abs(s.position - s.position[leader])
    rival = int(np.argmax(np.where(others, s.capability * gap, -1.0)))
    nearer = np.abs(s.position - s.position[rival]) < gap
    found: NDArray[np.bool_] = others & nearer & (s.control.sum(1) > 0)
    return found


def offices(s: Fields, elites: ElitesPlan) -> NDArray[np.float64]:
    """(actor,) coded weights without the street's."""
    weight: NDArray[np.float64] = s.weight.copy()
    if elites.street is not None:
        weight[elites.street] = 0
    return weight


def hold(s: Fields, elites: ElitesPlan) -> float:
    """The chance that the leader's position beats the strongest other that differs from it."""
    gap = np.abs(s.position - s.position[int(s.leader_is)])
    others = (s.capability > 0) & (gap > APART)
    if not others.any():
        return 1.0
    if elites.rules.vote == "proportional" and elites.rules.victory == "linear":
        chance = plain_hold(s.position, s.capability, int(s.leader_is))
    else:
        chance = any_hold(s, elites)
    return float(chance[others].min())


def any_hold(s: Fields, elites: ElitesPlan) -> NDArray[np.float64]:
    """(actor,) chance that the leader's position beats each, by any rules."""
    actors = Actors(s.position[:, None], s.salience[:, None], s.capability)
    strength = coalitions(views(actors, elites.rules).utility, actors.capability, elites.rules.vote)
    found: NDArray[np.float64] = victory(strength, elites.rules.victory)[int(s.leader_is)]
    return found


def plain_hold(
    position: NDArray[np.float64], capability: NDArray[np.float64], leader: int
) -> NDArray[np.float64]:
    """The same for votes in proportion and linear victory, a tenth of the time."""
    apart = np.abs(position[:, None] - position)
    like = capability[:, None] * (apart - apart[:, leader : leader + 1])  # of k for the leader
    mine, theirs = np.maximum(like, 0).sum(0), np.maximum(-like, 0).sum(0)
    floor = FLOOR * capability.sum()
    return np.asarray((mine + floor) / (mine + theirs + 2 * floor))
