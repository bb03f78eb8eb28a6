"""What weighs on elites and guards are shares of people: a country ten times as large feels alike."""

from __future__ import annotations

import numpy as np
import pytest

import tocsin as tc


def larger(scenario, times):
    """The same country with so many times the people in every place."""
    places = scenario.copy_of_data()["places"]
    for place in places:
        place["population"] *= times
    return scenario.set("places", places)


def after(scenario, mechanism, **fields):
    """The state after one step of one mechanism, from fields that are given."""
    simulation = tc.Simulation(scenario, 5, threads=1)
    for name, array in fields.items():
        simulation.state[name][...] = array
    simulation.wrap(lambda m, step: step if m.name == mechanism else lambda s, p, now: None)
    simulation.step()
    return simulation.state


@pytest.fixture(scope="module")
def court(two_towns):
    return two_towns.without("dismiss-minister", "alliance")


def test_the_street_weighs_by_its_share_of_the_people(court):
    out = np.array([30.0, 90.0, 0.0])
    small = after(court, "elites", active=out)["street"]
    large = after(larger(court, 10), "elites", active=10 * out)["street"]
    assert large == pytest.approx(small, rel=1e-9)
    assert after(larger(court, 10), "elites", active=out)["street"] < 0.2 * small


def test_a_crowd_at_the_seat_weighs_more_than_one_elsewhere(court):
    near = after(court, "elites", active=np.array([0.0, 90.0, 0.0]))["street"]
    far = after(court, "elites", active=np.array([90.0, 0.0, 0.0]))["street"]
    assert near > 2 * far > 0


@pytest.mark.parametrize("times", [1, 10])
def test_guards_fear_a_share_of_the_town(court, times):
    """Those of Beta (12,000 people use its square) from one in a thousand on, whatever its size."""
    sure = larger(court, times).edit(
        set={"parameters.desert": 10, "parameters.desert_crowd": 0.001}
    )
    guards = {"site_guards": 5.0, "loyalty_here": 0.0}
    left = [
        after(sure, "defection", rioting=np.array([0.0, n * times, 0.0]), **guards)["deserted"]
        for n in (11.0, 13.0)
    ]
    assert not left[0].any()
    assert left[1].tolist() == [0, 1, 1, 1]
