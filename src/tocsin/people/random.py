"""Keyed random numbers: a value belongs to (seed, run, purpose, hour, who), never to an order.

Threefry-2x32 with 20 rounds (Salmon et al. 2011, 'Parallel random numbers: as easy as 1, 2, 3'),
which passes BigCrush.  The key is made from seed and run, the counter from the person (or place,
or site) and from hour and purpose.  So runs repeat whatever the threads or the order, and two
scenarios with one seed share their random numbers: a comparison shows the lever, not the dice.

Persons decide with words of pairs: the persons i and i + 2048 of a block of 4096 share one call.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.purposes import Purpose
from tocsin.errors import MechanismError
from tocsin.people.kernels.jit import Jit, inline, kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK = 4096
HALF = BLOCK // 2
__all__ = [
    "BLOCK", "HALF", "TWO32", "Purpose", "key", "minus_log", "stream", "threefry", "uniforms",
    "uniforms_at", "words",
]  # fmt: skip

TWO32 = np.float32(4294967296.0)
u32 = np.uint32
LN2 = 0.6931471805599453
ROOT_HALF = 0.7071067811865476


def key(seed: int, run: int) -> tuple[np.uint32, np.uint32]:
    """The 64-bit key of a run, by two rounds of SplitMix64 over seed and run."""
    mask = (1 << 64) - 1
    z = (seed * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019) & mask
    for extra in (run, 0):
        z = (z + 0x9E3779B97F4A7C15 + extra * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        z ^= z >> 31
    return u32(z & 0xFFFFFFFF), u32(z >> 32)


def stream(hour: int, purpose: int) -> np.uint32:
    """Second word of the counter: hour and purpose (1 to 255); raises MechanismError for others."""
    if not 0 < purpose < 256:
        raise MechanismError(f"random numbers have purposes from 1 to 255, not {purpose}")
    return u32((hour << 8) | purpose)


@inline
def _mix(x0: Jit, x1: Jit, r: Jit) -> Jit:
    # numba widens 32-bit arithmetic to 64 bits: cast back after every operation
    x0 = u32(x0 + x1)
    x1 = u32(u32(u32(x1 << u32(r)) | u32(x1 >> u32(32 - r))) ^ x0)
    return x0, x1


@inline
def threefry(c0: Jit, c1: Jit, k0: Jit, k1: Jit) -> Jit:
    """Two random 32-bit words for counter (c0, c1) and key (k0, k1)."""
    k2 = u32(u32(u32(0x1BD11BDA) ^ k0) ^ k1)
    a = u32(c0 + k0)
    b = u32(c1 + k1)
    a, b = _mix(a, b, 13)
    a, b = _mix(a, b, 15)
    a, b = _mix(a, b, 26)
    a, b = _mix(a, b, 6)
    a = u32(a + k1)
    b = u32(u32(b + k2) + u32(1))
    a, b = _mix(a, b, 17)
    a, b = _mix(a, b, 29)
    a, b = _mix(a, b, 16)
    a, b = _mix(a, b, 24)
    a = u32(a + k2)
    b = u32(u32(b + k0) + u32(2))
    a, b = _mix(a, b, 13)
    a, b = _mix(a, b, 15)
    a, b = _mix(a, b, 26)
    a, b = _mix(a, b, 6)
    a = u32(a + k0)
    b = u32(u32(b + k1) + u32(3))
    a, b = _mix(a, b, 17)
    a, b = _mix(a, b, 29)
    a, b = _mix(a, b, 16)
    a, b = _mix(a, b, 24)
    a = u32(a + k1)
    b = u32(u32(b + k2) + u32(4))
    a, b = _mix(a, b, 13)
    a, b = _mix(a, b, 15)
    a, b = _mix(a, b, 26)
    a, b = _mix(a, b, 6)
    a = u32(a + k2)
    b = u32(u32(b + k0) + u32(5))
    return a, b


@kernel
def words(c0: Jit, c1: Jit, k0: Jit, k1: Jit) -> Jit:
    """`threefry` as a function that is called: quicker to compile, for loops that are not vectors."""
    return threefry(c0, c1, k0, k1)


@inline
def minus_log(u: float) -> float:
    """-log(u) for u in (0, 1), by + - * / alone: the same bits on every machine; error below 1e-9."""
    m, e = math.frexp(u)
    s = (m - ROOT_HALF) / (m + ROOT_HALF)
    w = s * s
    series = 1.0 + w * (1 / 3 + w * (0.2 + w * (1 / 7 + w * (1 / 9 + w * (1 / 11 + w / 13)))))
    return -((e - 0.5) * LN2 + 2.0 * s * series)


@kernel
def _uniforms(who: Jit, out: Jit, c1: Jit, k0: Jit, k1: Jit) -> None:
    for i in range(out.size):
        a, b = threefry(who[i], c1, k0, k1)
        # 53 bits, never 0 or 1
        out[i] = (np.float64(a >> u32(5)) * 67108864.0 + np.float64(b >> u32(6)) + 0.5) / 2.0**53


def uniforms_at(
    who: NDArray[np.uint32], purpose: int, hour: int, k: tuple[np.uint32, np.uint32]
) -> NDArray[np.float64]:
    """A uniform in (0, 1) for each of `who`, which depends on who, purpose, hour and key alone."""
    out = np.empty(len(who))
    _uniforms(who, out, stream(hour, purpose), k[0], k[1])
    return out


def uniforms(
    n: int, purpose: int, hour: int, k: tuple[np.uint32, np.uint32]
) -> NDArray[np.float64]:
    """`n` uniforms in (0, 1); the i-th depends on i, purpose, hour and key alone."""
    return uniforms_at(np.arange(n, dtype=np.uint32), purpose, hour, k)
