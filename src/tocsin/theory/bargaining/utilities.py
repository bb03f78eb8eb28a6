"""How far an option is from what an actor wants, and what it is worth to the actor.

Source: the spatial model of politics (SMP) of KTAB (King Abdullah Petroleum Studies and Research
Center; github lsyaseen/KTAB, examples/smp), written anew from its equations.
"""

from __future__ import annotations

import numpy as np

from tocsin.theory.bargaining.kinds import Array, real


def distance(ideal: Array, salience: Array, option: Array) -> Array:
    """Salience-weighted distance of each option from each actor's ideal, 0 to 1.

    d_ij = sqrt(sum_k (s_ik (x_ik - o_jk))^2 / sum_k s_ik^2)

    ideal, salience : (..., actor, issue); option : (..., option, issue)
    returns : (..., actor, option)
    """
    # only ratios count; a power of two changes no bit of them, and tiny ones have squares again
    _, power = np.frexp(salience.max(-1, keepdims=True))
    weight = np.ldexp(salience, -power)[..., :, None, :]
    gap = weight * (ideal[..., :, None, :] - option[..., None, :, :])
    return real(np.sqrt((gap**2).sum(-1) / (weight**2).sum(-1)))


def utility(far: Array, risk: Array | float = 0.0) -> Array:
    """What an option at distance `far` is worth: (1 - d)(1 + d R), 1 at the ideal and 0 at d = 1.

    far : (..., actor, option), 0 to 1
    risk : broadcasts to `far`; R from -1 to 1: 0 is neutral, above 0 the curve is concave (the
        actor is averse to risk), below 0 convex
    returns : the shape of both broadcast; falls with distance for every R in [-1, 1]
    """
    far = np.minimum(far, 1.0)
    return real((1.0 - far) * (1.0 + far * risk))
