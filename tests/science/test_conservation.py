"""Nothing is lost and nothing comes from nowhere, whatever the parameters."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tocsin as tc
from tocsin.mechanisms.forces.force import HELD
from tocsin.people.states import S

CHECKED = settings(
    max_examples=8, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip


def violent(two_towns):
    """A scenario in which everything happens: cells, captures, live fire, relief by allies."""
    return two_towns.with_("cells").edit(
        set={
            "parameters.e0": 0.03,
            "parameters.jail": 200,
            "parameters.kill": 0.02,
            "parameters.shock": 0.7,
        }
    )


@CHECKED
@given(seed=st.integers(0, 10_000), prior=st.booleans())
def test_persons_and_officers_are_conserved_every_hour(two_towns, seed, prior):
    scenario = violent(two_towns)
    mode = "prior" if prior else "point"
    simulation = tc.Simulation(scenario, seed, threads=1, parameters=mode)
    world, s = simulation.world, simulation.state
    people = np.diff(world.layout.segment_start).reshape(len(world.places), -1).T
    own = ~world.services.foreign

    def officers():
        return (
            s["officers"].sum(1) + s["site_guards"].sum(1) + s["reserve"]
            + s["in_transit"].sum(1) + s["officers_lost"]
        )  # fmt: skip

    at_start = officers()
    for _ in range(scenario.hours):
        simulation.step()
        counts = s["persons"]
        assert (counts >= 0).all()
        np.testing.assert_array_equal(counts.sum(0), people)
        np.testing.assert_array_equal(s["active"], s["marching"] + s["rioting"])
        held = world.by_region(s["detained"].astype(float))
        assert (held <= s["capacity"]).all()
        for name in ("officers", "site_guards", "reserve", "in_transit", "provocation", "arms"):
            assert (s[name] >= -1e-9).all(), name
        np.testing.assert_allclose(officers()[own], at_start[own], rtol=1e-9, atol=1e-9)
        assert s["site_guards"][~own].sum() <= s["allied_troops"] + 1e-9
        assert (s["legitimacy"] >= 0).all()
        assert (s["legitimacy"] <= 1).all()
    # the dead among participants and bystanders are persons; officers are counted apart
    civilians = s["dead"].sum() - s["dead_forces"].sum()
    assert civilians == s["persons"][S.DEAD].sum()
    assert s["officers_lost"].sum() <= s["injured_forces"].sum() + s["dead_forces"].sum() + 1e-6
    lost = s["site_state"] != HELD
    assert np.isfinite(s["captured_at"][lost]).all()


def test_detention_fills_up_and_stops(two_towns):
    """With hardly any cells, as many are held as can be and not one more."""
    scenario = two_towns.set("parameters.jail", 60).set("parameters.arrest", 0.5)
    simulation = tc.Simulation(scenario, 1, threads=1)
    most = 0.0
    for _ in range(scenario.hours):
        simulation.step()
        held = simulation.world.by_region(simulation.state["detained"].astype(float))
        assert (held <= simulation.state["capacity"]).all()
        most = max(most, float((held / simulation.state["capacity"]).max()))
    assert most == 1.0


def test_cumulative_counts_never_fall(two_towns):
    simulation = tc.Simulation(violent(two_towns), 3, threads=1)
    record = simulation.run().arrays
    for name in ("dead", "dead_bystanders", "dead_forces", "injured", "injured_forces",
                 "ever_detained", "premises_damaged", "vehicles_damaged"):  # fmt: skip
        assert (np.diff(record[name].astype(int), axis=0) >= 0).all(), name
    assert record["dead"][-1].sum() > 0
    total = record["dead_bystanders"][-1] + record["dead_forces"][-1]
    assert (record["dead"][-1] >= total).all()
