"""Indices: known ones are found within their intervals, through the same code as a simulation."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.experiments import functions
from tests.unit.experiments.functions import ISHIGAMI, OVER
from tocsin.experiments.sweeps.designs.factors import Factor
from tocsin.experiments.sweeps.designs.samples import design, problem
from tocsin.experiments.sweeps.sensitivity import effects, indices, ranks
from tocsin.experiments.sweeps.sweep import sweep
from tocsin.scenario.sections.priors import Prior

CUBE = [Factor(f"parameters.{n}", Prior("uniform", 0.0, 1.0)) for n in "abcd"]


def sobol(two_towns, model):
    found = sweep(two_towns, "sobol", 512, over=OVER, outcomes=["dead"], model=model).summary()
    (plain,) = [r for r in found["indices"] if r["scale"] == "plain"]
    return plain


def outside(result):
    """The known indices that lie outside of their intervals."""
    out = []
    for row in result["rows"]:
        name = row["factor"].removeprefix("parameters.")
        known = ISHIGAMI[name][("S1", "ST").index(row["measure"])]
        if not row["low"] <= known <= row["high"]:
            out.append((name, row["measure"]))
    return out


def test_ishigami_has_its_known_indices(two_towns):
    found = sobol(two_towns, functions.ishigami)
    assert outside(found) == []
    assert all(r["high"] - r["low"] < 0.3 for r in found["rows"])  # intervals that say something


def test_another_function_has_not(two_towns):
    assert ("tau", "ST") in outside(sobol(two_towns, functions.not_ishigami))


def test_morris_finds_the_inert_factor_and_the_size_of_effects(two_towns):
    result = sweep(
        two_towns, "morris", 10, over=OVER, outcomes=["dead"], model=functions.steep_flat_inert
    )
    t = result.indices[result.indices.scale == "plain"].set_index(["factor", "measure"])
    value = {k: t.value[f"parameters.{k}"] for k in ("kappa", "tau", "T")}
    assert value["kappa"]["mu_star"] == pytest.approx(10)
    assert value["kappa"]["sigma"] == pytest.approx(0, abs=1e-9)
    assert value["T"]["mu_star"] == value["T"]["sigma"] == 0
    assert value["tau"]["mu"] == pytest.approx(-1, abs=0.4)
    assert value["tau"]["sigma"] > 0.1  # a curve has different effects at different places
    assert list(t.xs("mu_star", level="measure").rank_first) == [1, 2, 3]


def test_a_screening_takes_what_leads_to_sobol(two_towns):
    result = sweep(
        two_towns, points=4, top=2, over=OVER, outcomes=["dead"], model=functions.steep_flat_inert
    )
    points = result.points
    assert list(points.method) == ["morris"] * 16 + ["sobol"] * 32 * 4
    assert points[points.method == "sobol"]["parameters.T"].isna().all()
    t = result.indices.query("method == 'sobol' and scale == 'plain' and measure == 'S1'")
    assert set(t.factor) == {"parameters.kappa", "parameters.tau"}
    assert t.set_index("factor").value["parameters.kappa"] > 0.9


def test_a_screening_stays_near_the_values_and_says_so(two_towns):
    told = []
    over = ["parameters.kappa", "parameters.tau"]
    result = sweep(
        two_towns, points=2, top=1, over=over, model=functions.with_gaps, tell=told.append
    )
    assert result.manifest()["width"] == 0.2
    assert "in 0.2 of each prior around its value" in told[0]
    kappa = np.log(result.points["parameters.kappa"] / 0.008) / np.log(0.05 / 0.008)
    assert 0.1 < np.ptp(kappa) < 0.2
    whole = sweep(two_towns, "lhs", 50, over=over, model=functions.with_gaps, tell=told.append)
    assert whole.manifest()["width"] == 1
    assert "prior" not in told[-1]
    kappa = np.log(whole.points["parameters.kappa"] / 0.008) / np.log(0.05 / 0.008)
    assert np.ptp(kappa) > 0.9


def test_effects_are_those_of_salib():
    from SALib.analyze import morris

    found = design("morris", CUBE, 8, 3)
    x = found.unit
    y = 5 * x[:, 0] + np.sin(3 * x[:, 1]) * x[:, 2]
    theirs = morris.analyze(problem(CUBE), x, y, num_levels=4)
    ours = {(r["factor"], r["measure"]): r["value"] for r in indices(found, y)["rows"]}
    for i, name in enumerate(theirs["names"]):
        for measure in ("mu", "mu_star", "sigma"):
            assert ours[name, measure] == pytest.approx(theirs[measure][i], abs=1e-12)


@pytest.mark.parametrize("values", [("on", "off"), (0, 1, 2), (0, 1, 2, 3, 4), tuple(range(11))])
def test_the_effect_of_a_list_is_that_from_its_first_value_to_its_last(values):
    """Of what follows the value in even steps, whatever the four levels take of the list."""
    found = design("morris", [Factor("x", values=values), *CUBE[:2]], 6, 3)
    place = np.array([values.index(p["x"]) for p in found.points])
    y = place + 5 * found.unit[:, 1]
    whole = len(values) - 1
    np.testing.assert_allclose(effects(found, y), np.tile([whole, 5, 0], (6, 1)), atol=1e-12)
    rows = {(r["factor"], r["measure"]): r["value"] for r in indices(found, y)["rows"]}
    assert rows["x", "mu_star"] == rows["x", "mu"] == pytest.approx(whole)
    assert rows["x", "sigma"] == pytest.approx(0, abs=1e-12)


def test_a_list_of_one_value_has_no_effect_and_takes_none_from_others():
    found = design("morris", [Factor("x", values=(7,)), *CUBE[:2]], 4, 3)
    result = indices(found, found.unit @ np.array([9.0, 2.0, 0.0]))
    rows = {(r["factor"], r["measure"]): r for r in result["rows"]}
    assert rows["x", "mu_star"]["value"] is None
    assert rows["parameters.a", "mu_star"]["value"] == pytest.approx(2)
    assert (result["used"], result["note"]) == (4, "")


def test_a_gap_leaves_out_its_effects_and_no_other():
    found = design("morris", CUBE, 3, 3)
    y = found.unit @ np.array([1.0, 2.0, 3.0, 4.0])
    y[7] = np.nan  # inside the second trajectory
    e = effects(found, y)
    assert np.isnan(e).sum() == 2
    np.testing.assert_allclose(np.nanmean(e, 0), [1, 2, 3, 4])
    result = indices(found, y)
    assert (result["missing"], result["used"], result["blocks"]) == (1, 2, 3)
    assert result["note"] == "2 of 12 effects have a gap and are left out"
    assert sorted(r["n"] for r in result["rows"] if r["measure"] == "mu") == [2, 2, 3, 3]


def test_sobol_leaves_out_base_points_with_a_gap_and_says_so():
    found = design("sobol", CUBE, 64, 3)
    y = found.unit @ np.array([4.0, 1.0, 0.0, 0.0])
    y[5] = np.nan
    result = indices(found, y)
    assert (result["used"], result["blocks"]) == (63, 64)
    assert "1 of 64 base points have a gap" in result["note"]
    assert {r["n"] for r in result["rows"]} == {63}
    y[::6] = np.nan
    result = indices(found, y)
    assert result["rows"] == []
    assert "do not suffice" in result["note"]


@pytest.mark.parametrize("kind", ["sobol", "morris"])
def test_what_does_not_vary_or_is_missing_has_no_indices(kind):
    found = design(kind, CUBE, 8, 3)
    flat = np.full(len(found.points), 3.0)
    assert "nothing drives it" in indices(found, flat)["note"]
    assert "missing in all points" in indices(found, flat * np.nan)["note"]


def test_more_runs_are_needed_for_what_is_less_clear():
    rng = np.random.default_rng(1)
    found = design("sobol", CUBE, 64, 3)
    line = found.unit @ np.array([4.0, 1.0, 0.0, 0.0])
    clear = indices(found, line)["needed"]
    noisy = indices(found, line + 5 * rng.normal(size=len(line)))["needed"]
    assert 64 * 6 <= clear < noisy
    assert noisy % 6 == 0


def test_intervals_are_narrower_with_more_points():
    def width(n):
        found = design("sobol", CUBE, n, 3)
        y = found.unit @ np.array([4.0, 1.0, 0.0, 0.0])
        return max(r["high"] - r["low"] for r in indices(found, y)["rows"])

    assert width(1024) < 0.5 * width(64)


def test_ranks_are_open_where_intervals_overlap():
    rows = [
        {"factor": f, "measure": "ST", "value": v, "low": v - h, "high": v + h}
        for f, v, h in (("a", 0.9, 0.05), ("b", 0.5, 0.1), ("c", 0.45, 0.1), ("d", 0.0, 0.0))
    ]
    assert ranks(rows, "ST") == {"a": (1, 1), "b": (2, 3), "c": (2, 3), "d": (4, 4)}
