"""Sums in NumPy's order inside of a loop: pairwise, so that both give the same bits.

Without recursion: a function that calls itself does not come back whole from numba's cache on disk.
"""

from __future__ import annotations

import numpy as np

from tocsin.people.kernels.jit import Jit, loop

FEW, MANY = 8, 128  # numbers that are summed one after the other; by eight at a time
DEEP = 64  # halvings, more than any array has


@loop
def block(values: Jit, first: int, n: int) -> Jit:
    """Sum of at most MANY values."""
    if n < FEW:
        total = 0.0
        for i in range(first, first + n):
            total += values[i]
        return total
    a, b, c, d = values[first], values[first + 1], values[first + 2], values[first + 3]
    e, f, g, h = values[first + 4], values[first + 5], values[first + 6], values[first + 7]
    i = first + FEW
    while i + FEW <= first + n:
        a += values[i]
        b += values[i + 1]
        c += values[i + 2]
        d += values[i + 3]
        e += values[i + 4]
        f += values[i + 5]
        g += values[i + 6]
        h += values[i + 7]
        i += FEW
    total = ((a + b) + (c + d)) + ((e + f) + (g + h))
    while i < first + n:
        total += values[i]
        i += 1
    return total


@loop
def pairwise(values: Jit, first: int, n: int) -> Jit:
    """Sum of `n` values from `first` on, as `values[first : first + n].sum()` has it."""
    if n <= MANY:
        return block(values, first, n)
    # halves of halves on a stack: 0 neither is summed, 1 the left one is on its way, 2 the right one
    begin, size = np.zeros(DEEP, np.int64), np.zeros(DEEP, np.int64)
    stage, left = np.zeros(DEEP, np.int64), np.zeros(DEEP)
    begin[0], size[0] = first, n
    top, total = 0, 0.0
    while top >= 0:
        half = size[top] // 2
        half -= half % FEW
        if size[top] <= MANY:
            total = block(values, begin[top], size[top])
            top -= 1
        elif stage[top] == 2:
            total = left[top] + total
            top -= 1
        else:
            right = stage[top] == 1
            if right:
                left[top] = total
            stage[top] += 1
            begin[top + 1] = begin[top] + (half if right else 0)
            size[top + 1] = size[top] - half if right else half
            stage[top + 1] = 0
            top += 1
    return total
