"""The same hour in plain NumPy over all persons at once: slow, short, and bit for bit the sweep.

Written apart from `decision` and `random`, from the same equations, so that the tests compare two
texts and not one text with itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.people.random import BLOCK, HALF, Purpose, stream
from tocsin.people.states import STATES, S

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.people.hazards import Hazards
    from tocsin.people.layout import Layout

f32 = np.float32
TWO32 = f32(2**32)


def threefry(
    c0: NDArray[np.uint32], c1: np.uint32, k0: np.uint32, k1: np.uint32
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Threefry-2x32-20 of Salmon et al. (2011), vectorised over the first counter word."""
    k2 = np.uint32(0x1BD11BDA) ^ k0 ^ k1
    keys = (k0, k1, k2)
    rotations = ((13, 15, 26, 6), (17, 29, 16, 24))
    with np.errstate(over="ignore"):
        a = c0 + k0
        b = np.full_like(c0, c1) + k1
        for n in range(5):
            for r in rotations[n % 2]:
                a = a + b
                b = ((b << np.uint32(r)) | (b >> np.uint32(32 - r))) ^ a
            a = a + keys[(n + 1) % 3]
            b = b + keys[(n + 2) % 3] + np.uint32(n + 1)
    return a, b


def probability(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """1 - exp(-x)."""
    y = np.minimum(x, f32(16)) * f32(1 / 16)
    one, two = f32(1), f32(2)
    series = one - y * f32(0.25) * (one - y * f32(0.2))
    series = one - y * f32(0.5) * (one - y * f32(1 / 3) * series)
    e = y * series
    for _ in range(4):
        e = e * (two - e)
    return e


def join_words(n: int, hour: int, k: tuple[np.uint32, np.uint32]) -> NDArray[np.uint32]:
    """The word of each of `n` persons for joining: i and i + 2048 of a block share a call."""
    calls = np.arange(-(-n // BLOCK) * HALF, dtype=np.uint32)
    a, b = threefry(calls, stream(hour, Purpose.JOIN), *k)
    return np.stack([a.reshape(-1, HALF), b.reshape(-1, HALF)], 1).reshape(-1)[:n]


def hour(
    layout: Layout,
    hardship: NDArray[np.uint8],
    risk: NDArray[np.uint8],
    state: NDArray[np.uint8],
    hazards: Hazards,
    t: int,
    k: tuple[np.uint32, np.uint32],
) -> NDArray[np.int64]:
    """Advance `state` in place; returns the counts (state, stratum, place) after it."""
    n = layout.persons
    table, rates = hazards.packed()
    segment = np.repeat(np.arange(len(layout.segment_start) - 1), np.diff(layout.segment_start))
    F = table[segment // layout.strata].T
    join, escalate = rates[segment].T
    s = state[:n].copy()

    def trait(x: NDArray[np.uint8]) -> NDArray[np.float32]:
        return x[:n].astype(f32) * f32(1 / 256) + f32(1 / 512)

    one = f32(1)
    g = np.maximum(f32(0), trait(hardship) * F[0] + F[1]) * F[2]
    y = np.clip(((g + F[3]) - trait(risk) * F[4]) * F[5] + f32(0.5), f32(0), one)
    f = y * y * (f32(3) - f32(2) * y)

    new = s.copy()
    joins = join_words(n, t, k).astype(f32) < probability(join * f) * TWO32
    new[(s == S.QUIET) & joins] = S.MARCHING

    w0, w1 = threefry(np.arange(n, dtype=np.uint32), stream(t, Purpose.TRANSIT), *k)
    doubt = F[9] * (one - f)
    zero = np.zeros(n, f32)
    competing = {
        S.MARCHING: (
            (F[8] + doubt, S.HOME),
            (F[12], S.DISPERSED),
            (escalate * g, S.RIOTING),
        ),
        S.RIOTING: (
            (F[10] + F[11] * doubt, S.HOME),
            (F[11] * F[12], S.DISPERSED),
            (F[13], S.MARCHING),
        ),
        S.HOME: ((join * F[6] * f, S.MARCHING),),
        S.DISPERSED: ((F[7] * f, S.MARCHING), (F[14], S.HOME)),
        S.DETAINED: ((F[15], S.HOME),),
        S.INJURED: ((F[16], S.HOME),),
    }
    for origin, ways in competing.items():
        h = [way[0] for way in ways] + [zero] * (3 - len(ways))
        to = [way[1] for way in ways] + [origin] * (3 - len(ways))
        total = h[0] + h[1] + h[2]
        happens = (s == origin) & (w0.astype(f32) < probability(total) * TWO32)
        x = w1.astype(f32) * total
        first = x < h[0] * TWO32
        second = x < (h[0] + h[1]) * TWO32
        target = np.where(first, to[0], np.where(second, to[1], to[2]))
        new[happens] = target[happens]
    state[:n] = new
    counts = np.zeros((STATES, layout.strata, layout.places), np.int64)
    np.add.at(counts, (new, segment % layout.strata, segment // layout.strata), 1)
    return counts
