"""Outlines of regions: units of Natural Earth put together by the people who live in them.

A unit belongs to the region of most of the people whose towns lie in it (point in polygon, not
codes: those fit in 122 of 165 countries).  An outline is kept if it holds most of its region's
people and few of others', so that stale borders (Kenya has 8 units and 47 counties) leave a gap
instead of a wrong line. Borders of a country are simplified together, so that neighbours still
touch.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import numpy as np
import shapely
from atlas.gazetteer import Region
from atlas.sources import Settlement
from shapely.geometry import shape

DEGREES = 0.02  # tolerance of the simplification, about 2 km
SMALL = 0.002  # for countries of less than a degree across
HOLDS, FOREIGN = 0.8, 0.2  # shares of people: of the region's inside, of others' inside


def shapes(units: list[dict[str, Any]]) -> list[Any]:
    """Geometries of the units, made valid."""
    return [shapely.make_valid(shape(u["geometry"])) for u in units]


def located(settled: list[Settlement], geometries: list[Any]) -> list[int]:
    """For each settlement the unit in which it lies, or that is nearest within a tenth of a degree."""
    if not geometries or not settled:
        return [-1] * len(settled)
    tree = shapely.STRtree(geometries)
    points = shapely.points([[s.lon, s.lat] for s in settled])
    out = np.full(len(settled), -1)
    which, unit = tree.query(points, predicate="within")
    out[which] = unit
    left = np.flatnonzero(out < 0)
    if len(left):
        which, unit = tree.query_nearest(points[left], max_distance=0.1, all_matches=False)
        out[left[which]] = unit
    return [int(u) for u in out]


def draw(
    found: list[Region],
    region_of: dict[int, int],
    settled: list[Settlement],
    geometries: list[Any],
    unit_of: list[int],
) -> float:
    """Give regions their outlines; the share of the people whose region has one."""
    inside: dict[int, Counter[int]] = defaultdict(Counter)
    people: Counter[int] = Counter()
    for s, u in zip(settled, unit_of, strict=True):
        n = s.population + 1
        people[region_of[s.id]] += n
        if u >= 0:
            inside[u][region_of[s.id]] += n
    owner = {u: c.most_common(1)[0][0] for u, c in inside.items()}
    if not owner:
        return 0.0
    west, south, east, north = shapely.total_bounds(geometries)
    step = SMALL if max(east - west, north - south) < 1 else DEGREES
    simple = shapely.coverage_simplify(geometries, step)
    drawn = 0
    for i, region in enumerate(found):
        own = [u for u, r in owner.items() if r == i]
        held = sum((inside[u] for u in own), Counter())
        if not own or held[i] < HOLDS * people[i] or held[i] < (1 - FOREIGN) * held.total():
            continue
        area = shapely.make_valid(shapely.union_all([simple[u] for u in own]))
        parts = [p for p in shapely.get_parts(area) if p.geom_type == "Polygon"]
        largest = max((p.area for p in parts), default=0)
        region.outline = [
            [list(ring.coords) for ring in (p.exterior, *p.interiors)]
            for p in sorted(parts, key=lambda p: -p.area)
            if p.area >= 0.001 * largest
        ]
        drawn += people[i] if region.outline else 0
    return drawn / people.total()
