"""Casualties: who is killed and injured where force and crowds meet.

Numbers are Poisson (keyed by place and hour), persons are drawn among those present:

    marchers killed by live fire       shot_marching shots M / A
    rioters killed by live fire        shot_rioting shots R / A
    participants injured               (inj violence + inj_shot shots / A) A, of whom `k_ll` die
    bystanders killed                  stray shots about                     stray bullets
                                       chk F u (about + night_risk dark)     at checkpoints
                                       by_riot R about                       by rioters and fires
                                       about = outdoors + (1 - outdoors) rhythm
    officers injured                   inj_f clashes
    officers killed                    kill_f clashes (1 + arms_kill arms / (arms + arms_half R))

At checkpoints people die by contact: u = U / (U + F) is how uneasy F acting officers are, with
U = R + chk_dead D of the rioters about and the dead of the last days; where nothing happens u is 0,
and ten times the officers do not kill ten times as many.
The three groups are counted apart throughout.  Deaths and torture in custody are not modelled.
Sources: rates fitted to or judged from the recorded totals of the flagship; the forms are our own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import HOURLY, Field, count
from tocsin.declare.parameter import factor, positive, rate, share
from tocsin.declare.purposes import Purpose
from tocsin.mechanisms.given.loops import filled, named
from tocsin.mechanisms.street.decision import MOVES, tally
from tocsin.people.kernels.jit import Jit, loop
from tocsin.people.states import S

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values

FIELDS = (
    count("dead", ("place",), "dead so far, all", keep=HOURLY),
    count("dead_bystanders", ("place",), "bystanders dead so far", keep=HOURLY),
    count("dead_forces", ("place",), "officers dead so far", keep=HOURLY),
    count("injured", ("place",), "injured so far, all", keep=HOURLY),
    count("injured_forces", ("place",), "officers injured so far", keep=HOURLY),
    count("deaths_now", ("place",), "dead of the hour without forces"),
    count("injuries_now", ("place",), "injured of the hour without forces"),
    Field("officers_lost", ("service",), "persons", "officers killed or injured so far"),
)
READS = (
    "violence",
    "shots",
    "clashes",
    "force",
    "force_observing",
    "checkpoints",
    "emergency",
    "arms",
    "recent_dead",
    "cells_dead",
)
WRITES = (*(f.name for f in FIELDS), "officers", *MOVES)
PARAMETERS = (
    rate("inj"),
    factor("inj_shot"),
    share("k_ll"),
    factor("shot_marching"),
    factor("shot_rioting"),
    factor("stray"),
    rate("chk"),
    factor("chk_dead"),
    rate("by_riot"),
    rate("inj_f"),
    rate("kill_f"),
    factor("arms_kill"),
    positive("arms_half"),
    share("outdoors"),
    factor("night_risk"),
)


#: Purposes of the numbers that are drawn, in the order of `expect`.
NUMBERS = (
    Purpose.DEATH_COUNT_MARCHING,
    Purpose.DEATH_COUNT_RIOTING,
    Purpose.INJURY_COUNT,
    Purpose.BYSTANDER_STRAY,
    Purpose.BYSTANDER_RIOT,
    Purpose.BYSTANDER_CHECKPOINT,
    Purpose.FORCES_INJURED,
    Purpose.FORCES_DEAD,
)
Crowds = named(
    __name__, "Crowds",
    "active marching rioting violence shots clashes force force_observing checkpoints emergency arms "
    "recent_dead",
)  # fmt: skip
Harm = named(
    __name__, "Harm",
    "inj inj_shot shot_marching shot_rioting stray chk chk_dead by_riot inj_f kill_f arms_kill "
    "arms_half outdoors night_risk",
)  # fmt: skip


def step(s: Fields, p: Values, now: Now) -> None:
    """Participants, bystanders, officers."""
    s.deaths_now[:] = s.cells_dead
    s.injuries_now[:] = 0
    if s.active.any() or s.checkpoints.any():
        _hurt(s, p, now)
    s.dead += s.deaths_now
    s.injured += s.injuries_now


def _hurt(s: Fields, p: Values, now: Now) -> None:
    mean = np.empty((len(NUMBERS), len(now.region)))
    expect(
        filled(Crowds, s, now), filled(Harm, p, now), now.region, now.world.places.rural,
        now.rhythm, now.dark, now.dt, mean,
    )  # fmt: skip
    if not mean.any():
        return
    number = now.poissons(NUMBERS, mean)
    if not number.any():
        return
    _participants(s, p, now, *number[:3])
    stray, by_riot, at_checkpoints = number[3:6]
    bystanders = stray + by_riot + at_checkpoints
    killed = now.people.move(S.QUIET, S.DEAD, bystanders, Purpose.BYSTANDER, now.step)
    s.dead_bystanders += killed
    s.deaths_now += killed
    _officers(s, *number[6:])
    tally(s, now)


@loop
def expect(
    s: Jit, p: Jit, region: Jit, rural: Jit, rhythm: Jit, dark: Jit, dt: float, mean: Jit
) -> None:
    """Expected numbers of a step into `mean` (number, place), place by place."""
    for q in range(region.size):
        A, M, R, shots = s.active[q], s.marching[q], s.rioting[q], s.shots[q]
        crowd = max(A, 1)
        mean[0, q] = dt * p.shot_marching * shots * M / crowd
        mean[1, q] = dt * p.shot_rioting * shots * R / crowd
        hurt = dt * (p.inj * s.violence[q] * A + p.inj_shot * shots)
        mean[2, q] = hurt if A > 0 else 0.0

        out_and_about = p.outdoors + (1 - p.outdoors) * rhythm[q]
        mean[3, q] = dt * p.stray * shots * out_and_about
        mean[4, q] = dt * p.by_riot * R * out_and_about
        manned = s.checkpoints[region[q]] * s.emergency[region[q]] > 0
        acting = max(s.force[q] - s.force_observing[q], 0.0)
        about = R + p.chk_dead * s.recent_dead[q]
        uneasy = about / max(about + acting, 1e-9)
        chk = dt * p.chk * acting * uneasy * (out_and_about + p.night_risk * dark[q])
        mean[5, q] = chk if manned and not rural[q] else 0.0

        mean[6, q] = dt * p.inj_f * s.clashes[q]
        armed = s.arms[q] / max(s.arms[q] + p.arms_half * R, 1e-9)
        mean[7, q] = dt * p.kill_f * s.clashes[q] * (1 + p.arms_kill * armed)


def _participants(
    s: Fields,
    p: Values,
    now: Now,
    shot: NDArray[np.int64],
    shot_rioting: NDArray[np.int64],
    injured: NDArray[np.int64],
) -> None:
    marchers = (S.MARCHING, S.ACTIVIST)
    killed = now.people.move(marchers, S.DEAD, shot, Purpose.DEATH_MARCHING, now.step)
    rioters = (S.RIOTING, S.CELL)
    killed += now.people.move(rioters, S.DEAD, shot_rioting, Purpose.DEATH_RIOTING, now.step)

    out = (S.MARCHING, S.ACTIVIST, S.RIOTING)
    hurt = now.people.move(out, S.INJURED, injured, Purpose.INJURY, now.step)
    fatal = now.binomial(Purpose.DEATH_LESS_LETHAL, hurt, p.k_ll)
    fatal = now.people.move(S.INJURED, S.DEAD, fatal, Purpose.DEATH_OF_INJURY, now.step)
    s.deaths_now += killed + fatal
    s.injuries_now += hurt - fatal


def _officers(s: Fields, injured: NDArray[np.int64], dead: NDArray[np.int64]) -> None:
    there = np.floor(s.officers.sum(0)).astype(np.int64)
    hurt = np.minimum(injured, there)
    killed = np.minimum(dead, there - hurt)
    lose_officers(s, hurt + killed)
    s.injured_forces += hurt
    s.injured += hurt
    s.dead_forces += killed
    s.dead += killed


def lose_officers(s: Fields, number: NDArray[np.int64]) -> None:
    """Take officers out of the mobile force of places, from all services in proportion."""
    if not number.any():
        return
    total = s.officers.sum(0)
    share = np.divide(number, total, out=np.zeros_like(total), where=total > 0)
    lost = s.officers * np.minimum(share, 1.0)
    s.officers -= lost
    s.officers_lost += lost.sum(1)
