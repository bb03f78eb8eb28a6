"""Who comes where: the first population, and those who come out of jail."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tocsin.people.kernels.jit import Jit
from tocsin.theory.classic.epstein.acts import pick
from tocsin.theory.classic.epstein.compiled import kernel
from tocsin.theory.classic.epstein.draws import below, word
from tocsin.theory.classic.epstein.memory import read8, write8, write32
from tocsin.theory.classic.epstein.states import COP, EMPTY, QUIET


@kernel
def scatter(kind: Jit, citizens: Jit, cops: Jit, key: Jit) -> None:
    """Exactly so many citizens and cops on random sites (Knuth's selection sampling)."""
    for at in range(kind.size):
        u = below(word(key, at, 0), kind.size - at)
        kind[at] = EMPTY
        if u < citizens:
            kind[at] = QUIET
            citizens -= 1
        elif u < citizens + cops:
            kind[at] = COP
            cops -= 1


@kernel
def sprinkle(kind: Jit, citizens: Jit, both: Jit, key: Jit) -> None:
    """Each site has a citizen with one chance, a citizen or cop with another."""
    for at in range(kind.size):
        u = np.float64(word(key, at, 0) >> np.uint64(11)) * 2.0**-53
        kind[at] = QUIET if u < citizens else COP if u < both else EMPTY


@kernel
def traits(found: Jit, key: Jit) -> None:
    """Hardship and risk aversion, 16 bits each, of whoever stands on each site."""
    for at in range(found.size):
        found[at] = word(key, at, 0) >> np.uint64(32)


@kernel
def _words(sites: Jit, found: Jit, key: Jit) -> None:
    for i in range(sites.size):
        found[i] = word(key, sites[i], 0)


def words(sites: NDArray[np.int64], key: object) -> NDArray[np.uint64]:
    """Word 0 of each site."""
    found = np.empty(len(sites), np.uint64)
    _words(sites, found, key)
    return found


@kernel
def release(people: Jit, where_they_were: Jit, land: Jit, rule: Jit, key: Jit, turn: Jit) -> None:
    """Put people, (person, 3) of site, traits, term, on vacant sites: random ones, or where they were.

    Where somebody stands on their site by now, they come out on a random vacant one in view of it.
    """
    sites = rule.height * rule.width
    for i in range(people.shape[0]):
        at = -1
        if where_they_were:
            at = people[i, 0]
            if read8(land.kind, at) != EMPTY:
                at = pick(
                    land.kind, at, np.int64(255), np.int64(EMPTY), word(key, i, 0), land.sight,
                    rule.seen, land.strips,
                    rule.reach, rule.lanes, rule.height, rule.width,
                )  # fmt: skip
        k = 0
        while at < 0:
            k += 1
            tried = below(word(key, i, k), sites)
            if k > 4096:  # nearly full: the next vacant one
                while read8(land.kind, tried) != EMPTY:
                    tried = (tried + 1) % sites
            if read8(land.kind, tried) == EMPTY:
                at = tried
        write8(land.kind, at, QUIET | turn)
        write32(land.traits, at, people[i, 1])
