"""Organised cells and activists: who they are, and what they do."""

from __future__ import annotations

import numpy as np
import pytest

import tocsin as tc
from tocsin.people.states import S


def group(size, hour, targets):
    return {"place": "beta", "size": size, "at": f"2030-06-03T{hour:02d}:00", "targets": targets}


def attackers(scenario, hours):
    simulation = tc.Simulation(scenario, threads=1)
    simulation.run(hours)
    return dict(zip(simulation.world.sites.names, simulation.state["site_attackers"], strict=True))


def test_groups_of_one_place_go_for_their_own_targets(two_towns):
    """Two groups count once each, and only after they have come out."""
    scenario = two_towns.without("shock").with_("cells").set("parameters.cell_w", 1)
    scenario = scenario.set("parameters.x_least", 0).set("parameters.cap", 0)
    scenario = scenario.set("parameters.att", 0).set("parameters.arrest", 0)
    groups = [group(40, 10, ["police_headquarters"]), group(20, 14, ["administration"])]
    early = attackers(scenario.set("cells.groups", groups), 12)
    late = attackers(scenario.set("cells.groups", groups), 15)
    assert early["Beta police headquarters"] == 40
    assert early["Beta town hall"] == 0
    assert late["Beta police headquarters"] == pytest.approx(40)
    assert late["Beta town hall"] == pytest.approx(20)


@pytest.mark.parametrize("engine", ["thinning", "sweep", "cells"])
def test_neither_activists_nor_cells_are_children(two_towns, engine):
    scenario = two_towns.with_("cells").without("orders").set("parameters.act0", 20_000)
    scenario = scenario.set("cells.groups", [group(200, 10, ["administration"])])
    simulation = tc.Simulation(scenario, threads=1, engine=engine)
    simulation.run(30)
    counts = simulation.people.counts.sum(2)
    child = simulation.world.strata.names.index("children")
    assert counts[S.CELL].sum() == 200
    assert counts[S.ACTIVIST].sum() > 10
    assert not counts[[S.CELL, S.ACTIVIST], child].any()
    # by the joining of a stratum (1 and 0.5) and its size (0.1 and 0.6)
    share = counts[S.CELL, 0] / 200
    assert abs(share - 0.25) < 4 * np.sqrt(0.25 * 0.75 / 200)
