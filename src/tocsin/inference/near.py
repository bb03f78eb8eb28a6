"""Nearness: which runs come nearest to what was observed, on standardised figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FAR = 4.0  # standard deviations: beyond that a figure is no farther away
STILL = 1e-9  # a standard deviation, below which a figure does not vary


def scales(x: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Centre and spread of each figure over runs; what does not vary, or is not known, has spread one.

    x : (run, figure), nan where a run has none
    """
    known = ~np.isnan(x)
    n = np.maximum(known.sum(0), 1)
    centre = np.where(known, x, 0.0).sum(0) / n
    spread = np.sqrt(np.where(known, (x - centre) ** 2, 0.0).sum(0) / n)
    return centre, np.where(spread > STILL, spread, 1.0)


def distances(
    x: NDArray[np.float64],
    at: NDArray[np.float64],
    spread: NDArray[np.float64] | None = None,
    most: float = FAR,
) -> NDArray[np.float64]:
    """(run,) squared distances from a point; of what is not known nothing is said.

    x : (run, figure); at : (figure,); spread : by which figures are divided, theirs over the runs
    without; most : standard deviations beyond which a figure counts no more
    """
    spread = scales(x)[1] if spread is None else spread
    z = np.minimum(np.abs(x - at) / spread, most)
    return np.asarray(np.where(np.isnan(z), 0.0, z**2).sum(1))


def nearest(far: NDArray[np.float64], n: int) -> NDArray[np.int64]:
    """At most n runs, the nearest first; of equals the first."""
    return np.asarray(np.argsort(far, kind="stable")[:n])
