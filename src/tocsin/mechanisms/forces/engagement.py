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


def step(s: Fields, p: Values, now: Now) -> None:
    """Weigh crowd against force."""
    towns = ~now.world.places.rural
    A, R, F = s.active.astype(float), s.rioting.astype(float), s.force
    rules = s.rules[:, now.region]
    strength = s.acting * s.officers
    if s.stance.any():
        strength *= s.stance == OBEYS
    dispersing = (strength * (rules >= DISPERSE)).sum(0)
    s.force_arresting[:] = (strength * (rules >= ARREST)).sum(0)
    s.force_observing[:] = F - dispersing

    s.withdrawal[:] = 1 / (1 + (R / (p.retreat * F + 1)) ** 2)
    present = towns & (A > 0)
    crowd = np.where(present, A + F, 1.0)
    s.contact[:] = np.where(present, s.withdrawal * dispersing / crowd, 0.0)
    y = A / (p.theta * dispersing + 1)
    s.violence[:] = y**2 / (1 + y**2) * s.contact
    s.dispersal[:] = p.disp * s.contact

    order = s.live_fire[now.region]
    warned = (s.emergency[now.region] > 0) & (p.threat * F < R)
    may = (order > NO_FIRE) & (warned | (order == WITHOUT_WARNING))
    s.firing[:] = towns & (R > 0) & (dispersing > 0) & may
    s.shots[:] = s.firing * p.kill * dispersing * R / np.maximum(R + p.live * dispersing, 1e-9)
    s.shots *= 1 + p.enemy_fire * float(s.enemy)

    facing = dispersing + p.clash_observe * s.force_observing
    s.clashes[:] = np.where(towns, s.withdrawal * R * facing / np.maximum(R + F, 1.0), 0.0)

    s.provocation *= now.fading(p.t_prov)
    felt = s.violence + p.shot_weight * s.shots / np.where(present, A, 1.0)
    lasting = p.t_prov * now.toward(p.t_prov)
    s.provocation += lasting * p.prov_gain * np.where(present, felt, 0.0)
