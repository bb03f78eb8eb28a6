"""What a person does when it is their turn: rule M (move), rule A (rebel or not), rule C (arrest).

The same code serves every schedule; `reference` has it in plain Python, with counts taken anew.
"""

from __future__ import annotations

import numpy as np

from tocsin.people.kernels.jit import Jit
from tocsin.theory.classic.epstein.compiled import apart, part
from tocsin.theory.classic.epstein.counts import change, seen
from tocsin.theory.classic.epstein.draws import ARREST, SCAN, TERM, TRIES, below, word
from tocsin.theory.classic.epstein.memory import (
    LANES,
    lowest,
    matches,
    ones,
    read8,
    read16,
    read32,
    read64,
    read_float,
    write8,
    write16,
    write32,
    write64,
)
from tocsin.theory.classic.epstein.states import ACTIVE, COP, EMPTY, JAILED, LIFE, QUIET, TURN, WHO

# typed: numba compiles a function anew for each literal that it is given
_DOWN, _UP, _ALL, _WHO = np.int64(0), np.int64(1), np.int64(255), np.int64(WHO)
_EMPTY, _ACTIVE, _COP = np.int64(EMPTY), np.int64(ACTIVE), np.int64(COP)
_KEPT = np.int64(1)
_HALF, _SCALE = np.float32(0.5), np.float32(1 / 65536)
_u64 = np.uint64
_S16, _S32, _S48, _LOW16 = _u64(16), _u64(32), _u64(48), _u64(0xFFFF)


@apart
def pick(
    kind: Jit, at: Jit, mask: Jit, wanted: Jit, bits: Jit, view: Jit, sites: Jit, strips: Jit,
    reach: Jit, lanes: Jit, height: Jit, width: Jit,
) -> Jit:  # fmt: skip
    """A random site in view whose byte, masked, is as wanted, after a look at all; -1 if none."""
    y = at // width
    x = at - y * width
    if y >= reach and y + reach < height and x >= reach and x - reach + lanes <= width:
        corner = kind + at - reach * (width + 1)
        n = 0
        for row in range(2 * reach + 1):
            for k in range(0, lanes, LANES):
                n += ones(matches(corner + row * width + k, strips + row * lanes + k, mask, wanted))
        if n == 0:
            return -1
        n = below(bits, n)
        for row in range(2 * reach + 1):
            for k in range(0, lanes, LANES):
                found = matches(corner + row * width + k, strips + row * lanes + k, mask, wanted)
                here = ones(found)
                if n < here:
                    for _ in range(n):
                        found &= found - 1
                    return at + (row - reach) * width + k - reach + lowest(found)
                n -= here
    n = 0
    for k in range(sites):
        n += read8(kind, seen(y, x, k, view, sites, height, width)) & mask == wanted
    if n == 0:
        return -1
    n = below(bits, n)
    for k in range(sites):
        there = seen(y, x, k, view, sites, height, width)
        if read8(kind, there) & mask == wanted:
            if n == 0:
                return there
            n -= 1
    return -1


@part
def tried(at: Jit, site: Jit, view: Jit, sites: Jit, key: Jit) -> Jit:
    """The first four sites that a move tries, where no edge is near: a hint for memory."""
    bits, many = word(key, site, np.int64(0)), _u64(sites)
    return (
        at + read64(view, np.int64(((bits & _LOW16) * many) >> _S16)),
        at + read64(view, np.int64((((bits >> _S16) & _LOW16) * many) >> _S16)),
        at + read64(view, np.int64((((bits >> _S32) & _LOW16) * many) >> _S16)),
        at + read64(view, np.int64(((bits >> _S48) * many) >> _S16)),
    )


@apart
def vacant(
    at: Jit, site: Jit, view: Jit, sites: Jit, unfair: Jit, reach: Jit, strips: Jit, lanes: Jit,
    kind: Jit, height: Jit, width: Jit, key: Jit,
) -> Jit:  # fmt: skip
    """A random vacant site in view, each as likely as any other; -1 if there is none.

    Sixteen tries at random sites, 16 bits each (those that would favour some site count as failed),
    then a look at all of them.
    """
    y = at // width
    x = at - y * width
    flat = y >= reach and y + reach < height and x >= reach and x + reach < width
    many, unfair = _u64(sites), _u64(unfair)
    for k in range(TRIES):
        bits = word(key, site, k)
        m0 = (bits & _LOW16) * many
        m1 = ((bits >> _S16) & _LOW16) * many
        m2 = ((bits >> _S32) & _LOW16) * many
        m3 = (bits >> _S48) * many
        if flat:
            t0 = at + read64(view, np.int64(m0 >> _S16))
            t1 = at + read64(view, np.int64(m1 >> _S16))
            t2 = at + read64(view, np.int64(m2 >> _S16))
            t3 = at + read64(view, np.int64(m3 >> _S16))
        else:
            t0 = seen(y, x, np.int64(m0 >> _S16), view, sites, height, width)
            t1 = seen(y, x, np.int64(m1 >> _S16), view, sites, height, width)
            t2 = seen(y, x, np.int64(m2 >> _S16), view, sites, height, width)
            t3 = seen(y, x, np.int64(m3 >> _S16), view, sites, height, width)
        ok0 = (read8(kind, t0) == EMPTY) & ((m0 & _LOW16) >= unfair)
        ok1 = (read8(kind, t1) == EMPTY) & ((m1 & _LOW16) >= unfair)
        ok2 = (read8(kind, t2) == EMPTY) & ((m2 & _LOW16) >= unfair)
        ok3 = (read8(kind, t3) == EMPTY) & ((m3 & _LOW16) >= unfair)
        there = t0 if ok0 else (t1 if ok1 else (t2 if ok2 else t3))
        if ok0 | ok1 | ok2 | ok3:
            return there
    return pick(
        kind,
        at,
        _ALL,
        _EMPTY,
        word(key, site, SCAN),
        view,
        sites,
        strips,
        reach,
        lanes,
        height,
        width,
    )


@part
def rebels(who: Jit, at: Jit, land: Jit, rule: Jit) -> Jit:
    """Rule A: is G - N above T for the citizen at a site?"""
    a = read8(land.actives, at) + 1
    if who == ACTIVE:
        a += rule.self_twice
    traits = read32(land.traits, at)
    hardship = (np.float32(traits & 0xFFFF) + _HALF) * _SCALE
    aversion = (np.float32(traits >> 16) + _HALF) * _SCALE
    risk = read_float(land.risk, read8(land.cops, at) * rule.columns + a)
    return hardship * rule.discontent - aversion * risk > rule.threshold


@part
def place(at: Jit, to: Jit, land: Jit) -> None:
    """Whoever stands at one site stands at another now; counts are the caller's."""
    write8(land.kind, to, read8(land.kind, at))
    write8(land.kind, at, EMPTY)
    write32(land.traits, to, read32(land.traits, at))


@part
def relocate(at: Jit, to: Jit, who: Jit, land: Jit, rule: Jit) -> None:
    """Whoever stands at one site stands at another now, and is counted there."""
    place(at, to, land)
    if who == ACTIVE or who == COP:  # noqa: SIM109 (numba is slower with a tuple)
        counts = land.cops if who == COP else land.actives
        change(counts, at, _DOWN, land, rule)
        change(counts, to, _UP, land, rule)


@part
def somewhere(at: Jit, site: Jit, who: Jit, land: Jit, rule: Jit, key: Jit) -> Jit:
    """Rule M: a random vacant site in view of whoever stands there; -1 if there is none."""
    cop = who == COP
    return vacant(
        at,
        site,
        land.cop_sight if cop else land.sight,
        rule.cop_seen if cop else rule.seen,
        rule.cop_unfair if cop else rule.unfair,
        rule.cop_reach if cop else rule.reach,
        land.cop_strips if cop else land.strips,
        rule.cop_lanes if cop else rule.lanes,
        land.kind,
        rule.height,
        rule.width,
        key,
    )


@part
def move(at: Jit, site: Jit, who: Jit, land: Jit, rule: Jit, key: Jit) -> Jit:
    """Rule M with all counts; returns where they stand then."""
    to = somewhere(at, site, who, land, rule, key)
    if to < 0:
        return at
    relocate(at, to, who, land, rule)
    return to


@part
def arrest(
    cop: Jit, site: Jit, land: Jit, rule: Jit, key: Jit, log: Jit, n: Jit, kept: Jit
) -> Jit:  # fmt: skip
    """Rule C: jail a random active in view of the cop, if there is one.

    A line in the log (site, traits, term) says who, or the site keeps them; returns the lines in
    the log.  kept : whether counts are kept up to date
    """
    bits = word(key, site, ARREST)
    at = pick(
        land.kind, cop, _WHO, _ACTIVE, bits, land.cop_sight, rule.cop_seen, land.cop_strips,
        rule.cop_reach, rule.cop_lanes, rule.height, rule.width,
    )  # fmt: skip
    if at < 0:
        return n
    if kept:
        change(land.actives, at, _DOWN, land, rule)
    turn = read8(land.kind, at) & TURN
    term = rule.term_high
    if term != LIFE:
        term = rule.term_low + below(word(key, site, TERM), term - rule.term_low + 1)
    if rule.blocking:
        write8(land.kind, at, turn | JAILED)
        write16(land.term, at, term)
    elif term == 0:
        write8(land.kind, at, turn | QUIET)  # free at once
    else:
        write8(land.kind, at, EMPTY)
        write64(log, 3 * n, at)
        write64(log, 3 * n + 1, read32(land.traits, at))
        write64(log, 3 * n + 2, term)
        n += 1
        if rule.jump and kept:
            relocate(cop, at, _COP, land, rule)
        elif rule.jump:
            place(cop, at, land)
    return n


@part
def serve(at: Jit, land: Jit) -> Jit:
    """A turn in jail; True if the term was over and the citizen is free, and quiet, again."""
    term = read16(land.term, at)
    if term == 0:
        write8(land.kind, at, (read8(land.kind, at) & TURN) | QUIET)
        return True
    if term != LIFE:
        write16(land.term, at, term - 1)
    return False


@part
def turn(at: Jit, land: Jit, rule: Jit, key: Jit, even: Jit, log: Jit, n: Jit) -> Jit:
    """The turn of whoever stands at a site, unless they had it; returns the lines in the log.

    even : the bit that says 'had their turn in this period'
    """
    here = read8(land.kind, at)
    if here == EMPTY or here & TURN == even:
        return n
    who = here & WHO
    write8(land.kind, at, who | even)
    if who == JAILED:
        if not serve(at, land):
            return n
        who = QUIET
    site = at
    moves = rule.cops_move if who == COP else rule.citizens_move
    if moves and rule.move_first:
        at = move(at, site, who, land, rule, key)
    if who == COP:
        if read8(land.actives, at) > 0 or not rule.same_view:
            n = arrest(at, site, land, rule, key, log, n, _KEPT)
            if read8(land.kind, at) == EMPTY:
                return n  # a cop who jumped has moved
    else:
        active = rebels(who, at, land, rule)
        if active != (who == ACTIVE):
            who = ACTIVE if active else QUIET
            write8(land.kind, at, who | even)
            change(land.actives, at, np.int64(active), land, rule)
    if moves and not rule.move_first:
        move(at, site, who, land, rule, key)
    return n
