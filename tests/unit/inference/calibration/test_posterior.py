"""The posterior on equations whose answer is known, and what tells whether to believe it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit

from tests.unit.inference.calibration import toy
from tocsin.inference.calibration import held_out
from tocsin.inference.calibration.fit import fit, narrowed, resampled
from tocsin.inference.calibration.free import Region, whole
from tocsin.inference.calibration.posterior import explained, posterior, project, stiff
from tocsin.inference.calibration.trust import trust
from tocsin.inference.weighted import crps

NAMES = ("a", "b", "c")


@pytest.fixture(scope="module")
def runs():
    return toy.gauss(900, 1)


@pytest.fixture(scope="module")
def tried(runs):
    """Held-out trials of a sound fit: logits, and what each posterior said."""
    unit, s = runs
    logits = whole(3).logits(unit)
    which = np.array([0, 1])
    return held_out.trials(logits, s, which), which


def test_the_posterior_is_that_of_the_equations(runs):
    """One parameter, one statistic with Gaussian noise: quadrature says what is right."""
    rng = np.random.default_rng(3)
    unit = rng.random((2000, 1))
    z = np.log(unit / (1 - unit))
    s = z + 0.6 * rng.normal(size=z.shape)
    at = np.array([1.0])
    found = fit(unit, s, at, whole(1), ("a",), 1)
    grid = np.linspace(0.0005, 0.9995, 1000)
    weight = np.exp(-0.5 * ((at[0] - np.log(grid / (1 - grid))) / 0.6) ** 2)
    weight /= weight.sum()
    mean = (weight * grid).sum()
    sd = np.sqrt((weight * (grid - mean) ** 2).sum())
    got = (found.weights * found.sets[:, 0]).sum()
    assert got == pytest.approx(mean, abs=0.25 * sd)
    spread = np.sqrt((found.weights * (found.sets[:, 0] - got) ** 2).sum())
    assert 0.85 * sd < spread < 1.35 * sd  # widened, never narrowed


def test_what_the_figures_say_nothing_of_is_left_alone(runs):
    unit, s = runs
    shares = explained(whole(3).logits(unit), s)
    assert list(stiff(shares)) == [0, 1]
    assert shares[0] > 0.7
    assert abs(shares[2]) < 0.03
    found = fit(unit, s, s[5], whole(3), NAMES, 1)
    assert found.sets[:, 2] == pytest.approx(unit[found.runs, 2])
    assert np.abs(found.sets[:, 0] - unit[found.runs, 0]).mean() > 0.01


def test_with_noise_alone_nothing_is_learnt(runs):
    unit, _ = runs
    s = np.random.default_rng(9).normal(size=(len(unit), 4))
    found = fit(unit, s, s[0], whole(3), NAMES, 1)
    assert not len(found.which)
    assert found.trust["passed"] is None


def test_no_set_leaves_its_region(runs):
    unit, s = runs
    region = Region(np.array([0.1, 0.2, 0.0]), np.array([0.6, 0.9, 1.0]))
    inside = region.inside(unit)
    found = fit(unit[inside], s[inside], np.array([-9.0, -9.0, 0, 0]), region, NAMES, 1)
    assert region.inside(found.sets).all()


def test_the_adjusted_posterior_beats_the_nearest_runs_alone():
    """Rejection is the same without adjustment; over sixty truths its score is worse."""
    unit, s = toy.gauss(900, 1, noise=0.2)
    which = np.array([0, 1])
    logits = whole(3).logits(unit)
    p = project(logits, s, which)
    q = p.of(s)
    better, plain = [], []
    truth, seen = toy.gauss(60, 77, noise=0.2)
    for u, x in zip(truth, p.of(seen), strict=True):
        moved = posterior(q, logits, x, which)
        for j in which:
            better.append(crps(expit(moved.logits[:, j]), moved.weights, u[j]))
            plain.append(crps(unit[moved.runs, j], moved.weights, u[j]))
    assert np.mean(better) < 0.85 * np.mean(plain)


def test_a_sound_posterior_passes(tried):
    listed, which = tried
    widen = held_out.widening(listed[::2], which)
    found = trust(listed[1::2], which, widen, list("ab"), 1)
    assert found["passed"] is True
    assert all(p["skill"] > 0.3 and 0.82 < p["covers90"] < 0.98 for p in found["parameters"])


@pytest.mark.parametrize("factor", [0.4, 2.5])
def test_one_that_is_too_narrow_or_too_wide_fails(tried, factor):
    listed, which = tried
    found = trust(listed, which, np.full(2, factor), list("ab"), 1)
    assert found["passed"] is False


def test_one_that_is_shifted_fails(tried):
    listed, which = tried
    moved = [held_out.Trial(t.run, t.truth + 0.5 * t.found.logits.std(0), t.found) for t in listed]
    assert trust(moved, which, np.ones(2), list("ab"), 1)["passed"] is False


def test_errors_in_what_parameters_have_in_common_show_in_the_joint_ranks_alone():
    """Sets of two parameters that go together, for truths that go against one another."""
    rng = np.random.default_rng(5)
    which = np.array([0, 1])
    listed = []
    for i in range(300):
        truth = rng.normal() * np.array([1.0, -1.0])
        sets = rng.normal(size=100)[:, None] * np.array([1.0, 1.0])
        found = held_out.posterior(sets, sets, np.zeros(2), np.array([], int))
        listed.append(held_out.Trial(i, truth, type(found)(sets, np.full(100, 0.01), found.runs)))
    found = trust(listed, which, np.ones(2), list("ab"), 1)
    assert all(p["p"] > 0.01 for p in found["parameters"])
    assert found["joint"]["p"] < 1e-6


def test_the_prior_itself_passes_and_its_skill_says_that_nothing_was_learnt():
    rng = np.random.default_rng(6)
    sets = rng.logistic(size=(400, 1))
    one = held_out.posterior(sets, sets, np.zeros(1), np.array([], int))
    flat = type(one)(sets, np.full(400, 1 / 400), np.arange(400))
    listed = [held_out.Trial(i, rng.logistic(size=1), flat) for i in range(200)]
    found = trust(listed, np.array([0]), np.ones(1), ["a"], 1)
    assert found["passed"] is True
    assert abs(found["parameters"][0]["skill"]) < 0.03


def test_the_second_round_draws_where_the_posterior_is(runs):
    unit, s = runs
    found = fit(unit, s, s[7], whole(3), NAMES, 1)
    region = narrowed(found, whole(3))
    assert region.inside(found.sets)[:].mean() > 0.98
    assert (region.high - region.low)[0] < 0.8
    assert (region.low[2], region.high[2]) == (0.0, 1.0)


def test_fewer_sets_keep_the_weights_of_all(runs):
    unit, s = runs
    found = fit(unit, s, s[7], whole(3), NAMES, 1)
    picked, weights = resampled(found, 30)
    assert len(picked) <= 30
    assert weights.sum() == pytest.approx(1)
    mean = (found.weights[:, None] * found.sets).sum(0)
    assert (weights[:, None] * found.sets[picked]).sum(0)[:2] == pytest.approx(mean[:2], abs=0.04)


def test_crps_is_the_integral_of_its_definition():
    x, w = np.array([0.1, 0.4, 0.7]), np.array([0.2, 0.5, 0.3])
    grid = (np.arange(200_000) + 0.5) / 200_000
    below = (w[:, None] * (x[:, None] <= grid)).sum(0)
    want = ((below - (grid >= 0.55)) ** 2).mean()
    assert crps(x, w, 0.55) == pytest.approx(want, abs=1e-4)
