"""Exact quantiles over the runs of an ensemble, block by block, so that memory stays bounded.

For each table the values of all runs are gathered for a few rows at a time and sorted; whatever the
order in which runs ended, the result is the same.  Linear interpolation, as `numpy.quantile` has it.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.results.packs import ROWS, Pack

if TYPE_CHECKING:
    from numpy.typing import NDArray

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
BUDGET = 64_000_000  # bytes of values gathered at once, for each thread


def table_quantiles(packs: list[Pack], name: str, threads: int = 1) -> NDArray[np.float32]:
    """(quantile, row, column) of a table over runs."""
    rows, columns = packs[0].head[name]["shape"]
    dtype = np.dtype("f4" if packs[0].head[name]["dtype"] == "<f4" else "i4")
    out = np.empty((len(QUANTILES), rows, columns), np.float32)
    if not out.size:
        return out
    at_once = max(1, min(ROWS, BUDGET // (4 * columns * len(packs))))

    def part(first: int) -> None:
        block, inside = divmod(first, ROWS)
        last = min(first + at_once, (block + 1) * ROWS, rows)
        values = np.empty((len(packs), last - first, columns), dtype)
        for i, pack in enumerate(packs):
            values[i] = pack.rows(name, block)[inside : inside + last - first]
        values.sort(axis=0)
        out[:, first:last] = of_sorted(values)

    parts = [
        first
        for start in range(0, rows, ROWS)
        for first in range(start, min(start + ROWS, rows), at_once)
    ]
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(part, parts))
    return out


def of_sorted(values: NDArray[Any]) -> NDArray[np.float32]:
    """Quantiles along the first axis, which is sorted."""
    n = len(values)
    out = np.empty((len(QUANTILES), *values.shape[1:]), np.float32)
    for i, q in enumerate(QUANTILES):
        at = q * (n - 1)
        low = int(at)
        t = at - low
        a = values[low].astype(float)
        b = values[min(low + 1, n - 1)].astype(float)
        out[i] = b - (b - a) * (1 - t) if t >= 0.5 else a + (b - a) * t
    return out
