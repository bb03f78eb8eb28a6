"""Model II: two groups, who kill when active, multiply and die; cops are peacekeepers.

L is how far each group grants the other its right to exist.  An active citizen kills a random
member of the other group in view; every free citizen clones with a chance of 5 % a period onto a
vacant site next to them, the child with the parent's group and hardship, its own risk aversion and
age of death; age at death is U(0, 200).  Cops arrest actives of either group.  The jailed leave the
lattice and grow older. Next door: `acts` is Model I.  A lattice is small here (40 x 40), so that
neighbours are counted, not kept.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tocsin.people.kernels.jit import Jit
from tocsin.theory.classic.epstein.compiled import kernel
from tocsin.theory.classic.epstein.draws import below, word

BLUE, GREEN, KEEPER = 1, 2, 3
_MOVE, _ARREST, _TERM, _KILL, _CLONE, _WHERE, _AVERSION, _AGE = range(8)


class Ethnic(NamedTuple):
    """The lattice of Model II, flat, (site,)."""

    group: NDArray[np.uint8]  # 0 vacant, BLUE, GREEN, KEEPER
    active: NDArray[np.uint8]
    hardship: NDArray[np.float64]
    aversion: NDArray[np.float64]
    dies: NDArray[np.int64]  # period
    turned: NDArray[np.int64]  # period of the last turn


class Numbers(NamedTuple):
    """Parameters of Model II."""

    discontent: float  # 1 - L
    threshold: float
    cloning: float
    max_age: int
    max_jail: int  # periods; 2^40 for good
    moves: bool
    move_first: bool
    self_twice: bool


@kernel
def uniform(key: Jit, at: Jit, k: Jit) -> Jit:
    """A number in (0, 1)."""
    return (np.float64(word(key, at, k) >> np.uint64(11)) + 0.5) * 2.0**-53


@kernel
def random_site(group: Jit, wanted: Jit, there: Jit, n: Jit, bits: Jit) -> Jit:
    """A random one of the first n sites of a list that holds a group (0: nobody); -1 if none does."""
    found = 0
    for k in range(n):
        found += group[there[k]] == wanted
    if found == 0:
        return -1
    found = below(bits, found)
    for k in range(n):
        if group[there[k]] == wanted:
            if found == 0:
                return there[k]
            found -= 1
    return -1


@kernel
def around(at: Jit, view: Jit, height: Jit, width: Jit, found: Jit) -> Jit:
    """Write the sites in view of one to `found`; returns how many."""
    y, x = at // width, at % width
    for k in range(view.shape[1]):
        found[k] = ((y + view[1, k]) % height) * width + (x + view[2, k]) % width
    return view.shape[1]


@kernel
def copy(land: Jit, at: Jit, to: Jit) -> None:
    """Whoever stands at one site stands at another now."""
    group, active, hardship, aversion, dies, turned = land
    group[to], active[to], hardship[to] = group[at], active[at], hardship[at]
    aversion[to], dies[to], turned[to] = aversion[at], dies[at], turned[at]
    group[at] = 0


@kernel
def period(
    land: Jit, now: Jit, order: Jit, view: Jit, cop_view: Jit, height: Jit, width: Jit, risk: Jit,
    p: Jit, key: Jit, jail: Jit,
) -> Jit:  # fmt: skip
    """One period; jailed people go to the rows of `jail` (group, hardship, aversion, dies, out).

    order : sites in the order of their turns; risk : (cops, A) chance of arrest
    returns : arrests, killings, births, deaths by age
    """
    group, active, hardship, aversion, dies, turned = land
    there = np.empty(max(view.shape[1], cop_view.shape[1]), np.int64)
    arrests = killings = births = deaths = 0
    for site in order:
        at = site
        who = group[at]
        if who == 0 or turned[at] == now:
            continue
        turned[at] = now
        sight = cop_view if who == KEEPER else view
        if who != KEEPER and now >= dies[at]:
            group[at] = 0
            deaths += 1
            continue
        if p.moves and p.move_first:
            n = around(at, sight, height, width, there)
            to = random_site(group, 0, there, n, word(key, site, _MOVE))
            if to >= 0:
                copy(land, at, to)
                at = to
        n = around(at, sight, height, width, there)
        if who == KEEPER:
            found = 0
            for k in range(n):
                found += group[there[k]] != 0 and group[there[k]] != KEEPER and active[there[k]]
            if found > 0:
                found = below(word(key, site, _ARREST), found)
                for k in range(n):
                    j = there[k]
                    if group[j] != 0 and group[j] != KEEPER and active[j]:
                        if found == 0:
                            term = 1 + below(word(key, site, _TERM), p.max_jail)
                            jail[arrests, 0], jail[arrests, 1] = group[j], hardship[j]
                            jail[arrests, 2], jail[arrests, 3] = aversion[j], dies[j]
                            jail[arrests, 4] = now + term
                            arrests += 1
                            group[j] = 0
                            break
                        found -= 1
        else:
            c, a = 0, 1 + (p.self_twice and active[at])
            for k in range(n):
                if group[there[k]] == KEEPER:
                    c += 1
                elif group[there[k]] != 0:
                    a += active[there[k]]
            net = aversion[at] * risk[c, a]
            active[at] = hardship[at] * p.discontent - net > p.threshold
            if active[at]:
                victim = random_site(group, BLUE + GREEN - who, there, n, word(key, site, _KILL))
                if victim >= 0:
                    group[victim] = 0
                    killings += 1
            if uniform(key, site, _CLONE) < p.cloning:
                to = random_site(group, 0, there, n, word(key, site, _WHERE))
                if to >= 0:
                    group[to], active[to], hardship[to] = who, 0, hardship[at]
                    aversion[to] = uniform(key, site, _AVERSION)
                    dies[to] = now + below(word(key, site, _AGE), p.max_age)
                    turned[to] = now
                    births += 1
        if p.moves and not p.move_first:
            n = around(at, sight, height, width, there)
            to = random_site(group, 0, there, n, word(key, site, _MOVE))
            if to >= 0:
                copy(land, at, to)
    return arrests, killings, births, deaths
