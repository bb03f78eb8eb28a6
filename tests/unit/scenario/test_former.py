"""A parameter of an earlier version is told with what stands in its place, wherever it is named."""

from __future__ import annotations

import pytest

import tocsin as tc
from tests.valley import FILE, changed, problem
from tocsin.errors import InputError, ScenarioError
from tocsin.experiments.comparisons.variants import make, read
from tocsin.scenario.former import FORMER
from tocsin.scenario.load import model_parameters

NEW = {
    "n_crowd": "n_share",
    "live_R": "live",
    "chk_least": "chk_dead",
    "vis_least": "vis0",
    "vis_town": "vis0",
    "act_town": "act0",
    "harm_dead": "harm_injured",
}
OWN = """
READS = WRITES = ()
PARAMETERS = ("n_crowd",)


def step(s, p, now):
    assert p.n_crowd == 3
"""


@pytest.fixture(scope="module")
def valley():
    return tc.load(FILE)


def test_every_former_name_is_gone_and_what_it_points_to_is_there():
    model = model_parameters().data
    assert set(FORMER) == set(NEW)
    for old, new in NEW.items():
        assert old not in model
        assert new in model
        assert f"'{new}'" in FORMER[old]


@pytest.mark.parametrize("old", NEW)
def test_set_and_files_and_clouds_say_what_is_there_now(valley, write, old):
    with pytest.raises(ScenarioError) as caught:
        valley.set(f"parameters.{old}", 3)
    (told,) = caught.value.problems
    assert told.message == f"unknown parameter: no mechanism uses it; {FORMER[old]}"
    in_file = problem(write("old.yaml", changed("  jail: 50\n", f"  jail: 50\n  {old}: 3\n")))
    assert in_file.message == told.message
    assert in_file.line > 1
    draw = problem(write("cloud.yaml", changed("{k: 2, tau: 0.02}", f"{{k: 2, {old}: 0.02}}")))
    assert FORMER[old] in draw.message


def test_levers_and_sweeps_say_so_too(valley):
    with pytest.raises(ScenarioError, match="it is gone: harm counts by deaths per 100,000"):
        make(valley, read("lever price.legitimacy=harm_dead")[1])
    with pytest.raises(InputError, match="unknown parameter 'n_crowd'; it is 'n_share' now"):
        tc.sweep(valley, "lhs", 2, over=["parameters.n_crowd"])


def test_a_mechanism_of_ones_own_may_use_the_name(valley, write):
    own = str(write("own.py", OWN))
    with pytest.raises(ScenarioError, match="'n_crowd' is missing; it is 'n_share' now"):
        valley.set("mechanisms", [{"file": own, "after": "news"}])
    passport = {"value": 3, "source": "the test"}
    used = {"mechanisms": [{"file": own, "after": "news"}], "parameters.n_crowd": passport}
    tc.Simulation(valley.edit(set=used), 1, threads=1).run(1)
