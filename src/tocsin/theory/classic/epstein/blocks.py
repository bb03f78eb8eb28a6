"""Asynchronous turns in blocks: two cores at once, and memory that stays near.

The lattice is cut into blocks like a chessboard of four colours, laid anew at random in each
period.  The colours come one after the other, in random order; blocks of one colour lie too far
apart to touch each other's sites and are worked on at once; in a block everybody has their turn in
random order.  All rules, counts and draws are those of `exact`; what differs is the order of turns:
those of a block come close together.  `tests` and the docs measure what that does.
"""

from __future__ import annotations

import numpy as np

from tocsin.people.kernels.jit import Jit
from tocsin.theory.classic.epstein.acts import turn
from tocsin.theory.classic.epstein.compiled import kernel, part
from tocsin.theory.classic.epstein.draws import below, word
from tocsin.theory.classic.epstein.memory import prefetch, read8, read32, write32
from tocsin.theory.classic.epstein.states import DONE, EMPTY, TURN, WHO

SIDE = 64  # sites, or so
_ANY = np.int64(0)


def cut(length: int, reach: int, lanes: int, side: int = SIDE) -> int:
    """Into how many blocks a side of the lattice is cut: an even number, or one where it is short.

    A turn moves by one reach, arrests one reach further and changes counts another reach further,
    by strips that may be wider than the view: two blocks of a colour must lie that far apart,
    twice.
    """
    least = 6 * reach + lanes - (2 * reach + 1)
    pieces = length // max(side, least)
    pieces -= pieces % 2
    return pieces if pieces >= 2 else 2 if length // 2 >= least else 1


@part
def listed(
    kind: Jit, block: Jit, grid: Jit, colour: Jit, shift: Jit, height: Jit, width: Jit, even: Jit,
    only: Jit, found: Jit,
) -> Jit:  # fmt: skip
    """Write the sites of a block whose people still have their turn to `found`, row by row; how many.

    block : its number among those of its colour; grid, shift : rows and columns, packed
    only : COP, or 0 for everybody
    """
    rows, columns = grid >> 32, grid & 0xFFFFFFFF
    across = (columns + 1) // 2
    by = 2 * (block // across) + (colour >> 1 if rows > 1 else 0)
    bx = 2 * (block % across) + (colour & 1 if columns > 1 else 0)
    n = np.int64(0)
    for y in range(height * by // rows, height * (by + 1) // rows):
        row = y + (shift >> 32)
        if row >= height:
            row -= height
        left = width * bx // columns + (shift & 0xFFFFFFFF)
        right = width * (bx + 1) // columns + (shift & 0xFFFFFFFF)
        for side in range(2):  # a block may lie across the edge
            low = left if side == 0 else max(left, width) - width
            high = min(right, width) if side == 0 else right - width
            for at in range(row * width + low, row * width + high):
                here = read8(kind, at)
                write32(found, n, at)
                wanted = (here != EMPTY) & (here & TURN != even)
                wanted &= (only == 0) | (here & (WHO | DONE) == only)
                n += np.int64(wanted)
    return n


@kernel
def period(
    first: Jit, last: Jit, grid: Jit, colour: Jit, shift: Jit, land: Jit, rule: Jit, order_key: Jit,
    key: Jit, even: Jit, list_: Jit, log: Jit,
) -> Jit:  # fmt: skip
    """The turns in blocks `first` to `last` - 1 of a colour; returns the arrests in the log."""
    n = np.int64(0)
    for block in range(first, last):
        people = listed(
            land.kind, block, grid, colour, shift, rule.height, rule.width, even, _ANY, list_
        )
        for i in range(people - 1, 0, -1):
            j = below(word(order_key, i, 4 * block + colour), i + 1)
            at = read32(list_, i)
            write32(list_, i, read32(list_, j))
            write32(list_, j, at)
        for i in range(people):
            prefetch(land.traits + 4 * read32(list_, min(i + 12, people - 1)))
            n = turn(read32(list_, i), land, rule, key, even, log, n)
    return n
