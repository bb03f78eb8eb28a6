"""Elites: who wants what, who has lost office, and how firmly the leader stands.

Offices have positions x on one issue, 0 (the order stays) to 1 (all of it goes).  Every few hours,
while the street is loud or the elites tense, they bargain: offers by the spatial model of
`tocsin.theory.bargaining` (Bueno de Mesquita 1985; KTAB), of which they go a part of the way, while
they are drawn back to what they want at heart:

    x += pace heat (offer - x) + home (aim - x)      heat = max(street, tension), if above least
    aim = ideal + back_a (ideal of the leader - ideal)
    back_a = el_back sum_k lean_ak backing_k         powers that stand behind the leader
    street = y / (1 + y),   y = (A_seat + el_far A_elsewhere) / (el_street N)
    N = N_seat + el_far N_elsewhere                  the people, weighed as the crowds are

The street is a party whose weight is its coded capability times `street`; it does not bargain.
What follows stands next door: `hold` (how firmly the leader stands), `purges`, `succession` (who gives
the orders of an office).  Coefficients have priors only: no data set on the hours of a crisis is known
to us.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import HOURLY, LAST, Field, code, count, flag, fraction
from tocsin.declare.lever import carries_out
from tocsin.declare.parameter import factor, hours, positive, share
from tocsin.declare.purposes import Purpose
from tocsin.mechanisms.forces.levers import begins
from tocsin.parts.elites.hold import PARAMETERS_OF_HOLD, blows, standing, weigh
from tocsin.parts.elites.purges import plotters, purge
from tocsin.parts.elites.succession import leaves
from tocsin.scenario.sections.levers.elites import Arrest, Dismiss
from tocsin.theory.bargaining.actors import Actors
from tocsin.theory.bargaining.rounds import chosen, judge, move

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values
    from tocsin.parts.elites.plan import ElitesPlan

PART = "elites"
carries_out("elites", Dismiss, Arrest)

IN_OFFICE, DEAL, REPLACED, RESIGNED = 0, 1, 2, 3

FIELDS = (
    fraction("ideal", ("actor",), "position that each wants at heart"),
    fraction("position", ("actor",), "what each actor says it wants", keep=HOURLY),
    Field("salience", ("actor",), "1", "how much the issue matters to each", low=0),
    Field(
        "weight", ("actor",), "1", "capability as coded, the street's while all are out", keep=LAST
    ),
    Field("capability", ("actor",), "1", "weight of each actor", keep=HOURLY, low=0),
    fraction("control", ("actor", "service"), "share of a service that follows an actor"),
    flag("in_office", ("actor",), "1 in office, 0 dismissed, arrested or gone", 1.0, keep=HOURLY),
    count("holder", ("actor",), "index of who gives the orders of an office", "1", HOURLY),
    count("leader_is", (), "index of the leading actor", unit="1", keep=LAST),
    code("incumbent", (), "0 in office, 1 deal, 2 replaced, 3 resigned", keep=HOURLY),
    fraction("street", (), "pressure of the street on the elites", keep=HOURLY),
    Field("tension", (), "1", "tension among the elites", keep=HOURLY, low=0),
    fraction("standing", (), "chance that the leader's position beats the strongest other", 1.0),
    fraction("standing_before", (), "the same in ordinary times", 1.0),
    Field("sites_minded", (), "1", "share of all sites' value lost and not forgotten", low=0),
    Field("losses_minded", (), "1", "share of all officers lost and not forgotten", low=0),
    Field("losses_known", (), "persons", "officers lost that the hold has heard of"),
    Field("unsure", (), "1", "1 with a new leader, fading", low=0),
    fraction("hold", (), "chance that the leader stays, as the elites see it", 1.0, keep=HOURLY),
    Field("purged_at", ("lever",), "h", "hour at which a lever of elites acted", np.inf, keep=LAST),
    Field("failed_at", ("lever",), "h", "hour at which a purge failed", np.inf, keep=LAST),
    Field("falls", ("lever",), "h", "hour at which a lever falls away", np.inf, keep=LAST),
    fraction("wronged", ("actor",), "1 for an office that a purge has missed, fading"),
    Field("answered", (), "1", "legitimacy that a change at the top wins or loses", keep=LAST),
    Field("plotter", ("actor",), "1", "1 for offices that could try a coup (`coups`)", 0, np.int8),
    fraction("disruption", ("service",), "share of a service whose command has just changed"),
    fraction("misaligned_before", ("service",), "how far off its command stood before that"),
)
READS = (
    "active", "lean", "backing", "loyalty", "outrage", "guarantee", "officers_lost", "captured_at",
)  # fmt: skip
WRITES = (*(f.name for f in FIELDS), "lever_time")
PARAMETERS = (
    factor("el_far"),
    positive("el_street", most=1),
    share("el_pace"),
    share("el_home"),
    share("el_back"),
    share("el_keep"),
    factor("el_dismiss"),
    factor("el_arrest"),
    hours("el_t_tension"),
    share("el_quiet"),
    share("el_least"),
    share("el_turn"),
    factor("el_answer"),
    factor("el_fall"),
    *PARAMETERS_OF_HOLD,
    hours("t_hold"),
    share("coup_warned"),
    "coup_contest",
)

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
    s.holder[:] = np.arange(len(elites.names))
    if elites.street is not None:
        s.capability[elites.street] = 0
    s.standing[...] = s.standing_before[...] = standing(s, elites)
    s.plotter[:] = plotters(s, p, elites)
    weigh(s, p, now)


def step(s: Fields, p: Values, now: Now) -> None:
    """Hear the street, purge, resign, bargain, weigh the leader's hold."""
    elites = now.program.politics.elites
    if elites is None:
        return
    near = int(now.world.places.crowd_population[elites.seat])
    seat = float(s.active[elites.seat])
    out = seat + p.el_far * (float(s.active.sum()) - seat)
    y = out / (p.el_street * (near + p.el_far * (now.world.persons - near)))
    s.street[...] = y / (1 + y)
    if elites.street is not None:
        s.capability[elites.street] = s.weight[elites.street] * y / (1 + y)
    left = 1 - now.toward(p.el_t_tension)
    s.tension *= left
    s.disruption *= left
    s.wronged *= left
    changed = purge(s, p, now, elites)
    changed |= _resign(s, p, now, elites)
    due = now.t % elites.every == 0
    if due:
        heat = min(1.0, max(float(s.street), float(s.tension)))
        offer = _offers(s, p, elites, heat) if heat > p.el_least else s.position
        _move(s, p, elites, heat, offer)
    if due or changed:
        s.standing[...] = standing(s, elites)
        s.plotter[:] = plotters(s, p, elites)
    blows(s, p, now)
    weigh(s, p, now)


def _resign(s: Fields, p: Values, now: Now, elites: ElitesPlan) -> bool:
    """Offices that are laid down in this hour."""
    done = False
    for lever, who in elites.resigning:
        if begins(float(s.lever_time[lever].min()), now):
            done = True
            if leaves(s, p, now, elites, who):
                s.incumbent[...] = RESIGNED
                new_leader(s, elites)
    return done


def new_leader(s: Fields, elites: ElitesPlan) -> None:
    """Whoever has just come to lead begins with the votes of that hour, and is not yet sure."""
    s.standing[...] = s.standing_before[...] = standing(s, elites)
    s.unsure[...] = 1


def _aim(s: Fields, p: Values, elites: ElitesPlan) -> NDArray[np.float64]:
    """What each wants at heart, drawn to the leader by powers that stand behind it."""
    back = p.el_back * (s.lean @ s.backing) if s.backing.size else np.zeros_like(s.ideal)
    leader = s.ideal[int(s.leader_is)]
    return np.asarray(s.ideal + np.clip(back, 0, 1) * (leader - s.ideal))


def _offers(s: Fields, p: Values, elites: ElitesPlan, heat: float) -> NDArray[np.float64]:
    """The positions of the bargains that each would take."""
    if not s.capability.any():  # nobody is left to make one
        return np.asarray(s.position)
    matters = s.salience * (p.el_quiet + (1 - p.el_quiet) * heat)
    aim = _aim(s, p, elites)
    actors = Actors.sound(s.position[:, None], matters[:, None], s.capability, aim[:, None])
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
