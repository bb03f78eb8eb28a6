"""Sums in NumPy's order inside of a loop: pairwise, so that both give the same bits."""

from __future__ import annotations

from tocsin.people.kernels.jit import Jit, loop

FEW, MANY = 8, 128  # numbers that are summed one after the other; by eight at a time


@loop
def pairwise(values: Jit, first: int, n: int) -> Jit:
    """Sum of `n` values from `first` on, as `values[first : first + n].sum()` has it."""
    if n < FEW:
        total = 0.0
        for i in range(first, first + n):
            total += values[i]
        return total
    if n <= MANY:
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
    half = n // 2
    half -= half % FEW
    return pairwise(values, first, half) + pairwise(values, first + half, n - half)
