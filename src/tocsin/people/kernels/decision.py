"""The rule of one person, as pure scalar functions.

Discrete choice with social interaction (Brock & Durlauf 2001); grievance and risk after Epstein
(2002); in the limit tau -> 0 a threshold rule (Granovetter 1978).  A person with hardship h and risk
aversion r weighs

    N = max(0, gain h + price) (1 - L) + pull - risk r          (pull contains the threshold, -T)

and joins with hazard `rate * willingness(N)`; `willingness` is a smoothstep, exactly 0 below
N = -2 tau and exactly 1 above 2 tau, since the tail of a logistic gives false starts among twenty
million people.  Over an hour a hazard x becomes the probability 1 - exp(-x).

Single precision, only + - * and comparisons: the same bits from NumPy, from numba at any vector
width, and from a GPU with contraction off.
"""

from __future__ import annotations

import numpy as np

from tocsin.people.kernels.jit import Jit, inline

f32 = np.float32

ZERO, HALF, ONE, TWO, THREE = f32(0.0), f32(0.5), f32(1.0), f32(2.0), f32(3.0)
SIXTEENTH = f32(1.0 / 16.0)
THIRD, QUARTER, FIFTH = f32(1.0 / 3.0), f32(0.25), f32(0.2)
MOST = f32(16.0)  # hazards above this are certain: 1 - exp(-16) differs from 1 by 1e-7
TRAIT_STEP, TRAIT_HALF = f32(1.0 / 256.0), f32(1.0 / 512.0)


@inline
def trait(byte: Jit) -> Jit:
    """A trait stored in 8 bits as the middle of its 256th of [0, 1]."""
    return f32(byte) * TRAIT_STEP + TRAIT_HALF


@inline
def grievance(h: Jit, gain: Jit, price: Jit, illegitimacy: Jit) -> Jit:
    """Grievance of a person with hardship `h`; `illegitimacy` is 1 - L."""
    return max(ZERO, h * gain + price) * illegitimacy


@inline
def willingness(net: Jit, quarter_tau: Jit) -> Jit:
    """Smoothstep of the net utility on (-2 tau, 2 tau); `quarter_tau` is 1 / (4 tau)."""
    y = net * quarter_tau + HALF
    y = min(max(y, ZERO), ONE)
    return y * y * (THREE - TWO * y)


@inline
def probability(hazard: Jit) -> Jit:
    """1 - exp(-hazard), by a series at a sixteenth and four doublings E(2x) = E(x) (2 - E(x))."""
    y = min(hazard, MOST) * SIXTEENTH
    e = y * (ONE - y * HALF * (ONE - y * THIRD * (ONE - y * QUARTER * (ONE - y * FIFTH))))
    e = e * (TWO - e)
    e = e * (TWO - e)
    e = e * (TWO - e)
    return e * (TWO - e)
