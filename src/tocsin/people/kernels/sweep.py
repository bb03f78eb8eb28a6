"""The sweep: every person, every hour, compiled.  `reference` does the same in plain NumPy.

Two passes per block of 4096 persons: a branch-free one that the compiler turns into vector code
writes a flag for each person who would join if quiet; then flags and states are scanned eight at a
time and only those who are flagged or not quiet are looked at.  A piece in which nobody can move
(all quiet, and the most willing at exactly zero) is passed over if the caller says so.
"""

from __future__ import annotations

import numpy as np

from tocsin.people.kernels.decision import grievance, probability, trait, willingness
from tocsin.people.kernels.jit import Jit, inline, kernel
from tocsin.people.random import BLOCK, HALF, TWO32, threefry
from tocsin.people.states import S

f32 = np.float32
u32 = np.uint32

QUIET, MARCHING, RIOTING = int(S.QUIET), int(S.MARCHING), int(S.RIOTING)
HOME, DISPERSED = int(S.HOME), int(S.DISPERSED)
DETAINED, INJURED = int(S.DETAINED), int(S.INJURED)


@inline
def transition(
    state: Jit, f: Jit, g: Jit, F: Jit, join: Jit, escalate: Jit, w0: Jit, w1: Jit
) -> Jit:
    """Next state of a person who is not quiet; `f` willingness, `g` grievance, words w0, w1.

    The hazards of a state compete: w0 decides whether something happens, w1 what.
    """
    doubt = F[9] * (f32(1.0) - f)
    to1, to2, to3 = state, state, state
    h1, h2, h3 = f32(0.0), f32(0.0), f32(0.0)
    if state == MARCHING:
        h1, to1 = F[8] + doubt, HOME
        h2, to2 = F[12], DISPERSED
        h3, to3 = escalate * g, RIOTING
    elif state == RIOTING:
        h1, to1 = F[10] + F[11] * doubt, HOME
        h2, to2 = F[11] * F[12], DISPERSED
        h3, to3 = F[13], MARCHING
    elif state == HOME:
        h1, to1 = join * F[6] * f, MARCHING
    elif state == DISPERSED:
        h1, to1 = F[7] * f, MARCHING
        h2, to2 = F[14], HOME
    elif state == DETAINED:
        h1, to1 = F[15], HOME
    elif state == INJURED:
        h1, to1 = F[16], HOME
    total = h1 + h2 + h3
    if f32(w0) < probability(total) * TWO32:
        x = f32(w1) * total
        if x < h1 * TWO32:
            return to1
        if x < (h1 + h2) * TWO32:
            return to2
        return to3
    return state


@kernel
def sweep_blocks(
    first: int,
    last: int,
    hardship: Jit,
    risk: Jit,
    state: Jit,
    strata: int,
    piece_start: Jit,
    piece_end: Jit,
    piece_segment: Jit,
    block_piece: Jit,
    live: Jit,
    table: Jit,
    rates: Jit,
    c_join: Jit,
    c_transit: Jit,
    k0: Jit,
    k1: Jit,
    delta: Jit,
    out: Jit,
) -> int:
    """Carry the persons of blocks `first` to `last` through an hour.

    live  : (segment,) false where nobody can move
    delta : (state, stratum, place) changes of the counts, added to
    out   : takes the ids of those who are not quiet afterwards, in order
    returns how many there are (of which `out` holds as many as it can)
    """
    listed = 0
    words = np.empty(BLOCK, np.uint32)
    flags = np.empty(BLOCK, np.uint8)
    for b in range(first, last):
        p0, p1 = block_piece[b], block_piece[b + 1]
        some = False
        for q in range(p0, p1):
            if live[piece_segment[q]]:
                some = True
        if not some:
            continue
        o = b * BLOCK
        for j in range(HALF):
            x, y = threefry(u32(u32(b * HALF) + u32(j)), c_join, k0, k1)
            words[j] = x
            words[j + HALF] = y
        flags[:] = 0
        for q in range(p0, p1):
            seg = piece_segment[q]
            if not live[seg]:
                continue
            F = table[seg // strata]
            gain, price, ill, pull, C, qt = F[0], F[1], F[2], F[3], F[4], F[5]
            rate = rates[seg, 0]
            lo, hi = piece_start[q], piece_end[q]
            hs = hardship[lo:hi]
            rs = risk[lo:hi]
            ws = words[lo - o : hi - o]
            fs = flags[lo - o : hi - o]
            for j in range(hi - lo):
                net = (grievance(trait(hs[j]), gain, price, ill) + pull) - trait(rs[j]) * C
                chance = probability(rate * willingness(net, qt))
                fs[j] = f32(ws[j]) < chance * TWO32
        states = state[o : o + BLOCK]
        fw = flags.view(np.uint64)
        sw = states.view(np.uint64)
        q = p0
        for w in range(BLOCK // 8):
            if (fw[w] | sw[w]) == 0:
                continue
            for j in range(w * 8, w * 8 + 8):
                s = np.int64(states[j])
                if s == QUIET and flags[j] == 0:
                    continue
                i = o + j
                while q < p1 and i >= piece_end[q]:
                    q += 1
                if q == p1:
                    break
                seg = piece_segment[q]
                if s == QUIET:
                    t = np.int64(MARCHING)
                else:
                    F = table[seg // strata]
                    g = grievance(trait(hardship[i]), F[0], F[1], F[2])
                    f = willingness((g + F[3]) - trait(risk[i]) * F[4], F[5])
                    x, y = threefry(u32(i), c_transit, k0, k1)
                    t = np.int64(transition(s, f, g, F, rates[seg, 0], rates[seg, 1], x, y))
                if t != s:
                    states[j] = t
                    delta[s, seg % strata, seg // strata] -= 1
                    delta[t, seg % strata, seg // strata] += 1
                if t != QUIET:
                    if listed < out.size:
                        out[listed] = i
                    listed += 1
    return listed
