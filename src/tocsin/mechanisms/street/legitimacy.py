"""Legitimacy: drawn to its base, lowered by sites lost (`sites`), raised by concessions.

    dL/dt = (L0_p + (1 - z) conceded + z answered - affront - resentment - discredit - L) / t_legit
    L0_p = L0 + sd_place N(0, 1), keyed by seed, run and the place's square

The random effect of a square stands for all that is not known of it; without it the intervals of an
ensemble are several times too narrow.  Its size is fixed beforehand, not fitted.  Resentment at the
sight of foreign troops is worked out in `alliance`; what a change at the top answers, to those who
demand it (z), in `elites` (`succession`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import HOURLY, Field, fraction
from tocsin.declare.parameter import factor, hours, signed
from tocsin.declare.purposes import Purpose

if TYPE_CHECKING:
    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values

FIELDS = (
    Field("legitimacy_base", ("place",), "1", "legitimacy in ordinary times, L0"),
    fraction("legitimacy", ("place",), "legitimacy, L", keep=HOURLY),
)
READS = ("demand", "conceded", "answered", "affront", "resentment", "discredit")
WRITES = tuple(f.name for f in FIELDS)
PARAMETERS = (signed("L0"), factor("sd_place"), hours("t_legit"))


def start(s: Fields, p: Values, now: Now) -> None:
    """Draw each square's base."""
    n = len(now.region)
    drawn = now.normal(Purpose.PLACE_LEGITIMACY, n)[now.world.places.acts_in]
    s.legitimacy_base[:] = p.L0 + p.sd_place * drawn
    s.legitimacy[:] = s.legitimacy_base


def step(s: Fields, p: Values, now: Now) -> None:
    """Drift to the base, higher where something was conceded, lower under pressure from abroad."""
    aim = s.legitimacy_base + (1 - s.demand) * s.conceded[now.region] - s.affront - s.resentment
    aim -= s.discredit
    aim += s.demand * s.answered
    s.legitimacy += now.toward(p.t_legit) * (aim - s.legitimacy)
    np.clip(s.legitimacy, 0.0, 1.0, out=s.legitimacy)
