"""Squares: where the people of one or several places gather.

A crowd, what it shows, what it risks and whom it meets belong to the square, so that how finely a
gazetteer cuts a town changes nothing.  A square bears the index of its largest place:

    a place that names another (`acts_in`)           goes there, as a suburb to its city
    towns of a region within `radius` of each other  share the square of the largest of them
    what is left of a region outside its towns       goes to the square of the region's capital

How many of those who live away from it come is weighed in `crowds` by the hours that they need.
Distances are in `geography`, who knows of whose square in `ties`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAME_SPOT = 0.5  # km; places that near are parts of one


def squares(
    population: NDArray[np.int64],
    distance: NDArray[np.float64],
    region: NDArray[np.int64],
    rural: NDArray[np.bool_],
    capital: NDArray[np.int64],
    named: NDArray[np.int64],
    radius: float,
) -> NDArray[np.int64]:
    """(place,) index of the place whose square the people of a place use.

    population : (place,) persons; distance : (place, place) km; capital : (region,) places
    named : (place,) the place that a place names, or -1; radius : km, 0 keeps all but parts apart

    Parts of a town at the same spot are put together before towns are compared, so that a town that
    is cut in parts keeps its square.  O(place^2).
    """
    n = len(population)
    out = np.arange(n)
    free = np.flatnonzero(~rural & (named < 0))
    # parts of one town: the largest, and among equals the first, stands for all
    order = free[np.argsort(-population[free], kind="stable")]
    towns = _joined(order, population, distance, region, SAME_SPOT, out)
    size = np.bincount(out[free], population[free], minlength=n)
    order = towns[np.argsort(-size[towns], kind="stable")]
    into = np.arange(n)
    _joined(order, size, distance, region, radius, into)
    out = into[out]
    given = named >= 0
    out[given] = out[named[given]]
    alone = np.flatnonzero(rural & ~given)
    out[alone] = out[capital[region[alone]]]
    return out


def _joined(
    order: NDArray[np.int64],
    size: NDArray[np.generic],
    distance: NDArray[np.float64],
    region: NDArray[np.int64],
    radius: float,
    out: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Each of `order` joins the nearest centre of its region within `radius`, or becomes one."""
    centres: list[int] = []
    for p in order:
        near = [c for c in centres if region[c] == region[p] and distance[p, c] <= radius]
        if near:
            out[p] = min(near, key=lambda c: (distance[p, c], c))
        else:
            out[p] = p
            centres.append(int(p))
    return np.array(centres, np.int64)
