"""Purges: an office is lost by dismissal or arrest, or the attempt fails.

    fails with chance R^c / (R^c + L^c)     R: officers who follow the target and do not obey the
                                            leader, L: those who obey; c as in `coups`
    tension += (el_dismiss or el_arrest) (share of all weight that is hit)      at once, either way

A purge that succeeds buys control: the services of the target pass to a successor, who stands with
the leader, and obey once the disorder of a new command is over (`loyalty`); who is dismissed keeps a
part of its weight, who is arrested none.  One that fails leaves the target where it was, warned: it
plots, wherever it stands, while the memory of it is above coup_warned, and the hazard of a coup is
higher while it is remembered (`coups`).
Leaders purge when they can afford it, and rivals who are strong are left alone or strike (Sudduth 2017,
Svolik 2009); the form is ours, its coefficients have priors only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.purposes import Purpose
from tocsin.mechanisms.forces.levers import begins
from tocsin.parts.elites.strength import against, contest
from tocsin.parts.elites.succession import hand_over, passes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values
    from tocsin.parts.elites.plan import ElitesPlan


def purge(s: Fields, p: Values, now: Now, elites: ElitesPlan) -> bool:
    """Carry out what falls into this hour; gives whether anything was tried."""
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
        if _fails(s, p, now, elites, target, lever):
            s.wronged[target] = 1
            s.failed_at[lever] = now.t
            done = True
            continue
        heir = successor if s.in_office[successor] else int(s.leader_is)
        passes(s, p, now, elites, target, heir)
        hand_over(s, target, heir)
        s.in_office[target] = 0
        s.wronged[target] = 0
        s.purged_at[lever] = now.t
        s.capability[target] *= 0.0 if arrest else p.el_keep
        done = True
    return done


def _fails(s: Fields, p: Values, now: Now, elites: ElitesPlan, target: int, lever: int) -> bool:
    who = np.zeros(len(elites.names), bool)
    who[target] = True
    chance = contest(against(s, now, who), p.coup_contest)
    name = f"purge {now.program.acts[lever].name}"
    return bool(chance > 0 and now.uniform_by_name([name], Purpose.COUP_OUTCOME)[0] < chance)


def plotters(s: Fields, p: Values, elites: ElitesPlan) -> NDArray[np.bool_]:
    """Offices with services that stand nearer to the rival than to the leader, or were wronged."""
    leader = int(s.leader_is)
    others = (s.in_office > 0) & (s.capability > 0)
    if elites.street is not None:
        others[elites.street] = False
    others[leader] = False
    # the rival is the office of most weight times distance from the leader
    gap = np.abs(s.position - s.position[leader])
    rival = int(np.argmax(np.where(others, s.capability * gap, -1.0)))
    nearer = (np.abs(s.position - s.position[rival]) < gap) | (s.wronged > p.coup_warned)
    found: NDArray[np.bool_] = others & nearer & (s.control.sum(1) > 0)
    return found


def offices(s: Fields, elites: ElitesPlan) -> NDArray[np.float64]:
    """(actor,) coded weights without the street's."""
    weight: NDArray[np.float64] = s.weight.copy()
    if elites.street is not None:
        weight[elites.street] = 0
    return weight
