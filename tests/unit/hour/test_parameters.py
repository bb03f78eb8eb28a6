"""Parameters by run: point values, draws from priors, rows of a cloud."""

from __future__ import annotations

import numpy as np
import pytest

import tocsin as tc
from tocsin.hour.parameters import parameters
from tocsin.scenario.sections.priors import Prior


def test_point_values_are_those_of_the_scenario(two_towns):
    p = parameters(two_towns, 1, 0)
    assert p.only(("k", "jail")).k == 2.3
    assert p.only(("k", "jail")).jail == 500


def test_priors_are_drawn_by_run_and_stay_in_their_bounds(two_towns):
    draws = [parameters(two_towns, 1, run, "prior").values for run in range(50)]
    assert len({d.tobytes() for d in draws}) == 50
    for name, column in zip(two_towns.spec.parameters, np.array(draws).T, strict=True):
        prior = Prior.parse(two_towns.spec.parameters[name].prior)
        assert all(prior.contains(x) for x in column), name
        assert (np.ptp(column) > 0) == (prior.family != "fixed"), name


def test_a_draw_does_not_depend_on_other_parameters(two_towns, flagship):
    a, b = parameters(two_towns, 1, 3, "prior"), parameters(flagship, 1, 3, "prior")
    assert a.only(("kappa",)) == b.only(("kappa",))


def test_a_cloud_gives_its_rows_in_turn(two_towns, write):
    write("cloud.csv", "kappa,tau\n0.01,0.02\n0.03,0.04\n")
    own = write(
        "own.yaml",
        "schema_version: 1\nextends: two-towns\nname: own\ntitle: Own\ncloud: {file: cloud.csv}\n",
    )
    scenario = tc.load(own)
    kappa = [parameters(scenario, 1, run, "cloud").only(("kappa",)).kappa for run in range(4)]
    assert kappa == [0.01, 0.03, 0.01, 0.03]
    with pytest.raises(tc.errors.InputError, match="no cloud"):
        tc.simulate(two_towns, parameters="cloud")
