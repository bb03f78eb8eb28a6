"""Accounts of recorded figures: evidence against a closed form, the right account on made series."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import tocsin as tc
from tocsin.errors import InputError
from tocsin.theory.figures import MODELS, confusion, judge, make, recorded, score
from tocsin.theory.figures.integrate import likelihood
from tocsin.theory.figures.models import Model

ROOT = Path(__file__).parents[4]
DEAD = recorded("dead")


def test_the_recorded_series():
    assert DEAD.values.tolist() == [26, 164, 225, 230, 238]
    assert DEAD.retracted.tolist() == [False, True, False, False, False]
    assert recorded("dead_forces").values.tolist() == [8, 13, 18, 16, 17, 19]
    with pytest.raises(InputError, match="did you mean 'dead'"):
        recorded("deat")


def test_probabilities_of_whole_numbers_sum_to_one():
    values = np.arange(1, 2000, dtype=float)
    each = likelihood(np.full((1, len(values)), 30.0), np.array([[0.4]]), values)
    assert abs(np.exp(each).sum() - 1) < 1e-9


def test_the_evidence_agrees_with_an_integral_on_a_grid():
    """One unknown, the share: 0.02 is the Monte Carlo error of eight clouds of 1,024, thrice over."""
    simple = Model(
        "simple",
        {"share": "uniform(0.1, 1)", "scatter": "uniform(0.1, 0.1)"},
        lambda d, series: 200 * d.share * np.ones_like(series.hours),
    )
    series = replace(DEAD, total="uniform(1, 2)", end="uniform(1, 2)").saying(
        np.array([100.0, 120, 110, 90, 105])
    )
    shares = np.linspace(0.1, 1, 20_001)[:, None]
    grid = likelihood(200 * shares * np.ones(5), np.full((len(shares), 1), 0.1), series.values).sum(
        1
    )
    exact = np.log(np.exp(grid).mean())
    found = judge(simple, series, 1024)
    assert abs(found["log_evidence"] - exact) < 0.06
    assert found["error"] < 0.05


def test_an_account_is_preferred_on_what_it_made():
    """Figures that grow for weeks are none of constant under-reporting, level ones are."""
    growing = DEAD.without(DEAD.retracted).saying(np.array([20.0, 120, 190, 198]))
    level = DEAD.without(DEAD.retracted).saying(np.array([120.0, 121, 119, 120]))
    a, b = score(growing, number=512, repeats=2), score(level, number=512, repeats=2)
    assert a["models"]["process"]["log_bayes_factor"] > 1
    assert b["models"]["process"]["log_bayes_factor"] < -1


def test_the_same_seed_gives_the_same_score():
    first, again = (judge(MODELS["process"], DEAD, 256, 2, seed=4) for _ in range(2))
    assert first == again
    assert judge(MODELS["process"], DEAD, 256, 2, seed=5) != first


def test_a_confusion_has_a_row_for_each_account():
    found = confusion(DEAD, 2, 64)
    assert set(found["preferred"]) == set(MODELS)
    assert all(abs(sum(row.values()) - 1) < 1e-9 for row in found["preferred"].values())
    assert make(MODELS["slow"], DEAD, 3).shape == (3, 5)


def test_the_model_draws_from_the_priors_that_were_scored():
    """Parameters of the loop and those of the account cannot drift apart."""
    table = tc.load("two-towns").spec.parameters
    for name, prior in MODELS["process"].priors.items():
        assert table[f"of_{name}"].prior == prior, name


def test_the_page_has_the_kept_results(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tools" / "validation"))
    sys.modules.pop("officials", None)
    import officials as tool

    passage = tool.words(json.loads(tool.RESULTS.read_text(encoding="utf-8")))
    assert f"{tool.BEGIN}{passage}{tool.END}" in tool.PAGE.read_text(encoding="utf-8")
