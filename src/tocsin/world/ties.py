"""Ties between places: whose crowds people know of personally.

Half of a place's ties are local (radiation, or gravity by option), half long-range: kin, migrants,
chat groups, which fall off slowly with distance.  The rows of each half sum to 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def radiation(
    population: NDArray[np.float64], distance: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Share of movers from each place to each other place (Simini et al. 2012).

    T_ij / T_i = m_i m_j / ((m_i + s_ij) (m_i + m_j + s_ij)), s_ij the population nearer to i than j
    is, without i and j.  Places at the same distance are taken in the order of their index.

    population : (place,) persons
    distance : (place, place) km, zero on the diagonal
    returns : (place, place); row i sums to 1 - population[i] / population.sum()

    O(place^2 log place).
    """
    n = len(population)
    out = np.zeros((n, n))
    for i in range(n):
        order = np.argsort(distance[i], kind="stable")
        order = order[order != i]
        m = population[order]
        near = population[i] + np.concatenate([[0.0], np.cumsum(m)[:-1]])
        bottom = near * (near + m)
        out[i, order] = np.divide(population[i] * m, bottom, out=np.zeros_like(m), where=bottom > 0)
    return out


def gravity(
    population: NDArray[np.float64], distance: NDArray[np.float64], exponent: float
) -> NDArray[np.float64]:
    """Weight m_j / d_ij ** exponent, distances below 1 km counted as 1 km; zero on the diagonal."""
    out = population[None, :] * np.maximum(distance, 1.0) ** -exponent
    np.fill_diagonal(out, 0.0)
    return np.asarray(out)


def long_range(
    population: NDArray[np.float64],
    distance: NDArray[np.float64],
    *,
    offset: float,
    exponent: float,
) -> NDArray[np.float64]:
    """Weight m_j (offset + d_ij) ** -exponent; zero on the diagonal."""
    out = population[None, :] * (offset + distance) ** -exponent
    np.fill_diagonal(out, 0.0)
    return np.asarray(out)


def rows_to_one(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each row divided by its sum; a row without any weight stays zero."""
    sums = weights.sum(1, keepdims=True)
    return np.asarray(np.divide(weights, sums, out=np.zeros_like(weights), where=sums > 0))
