"""Squares: who shares one, and that a town cut in parts keeps its own."""

from __future__ import annotations

import numpy as np

from tocsin.world.geography import great_circle
from tocsin.world.squares import squares

#: A town, a suburb 4 km off, a town 30 km off, the country around; all in one region but the last.
LAT = np.array([50.0, 50.036, 50.27, 50.1, 50.0])
LON = np.array([20.0, 20.0, 20.0, 20.1, 20.001])
PEOPLE = np.array([50_000, 8_000, 20_000, 30_000, 9_000])
REGION = np.array([0, 0, 0, 0, 1])
RURAL = np.array([False, False, False, True, False])
CAPITAL = np.array([0, 4])
NOBODY = np.full(5, -1)


def formed(people=PEOPLE, lat=LAT, lon=LON, region=REGION, rural=RURAL, named=None, radius=6.0):
    named = np.full(len(people), -1) if named is None else named
    return squares(people, great_circle(lat, lon), region, rural, CAPITAL, named, radius)


def test_towns_within_the_radius_share_the_square_of_the_largest():
    assert formed()[:3].tolist() == [0, 0, 2]
    assert formed(radius=1.0)[:3].tolist() == [0, 1, 2]


def test_the_country_goes_to_the_capital_of_its_region():
    assert formed()[3] == 0


def test_towns_of_two_regions_share_no_square_unless_one_names_the_other():
    assert formed()[4] == 4
    named = NOBODY.copy()
    named[4] = 1  # the suburb, whose square is the town's
    assert formed(named=named)[4] == 0


def test_a_town_cut_in_parts_keeps_its_square_and_its_neighbours():
    """The suburb is now larger than any part of the town, and joins it all the same."""
    parts = 10
    people = np.concatenate([[5_000], PEOPLE[1:], np.full(parts - 1, 5_000)])
    more = parts - 1
    cut = formed(
        people, np.append(LAT, np.full(more, 50.0)), np.append(LON, np.full(more, 20.0)),
        np.append(REGION, np.zeros(more, int)), np.append(RURAL, np.zeros(more, bool)),
    )  # fmt: skip
    assert set(cut[[0, 1, 3, *range(5, 5 + more)]]) == {0}
    assert cut[2] == 2
