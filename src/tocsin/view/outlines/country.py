"""The country that a scenario lies in, and the land around it, cut to the size of a map.

A scenario does not say which country it is about.  It gets the outline of those that hold its places if
the places are spread over a good part of them: two invented towns half a degree apart get none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tocsin.view.outlines.countries import Part, parts

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_DEGREES = 1.0  # borders at 1:50,000,000 say nothing about less
INSIDE = 0.8  # share of the places that lie in the countries found; coasts are coarse
OWN = 0.05  # share of the places that makes a country one of the scenario's
SPREAD = 1 / 3  # of the country's width and height that the places cover
AROUND = 0.3  # of its width and height that is kept around it
STEPS = 5000  # of the grid to which points are rounded, across the country

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Outline:
    """A ring of a country's border, degrees east and north, clockwise (holes the other way round).

    own : whether the scenario lies in this country
    """

    country: str
    own: bool
    ring: NDArray[np.float64]


def side_by_side(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Places (place, 2) with longitudes that do not jump where 180 degrees east meets west.

    Where the places lie nearer to one another across that line, those west of Greenwich count on
    beyond 180.
    """
    if not len(places):
        return places
    moved = places.copy()
    moved[:, 0] = np.where(places[:, 0] < 0, places[:, 0] + 360, places[:, 0])
    return (
        moved
        if np.ptp(moved[:, 0]) < np.ptp(places[:, 0]) and np.ptp(places[:, 0]) > 180
        else places
    )


def outlines(places: NDArray[np.float64]) -> list[Outline]:
    """Outlines around places (place, 2), longitude and latitude; none if they lie nowhere.

    Longitudes may be those of `side_by_side`; so are then those of the outlines.
    """
    if not len(places) or np.ptp(places, axis=0).max() < LEAST_DEGREES:
        return []
    beyond = bool(places[:, 0].max() > 180)
    known = [_beyond(part) for part in parts()] if beyond else parts()
    own = _own(places, known)
    if not own:
        return []
    box = _around([part.box for part in own], 360.0 if beyond else 180.0)
    step = max(box[2] - box[0], box[3] - box[1]) / STEPS
    names = {part.country for part in own}
    found = []
    for part in sorted(known, key=lambda p: (p.country in names, p.country)):
        if _apart(part.box, box):
            continue
        for ring in part.rings:
            cut = _rounded(_clip(ring, box), step)
            if len(cut) >= 4:
                found.append(Outline(part.country, part.country in names, cut))
    return found


def _beyond(part: Part) -> Part:
    """A part as it lies where longitudes go on beyond 180 degrees east, whole if that line cuts it."""
    west, south, east, north = part.box
    around = south < -80  # the pole lies in it
    if around or (east > 0 and east - west <= 180):
        return part
    rings = [np.column_stack([np.where(r[:, 0] < 0, r[:, 0] + 360, r[:, 0]), r[:, 1]])
             for r in part.rings]  # fmt: skip
    return Part(part.country, rings, (rings[0][:, 0].min(), south, rings[0][:, 0].max(), north))


def _own(places: NDArray[np.float64], known: list[Part]) -> list[Part]:
    """The parts of countries that hold the places, if these are spread over them."""
    held = [(part, part.holds(places)) for part in known]
    by_country: dict[str, int] = {}
    for part, inside in held:
        by_country[part.country] = by_country.get(part.country, 0) + int(inside.sum())
    names = {name for name, n in by_country.items() if n >= OWN * len(places)}
    own = [part for part, inside in held if part.country in names and inside.any()]
    if not own or sum(by_country[name] for name in names) < INSIDE * len(places):
        return []
    west, south, east, north = _hull([part.box for part in own])
    spread = np.ptp(places, axis=0) / (east - west, north - south)
    return own if (spread >= SPREAD).all() else []


def _hull(boxes: list[Box]) -> Box:
    array = np.array(boxes)
    (west, south), (east, north) = array[:, :2].min(0), array[:, 2:].max(0)
    return float(west), float(south), float(east), float(north)


def _around(boxes: list[Box], end: float) -> Box:
    west, south, east, north = _hull(boxes)
    x, y = AROUND * (east - west), AROUND * (north - south)
    return max(-180.0, west - x), max(-89.0, south - y), min(end, east + x), min(89.0, north + y)


def _apart(a: Box, b: Box) -> bool:
    return a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]


def _clip(ring: NDArray[np.float64], box: Box) -> NDArray[np.float64]:
    """What of a closed ring lies in a box (Sutherland and Hodgman 1974), closed again."""
    points = ring[:-1]
    for axis, bound, sign in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
        if not len(points):
            break
        depth = sign * (points[:, axis] - bound)
        if (depth >= 0).all():
            continue
        before, deep = np.roll(points, 1, axis=0), np.roll(depth, 1)
        out = []
        for p, d, q, e in zip(points, depth, before, deep, strict=True):
            if (d >= 0) != (e >= 0):
                out.append(q + (p - q) * (e / (e - d)))
            if d >= 0:
                out.append(p)
        points = np.array(out).reshape(-1, 2)
    return np.concatenate([points, points[:1]])


def _rounded(ring: NDArray[np.float64], step: float) -> NDArray[np.float64]:
    """On a grid, without points that fall on the one before."""
    on_grid = np.round(ring / step)
    moves = np.ones(len(on_grid), bool)
    moves[1:] = (np.diff(on_grid, axis=0) != 0).any(1)
    return np.asarray(on_grid[moves] * step)
