"""Everybody at once: all decide on one and the same picture, all cops arrest, all move.

Rule A looks at counts that nobody changes meanwhile; then the counts follow.  Arrests and moves
have to be settled one after the other where two want the same person or site: in blocks as in
`blocks`, row by row in each.  Next door: `exact` and `blocks`, where everybody sees what the ones
before have done.
"""

from __future__ import annotations

import numpy as np

from tocsin.people.kernels.jit import Jit
from tocsin.theory.classic.epstein.acts import arrest, move, rebels, serve
from tocsin.theory.classic.epstein.blocks import listed
from tocsin.theory.classic.epstein.compiled import kernel
from tocsin.theory.classic.epstein.counts import change
from tocsin.theory.classic.epstein.memory import prefetch, read8, read32, write8, write32
from tocsin.theory.classic.epstein.states import ACTIVE, COP, DONE, EMPTY, JAILED, QUIET, WHO

_ANY, _NONE, _COPS = np.int64(0), np.int64(-1), np.int64(COP)


@kernel
def decisions(first: Jit, last: Jit, land: Jit, rule: Jit, even: Jit, changed: Jit) -> Jit:
    """Rule A on sites `first` to `last` - 1; writes who changed and returns how many.

    even : what the bit of the turn becomes; a term in jail passes, too
    """
    n = np.int64(0)
    for at in range(first, last):
        who = read8(land.kind, at) & WHO
        if who == JAILED:
            write8(land.kind, at, JAILED | even)
            if not serve(at, land):
                continue
            who = QUIET
        citizen = (who == QUIET) | (who == ACTIVE)
        active = rebels(who, at, land, rule)
        if citizen & (active != (who == ACTIVE)):
            write8(land.kind, at, (ACTIVE if active else QUIET) | even)
            write32(changed, n, at)
            n += 1
    return n


@kernel
def follow(changed: Jit, n: Jit, land: Jit, rule: Jit) -> None:
    """Counts follow the decisions."""
    for i in range(n):
        at = read32(changed, i)
        active = read8(land.kind, at) & WHO == ACTIVE
        change(land.actives, at, np.int64(active), land, rule)


@kernel
def arrests(
    first: Jit, last: Jit, grid: Jit, colour: Jit, shift: Jit, land: Jit, rule: Jit, key: Jit,
    list_: Jit, log: Jit,
) -> Jit:  # fmt: skip
    """Rule C for all cops in blocks `first` to `last` - 1 of a colour; returns the arrests."""
    n = np.int64(0)
    for block in range(first, last):
        people = listed(
            land.kind, block, grid, colour, shift, rule.height, rule.width, _NONE, _COPS, list_
        )
        for i in range(people):
            at = read32(list_, i)
            if read8(land.actives, at) > 0 or not rule.same_view:
                write8(land.kind, at, read8(land.kind, at) | DONE)  # who jumps takes it along
                n = arrest(at, at, land, rule, key, log, n)
                if read8(land.kind, at) != EMPTY:
                    write8(land.kind, at, read8(land.kind, at) & ~DONE)
    return n


@kernel
def moves(
    first: Jit, last: Jit, grid: Jit, colour: Jit, shift: Jit, land: Jit, rule: Jit, key: Jit,
    even: Jit, list_: Jit,
) -> None:  # fmt: skip
    """Rule M for all in blocks `first` to `last` - 1 of a colour, row by row."""
    for block in range(first, last):
        people = listed(
            land.kind, block, grid, colour, shift, rule.height, rule.width, even, _ANY, list_
        )
        for i in range(people):
            at = read32(list_, i)
            prefetch(land.traits + 4 * read32(list_, min(i + 12, people - 1)))
            who = read8(land.kind, at) & WHO
            write8(land.kind, at, who | even)
            if who != JAILED and (rule.cops_move if who == COP else rule.citizens_move):
                move(at, at, who, land, rule, key)
