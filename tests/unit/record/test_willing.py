"""The median willing person."""

from __future__ import annotations

import numpy as np

import tocsin as tc


def test_terms_are_those_of_the_median_of_the_willing(two_towns):
    """Against a direct computation over all persons of a place."""
    simulation = tc.Simulation(two_towns, threads=1)
    simulation.run(80)
    s, world = simulation.state, simulation.world
    record = simulation.recorder.arrays
    p = simulation.parameters.only(("T", "tau"))
    lay = world.layout
    h = (world.hardship[: lay.place_start[1]] + 0.5) / 256
    r = (world.risk_aversion[: lay.place_start[1]] + 0.5) / 256
    sizes = np.diff(lay.segment_start)[:3]
    weight = np.repeat([1.0, 0.5, 0.0], sizes)
    pull = sum(s[n][0] for n in ("pull_own", "pull_ties", "pull_news", "pull_outrage")) - p.T
    ill = 1 - s["legitimacy"][0]
    g = np.maximum(0, h * s["gain"][0] + s["price_in_force"][0]) * ill
    y = np.clip((g + pull - r * s["risk"][0]) / (4 * p.tau) + 0.5, 0, 1)
    w = weight * y * y * (3 - 2 * y)
    order = np.argsort(h)
    median_h = h[order][np.searchsorted(np.cumsum(w[order]), w.sum() / 2)]
    order = np.argsort(r)
    median_r = r[order][np.searchsorted(np.cumsum(w[order]), w.sum() / 2)]
    expected = max(0, median_h * s["gain"][0] + s["price_in_force"][0]) * ill
    # the grid of traits has 32 x 16 cells
    assert abs(record["grievance"][79, 0] - expected) < 1 / 32
    assert abs(record["risk"][79, 0] - median_r * s["risk"][0]) < 1 / 16 * s["risk"][0] + 1e-6
    price = record["price"][79, 0]
    assert abs(price - s["price_in_force"][0] * ill) < 1e-5
