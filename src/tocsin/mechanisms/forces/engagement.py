"""Engagement: what force and crowd do to each other in this hour, before people decide.

Per place, with A active, R rioting, F force (as far as it acts) and F_d of it ordered to disperse:

    withdrawal  w = 1 / (1 + (R / (retreat F + 1)) ** 2)            outnumbered officers fall back
    contact     con = w F_d / (A + F)                               officers per person present
    weapons     y = A / (theta F_d + 1), phi = y^2 / (1 + y^2)      come out against large crowds
    violence    viol = phi con                 greatest when A is near theta F to F
    dispersal   h = disp con                                        rate of being driven off
    shots       kill F_fire R / (R + live F_fire) (1 + enemy_fire enemy)  expected dead by live fire
    clashes     w R (F_d + clash_observe (F - F_d)) / (R + F)       encounters that hurt officers

Live fire needs the order, an emergency and R > threat F; without warning any rioter suffices.  A
service that observes neither disperses nor shoots, but rioters clash with it all the same; so does one
that stands aside by itself (`defection`).

Who has been told of an armed enemy (`officials`) shoots more readily.

Live fire goes by rioters per officer: few rioters before many officers are shot at little, and ten
times the officers do not kill ten times as many.

Provocation remembers: dQ/dt = -Q / t_prov + prov_gain (viol + shot_weight shots / A).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import Field, fraction
from tocsin.declare.parameter import factor, hours, positive, rate, share
from tocsin.mechanisms.forces.force import OBEYS
from tocsin.mechanisms.forces.orders import ARREST, DISPERSE, NO_FIRE, WITHOUT_WARNING
from tocsin.mechanisms.given.loops import filled, named
from tocsin.people.kernels.jit import Jit, loop

if TYPE_CHECKING:
    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values

FIELDS = (
    Field("force_arresting", ("place",), "persons", "force under orders to arrest"),
    Field("force_observing", ("place",), "persons", "force that is only to observe"),
    fraction("withdrawal", ("place",), "share of the force that stands its ground", 1.0),
    Field("contact", ("place",), "1", "officers in contact per person present", low=0),
    fraction("violence", ("place",), "violence of dispersal per person present"),
    Field("dispersal", ("place",), "1/h", "rate at which marchers are driven off", low=0),
    fraction("firing", ("place",), "1 where live fire is used"),
    Field("shots", ("place",), "persons/h", "expected dead by live fire", low=0),
    Field("clashes", ("place",), "1/h", "encounters of rioters and officers", low=0),
    Field("provocation", ("place",), "1", "memory of force used on the crowd, Q", low=0),
)
READS = (
    "active", "rioting", "force", "officers", "acting", "stance", "rules", "live_fire", "emergency",
    "enemy",
)  # fmt: skip
WRITES = tuple(f.name for f in FIELDS)
PARAMETERS = (
    factor("retreat"),
    factor("theta"),
    rate("disp"),
    rate("kill"),
    positive("live"),
    factor("threat"),
    share("clash_observe"),
    hours("t_prov"),
    factor("prov_gain"),
    factor("shot_weight"),
    factor("enemy_fire"),
)


Sides = named(
    __name__, "Sides",
    "active rioting force officers acting stance rules live_fire emergency enemy force_arresting "
    "force_observing withdrawal contact violence dispersal firing shots clashes provocation",
)  # fmt: skip
Numbers = named(
    __name__, "Numbers",
    "retreat theta disp kill live threat clash_observe prov_gain shot_weight enemy_fire",
)  # fmt: skip


def step(s: Fields, p: Values, now: Now) -> None:
    """Weigh crowd against force."""
    engage(
        filled(Sides, s, now), filled(Numbers, p, now), now.region, now.world.places.rural,
        now.fading(p.t_prov), p.t_prov * now.toward(p.t_prov),
    )  # fmt: skip


@loop
def engage(s: Jit, p: Jit, region: Jit, rural: Jit, left: float, lasting: float) -> None:
    """Place by place.

    left, lasting : share of provocation that a step leaves, hours that its new one lasts
    """
    armed_enemy = 1 + p.enemy_fire * s.enemy[()]
    for q in range(region.size):
        A, R, F = np.float64(s.active[q]), np.float64(s.rioting[q]), s.force[q]
        r = region[q]
        dispersing = arresting = 0.0
        for k in range(s.acting.shape[0]):
            strength = s.acting[k, q] * s.officers[k, q] if s.stance[k, q] == OBEYS else 0.0
            if s.rules[k, r] >= DISPERSE:
                dispersing += strength
            if s.rules[k, r] >= ARREST:
                arresting += strength
        observing = F - dispersing
        s.force_arresting[q] = arresting
        s.force_observing[q] = observing

        outnumbered = R / (p.retreat * F + 1)
        w = 1 / (1 + outnumbered * outnumbered)
        town = not rural[q]
        present = town and A > 0
        contact = w * dispersing / (A + F) if present else 0.0
        y = A / (p.theta * dispersing + 1)
        violence = y * y / (1 + y * y) * contact
        s.withdrawal[q] = w
        s.contact[q] = contact
        s.violence[q] = violence
        s.dispersal[q] = p.disp * contact

        order = s.live_fire[r]
        warned = s.emergency[r] > 0 and p.threat * F < R
        may = order > NO_FIRE and (warned or order == WITHOUT_WARNING)
        firing = 1.0 if town and R > 0 and dispersing > 0 and may else 0.0
        shots = firing * p.kill * dispersing * R / max(R + p.live * dispersing, 1e-9)
        shots *= armed_enemy
        s.firing[q] = firing
        s.shots[q] = shots

        facing = dispersing + p.clash_observe * observing
        s.clashes[q] = w * R * facing / max(R + F, 1.0) if town else 0.0

        s.provocation[q] *= left
        if present:
            felt = violence + p.shot_weight * shots / A
            s.provocation[q] += lasting * p.prov_gain * felt
