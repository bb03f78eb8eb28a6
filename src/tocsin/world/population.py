"""People: how many of each stratum live where, and which traits they are dealt.

Each person draws hardship and risk aversion from the Beta distributions of the stratum, by keyed
random numbers, in 8 bits each; then a segment (place, stratum) is put in the order of hardship and
risk aversion by two passes of counting.  The same scenario gives the same people.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betainc

from tocsin.people.kernels.jit import Jit, kernel
from tocsin.people.layout import Layout, layout
from tocsin.people.random import Purpose, key, stream, threefry

if TYPE_CHECKING:
    from numpy.typing import NDArray

u32 = np.uint32


def sizes(population: NDArray[np.int64], shares: NDArray[np.float64]) -> NDArray[np.int64]:
    """(place, stratum) whole persons that add up to each place's population.

    By largest remainders; shares (place, stratum) sum to 1 in each row.
    """
    exact = population[:, None] * shares
    out = np.floor(exact).astype(np.int64)
    missing = population - out.sum(1)
    order = np.argsort(-(exact - out), axis=1, kind="stable")
    for p in np.flatnonzero(missing):
        out[p, order[p, : missing[p]]] += 1
    return out


def thresholds(mean: float, concentration: float) -> NDArray[np.uint32]:
    """(256,) upper ends, in 32 bits, of the 256 levels of a Beta-distributed trait."""
    a, b = mean * concentration, (1 - mean) * concentration
    edge = betainc(a, b, np.arange(1, 257) / 256)
    edge[-1] = 1.0
    whole = np.minimum(np.floor(edge * 2.0**32), 2.0**32 - 1)
    return np.asarray(whole, np.uint32)


@kernel
def _level(word: Jit, upper: Jit) -> int:
    low, high = 0, 255
    while low < high:
        middle = (low + high) >> 1
        if word <= upper[middle]:
            high = middle
        else:
            low = middle + 1
    return low


@kernel
def _deal(
    first: int,
    last: int,
    segment_start: Jit,
    strata: int,
    upper_h: Jit,
    upper_r: Jit,
    c1: Jit,
    k0: Jit,
    k1: Jit,
    hardship: Jit,
    risk: Jit,
) -> None:
    """Draw and order the traits of segments `first` to `last`."""
    count = np.zeros(257, np.int64)
    for segment in range(first, last):
        start, end = segment_start[segment], segment_start[segment + 1]
        n = end - start
        if n == 0:
            continue
        g = segment % strata
        h = np.empty(n, np.uint8)
        r = np.empty(n, np.uint8)
        order = np.empty(n, np.int64)
        for i in range(n):
            x, y = threefry(u32(start + i), c1, k0, k1)
            h[i] = _level(x, upper_h[g])
            r[i] = _level(y, upper_r[g])
        count[:] = 0
        for i in range(n):
            count[r[i] + 1] += 1
        for v in range(256):
            count[v + 1] += count[v]
        for i in range(n):
            order[count[r[i]]] = i
            count[r[i]] += 1
        count[:] = 0
        for i in range(n):
            count[h[i] + 1] += 1
        for v in range(256):
            count[v + 1] += count[v]
        for j in range(n):
            i = order[j]
            at = start + count[h[i]]
            count[h[i]] += 1
            hardship[at] = h[i]
            risk[at] = r[i]


def deal(
    sizes: NDArray[np.int64],
    hardship: list[tuple[float, float]],
    risk: list[tuple[float, float]],
    seed: int,
    threads: int = 2,
) -> tuple[Layout, NDArray[np.uint8], NDArray[np.uint8]]:
    """The layout and the traits of all persons.

    sizes : (place, stratum) persons
    hardship, risk : by stratum, mean and concentration of the Beta distribution
    """
    lay = layout(sizes)
    h = np.zeros(lay.padded, np.uint8)
    r = np.zeros(lay.padded, np.uint8)
    upper_h = np.stack([thresholds(*x) for x in hardship])
    upper_r = np.stack([thresholds(*x) for x in risk])
    c1 = stream(0, Purpose.POPULATION_HARDSHIP)
    k = key(seed, 0)
    segments = len(lay.segment_start) - 1
    # parts with about the same number of persons; segments are independent
    aim = np.linspace(0, lay.persons, 4 * threads + 1)
    cuts = np.unique(np.searchsorted(lay.segment_start, aim[1:-1]))
    edges = [0, *(int(c) for c in cuts if 0 < c < segments), segments]
    with ThreadPoolExecutor(threads) as pool:
        jobs = [
            pool.submit(_deal, a, b, lay.segment_start, lay.strata, upper_h, upper_r, c1, *k, h, r)
            for a, b in zip(edges[:-1], edges[1:], strict=True)
        ]
        for job in jobs:
            job.result()
    return lay, h, r


#: Side of the coarse grid of traits by which reports speak of 'the median willing person'.
GRID_H, GRID_R = 32, 16


@kernel
def _grid(segment_start: Jit, hardship: Jit, risk: Jit, out: Jit) -> None:
    for segment in range(segment_start.size - 1):
        for i in range(segment_start[segment], segment_start[segment + 1]):
            out[segment, (hardship[i] >> 3) * GRID_R + (risk[i] >> 4)] += 1


def grid(lay: Layout, hardship: NDArray[np.uint8], risk: NDArray[np.uint8]) -> NDArray[np.int32]:
    """(segment, 32 x 16) numbers of persons on a coarse grid of traits."""
    out = np.zeros((len(lay.segment_start) - 1, GRID_H * GRID_R), np.int32)
    _grid(lay.segment_start, hardship, risk, out)
    return out
