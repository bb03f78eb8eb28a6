"""Regions as areas: what is nearer to a place of the region than to any other place (Voronoi cells).

No borders of regions are at hand for every country, so that these stand for them on a map, clipped to
the country by whoever draws them.  Distances are those of a map whose width is shrunk by the cosine of
the middle latitude.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Voronoi cells of SciPy, which has no types.
Diagram: TypeAlias = Any
FAR = 3.0  # cells end at so many times the spread of the places


def areas(
    places: NDArray[np.float64], region: NDArray[np.int64], regions: int
) -> list[list[NDArray[np.float64]]]:
    """Rings of each region, (point, 2) degrees east and north, closed, clockwise; holes run against.

    places : (place, 2) longitude and latitude; region : (place,) number of its region
    Places that lie alone or all in a line have no cells: the lists are empty.
    """
    from scipy.spatial import QhullError, Voronoi

    out: list[list[NDArray[np.float64]]] = [[] for _ in range(regions)]
    if not len(places):
        return out
    middle = places.mean(0)
    shrink = np.array([max(0.05, np.cos(np.radians(middle[1]))), 1.0])
    spread = float(np.ptp((places - middle) * shrink, axis=0).max())
    points, first = np.unique((places - middle) * shrink, axis=0, return_index=True)
    owner = region[first]
    if spread == 0:
        return out
    turn = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    rim = FAR * spread * np.column_stack([np.cos(turn), np.sin(turn)])
    try:
        found: Diagram = Voronoi(np.concatenate([points, rim]))
    except QhullError:
        return out
    owner = np.append(owner, np.full(len(rim), -1))
    edges: list[list[tuple[int, int]]] = [[] for _ in range(regions)]
    for (a, b), (u, v) in zip(found.ridge_points, found.ridge_vertices, strict=True):
        if owner[a] == owner[b] or u < 0 or v < 0:
            continue
        for here in (a, b):
            if owner[here] >= 0:
                edges[owner[here]].append(_clockwise(found, here, u, v))
    for number, own in enumerate(edges):
        for ring in _rings(own):
            out[number].append(found.vertices[ring] / shrink + middle)
    return out


def _clockwise(found: Diagram, point: int, u: int, v: int) -> tuple[int, int]:
    """The edge in the direction that has the point on its right."""
    (ux, uy), (vx, vy), (px, py) = found.vertices[u], found.vertices[v], found.points[point]
    return (u, v) if (vx - ux) * (py - uy) - (vy - uy) * (px - ux) < 0 else (v, u)


def _rings(edges: list[tuple[int, int]]) -> list[list[int]]:
    """Directed edges chained into closed rings of vertices."""
    onward: dict[int, list[int]] = {}
    for u, v in sorted(edges):
        onward.setdefault(u, []).append(v)
    rings = []
    while onward:
        start = min(onward)
        ring = [start]
        while True:
            here = ring[-1]
            following = onward[here].pop()
            if not onward[here]:
                del onward[here]
            ring.append(following)
            if following == start or following not in onward:
                break
        rings.append(ring)
    return [ring for ring in rings if ring[0] == ring[-1]]
