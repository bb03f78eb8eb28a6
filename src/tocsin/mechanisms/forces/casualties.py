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
from tocsin.mechanisms.street.decision import MOVES, tally
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


def step(s: Fields, p: Values, now: Now) -> None:
    """Participants, bystanders, officers."""
    s.deaths_now[:] = s.cells_dead
    s.injuries_now[:] = 0
    if s.active.any() or s.checkpoints.any():
        _participants(s, p, now)
        _bystanders(s, p, now)
        _officers(s, p, now)
        tally(s, now)
    s.dead += s.deaths_now
    s.injured += s.injuries_now


def _participants(s: Fields, p: Values, now: Now) -> None:
    dt, crowd = now.dt, np.maximum(s.active, 1)
    mean = dt * p.shot_marching * s.shots * s.marching / crowd
    number = now.poisson(Purpose.DEATH_COUNT_MARCHING, mean)
    marchers = (S.MARCHING, S.ACTIVIST)
    killed = now.people.move(marchers, S.DEAD, number, Purpose.DEATH_MARCHING, now.step)
    mean = dt * p.shot_rioting * s.shots * s.rioting / crowd
    number = now.poisson(Purpose.DEATH_COUNT_RIOTING, mean)
    rioters = (S.RIOTING, S.CELL)
    killed += now.people.move(rioters, S.DEAD, number, Purpose.DEATH_RIOTING, now.step)

    mean = dt * (p.inj * s.violence * s.active + p.inj_shot * s.shots)
    number = now.poisson(Purpose.INJURY_COUNT, np.where(s.active > 0, mean, 0.0))
    out = (S.MARCHING, S.ACTIVIST, S.RIOTING)
    hurt = now.people.move(out, S.INJURED, number, Purpose.INJURY, now.step)
    fatal = now.binomial(Purpose.DEATH_LESS_LETHAL, hurt, p.k_ll)
    fatal = now.people.move(S.INJURED, S.DEAD, fatal, Purpose.DEATH_OF_INJURY, now.step)
    s.deaths_now += killed + fatal
    s.injuries_now += hurt - fatal


def _bystanders(s: Fields, p: Values, now: Now) -> None:
    dt = now.dt
    out_and_about = p.outdoors + (1 - p.outdoors) * now.rhythm
    stray = now.poisson(Purpose.BYSTANDER_STRAY, dt * p.stray * s.shots * out_and_about)
    by_riot = now.poisson(Purpose.BYSTANDER_RIOT, dt * p.by_riot * s.rioting * out_and_about)
    manned = (s.checkpoints * s.emergency)[now.region] > 0
    acting = np.maximum(s.force - s.force_observing, 0.0)
    about = s.rioting + p.chk_dead * s.recent_dead
    uneasy = about / np.maximum(about + acting, 1e-9)
    where = manned & ~now.world.places.rural
    mean = dt * p.chk * acting * uneasy * (out_and_about + p.night_risk * now.dark)
    at_checkpoints = now.poisson(Purpose.BYSTANDER_CHECKPOINT, np.where(where, mean, 0.0))
    number = stray + by_riot + at_checkpoints
    killed = now.people.move(S.QUIET, S.DEAD, number, Purpose.BYSTANDER, now.step)
    s.dead_bystanders += killed
    s.deaths_now += killed


def _officers(s: Fields, p: Values, now: Now) -> None:
    dt = now.dt
    there = np.floor(s.officers.sum(0)).astype(np.int64)
    hurt = now.poisson(Purpose.FORCES_INJURED, dt * p.inj_f * s.clashes)
    hurt = np.minimum(hurt, there)
    armed = s.arms / np.maximum(s.arms + p.arms_half * s.rioting, 1e-9)
    deadly = 1 + p.arms_kill * armed
    killed = now.poisson(Purpose.FORCES_DEAD, dt * p.kill_f * s.clashes * deadly)
    killed = np.minimum(killed, there - hurt)
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
