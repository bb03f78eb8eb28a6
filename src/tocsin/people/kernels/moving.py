"""Moves by number: 'k persons of these states at place p to state s2', for what capacity limits.

All are drawn by keyed random numbers and uniformly, whatever the order of threads:

few     of the persons in the states, the k with the smallest random words, keyed by person: two
        scenarios that share their random numbers tend to take the same persons
some    out of a long list, entries one by one until k are found in one of the states
many    out of the very many who are quiet, residents one by one; `odds` by stratum let a stratum be
        drawn less often, or never

Ids of those who are not quiet stand in two lists, in order and disjoint (some may be quiet by now).
"""

from __future__ import annotations

import numpy as np

from tocsin.people.kernels.jit import Jit, inline, kernel
from tocsin.people.kernels.lists import place_of, smallest
from tocsin.people.random import minus_log
from tocsin.people.random import words as draw_words
from tocsin.people.states import S

MARCHING, RIOTING, ACTIVIST, CELL = int(S.MARCHING), int(S.RIOTING), int(S.ACTIVIST), int(S.CELL)
HOME, DISPERSED, DETAINED = int(S.HOME), int(S.DISPERSED), int(S.DETAINED)
u32 = np.uint32
u64 = np.uint64

LONG = 16  # a list with more entries than so many for each who is taken is drawn from, not gone through


@inline
def _in(origins: int, state: Jit) -> bool:
    return bool((origins >> np.int64(state)) & 1)


@kernel
def _listed(homes: Jit, place_start: Jit, first: Jit, second: Jit) -> int:
    """How many entries of both lists live in some places."""
    size = 0
    for home in homes:
        for ids in (first, second):
            lo = place_of(ids, place_start[home])
            size += place_of(ids, place_start[home + 1]) - lo
    return size


@kernel
def _shift(i: int, segment_start: Jit, strata: int, state: Jit, target: int, counts: Jit) -> None:
    segment = place_of(segment_start, i + 1) - 1
    counts[np.int64(state[i]), segment % strata, segment // strata] -= 1
    counts[target, segment % strata, segment // strata] += 1
    state[i] = target


@kernel
def _few(
    homes: Jit, place_start: Jit, segment_start: Jit, strata: int, state: Jit, first: Jit,
    second: Jit, origins: int, target: int, k: int, c1: Jit, k0: Jit, k1: Jit, counts: Jit,
    called: Jit, n_called: int,
) -> Jit:  # fmt: skip
    size = _listed(homes, place_start, first, second)
    chosen = np.empty(size, np.int64)
    words = np.empty(size, np.uint64)
    n = 0
    for home in homes:
        for which, ids in enumerate((first, second)):
            lo = place_of(ids, place_start[home])
            hi = place_of(ids, place_start[home + 1])
            for j in range(lo, hi):
                i = ids[j]
                if _in(origins, state[i]):
                    x, y = draw_words(u32(i), c1, k0, k1)
                    chosen[n] = i if which == 0 else -i - 1
                    words[n] = (u64(x) << u64(32)) | u64(y)
                    n += 1
    k = min(k, n)
    if k == 0:
        return 0, n_called
    limit = smallest(words[:n].copy(), k)
    done = 0
    for j in range(n):
        if words[j] <= limit and done < k:
            i = chosen[j]
            if i < 0:
                i = -i - 1
                called[n_called] = i
                n_called += 1
            _shift(i, segment_start, strata, state, target, counts)
            done += 1
    return done, n_called


@kernel
def _some(
    homes: Jit, place_start: Jit, segment_start: Jit, strata: int, state: Jit, first: Jit,
    second: Jit, origins: int, target: int, k: int, c1: Jit, k0: Jit, k1: Jit, counts: Jit,
    called: Jit, n_called: int,
) -> Jit:  # fmt: skip
    """As many as are found in a fair number of draws; none where the lists are short."""
    size = _listed(homes, place_start, first, second)
    if size <= LONG * k:
        return 0, n_called
    key1 = u32(k1 + u32(u32(homes[0] + 1) * u32(0x9E3779B9)))
    done = 0
    draw = 0
    while done < k and draw < LONG * k:
        x, y = draw_words(u32(draw), c1, k0, key1)
        draw += 1
        at = np.int64(((u64(x) << u64(20)) ^ u64(y)) % u64(size))
        for home in homes:
            for which, ids in enumerate((first, second)):
                lo = place_of(ids, place_start[home])
                here = place_of(ids, place_start[home + 1]) - lo
                if 0 <= at < here and _in(origins, state[ids[lo + at]]):
                    if which == 1:
                        called[n_called] = ids[lo + at]
                        n_called += 1
                    _shift(ids[lo + at], segment_start, strata, state, target, counts)
                    done += 1
                at -= here
    return done, n_called


@kernel
def _many(
    homes: Jit, place_start: Jit, segment_start: Jit, strata: int, state: Jit, odds: Jit,
    origins: int, target: int, k: int, c1: Jit, k0: Jit, k1: Jit, counts: Jit, taken: Jit,
) -> int:  # fmt: skip
    """Draw residents until `k` are found.

    Where hardly any are left, the rest are the first of a race of exponential times with rates `odds`.
    """
    total = 0
    for home in homes:
        total += place_start[home + 1] - place_start[home]
    # a destination has a stream of its own
    key1 = u32(k1 + u32(u32(homes[0] + 1) * u32(0x9E3779B9)))
    done = 0
    draw = 0
    limit = 64 * k + 1024
    while done < k and draw < limit:
        x, y = draw_words(u32(draw), c1, k0, key1)
        z, _ = draw_words(u32(draw) | u32(0x80000000), c1, k0, key1)
        draw += 1
        at = np.int64(((u64(x) << u64(20)) ^ u64(y)) % u64(total))
        for home in homes:
            size = place_start[home + 1] - place_start[home]
            if at >= size:
                at -= size
                continue
            i = place_start[home] + at
            stratum = (place_of(segment_start, i + 1) - 1) % strata
            if _in(origins, state[i]) and z < odds[stratum] * 4294967296.0:
                _shift(i, segment_start, strata, state, target, counts)
                taken[done] = i
                done += 1
            break
    if done == k:
        return done
    here = np.empty(total, np.int64)
    time = np.empty(total)
    n = 0
    for home in homes:
        for i in range(place_start[home], place_start[home + 1]):
            stratum = (place_of(segment_start, i + 1) - 1) % strata
            if _in(origins, state[i]) and odds[stratum] > 0.0:
                x, y = draw_words(u32(i), c1, k0, k1)
                here[n] = i
                time[n] = minus_log((np.float64(x) + 0.5) / 4294967296.0) / odds[stratum]
                n += 1
    for _ in range(min(k - done, n)):
        first = 0
        for j in range(n):
            if time[j] < time[first]:
                first = j
        time[first] = np.inf
        _shift(here[first], segment_start, strata, state, target, counts)
        taken[done] = here[first]
        done += 1
    return done


@kernel
def move(
    numbers: Jit, home_start: Jit, homes: Jit, place_start: Jit, segment_start: Jit, strata: int,
    state: Jit, quiet: bool, first: Jit, second: Jit, odds: Jit, origins: int, target: int, c1: Jit,
    k0: Jit, k1: Jit, counts: Jit, moved: Jit,
) -> Jit:  # fmt: skip
    """Move persons by destination place; returns the ids of those who did not stand in `first`.

    numbers, moved : (place,) how many to move, how many were moved
    home_start, homes : places whose residents go out in a place
    quiet : whether they come from the quiet; else they stand in `first` or `second`
    """
    wanted = np.zeros(numbers.size, np.int64)
    for p in range(numbers.size):
        if numbers[p] <= 0:
            continue
        there = 0
        for home in homes[home_start[p] : home_start[p + 1]]:
            for s in range(counts.shape[0]):
                for g in range(strata):
                    if _in(origins, s) and odds[g] > 0.0:
                        there += counts[s, g, home]
        wanted[p] = min(numbers[p], there)
    called = np.empty(wanted.sum(), np.int64)
    n: Jit = np.int64(0)  # a literal would be a type of its own, compiled apart
    for p in range(numbers.size):
        k = wanted[p]
        if k <= 0:
            continue
        here = homes[home_start[p] : home_start[p + 1]]
        if quiet:
            moved[p] = _many(
                here, place_start, segment_start, strata, state, odds, origins, target, k, c1, k0,
                k1, counts, called[n:],
            )  # fmt: skip
            n += moved[p]
            continue
        done, n = _some(
            here, place_start, segment_start, strata, state, first, second, origins, target, k, c1,
            k0, k1, counts, called, n,
        )  # fmt: skip
        if done < k:
            more, n = _few(
                here, place_start, segment_start, strata, state, first, second, origins, target,
                k - done, c1, k0, k1, counts, called, n,
            )  # fmt: skip
            done += more
        moved[p] = done
    return called[:n]


@kernel
def recall(
    ids: Jit, segment_start: Jit, strata: int, state: Jit, origin: int, target: int, counts: Jit
) -> None:
    """Move everybody of `ids` who is in `origin` to `target`."""
    for j in range(ids.size):
        if state[ids[j]] == origin:
            _shift(ids[j], segment_start, strata, state, target, counts)


@kernel
def note(
    counts: Jit, acts_in: Jit, known: Jit, marching: Jit, rioting: Jit, active: Jit, cells_out: Jit,
    been_out: Jit, detained: Jit,
) -> None:  # fmt: skip
    """Bring `known` (state, stratum, home) up to `counts`, and the sums by where people go out."""
    states, strata, places = counts.shape
    for s in range(states):
        for g in range(strata):
            new, old = counts[s, g], known[s, g]
            other = np.int64(0)
            for p in range(places):
                other |= new[p] ^ old[p]
            if other == 0:
                continue
            for p in range(places):
                change = new[p] - old[p]
                if change == 0:
                    continue
                old[p] = new[p]
                q = acts_in[p]
                if s in (MARCHING, ACTIVIST):
                    marching[q] += change
                    active[q] += change
                elif s in (RIOTING, CELL):
                    rioting[q] += change
                    active[q] += change
                    if s == CELL:
                        cells_out[q] += change
                elif s in (HOME, DISPERSED):
                    been_out[q] += change
                elif s == DETAINED:
                    detained[q] += change
