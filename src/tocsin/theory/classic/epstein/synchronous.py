"""Everybody at once: all decide on one and the same picture, all cops arrest, all move.

Rule A looks at counts that are taken anew for it: where all move at once that is less work than to
follow them.  Arrests and moves have to be settled one after the other where two want the same person
or site: in blocks as in `blocks`, row by row in each.  Next door: `exact` and `blocks`, where
everybody sees what the ones before have done, and counts are kept up to date.
"""

from __future__ import annotations

import numpy as np

from tocsin.people.kernels.jit import Jit
from tocsin.theory.classic.epstein.acts import arrest, place, rebels, serve, somewhere
from tocsin.theory.classic.epstein.blocks import listed
from tocsin.theory.classic.epstein.compiled import kernel
from tocsin.theory.classic.epstein.counts import change
from tocsin.theory.classic.epstein.memory import (
    LANES,
    equal,
    lowest,
    prefetch,
    read8,
    read32,
    write8,
)
from tocsin.theory.classic.epstein.states import ACTIVE, COP, DONE, EMPTY, JAILED, QUIET, WHO

_ANY, _NONE, _COPS, _NOT_KEPT, _UP = (np.int64(n) for n in (0, -1, COP, 0, 1))
_WHO, _ACTIVE, _COP = (np.int64(n) for n in (WHO, ACTIVE, COP))


@kernel
def recount(first: Jit, last: Jit, land: Jit, rule: Jit) -> None:
    """Count the actives and cops on sites `first` to `last` - 1, on counts that are zero before."""
    for start in range(first, last, LANES):
        if start + LANES <= last:
            actives = equal(land.kind + start, _WHO, _ACTIVE)
            cops = equal(land.kind + start, _WHO, _COP)
        else:
            actives = cops = np.int64(0)
            for k in range(last - start):
                who = read8(land.kind, start + k) & WHO
                actives |= np.int64(who == ACTIVE) << k
                cops |= np.int64(who == COP) << k
        while actives:
            change(land.actives, start + lowest(actives), _UP, land, rule)
            actives &= actives - 1
        while cops:
            change(land.cops, start + lowest(cops), _UP, land, rule)
            cops &= cops - 1


@kernel
def decisions(first: Jit, last: Jit, land: Jit, rule: Jit, even: Jit) -> None:
    """Rule A on sites `first` to `last` - 1.

    even : what the bit of the turn becomes; a term in jail passes, too
    """
    for at in range(first, last):
        who = read8(land.kind, at) & WHO
        if who == JAILED:
            write8(land.kind, at, JAILED | even)
            if not serve(at, land):
                continue
            who = QUIET
        active = rebels(who, at, land, rule)
        citizen = (who == QUIET) | (who == ACTIVE)
        now = ACTIVE if active else QUIET
        if citizen & (now != who):
            write8(land.kind, at, now | even)


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
            write8(land.kind, at, read8(land.kind, at) | DONE)  # who jumps takes it along
            n = arrest(at, at, land, rule, key, log, n, _NOT_KEPT)
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
                to = somewhere(at, at, who, land, rule, key)
                if to >= 0:
                    place(at, to, land)
