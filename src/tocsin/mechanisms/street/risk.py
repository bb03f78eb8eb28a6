"""Perceived risk of going out, which a person's risk aversion multiplies.

    C = c_a e (1 - exp(-k e F / (A0 scale + A))) + c_i log(1 + k_i I / scale)
        + c_d log(1 + k_d D / scale) + c_dn fear + c_e emergency + c_f log(1 + k_f F_e / m)

The first term is Epstein's (2002) estimated probability of arrest, with his k; e is 1 for force
that disperses and `obs` for force that observes; A0 scale is a first group of friends.  I and D are
recent injured and dead of the place, which fade with t_mem and count by the scale of its square's
crowds (`crowds`), not per person present; the logarithm has no ceiling, so that the next death still
deters.  Local deterrence is immediate; fear of what one hears of and backlash are in `outrage`.
The last term is the officers in sight, F_e (those who observe count by `obs`), beside the m people of
the square: it does not fall as the crowd grows, so that a city full of police is not as any other once
some are out, and officers who come answer a crowd.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import Field
from tocsin.declare.parameter import factor, hours, positive, share

if TYPE_CHECKING:
    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values

FIELDS = (
    Field("recent_injured", ("place",), "persons", "injured that people remember, I"),
    Field("recent_dead", ("place",), "persons", "dead that people remember, D"),
    Field("risk", ("place",), "1", "perceived risk, C", low=0),
)
READS = (
    "active",
    "force",
    "force_observing",
    "crowd_scale",
    "square_people",
    "deaths_now",
    "injuries_now",
    "fear_here",
    "emergency",
)
WRITES = tuple(f.name for f in FIELDS)
PARAMETERS = (
    factor("c_a"),
    factor("k"),
    positive("A0"),
    share("obs"),
    factor("c_i"),
    factor("k_i"),
    factor("c_d"),
    factor("k_d"),
    factor("c_dn"),
    factor("c_e"),
    factor("c_f"),
    factor("k_f"),
    hours("t_mem"),
)


def step(s: Fields, p: Values, now: Now) -> None:
    """Take in the harm of the last hour and the force at hand."""
    fading = now.fading(p.t_mem)
    s.recent_injured *= fading
    s.recent_dead *= fading
    s.recent_injured += s.injuries_now
    s.recent_dead += s.deaths_now
    share = np.divide(s.force_observing, s.force, out=np.zeros_like(s.force), where=s.force > 0)
    e = 1 - share + p.obs * share
    arrest = 1 - np.exp(-p.k * e * s.force / (p.A0 * s.crowd_scale + s.active))
    injury = np.log1p(p.k_i * s.recent_injured / s.crowd_scale)
    death = np.log1p(p.k_d * s.recent_dead / s.crowd_scale)
    there = e * s.force / np.maximum(s.square_people, 1.0)
    s.risk[:] = (
        p.c_a * e * arrest
        + p.c_i * injury
        + p.c_d * death
        + p.c_dn * s.fear_here[now.region]
        + p.c_e * s.emergency[now.region]
        + p.c_f * np.log1p(p.k_f * there)
    )
