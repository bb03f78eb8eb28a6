"""Distances and travel: great circles, a detour by road, hours by road or air."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

EARTH_RADIUS_KM = 6371.0


def great_circle(lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.float64]:
    """(place, place) distance in km on a sphere (haversine); exactly 0 on the diagonal.

    lat, lon : (place,) degrees
    """
    a, o = np.radians(lat), np.radians(lon)
    half = np.sin((a[:, None] - a) / 2) ** 2
    half += np.cos(a)[:, None] * np.cos(a) * np.sin((o[:, None] - o) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(half, 1.0))))


def within_region_hours(
    distance: NDArray[np.float64],
    population: NDArray[np.int64],
    region: NDArray[np.int64],
    capital: NDArray[np.int64],
    town: NDArray[np.bool_],
    *,
    detour: float,
    speed: float,
    assembly: float,
) -> NDArray[np.float64]:
    """(region,) hours that a region's force needs to shift its weight between towns by road.

    Assembly plus the drive from the capital to the mean townsman's place, weighted by population.
    """
    hours = np.full(len(capital), assembly)
    for r, c in enumerate(capital):
        there = np.flatnonzero((region == r) & town)
        if len(there):
            km = np.average(distance[c, there], weights=population[there])
            hours[r] += detour * km / speed
    return hours


def by_air_hours(
    distance: NDArray[np.float64],
    capital: NDArray[np.int64],
    depot: int,
    *,
    speed: float,
    assembly: float,
) -> NDArray[np.float64]:
    """(region,) hours from the depot to each region's capital by air, assembly included."""
    return np.asarray(assembly + distance[depot, capital] / speed)
