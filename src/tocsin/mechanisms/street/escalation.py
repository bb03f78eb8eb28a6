"""Escalation: from marching to rioting, as a rate per marcher and unit of grievance.

    riotous y_stratum / g_ref [ e0 + e_prov Q' + e_arms arms / (arms + A + 1)
                        + e_cell K / (K + cell_crowd A + 1) + e_crowd Q' R / (A + 1) ]
    Q' = Q / (1 + Q)

times the person's grievance: a base rate above zero (violence without any force is possible),
provocation by force used on the crowd, arms in hand, organised cells, rioters around; `riotous` is
the rhythm of the day, greatest in the evening.  Back to marching at the rate

    deesc (1 + talk O / F + upper F / (F + R))

faster where services only observe (O of F officers: somebody negotiates) and where they have the
upper hand.  How long there has been rioting on a square wears rioters out (`mobilisation`):

    dW/dt = (R / (R + scale) - W) / t_weary

That provocation dominates is largely an assumption: its
prior is wide, and one case cannot tell it from its alternatives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import Field, fraction
from tocsin.declare.parameter import Named, factor, hours, positive, rate, share, value_of

if TYPE_CHECKING:
    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values

FIELDS = (
    Field("escalate", ("stratum", "place"), "1/h", "rate to violence per unit of grievance", low=0),
    Field("calming", ("place",), "1/h", "rate from rioting back to marching", low=0),
    fraction("weariness", ("place",), "how long there has been rioting, W"),
)
READS = (
    "active",
    "rioting",
    "force",
    "force_observing",
    "crowd_scale",
    "provocation",
    "arms",
    "cells_out",
)
WRITES = tuple(f.name for f in FIELDS)
PARAMETERS = (
    rate("e0"),
    rate("e_prov"),
    rate("e_arms"),
    rate("e_cell"),
    rate("e_crowd"),
    share("cell_crowd"),
    positive("g_ref"),
    rate("deesc"),
    factor("talk"),
    factor("upper"),
    hours("t_weary"),
)
NAMED = (Named("strata", "violence", factor),)


def step(s: Fields, p: Values, now: Now) -> None:
    """Rates by home place, from the crowd where people go out."""
    A, R, K = s.active, s.rioting, s.cells_out
    stirred = s.provocation / (1 + s.provocation)
    rate = (
        p.e0
        + p.e_prov * stirred
        + p.e_arms * s.arms / (s.arms + A + 1)
        + p.e_cell * K / (K + p.cell_crowd * A + 1)
        + p.e_crowd * stirred * R / (A + 1)
    )
    y = np.array([value_of(x, p) for x in now.world.strata.violence])[:, None]
    q = now.world.places.acts_in
    s.escalate[:] = y / p.g_ref * (rate * now.riotous)[q]
    F = np.maximum(s.force, 1e-9)
    s.calming[:] = p.deesc * (1 + p.talk * s.force_observing / F + p.upper * F / (F + R))
    s.weariness += now.toward(p.t_weary) * (R / (R + s.crowd_scale) - s.weariness)
