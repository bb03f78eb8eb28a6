"""Thinning: only those who may move are touched.  The law is that of the sweep, exactly.

Who joins.  In an hour a Poisson field of points lies over (id, level): of rate `join` per person and
unit of level.  A quiet person with willingness f joins if a point on him lies below f, which happens
with probability 1 - exp(-join f); one who has been out before and is at home, below `rejoin` f.

Which points are looked at.  Levels are cut into strips [a, b); within a strip only persons with f > a
can join.  Ids of a segment rise with hardship, so these lie between the first id of some row of
hardship and the end of the segment; the row follows from the fields in closed form, with the least
risk aversion of the segment.  Points come by exponential gaps from the end of the segment downwards;
one in a strip is a candidate, and is accepted if its level lies below f.  There are no tables, so that
nothing can go stale.

Which numbers.  The points of (place, stratum, strip, hour) have a stream of their own and do not depend
on the fields: between two scenarios with one seed the same points are accepted but for the persons on
whom the fields differ, so that pairs stay close.

All others who are neither quiet nor at home stand in a list, in the order of ids, and are carried as
the sweep carries them.

Source: thinning of Poisson processes (Lewis & Shedler 1979); cut by levels, our own.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tocsin.people.kernels.decision import grievance, probability, trait, willingness
from tocsin.people.kernels.jit import Jit, inline, kernel
from tocsin.people.kernels.lists import longer, shell_sort
from tocsin.people.kernels.sweep import transition
from tocsin.people.random import TWO32, minus_log, threefry, words
from tocsin.people.states import S

f32 = np.float32
u32 = np.uint32

QUIET, MARCHING, HOME = int(S.QUIET), int(S.MARCHING), int(S.HOME)
DETAINED, DEAD = int(S.DETAINED), int(S.DEAD)

#: Lower ends of the strips of willingness, and the net utility in units of 4 tau (less 1/2) there.
LEVELS = np.array([0.0, 1 / 64, 1 / 16, 1 / 4])
MOST = 1.0
DENSE = 2.0  # points per person and hour above which all are gone through


def inverse_smoothstep(f: NDArray[np.float64]) -> NDArray[np.float64]:
    """y in [0, 1] with y^2 (3 - 2 y) = f."""
    return np.asarray(0.5 - np.sin(np.arcsin(1 - 2 * np.asarray(f)) / 3))


NETS = inverse_smoothstep(LEVELS) - 0.5


@inline
def first_row(strip: int, F: Jit) -> Jit:
    """Row of hardship from which a net utility above a strip's lower end can be reached.

    As a line in the least risk aversion r of a segment: row = at + by r, in rows of 1/256, one row
    lower than needed, for rounding.  A person is never kept from joining by it, whatever the fields.
    """
    ill, gain = np.float64(F[2]), np.float64(F[0])
    if F[5] <= 0.0 or F[4] < 0.0:  # the least averse are not the most willing
        return -1.0, 0.0
    need = NETS[strip] / np.float64(F[5]) - np.float64(F[3])
    if ill <= 0.0 or gain <= 0.0:  # hardship does not count
        best = max(0.0, np.float64(F[1])) * max(0.0, ill) + 1e-6
        return (-1.0 if need <= best else 1e9), 0.0
    # grievance is never below zero: without any need, everybody can
    if need < 1e-6:
        return -1.0, 0.0
    scale = 256.0 / (ill * gain)
    return need * scale - np.float64(F[1]) * 256.0 / gain - 1.5, np.float64(F[4]) * scale


@inline
def first_id(at: float, by: float, least_risk: float, rows: Jit) -> Jit:
    """First id of a segment from the line of `first_row`; rows : (257,) first id of each row."""
    row = at + by * least_risk
    return np.int64(rows[int(min(max(row, 0.0), 256.0))])


@kernel
def join_in(i: Jit, s: Jit, state: Jit, joined: Jit, n: int, stat: Jit) -> Jit:
    """Person `i`, who was in state `s`, joins; those who had been out stand as -i - 1."""
    state[i] = MARCHING
    if n == joined.size:
        joined = longer(joined, n, 2 * n)
    joined[n] = i if s == QUIET else -i - 1
    stat[1] += 1
    return joined, n + 1


@kernel
def everybody(
    segment: int, start: int, end: int, hardship: Jit, risk: Jit, state: Jit, F: Jit, join: float,
    c1: Jit, k0: Jit, k1: Jit, joined: Jit, n: int, stat: Jit,
) -> Jit:  # fmt: skip
    """The same law person by person, for rates at which points would be more than persons."""
    key = stream_of(segment, LEVELS.size, k1)
    for i in range(start, end):
        s = np.int64(state[i])
        if s != QUIET and s != HOME:
            continue
        stat[0] += 1
        g = grievance(trait(hardship[i]), F[0], F[1], F[2])
        hazard = f32(join) * willingness((g + F[3]) - trait(risk[i]) * F[4], F[5])
        if s == HOME:
            hazard *= F[6]
        word, _ = words(u32(i - start), c1, k0, key)
        if f32(word) < probability(hazard) * TWO32:
            joined, n = join_in(i, s, state, joined, n, stat)
    return joined, n


@inline
def stream_of(segment: Jit, strip: Jit, k1: Jit) -> Jit:
    """Second key word of the points of a strip in a segment."""
    return u32(k1 + u32(u32(segment * (LEVELS.size + 1) + strip) * u32(0x9E3779B9)))


@kernel
def first_words(
    from_segment: int, segments: int, c1: Jit, k0: Jit, k1: Jit, gaps: Jit, levels: Jit
) -> None:
    """(segment x strip,) the words of the first point of each strip, in vector code.

    Most strips have no point at all, which these words tell; drawn one by one they would be most of
    the cost of an hour in which little happens.
    """
    strips = LEVELS.size
    for j in range(segments * strips):
        segment = from_segment + j // strips
        gaps[j], levels[j] = threefry(u32(0), c1, k0, stream_of(segment, j % strips, k1))


@inline
def strip_rate(strip: Jit, rate: Jit) -> Jit:
    """Points per person and hour in a strip; `rate` is that of a unit of level."""
    above = LEVELS[strip + 1] if strip + 1 < LEVELS.size else MOST
    return rate * (above - LEVELS[strip])


@inline
def ends_at_once(gap: Jit, rate: Jit, size: Jit) -> Jit:
    """Whether a stream has no point among `size` persons: a logarithm is at least so far below zero."""
    return (1.0 - (np.float64(gap) + 0.5) / 4294967296.0) / rate >= size


@kernel
def some_point(gaps: Jit, at: int, rate: float, size: float) -> bool:
    """Whether any strip of a segment can have a point, by its first word; at : where they stand."""
    for strip in range(LEVELS.size):
        if not ends_at_once(gaps[at + strip], strip_rate(strip, rate), size):
            return True
    return False


@kernel
def candidates(
    segment: int, start: int, end: int, rows: Jit, least_risk: float, hardship: Jit, risk: Jit,
    state: Jit, F: Jit, lines: Jit, gaps: Jit, levels: Jit, at: int, join: float, c1: Jit, k0: Jit,
    k1: Jit, joined: Jit, n: int, stat: Jit,
) -> Jit:  # fmt: skip
    """Let those of a segment join who do; returns the list of ids, grown if need be, and its length.

    lines : (strip, 2) what `first_row` gave
    gaps, levels : what `first_words` gave, for this segment from `at` on
    stat : adds up candidates, [0], and those who joined, [1]
    """
    most = max(1.0, np.float64(F[6]))  # `rejoin` above 1 needs levels above 1
    rejoin = np.float64(F[6])
    if join * most > DENSE:
        return everybody(
            segment, start, end, hardship, risk, state, F, join, c1, k0, k1, joined, n, stat
        )
    for strip in range(LEVELS.size):
        a = LEVELS[strip]
        b = LEVELS[strip + 1] if strip + 1 < LEVELS.size else MOST
        rate = strip_rate(strip, join * most)
        gap, level = gaps[at + strip], levels[at + strip]
        if ends_at_once(gap, rate, np.float64(end - start)):
            continue  # however long the strip
        first = first_id(lines[strip, 0], lines[strip, 1], least_risk, rows)
        if first >= end:
            break
        size = np.float64(end - first)
        key = stream_of(segment, strip, k1)
        x = 0.0
        draw = 1
        while True:
            u = (np.float64(gap) + 0.5) / 4294967296.0
            # a logarithm is at least this much below zero
            if x + (1.0 - u) / rate >= size:
                break
            x += minus_log(u) / rate
            if x >= size:
                break
            i = end - 1 - np.int64(x)
            stat[0] += 1
            # traits before the state: both at once from memory, and the state of few is needed
            g = grievance(trait(hardship[i]), F[0], F[1], F[2])
            f = np.float64(willingness((g + F[3]) - trait(risk[i]) * F[4], F[5]))
            v = most * (a + (b - a) * (np.float64(level) + 0.5) / 4294967296.0)
            if v < most * f:
                s = np.int64(state[i])
                if (s == QUIET and v < f) or (s == HOME and v < rejoin * f):
                    joined, n = join_in(i, s, state, joined, n, stat)
            gap, level = words(u32(draw), c1, k0, key)
            draw += 1
    return joined, n


@kernel
def carry(
    first: int, last: int, segment_start: Jit, rows: Jit, least_risk: Jit, hardship: Jit, risk: Jit,
    state: Jit, strata: int, table: Jit, rates: Jit, listed: Jit, c_join: Jit, c_transit: Jit,
    k0: Jit, k1: Jit, delta: Jit, stat: Jit,
) -> Jit:  # fmt: skip
    """Carry the persons of places `first` to `last` through an hour.

    listed : ids, in order, of all in these places who are neither quiet nor at home (or have been)
    delta  : (state, stratum, place) changes of the counts, added to
    returns the list for the next hour, and the ids of those who went home
    """
    out = np.empty(listed.size + 64, np.int64)
    home = np.empty(listed.size, np.int64)
    joined = np.empty(256, np.int64)
    wrote, went, at = 0, 0, 0
    lines = np.empty((LEVELS.size, 2))
    strips = LEVELS.size
    gaps = np.empty((last - first) * strata * strips, np.uint32)
    levels = np.empty(gaps.size, np.uint32)
    first_words(first * strata, (last - first) * strata, c_join, k0, k1, gaps, levels)
    for p in range(first, last):
        F = table[p]
        for strip in range(LEVELS.size):
            lines[strip, 0], lines[strip, 1] = first_row(strip, F)
        end = segment_start[(p + 1) * strata]
        # drop who has left the list
        keep = at
        upto = at
        while upto < listed.size and listed[upto] < end:
            s = np.int64(state[listed[upto]])
            if s == HOME:
                home[went] = listed[upto]
                went += 1
            elif s != QUIET and s != DEAD:
                listed[keep] = listed[upto]
                keep += 1
            upto += 1
        n: Jit = np.int64(0)  # a literal would be a type of its own, compiled apart
        for g in range(strata):
            seg = p * strata + g
            lo, hi = segment_start[seg], segment_start[seg + 1]
            join = np.float64(rates[seg, 0])
            if join <= 0.0 or lo == hi:
                continue
            own = (seg - first * strata) * strips
            rate = join * max(1.0, np.float64(F[6]))
            if rate <= DENSE and not some_point(gaps, own, rate, np.float64(hi - lo)):
                continue
            before = n
            joined, n = candidates(
                seg, lo, hi, rows[seg], least_risk[seg], hardship, risk, state, F, lines, gaps,
                levels, own, join, c_join, k0, k1, joined, n, stat,
            )  # fmt: skip
            for j in range(before, n):
                origin = QUIET
                if joined[j] < 0:
                    joined[j] = -joined[j] - 1
                    origin = HOME
                delta[origin, g, p] -= 1
                delta[MARCHING, g, p] += 1
        fresh = joined[:n]
        shell_sort(fresh)
        if out.size < wrote + (keep - at) + n:
            out = longer(out, wrote, 2 * out.size + (keep - at) + n)
        j = 0
        seg = p * strata
        for e in range(at, keep):
            i = listed[e]
            while j < n and fresh[j] < i:
                out[wrote] = fresh[j]
                wrote += 1
                j += 1
            while i >= segment_start[seg + 1]:
                seg += 1
            s = np.int64(state[i])
            grief, f = f32(0.0), f32(0.0)
            if s < DETAINED:  # traits do not matter to the others, and each is a cache miss
                grief = grievance(trait(hardship[i]), F[0], F[1], F[2])
                f = willingness((grief + F[3]) - trait(risk[i]) * F[4], F[5])
            x, y = words(u32(i), c_transit, k0, k1)
            t = np.int64(transition(s, f, grief, F, rates[seg, 0], rates[seg, 1], x, y))
            if t != s:
                state[i] = t
                delta[s, seg % strata, p] -= 1
                delta[t, seg % strata, p] += 1
            if t == HOME:
                home[went] = i
                went += 1
            else:
                out[wrote] = i
                wrote += 1
        while j < n:
            out[wrote] = fresh[j]
            wrote += 1
            j += 1
        at = upto
    return longer(out, wrote, wrote), longer(home, went, went)


@kernel
def rows_of(segment_start: Jit, hardship: Jit) -> Jit:
    """(segment, 257) first id of each row of hardship, in each segment; the last entry is its end."""
    segments = segment_start.size - 1
    rows = np.empty((segments, 257), np.int32)
    for segment in range(segments):
        i, end = segment_start[segment], segment_start[segment + 1]
        for h in range(256):
            rows[segment, h] = i
            while i < end and hardship[i] == h:
                i += 1
        rows[segment, 256] = end
    return rows
