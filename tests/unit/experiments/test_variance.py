"""Shares of parameters and chance: known ones are found, also where chance is shared over points."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.experiments import functions
from tests.unit.experiments.functions import OVER
from tocsin.experiments.sweeps.sweep import sweep
from tocsin.experiments.sweeps.variance import components, split


def sample(rng, n, r, p, c, e):
    """(point, replicate) with these variances of points, of replicates alike, and of both."""
    y = rng.normal(size=(n, 1)) * np.sqrt(p) + rng.normal(size=(n, r)) * np.sqrt(e)
    return y + rng.normal(size=(1, r)) * np.sqrt(c)


@pytest.mark.parametrize(("crossed", "c"), [(True, 9.0), (False, 0.0)])
def test_components_are_unbiased(crossed, c):
    """Means over 400 samples, to within four standard errors."""
    rng = np.random.default_rng(5)
    found = np.array([components(sample(rng, 20, 4, 4.0, c, 1.0), crossed) for _ in range(400)])
    error = found.std(0) / np.sqrt(len(found))
    assert np.all(np.abs(found.mean(0) - [4.0, c, 1.0]) <= 4 * error + 1e-12)


def test_the_one_way_formula_is_wrong_for_shared_chance():
    """It gives parameters too little by C / R: what `crossed` is for."""
    rng = np.random.default_rng(5)
    found = [components(sample(rng, 20, 4, 4.0, 9.0, 1.0), False)[0] for _ in range(400)]
    assert np.mean(found) == pytest.approx(4.0 - 9.0 / 4, abs=0.3)


@pytest.mark.parametrize(("crossed", "c"), [(True, 0.0), (True, 1.0), (False, 0.0)])
def test_the_interval_covers(crossed, c):
    """Nominal 95 %; a bootstrap over 60 points may fall a little short."""
    rng = np.random.default_rng(7)
    hits = 0
    for seed in range(60):
        y = sample(rng, 60, 8, 2.0, c, 2.0)
        found = split(y, crossed, seed=seed)
        if crossed:  # the truth for these replicates
            common = components(y, True)[1]
            truth = 2.0 / (4.0 + max(0.0, common))
        else:
            truth = 0.5
        hits += found["low"] <= truth <= found["high"]
    assert hits >= 50


@pytest.mark.parametrize("shared", [True, False])
def test_a_sweep_finds_known_shares(two_towns, shared):
    """Variances 4 by parameters, 9 by chance alike, 1 by chance of a point."""
    result = sweep(
        two_towns, "lhs", 150, over=OVER, replicates=40, outcomes=["dead"], shared=shared,
        model=functions.crossed,
    )  # fmt: skip
    row = result.variance[result.variance.scale == "plain"].iloc[0]
    if shared:
        c = row.variance * row.common  # 40 histories: a standard error of 2
        assert c == pytest.approx(9, abs=4)
        assert row.parameters * row.variance == pytest.approx(4, abs=0.5)
        assert row.particular * row.variance == pytest.approx(1, abs=0.1)
    else:
        assert row.parameters == pytest.approx(4 / 14, abs=0.04)
        assert row.common == 0
    assert row.low < row.parameters < row.high
    assert row.parameters + row.chance == pytest.approx(1)


def test_points_with_a_gap_are_left_out_and_counted():
    rng = np.random.default_rng(1)
    y = sample(rng, 20, 3, 1.0, 1.0, 1.0)
    y[4, 1] = np.nan
    found = split(y, True)
    whole = split(np.delete(y, 4, 0), True)
    assert (found["points"], found["left_out"]) == (19, 1)
    assert found["parameters"] == whole["parameters"]


def test_no_split_without_replicates_points_or_variation():
    rng = np.random.default_rng(1)
    assert split(rng.normal(size=(20, 1)), True) is None
    assert split(rng.normal(size=(3, 4)), True) is None
    assert split(np.ones((20, 4)), True) is None


def test_chance_alone_leaves_nothing_to_parameters():
    rng = np.random.default_rng(3)
    found = split(sample(rng, 100, 5, 0.0, 1.0, 1.0), True)
    assert found["low"] == 0
    assert found["parameters"] < 0.05
