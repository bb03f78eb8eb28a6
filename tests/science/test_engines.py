"""Whole runs by thinning and by the sweep: one law, with everything that feeds back.

The exact evidence is the hour (tests/unit/people/test_thinning.py): runs feed back and differ so much
by chance that 60 against 60 see a join rate that is 10 per cent too high (smallest p = 0.0006), but not
one of 5 per cent (0.27).
"""

from __future__ import annotations

import numpy as np
from scipy.stats import ks_2samp

import tocsin as tc
from tocsin.speed.country import grown
from tocsin.world import build


def ensemble(scenario, engine, runs):
    """(run, figure) crowds at six hours, person-hours, detained, injured."""
    world = build(scenario)
    out = []
    for run in range(runs):
        simulation = tc.Simulation(scenario, 1, run, engine=engine, threads=1, world=world)
        record = simulation.run()
        active = record.active.sum(1)
        out.append(
            [*active[40:100:10], active.sum(), record.arrays["ever_detained"][-1].sum(),
             record.arrays["injured"][-1].sum()]
        )  # fmt: skip
    return np.array(out, float)


def test_both_engines_have_one_law(two_towns):
    """Two towns and two others beside them, over the four days in which crowds come and go."""
    scenario = grown(two_towns, 2, 2).set("clock.hours", 100).without("elites")
    assert scenario.persons == 40_000
    thinned, swept = (ensemble(scenario, engine, 60) for engine in ("thinning", "sweep"))
    p = [ks_2samp(thinned[:, j], swept[:, j]).pvalue for j in range(thinned.shape[1])]
    assert min(p) > 0.003
    error = np.sqrt((thinned.var(0) + swept.var(0)) / 60)
    assert (np.abs(thinned.mean(0) - swept.mean(0)) < 3.5 * error).all()
