"""The cloud in use: from a scenario's own, from a file, weighted, and not where it no longer fits."""

from __future__ import annotations

import json

import numpy as np
import pytest

import tocsin as tc
from tocsin.errors import ScenarioError
from tocsin.hour.parameters import cloud_row, parameters
from tocsin.scenario.cloud import fitted_to, stale

CLOUD = "weight,kappa,T\n0.7,0.02,0.5\n0.3,0.03,0.6\n"


@pytest.fixture
def fitted(two_towns, write):
    """A scenario with a cloud that was fitted to it, in a file."""
    write("cloud.csv", CLOUD)
    return write(
        "towns.yaml",
        "extends: two-towns\nname: towns\nclock: {hours: 4}\ncloud: {file: cloud.csv}\n"
        f"cloud_for: {fitted_to(two_towns)}\n",
    )


def run(tocsin, *more):
    code, out, err = tocsin("run", *map(str, more), "--hours", "4", "--json")
    assert code == 0, err
    return json.loads(out), err


def test_sets_are_taken_as_often_as_they_weigh_and_the_same_however_many_runs():
    rows = [{"weight": w, "kappa": 0.01} for w in (0.5, 0.3, 0.15, 0.05)]
    taken = [cloud_row(rows, k) for k in range(1000)]
    assert np.bincount(taken) / 1000 == pytest.approx([0.5, 0.3, 0.15, 0.05], abs=0.01)
    assert np.bincount(taken[:20], minlength=4) / 20 == pytest.approx(
        [0.5, 0.3, 0.15, 0.05], abs=0.06
    )
    even = [{"kappa": 0.01}] * 3
    assert [cloud_row(even, k) for k in range(5)] == [0, 1, 2, 0, 1]
    assert cloud_row([*rows, {"weight": 0.0}], 2**53) < 4


def test_a_scenario_with_a_cloud_runs_over_it_by_default(tocsin, fitted, tmp_path):
    found, _ = run(tocsin, fitted, "--runs", "3", "--out", tmp_path / "a", "--no-report")
    assert found["parameters"] == "cloud"
    found, _ = run(tocsin, fitted, "--parameters", "point", "--out", tmp_path / "b", "--no-report")
    assert found["parameters"] == "point"


def test_where_the_file_was_edited_since_runs_take_its_values_and_it_is_said(
    tocsin, fitted, tmp_path
):
    with fitted.open("a") as file:
        file.write("parameters: {b_news: 0.2}\n")
    found, err = run(tocsin, fitted, "--out", tmp_path / "a", "--no-report")
    assert found["parameters"] == "point"
    assert "edited since its cloud was fitted" in err


def test_the_rule_holds_in_python_too(fitted):
    towns = tc.load(fitted)
    assert stale(towns) == stale(towns.set("parameters.kappa", 0.011)) == ""
    with fitted.open("a") as file:
        file.write("parameters: {b_news: 0.2}\n")
    edited = tc.load(fitted)
    for each in (edited, edited.set("parameters.kappa", 0.011)):
        assert "edited since its cloud was fitted" in stale(each)


def test_a_value_that_is_set_holds_in_every_draw_and_is_no_edit_of_the_file(
    tocsin, fitted, tmp_path
):
    found, err = run(tocsin, fitted, "--set", "parameters.kappa=0.011", "--runs", "2",
                     "--out", tmp_path / "a", "--no-report")  # fmt: skip
    assert (found["parameters"], "edited" in err) == ("cloud", False)
    members = tc.Result(tmp_path / "a").members
    assert set(members["parameters.kappa"]) == {0.011}
    assert set(members["parameters.T"]) <= {0.5, 0.6}


def test_the_cloud_of_a_file_is_laid_over_a_scenario(tocsin, write, tmp_path):
    file = write("cloud.csv", CLOUD)
    run(tocsin, "two-towns", "--parameters", file, "--runs", "3", "--out", tmp_path / "a",
        "--no-report")  # fmt: skip
    members = tc.Result(tmp_path / "a").members
    want = [
        parameters(tc.load(tmp_path / "a" / "scenario.yaml"), 1, k, "cloud").values
        for k in range(3)
    ]
    names = list(tc.load("two-towns").spec.parameters)
    assert list(members["parameters.kappa"]) == [v[names.index("kappa")] for v in want]
    assert set(members["parameters.kappa"]) <= {0.02, 0.03}


@pytest.mark.parametrize(
    ("text", "said"),
    [("clowd", "did you mean 'cloud'"), ("nowhere.csv", "cloud.csv of a calibration")],
)
def test_what_is_no_cloud_is_refused(tocsin, text, said):
    code, _, err = tocsin("run", "two-towns", "--parameters", text)
    assert code == 2
    assert said in err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A country.\nWith words, and more\nlines, of, text\n",
         "x.csv:2: has 2 columns; the head has 1 (and 1 more)"),
        ("kapa\n0.01\n", "x.csv:1: 'kapa' is no parameter of two-towns; did you mean 'kappa'?"),
        ("kappa\n0.01\nmuch\n", "x.csv:3: kappa: 'much'"),
        ("kappa,weight\n0.01,1\n0.02,-3\n", "x.csv:3: weight: -3: expected a weight from 0 on"),
        ("kappa\n", "x.csv: has no sets of parameters"),
        ("", "x.csv: is empty"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_cloud_is_refused_in_two_lines_with_its_own(tocsin, write, text, said):
    code, _, err = tocsin("run", "two-towns", "--parameters", write("x.csv", text))
    assert code == 2
    assert said in err
    assert "--parameters expects the cloud.csv of a calibration" in err
    assert len(err.strip().splitlines()) == 2
    assert "--set" not in err


def test_a_cloud_with_what_is_no_parameter_or_a_weight_below_zero_is_refused(two_towns):
    with pytest.raises(ScenarioError, match="unknown parameter 'kapa'"):
        two_towns.set("cloud", [{"weight": 1, "kapa": 0.01}])
    with pytest.raises(ScenarioError, match="expected a weight from 0 on"):
        two_towns.set("cloud", [{"weight": -1, "kappa": 0.01}])


def test_both_of_a_pair_take_the_same_set(tocsin, fitted, tmp_path):
    towns = tc.load(fitted)
    for k in range(5):
        base, other = (
            parameters(s, 1, k, "cloud").values for s in (towns, towns.without("live-fire"))
        )
        np.testing.assert_array_equal(base, other)
    code, out, err = tocsin(
        "compare", str(fitted), "--without", "live-fire", "--runs", "2", "--hours", "2",
        "--no-report", "--out", str(tmp_path / "c"), "--json",
    )  # fmt: skip
    assert code == 0, err
    assert "of the scenario's cloud" in out
