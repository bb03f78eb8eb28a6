"""The paper's schedule: in each period everybody has one turn, in random order, one after the other.

The order is a uniform random permutation, made in two steps so that memory is read in runs:
everybody falls into one of many piles at random, and each pile is shuffled (Rao 1961, Sandelius
1962).
"""

from __future__ import annotations

import numpy as np

from tocsin.people.kernels.jit import Jit
from tocsin.theory.classic.epstein.acts import tried, turn
from tocsin.theory.classic.epstein.compiled import apart, kernel, part
from tocsin.theory.classic.epstein.draws import below, word
from tocsin.theory.classic.epstein.memory import prefetch, read8, read32, write32
from tocsin.theory.classic.epstein.states import EMPTY

PILE = 2048  # persons or so
AHEAD = 8  # turns
LARGE = 100_000  # sites, from which on they do not fit into a core's own cache and hints pay
_FIRST, _SECOND = np.int64(0), np.int64(1)


@apart
def shuffled(kind: Jit, sites: Jit, order: Jit, spare: Jit, key: Jit) -> Jit:
    """Write all sites that are not empty, in random order, to `order` (32 bits each); returns how many.

    Word 0 of the i-th of them says in which pile it falls, word 1 of a place in the order which of the
    pile's sites comes there.  spare : room for as many
    """
    n = np.int64(0)
    for at in range(sites):
        write32(spare, n, at)  # without a branch, which would be guessed wrong at each fourth site
        n += np.int64(read8(kind, at) != EMPTY)
    piles = n // PILE + 1
    start = np.zeros(piles + 1, np.int64)
    for i in range(n):
        start[below(word(key, i, _FIRST), piles) + 1] += 1
    for p in range(piles):
        start[p + 1] += start[p]
    fill = start[:piles].copy()
    for i in range(n):
        p = below(word(key, i, _FIRST), piles)
        write32(order, fill[p], read32(spare, i))
        fill[p] += 1
    for p in range(piles):
        low = start[p]
        for i in range(start[p + 1] - 1, low, -1):
            j = low + below(word(key, i, _SECOND), i - low + 1)
            at = read32(order, i)
            write32(order, i, read32(order, j))
            write32(order, j, at)
    return n


@part
def foresee(order: Jit, i: Jit, people: Jit, land: Jit, rule: Jit, key: Jit) -> None:
    """Ask for the memory of coming turns: those who stand there, the tries of a move, the new site.

    Turns come from all over the lattice, and each would wait for memory three times, one look after
    another.  A hint may be wrong (an edge, another view, a site taken meanwhile) and changes no turn.
    """
    last = people - 1
    far = read32(order, min(i + 3 * AHEAD, last))
    prefetch(land.kind + far)
    prefetch(land.traits + 4 * far)
    if not rule.move_first:
        prefetch(land.actives + far)
        prefetch(land.cops + far)
    if rule.citizens_move:
        at = read32(order, min(i + 2 * AHEAD, last))
        t0, t1, t2, t3 = tried(at, at, land.sight, rule.seen, key)
        prefetch(land.kind + t0)
        prefetch(land.kind + t1)
        prefetch(land.kind + t2)
        prefetch(land.kind + t3)
        at = read32(order, min(i + AHEAD, last))
        t0, t1, t2, t3 = tried(at, at, land.sight, rule.seen, key)
        end = rule.height * rule.width - 1
        to = t3
        to = t2 if read8(land.kind, min(max(t2, 0), end)) == EMPTY else to
        to = t1 if read8(land.kind, min(max(t1, 0), end)) == EMPTY else to
        to = t0 if read8(land.kind, min(max(t0, 0), end)) == EMPTY else to
        prefetch(land.traits + 4 * to)
        if rule.move_first:
            prefetch(land.actives + to)
            prefetch(land.cops + to)


@kernel
def period(
    land: Jit, rule: Jit, order: Jit, spare: Jit, order_key: Jit, key: Jit, even: Jit, log: Jit
) -> Jit:
    """One period; writes arrests to the log (arrest, 3) and returns their number."""
    people = shuffled(land.kind, rule.height * rule.width, order, spare, order_key)
    n = np.int64(0)
    large = rule.height * rule.width >= LARGE
    for i in range(people):
        if large:
            foresee(order, i, people, land, rule, key)
        n = turn(read32(order, i), land, rule, key, even, log, n)
    return n
