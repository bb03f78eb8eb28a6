"""Risk attitudes inferred from how likely an actor's own position is to stand.

An actor whose position is a likely favourite can afford to hold what it has (averse to risk, R up
to 1); one at the margin has little to lose (R down to -1/2 or -1).

Source: KTAB (github lsyaseen/KTAB, KTAB/kmodel), written anew from its equations.
"""

from __future__ import annotations

import numpy as np

from tocsin.theory.bargaining.kinds import Array, known, real, share

RANGES = {"min": 0.0, "mid": -0.5, "max": -1.0}

#: Where all actors stand alike to within this much, differences are noise and nobody is a gambler.
ALIKE = 1e-9


def risk(probability: Array, span: str = "mid") -> Array:
    """(..., actor) R, linear in the probability that the actor's position stands.

    probability : (..., actor)
    span : min: R from 0 to 1 | mid: -1/2 to 1 | max: -1 to 1
    returns : R; 0 for all where the probabilities are alike to within 1e-9
    """
    lowest = RANGES[known(span, RANGES, "risk range")]
    least = probability.min(-1, keepdims=True)
    width = probability.max(-1, keepdims=True) - least
    part = share(probability - least, np.where(width > ALIKE, width, 0.0), 0.0)
    return np.where(width > ALIKE, lowest + (1.0 - lowest) * part, 0.0)


def estimated(own: Array, insight: float = 1 / 3) -> Array:
    """(..., h, i) what actor h takes the risk attitude of actor i to be.

    own : (..., actor)
    insight : 0 takes all others to be like oneself, 1 knows them; KTAB offers 0, 1/3, 1/2, 2/3, 1
    """
    return real((1.0 - insight) * own[..., :, None] + insight * own[..., None, :])
