"""Lists of ids in order: where one stands, sorted, joined; and the k-th smallest of some words."""

from __future__ import annotations

import numpy as np

from tocsin.people.kernels.jit import Jit, kernel


@kernel
def place_of(ids: Jit, value: int) -> Jit:
    """Number of ordered `ids` below `value`."""
    lo, hi = np.int64(0), np.int64(ids.size)
    while lo < hi:
        middle = (lo + hi) >> 1
        if ids[middle] < value:
            lo = middle + 1
        else:
            hi = middle
    return lo


@kernel
def smallest(values: Jit, k: int) -> Jit:
    """The k-th smallest value, by quickselect; the order of `values` is lost."""
    lo, hi = 0, values.size - 1
    while lo < hi:
        pivot = values[(lo + hi) >> 1]
        i, j = lo, hi
        while i <= j:
            while values[i] < pivot:
                i += 1
            while values[j] > pivot:
                j -= 1
            if i <= j:
                values[i], values[j] = values[j], values[i]
                i += 1
                j -= 1
        if k - 1 <= j:
            hi = j
        elif k - 1 >= i:
            lo = i
        else:
            break
    return values[k - 1]


@kernel
def longer(ids: Jit, n: Jit, size: Jit) -> Jit:
    """A copy of the first `n` with room for `size`."""
    out = np.empty(size, np.int64)
    for i in range(n):
        out[i] = ids[i]
    return out


@kernel
def shell_sort(ids: Jit) -> None:
    """In place; quicker to compile than NumPy's, and the lists are short."""
    gap = 1
    while 3 * gap + 1 < ids.size:
        gap = 3 * gap + 1
    while gap > 0:
        for i in range(gap, ids.size):
            x, j = ids[i], i
            while j >= gap and ids[j - gap] > x:
                ids[j] = ids[j - gap]
                j -= gap
            ids[j] = x
        gap //= 3


@kernel
def copy(ids: Jit, to: Jit) -> None:
    """Into the beginning of `to`; an assignment of slices would take a second to compile."""
    for i in range(ids.size):
        to[i] = ids[i]


@kernel
def both(ids: Jit, more: Jit, but: Jit) -> Jit:
    """Those of `ids` and `more`, once each, who are not in `but`; all in order, `ids` once each.

    `ids` is long beside the others: it is copied from one of theirs to the next.
    """
    kept = np.empty(ids.size + more.size, np.int64)
    n, i, j, k = 0, 0, 0, 0
    while j < more.size or k < but.size:
        out = j == more.size or (k < but.size and but[k] <= more[j])
        x = but[k] if out else more[j]
        # gallop to the first of `ids` from x on
        step = 1
        lo = i
        while lo + step < ids.size and ids[lo + step] < x:
            lo += step
            step *= 2
        hi = min(lo + step, ids.size)
        while lo < hi:
            middle = (lo + hi) >> 1
            if ids[middle] < x:
                lo = middle + 1
            else:
                hi = middle
        here = lo - i
        copy(ids[i:lo], kept[n:])
        n += here
        i = lo
        if i < ids.size and ids[i] == x:
            i += 1
        if out:
            k += 1
        else:
            kept[n] = x
            n += 1
        while j < more.size and more[j] == x:
            j += 1
    rest = ids.size - i
    copy(ids[i:], kept[n:])
    return kept[: n + rest]
