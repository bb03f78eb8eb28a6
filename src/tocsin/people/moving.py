"""Moves by number: 'k persons of these states at place p to state s2', for what capacity limits.

Who is taken is keyed by the person: of those in the states, the k with the smallest random words.  So
the choice is uniform, does not depend on any order, and two scenarios that share their random numbers
tend to take the same persons.  Out of the very many who are quiet, residents are drawn one by one and
those in another state are passed over, which is the same law; `odds` by stratum let a stratum be drawn
less often, or never.

`origins` has a bit for each state that persons may be taken from; `out` and `extra` list, in order and
without repetition, the ids of all who are not quiet (and perhaps some who are).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tocsin.people.jit import kernel
from tocsin.people.random import threefry

u32 = np.uint32
u64 = np.uint64


@kernel
def take_few(
    homes: Any, place_start: Any, segment_start: Any, strata: int, state: Any, out: Any, extra: Any,
    origins: int, target: int, k: int, c1: Any, k0: Any, k1: Any, delta: Any,
) -> int:  # fmt: skip
    """Take the `k` with the smallest words; returns how many were taken."""
    found = 0
    for home in homes:
        for ids in (out, extra):
            lo = np.searchsorted(ids, place_start[home])
            hi = np.searchsorted(ids, place_start[home + 1])
            for j in range(lo, hi):
                if (origins >> np.int64(state[ids[j]])) & 1:
                    found += 1
    chosen = np.empty(found, np.int64)
    words = np.empty(found, np.uint64)
    n = 0
    for home in homes:
        for ids in (out, extra):
            lo = np.searchsorted(ids, place_start[home])
            hi = np.searchsorted(ids, place_start[home + 1])
            for j in range(lo, hi):
                i = ids[j]
                if (origins >> np.int64(state[i])) & 1:
                    x, y = threefry(u32(i), c1, k0, k1)
                    chosen[n] = i
                    words[n] = (u64(x) << u64(32)) | u64(y)
                    n += 1
    k = min(k, n)
    if k == 0:
        return 0
    limit = np.partition(words, k - 1)[k - 1]
    done = 0
    for j in range(n):
        if words[j] <= limit and done < k:
            _shift(chosen[j], segment_start, strata, state, target, delta)
            done += 1
    return done


@kernel
def _shift(i: int, segment_start: Any, strata: int, state: Any, target: int, delta: Any) -> None:
    segment = np.searchsorted(segment_start, i, side="right") - 1
    delta[np.int64(state[i]), segment % strata, segment // strata] -= 1
    delta[target, segment % strata, segment // strata] += 1
    state[i] = target


@kernel
def take_many(
    homes: Any, place_start: Any, segment_start: Any, strata: int, state: Any, odds: Any,
    origins: int, target: int, k: int, c1: Any, k0: Any, k1: Any, delta: Any, taken: Any,
) -> int:  # fmt: skip
    """Draw residents of `homes` until `k` are found; for origins that hold many people.

    Where hardly any are left, the rest are the first of a race of exponential times with rates `odds`.
    """
    total = 0
    for home in homes:
        total += place_start[home + 1] - place_start[home]
    # a destination has a stream of its own
    key1 = u32(k1 + u32(u32(homes[0]) * u32(0x9E3779B9)))
    done = 0
    draw = 0
    limit = 64 * k + 1024
    while done < k and draw < limit:
        x, y = threefry(u32(draw), c1, k0, key1)
        z, _ = threefry(u32(draw) | u32(0x80000000), c1, k0, key1)
        draw += 1
        at = np.int64(((u64(x) << u64(20)) ^ u64(y)) % u64(total))
        for home in homes:
            size = place_start[home + 1] - place_start[home]
            if at >= size:
                at -= size
                continue
            i = place_start[home] + at
            stratum = (np.searchsorted(segment_start, i, side="right") - 1) % strata
            if (origins >> np.int64(state[i])) & 1 and z < odds[stratum] * 4294967296.0:
                _shift(i, segment_start, strata, state, target, delta)
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
            stratum = (np.searchsorted(segment_start, i, side="right") - 1) % strata
            if (origins >> np.int64(state[i])) & 1 and odds[stratum] > 0.0:
                x, y = threefry(u32(i), c1, k0, k1)
                here[n] = i
                time[n] = -np.log((np.float64(x) + 0.5) / 4294967296.0) / odds[stratum]
                n += 1
    order = np.argsort(time[:n])
    for j in range(min(k - done, n)):
        _shift(here[order[j]], segment_start, strata, state, target, delta)
        taken[done] = here[order[j]]
        done += 1
    return done


@kernel
def recall(
    ids: Any, segment_start: Any, strata: int, state: Any, origin: int, target: int, delta: Any
) -> None:
    """Move everybody of `ids` who is in `origin` to `target`."""
    for j in range(ids.size):
        if state[ids[j]] == origin:
            _shift(ids[j], segment_start, strata, state, target, delta)
