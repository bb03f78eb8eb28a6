"""Counted: Poisson numbers by place, keyed as uniforms are, drawn where a mean is above zero.

`quantiles` makes a number of a uniform and `random` the uniform; here both are done in one call for a
stack of means, and places where nothing can happen cost nothing.  `plainly` is the reference: the
same numbers by NumPy, a uniform for every place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from tocsin.people import quantiles
from tocsin.people.kernels.jit import Jit, kernel
from tocsin.people.quantiles import poisson_quantile
from tocsin.people.random import stream, uniforms, words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.people.engine import Key

u32 = np.uint32


@kernel
def _draw(mean: Jit, streams: Jit, k0: Jit, k1: Jit, out: Jit) -> None:
    for i in range(mean.shape[0]):
        for q in range(mean.shape[1]):
            if mean[i, q] > 0.0:
                a, b = words(u32(q), streams[i], k0, k1)
                # as in `random`: 53 bits, never 0 or 1
                u = (np.float64(a >> u32(5)) * 67108864.0 + np.float64(b >> u32(6)) + 0.5) / 2.0**53
                out[i, q] = poisson_quantile(u, mean[i, q])


def poissons(
    means: NDArray[np.float64], purposes: Sequence[int], step: int, key: Key
) -> NDArray[np.int64]:
    """Poisson numbers of (number, place) means, a purpose for each row; keyed by place."""
    streams = np.array([stream(step, purpose) for purpose in purposes], np.uint32)
    out = np.zeros(means.shape, np.int64)
    _draw(np.ascontiguousarray(means, np.float64), streams, *key, out)
    return out


def plainly(
    means: NDArray[np.float64], purposes: Sequence[int], step: int, key: Key
) -> NDArray[np.int64]:
    """The same, row by row."""
    rows = zip(means, purposes, strict=True)
    return np.array([quantiles.poisson(uniforms(len(m), x, step, key), m) for m, x in rows])
