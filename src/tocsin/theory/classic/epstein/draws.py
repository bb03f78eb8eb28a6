"""Random words of the lattice, by key and counter: word k of site c in period t, whatever the order.

The words of a period are SplitMix64's sequence (Steele, Lea, Flood 2014), entered at position k
2^32 + c from a start that Threefry makes of seed, period and purpose.  So two threads, or a block
more or less, change nothing.  Next door: `reference` has the same in plain Python.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from tocsin.people import random as house
from tocsin.people.kernels.jit import Jit
from tocsin.theory.classic.epstein.compiled import kernel, part

u64 = np.uint64
_GOLDEN = u64(0x9E3779B97F4A7C15)
_M1, _M2 = u64(0xBF58476D1CE4E5B9), u64(0x94D049BB133111EB)
_S30, _S27, _S31, _S32, _ONE, _LOW = u64(30), u64(27), u64(31), u64(32), u64(1), u64(0xFFFFFFFF)


class For(IntEnum):
    """What the words of a period are for."""

    SITES = 1  # who stands where at the start
    TRAITS = 2
    ORDER = 3
    TURN = 4  # what a person does when it is their turn
    RELEASE = 5
    GRID = 6  # where the blocks lie, and in which order their colours come
    LEAVE = 7  # which cops leave
    KEEPERS = 8  # where peacekeepers come
    AGES = 9


#: Words of a person's turn, by number: four tries of a move each, then one word for each other purpose.
TRIES = 4
SCAN, ARREST, TERM = (
    np.int64(4),
    np.int64(5),
    np.int64(6),
)  # typed: numba compiles anew for a literal


def period_key(seed: int, period: int, purpose: For) -> np.uint64:
    """Where the words of a period and purpose start."""
    k0, k1 = house.key(seed, 0)
    a, b = house.words(np.uint32(period), np.uint32(purpose), k0, k1)
    return u64((int(a) << 32) | int(b))


@part
def word(key: Jit, site: Jit, k: Jit) -> Jit:
    """64 random bits: word k (below 2^32) of a site (below 2^32)."""
    z = u64(key) + ((u64(k) << _S32) + u64(site) + _ONE) * _GOLDEN
    z = (z ^ (z >> _S30)) * _M1
    z = (z ^ (z >> _S27)) * _M2
    return z ^ (z >> _S31)


@part
def below(bits: Jit, n: Jit) -> Jit:
    """A whole number from 0 to n - 1 of the upper half of a word; none is likelier by over n / 2^32."""
    return np.int64(((u64(bits) >> _S32) * u64(n)) >> _S32)


@kernel
def drawn(key: Jit, site: Jit, k: Jit, n: Jit) -> Jit:
    """A whole number from 0 to n - 1, for Python."""
    return below(word(key, site, k), n)
