"""The country is found by its places; regions are what is nearest to theirs."""

from __future__ import annotations

import numpy as np
import pytest

from tocsin.view.outlines.areas import areas
from tocsin.view.outlines.countries import parts
from tocsin.view.outlines.country import outlines, side_by_side


def inside(ring: np.ndarray, point: np.ndarray) -> bool:
    (ax, ay), (bx, by) = ring[:-1].T, ring[1:].T
    crosses = (ay > point[1]) != (by > point[1])
    at = ax + (point[1] - ay) / np.where(by == ay, 1, by - ay) * (bx - ax)
    return bool((crosses & (point[0] < at)).sum() % 2)


def area(ring: np.ndarray) -> float:
    """Of the plane, above zero against the sun."""
    x, y = ring.T
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum() / 2)


@pytest.fixture(scope="module")
def places(flagship):
    return np.array([[p.lon, p.lat] for p in flagship.spec.places])


def test_the_flagship_lies_in_its_country_among_its_neighbours(places):
    found = outlines(places)
    assert {o.country for o in found if o.own} == {"Kazakhstan"}
    assert {"Russia", "China", "Kyrgyzstan", "Uzbekistan", "Turkmenistan"} <= {
        o.country for o in found
    }
    assert not {"Germany", "India"} & {o.country for o in found}
    for outline in found:
        assert (outline.ring[0] == outline.ring[-1]).all()
    largest = max((o.ring for o in found if o.own), key=len)
    assert area(largest) < 0  # clockwise
    assert np.mean([inside(largest, p) for p in places]) > 0.95


def test_the_same_places_elsewhere_have_another_country(places):
    """Shrunk and moved to France, the map is of France."""
    middle = (places.max(0) + places.min(0)) / 2
    moved = (places - middle) * (0.12, 0.25) + (2.5, 46.8)
    assert {o.country for o in outlines(moved) if o.own} == {"France"}


def test_places_that_lie_nowhere_have_no_outline(places, two_towns):
    towns = np.array([[p.lon, p.lat] for p in two_towns.spec.places])
    assert outlines(towns) == []  # in a corner of a country that they have nothing to do with
    assert outlines(places * 0 + 5) == []
    assert outlines(places - (100, 30)) == []  # mostly at sea
    assert outlines(np.empty((0, 2))) == []


def test_neighbours_end_at_the_edge_of_the_map(places):
    low = np.min([o.ring.min(0) for o in outlines(places)], axis=0)
    high = np.max([o.ring.max(0) for o in outlines(places)], axis=0)
    spread = np.ptp(places, axis=0)
    assert (high - low < 2 * spread).all()


def test_all_rings_are_closed_and_most_countries_are_there():
    names = {part.country for part in parts()}
    assert {"Kazakhstan", "Egypt", "Chile", "Fiji", "Luxembourg"} <= names
    assert all((ring[0] == ring[-1]).all() for part in parts() for ring in part.rings)


def test_every_place_lies_in_the_cells_of_its_region_and_no_other(flagship, places):
    names = list(flagship.spec.regions)
    region = np.array([names.index(p.region) for p in flagship.spec.places])
    found = areas(places, region, len(names))
    for place, own in zip(places, region, strict=True):
        held = [sum(inside(ring, place) for ring in rings) % 2 for rings in found]
        assert held == [int(i == own) for i in range(len(names))]


def test_a_place_that_changes_region_takes_its_cell_along():
    at = np.array([[0, 0], [1, 0], [0, 1], [1, 1], [0.4, 0.45]], float)
    before = areas(at, np.array([0, 0, 1, 1, 0]), 2)
    after = areas(at, np.array([0, 0, 1, 1, 1]), 2)

    def holds(rings, point):
        return sum(inside(ring, np.array(point)) for ring in rings) % 2 == 1

    assert holds(before[0], (0.4, 0.45))
    assert not holds(before[1], (0.4, 0.45))
    assert holds(after[1], (0.4, 0.45))


def test_places_in_a_line_or_alone_have_no_trouble():
    assert areas(np.array([[1.0, 2.0]]), np.array([0]), 1) == [[]]
    assert areas(np.array([[1.0, 2.0], [1.0, 2.0]]), np.array([0, 1]), 2) == [[], []]
    line = areas(np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]]), np.array([0, 1, 1]), 2)
    assert all(line)
    assert areas(np.empty((0, 2)), np.empty(0, int), 0) == []


def test_places_on_both_sides_of_the_date_line_lie_side_by_side():
    places = np.array([[179.9, -17.8], [-179.9, -17.8]])
    np.testing.assert_allclose(side_by_side(places)[:, 0], [179.9, 180.1])
    apart = np.array([[-100.0, 40.0], [100.0, 40.0], [0.0, 40.0]])
    np.testing.assert_array_equal(side_by_side(apart), apart)


def test_a_country_across_the_date_line_is_in_one_piece():
    """Russia with Chukotka, a part of which lies in the west."""
    places = [[37.6, 55.7], [47.5, 42.9], [88.2, 69.3], [129.7, 62.0], [-176.0, 67.0]]
    own = [o.ring for o in outlines(side_by_side(np.array(places))) if o.own]
    mainland = max(own, key=len)
    assert np.concatenate(own)[:, 0].min() > 0
    assert 185 < mainland[:, 0].max() < 195
    assert np.abs(np.diff(mainland[:, 0])).max() < 10  # no line across the map
