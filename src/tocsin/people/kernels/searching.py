"""Where a person stands in an ordered list of ids, and the k-th smallest of some words."""

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
