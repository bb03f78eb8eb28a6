"""How many actives and how many cops each site sees: kept up to date, never counted anew.

A change of state or a move changes the counts of the some 150 sites that see the site, sixteen at
once where the lattice's edge is far; in between, the counts are read as they stand.
"""

from __future__ import annotations

import numpy as np

from tocsin.people.kernels.jit import Jit
from tocsin.theory.classic.epstein.compiled import apart, kernel, part
from tocsin.theory.classic.epstein.memory import (
    LANES,
    add_strip,
    read8,
    read64,
    subtract_strip,
    write8,
)
from tocsin.theory.classic.epstein.states import WHO

_UP = np.int64(1)


@part
def around(y: Jit, dy: Jit, n: Jit) -> Jit:
    """y + dy on a circle of n."""
    y = y + dy
    if y < 0:
        y += n
    elif y >= n:
        y -= n
    return y


@part
def seen(y: Jit, x: Jit, k: Jit, view: Jit, sites: Jit, height: Jit, width: Jit) -> Jit:
    """The k-th site of `sites` in a view from (y, x)."""
    row = around(y, read64(view, sites + k), height)
    return row * width + around(x, read64(view, 2 * sites + k), width)


@apart
def _change(
    counts: Jit, at: Jit, up: Jit, view: Jit, sites: Jit, strips: Jit, reach: Jit, lanes: Jit,
    height: Jit, width: Jit,
) -> None:  # fmt: skip
    y = at // width
    x = at - y * width
    if y >= reach and y + reach < height and x >= reach and x - reach + lanes <= width:
        to = counts + at - reach * (width + 1)
        for _ in range(2 * reach + 1):
            for k in range(0, lanes, LANES):
                if up:
                    add_strip(to + k, strips + k)
                else:
                    subtract_strip(to + k, strips + k)
            to += width
            strips += lanes
    else:  # the edge is near
        for k in range(sites):
            there = seen(y, x, k, view, sites, height, width)
            write8(counts, there, read8(counts, there) + (1 if up else -1))


@part
def change(counts: Jit, at: Jit, up: Jit, land: Jit, rule: Jit) -> None:
    """One more (up = 1), or one fewer (0), at a site: the counts of all sites that see it."""
    _change(
        counts, at, up, land.sight, rule.seen, land.strips, rule.reach, rule.lanes, rule.height,
        rule.width,
    )  # fmt: skip


@kernel
def count(wanted: Jit, counts: Jit, land: Jit, rule: Jit) -> None:
    """Count a kind anew, on counts that are zero."""
    for at in range(rule.height * rule.width):
        if read8(land.kind, at) & WHO == wanted:
            change(counts, at, _UP, land, rule)


@kernel
def tally(kind: Jit, found: Jit) -> None:
    """How many sites hold each of the eight kinds."""
    found[:] = 0
    for i in range(kind.size):
        found[kind[i] & WHO] += 1
