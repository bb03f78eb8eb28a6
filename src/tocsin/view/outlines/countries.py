"""The borders of all countries, from TopoJSON: arcs that neighbours share, stored once.

Format: https://github.com/topojson/topojson-specification (quantised, differences along an arc).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE = Path(__file__).with_name("countries-50m.json.gz")


@dataclass(frozen=True)
class Part:
    """A connected part of a country: an outer ring, clockwise, and holes.

    rings : each (point, 2), longitude and latitude in degrees, the last point the first
    box : west, south, east, north
    """

    country: str
    rings: list[NDArray[np.float64]]
    box: tuple[float, float, float, float]

    def holds(self, points: NDArray[np.float64]) -> NDArray[np.bool_]:
        """(point,) whether points (point, 2) lie inside, by the even-odd rule."""
        inside = np.zeros(len(points), bool)
        west, south, east, north = self.box
        x, y = points.T
        near = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
        if not len(near):
            return inside
        px, py = x[near][:, None], y[near][:, None]
        for ring in self.rings:
            (ax, ay), (bx, by) = ring[:-1].T, ring[1:].T
            crosses = (ay > py) != (by > py)
            with np.errstate(divide="ignore", invalid="ignore"):
                at = ax + (py - ay) / (by - ay) * (bx - ax)
            inside[near] ^= ((crosses & (px < at)).sum(1) % 2).astype(bool)
        return inside


@lru_cache(maxsize=1)
def parts() -> list[Part]:
    """All parts of all countries."""
    data = json.loads(gzip.decompress(FILE.read_bytes()))
    scale, move = np.array(data["transform"]["scale"]), np.array(data["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + move for arc in data["arcs"]]
    found = []
    for country in data["objects"]["countries"]["geometries"]:
        for polygon in _polygons(country):
            rings = [_ring(arcs, ring) for ring in polygon]
            (west, south), (east, north) = rings[0].min(0), rings[0].max(0)
            box = (float(west), float(south), float(east), float(north))
            found.append(Part(country["properties"]["name"], rings, box))
    return found


def _polygons(country: dict[str, Any]) -> Iterator[list[list[int]]]:
    if country["type"] == "Polygon":
        yield country["arcs"]
    elif country["type"] == "MultiPolygon":
        yield from country["arcs"]


def _ring(arcs: list[NDArray[np.float64]], numbers: list[int]) -> NDArray[np.float64]:
    """Arcs one after the other; a negative number is an arc backwards. Joints are there once."""
    pieces = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in numbers]
    return np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])
