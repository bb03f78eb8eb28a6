"""The flagship's world adds up."""

from __future__ import annotations

import numpy as np
import pytest

import tocsin as tc
from tocsin.world import build


@pytest.fixture(scope="module")
def world(flagship):
    return build(flagship)


def test_everybody_is_there_once(world, flagship):
    """Census-revised population of 1 January 2022, 17 regions."""
    assert world.persons == 19_502_453 == flagship.persons
    assert len(world.regions) == 17
    sizes = np.diff(world.layout.segment_start).reshape(len(world.places), -1)
    np.testing.assert_array_equal(sizes.sum(1), world.places.population)


def test_ties_sum_to_one_and_do_not_lead_home(world):
    lives = world.places.crowd_population > 0
    np.testing.assert_allclose(world.ties[lives].sum(1), 1, rtol=1e-9)
    assert not np.diag(world.ties).any()


def test_the_ring_of_almaty_acts_in_almaty(world):
    ring = world.places.ids.index("kz-ring-of-almaty")
    almaty = world.places.acts_in[ring]
    assert world.places.names[almaty] == "Almaty"
    assert world.regions.names[world.places.region[ring]] == "Almaty region"
    assert world.places.crowd_population[almaty] == 2_101_695 + 700_000
    assert world.places.crowd_population[ring] == 0


def test_capitals_of_regions_are_towns_of_the_region(world):
    for r, capital in enumerate(world.regions.capital):
        assert world.places.region[capital] == r
        assert not world.places.rural[capital]


def test_corruption_is_centred_on_the_population(world):
    people = np.bincount(world.places.region, world.places.population)
    assert abs(world.regions.corruption @ people) < 1e-6 * people.sum()


def test_western_clocks_are_an_hour_behind(world):
    offset = dict(zip(world.regions.names, world.regions.offset[0], strict=True))
    assert offset["Mangystau"] == 300
    assert offset["Almaty city"] == 360


def test_shares_cover_everybody_and_vary_where_the_file_says(world):
    sizes = np.diff(world.layout.segment_start).reshape(len(world.places), -1)
    share = sizes / sizes.sum(1, keepdims=True)
    workers = world.strata.names.index("industrial workers")
    zhanaozen = world.places.names.index("Zhanaozen")
    aktau = world.places.ids.index("610612")  # there is another Aktau near Karaganda
    assert share[zhanaozen, workers] == pytest.approx(1.7 * share[aktau, workers], rel=0.01)
    assert (share[sizes.sum(1) > 1000] > 0).all()


@pytest.mark.parametrize("zone", ["UTC+4:30", "UTC+5:30", "UTC-3:30", "UTC+6"])
def test_the_day_begins_at_midnight_in_every_zone(zone):
    scenario = tc.load("two-towns").set("clock.zone", zone).without("cells")
    simulation = tc.Simulation(scenario, threads=1)
    assert [int(simulation.now.at(t).local_hour[0]) for t in (0, 1, 23, 24)] == [0, 1, 23, 0]
