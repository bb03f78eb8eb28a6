"""Decision: every person decides once; numbers by state, stratum and place come back.

The fields go to `people` as hazards; which persons move is none of our business here.  A person moves
once in a step: joining is thinned by those who would have come and gone within it.  He answers to the
crowds of the last step, which loses growth; the two errors have opposite signs, and `within`, the part
of the thinning that is applied, is set so that steps of 60 and of 30 minutes agree.  `tally` keeps the
sums that other mechanisms read: by the place where people go out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import HOURLY, count
from tocsin.declare.parameter import factor, hours, positive, rate, share, signed
from tocsin.people.kernels.moving import note

if TYPE_CHECKING:
    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values

FIELDS = (
    count("persons", ("state", "stratum", "place"), "by place of residence"),
    count("active", ("place",), "marching or rioting, where they are"),
    count("marching", ("place",), "marching at the end of the hour, where they are", keep=HOURLY),
    count("rioting", ("place",), "rioting at the end of the hour, where they are", keep=HOURLY),
    count("cells_out", ("place",), "members of organised cells in action"),
    count("been_out", ("place",), "have been out and are at home"),
    count("detained", ("place",), "in detention, by where they were out", keep=HOURLY),
)
MOVES = tuple(f.name for f in FIELDS)

READS = (
    "gain",
    "price_in_force",
    "legitimacy",
    "pull_own",
    "pull_ties",
    "pull_news",
    "pull_outrage",
    "risk",
    "readiness",
    "join_rate",
    "escalate",
    "dispersal",
    "calming",
    "weariness",
)
WRITES = MOVES
PARAMETERS = (
    signed("T"),
    positive("tau"),
    share("rejoin"),
    "kappa",
    factor("doubt"),
    rate("omega"),
    rate("omega_r"),
    factor("night"),
    factor("night_r"),
    factor("weary"),
    factor("within", most=10),
    factor("commit"),
    rate("back"),
    hours("t_settle"),
    hours("t_custody"),
    hours("t_recover"),
)


def start(s: Fields, p: Values, now: Now) -> None:
    """Everybody is quiet."""
    tally(s, now)


def step(s: Fields, p: Values, now: Now) -> None:
    """Hand the fields to the persons and count them."""
    from tocsin.people.hazards import Hazards

    places = now.world.places
    q = places.acts_in
    one = np.ones(len(places))
    dt = now.dt
    late = 1 + p.night * (now.leaving[q] - 1)
    tired = (1 + p.night_r * now.dark[q]) * (1 + p.weary * s.weariness[q])
    # who joins within a step may have gone again at its end, whatever the step: a share of
    # (1 - exp(-l dt)) / (l dt) has not, l the rate at which the hardly willing go
    going = dt * (p.omega * late + s.dispersal[q] + p.doubt * p.kappa)
    stay = (-np.expm1(-going) / np.maximum(going, 1e-12)) ** p.within
    pull = s.pull_own + s.pull_ties + s.pull_news + s.pull_outrage - p.T
    now.people.decide(
        Hazards(
            gain=s.gain,
            price=s.price_in_force,
            illegitimacy=1 - s.legitimacy,
            pull=pull,
            risk=s.risk[q],
            quarter_tau=one / (4 * p.tau),
            rejoin=one * p.rejoin,
            come_back=dt * p.back * s.readiness * stay,
            leave_marching=dt * p.omega * late,
            doubt=dt * one * p.doubt * p.kappa,
            leave_rioting=dt * p.omega_r * tired,
            commit=one * p.commit,
            disperse=dt * s.dispersal[q],
            calm_down=dt * s.calming[q],
            settle=dt * one / p.t_settle,
            release=dt * one / p.t_custody,
            recover=dt * one / p.t_recover,
            join=dt * s.join_rate * stay,
            escalate=dt * s.escalate,
        ),
        now.step,
    )
    tally(s, now)


def tally(s: Fields, now: Now) -> None:
    """Bring the sums by place up to date, if persons were moved."""
    if now.cache.get("tallied") == now.people.changes:
        return
    now.cache["tallied"] = now.people.changes
    note(
        now.people.counts, now.world.places.acts_in, s.persons, s.marching, s.rioting, s.active,
        s.cells_out, s.been_out, s.detained,
    )  # fmt: skip
