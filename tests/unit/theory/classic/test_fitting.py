"""Fits to daily counts: known parameters come back, what cannot be known is said, scores are fair."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tocsin import classic
from tocsin.errors import InputError
from tocsin.theory.classic.fitting import baselines, laws
from tocsin.theory.classic.fitting.hawkes import Hawkes
from tocsin.theory.classic.fitting.likelihood import maximise, profile

START = date(2020, 1, 1)


@pytest.fixture(scope="module")
def outbreak():
    """44 days of a riot SIR with omega 0.3, R0 2.5, S0 1000, A 5, background 1."""
    r = classic.riot_sir(population=1000, omega=0.3, r0=2.5, a=5, background=1, seed=1)
    return classic.Counts(START, r.data["count"].values[:, 0])


@pytest.fixture(scope="module")
def fitted(outbreak):
    return classic.fit_riot_sir(outbreak, until="2020-02-08", horizon=5)


# laws


@pytest.mark.parametrize("theta", [0.3, 4.0, 40.0])
def test_laws_sum_to_one_and_have_their_moments(theta):
    y = np.arange(4000)
    for p, variance in (
        (np.exp(laws.log_poisson(y, theta)), theta),
        (np.exp(laws.log_negative_binomial(y, theta, 0.5)), theta + 0.5 * theta**2),
        (np.exp(laws.log_generalised_poisson(y, theta * 0.6, 0.4)), theta / 0.6**2),
    ):
        assert p.sum() == pytest.approx(1)
        assert (p * y).sum() == pytest.approx(theta)
        assert (p * (y - theta) ** 2).sum() == pytest.approx(variance)


def test_draws_follow_their_laws():
    """20,000 draws: means to 3 %, variances to 10 %."""
    rng = np.random.default_rng(1)
    drawn = laws.draw_generalised_poisson(np.full(20_000, 3.0), np.full(20_000, 0.5), rng)
    assert drawn.mean() == pytest.approx(6, rel=0.03)
    assert drawn.var() == pytest.approx(24, rel=0.1)
    drawn = laws.draw_negative_binomial(np.full(20_000, 5.0), 0.4, rng)
    assert drawn.var() == pytest.approx(15, rel=0.1)


def test_a_count_that_was_never_seen_has_a_chance():
    assert np.isfinite(laws.log_generalised_poisson(10_000, 0.1, 0.2))
    assert np.isfinite(laws.log_negative_binomial(10_000, 0.0, 0.2))
    scores = baselines.log_scores(np.zeros(10), 1, 500.0)
    assert all(np.isfinite(v) for v in scores.values())


# intervals


def test_the_profile_of_a_gaussian_is_its_interval():
    class Gauss:
        names = ("a", "b")
        limits = np.array([[1e-3, 1e3]] * 2)

        def loglik(self, theta):
            x = np.log(theta) - np.log([2.0, 5.0])
            return float(-0.5 * x @ np.linalg.inv([[0.04, 0.015], [0.015, 0.01]]) @ x)

    best, most = maximise(Gauss(), [np.array([1.0, 1.0])])
    assert best == pytest.approx([2, 5], rel=1e-3)
    a, b = profile(Gauss(), best, most)
    for s, middle, sd in ((a, 2, 0.2), (b, 5, 0.1)):
        assert np.log(s.high / middle) == pytest.approx(1.645 * sd, rel=0.03)
        assert np.log(middle / s.low) == pytest.approx(1.645 * sd, rel=0.03)


def test_what_the_likelihood_does_not_bound_has_no_limit():
    class Product:
        names = ("a", "b")
        limits = np.array([[1e-2, 1e2]] * 2)

        def loglik(self, theta):
            return float(-50 * (np.log(theta[0] * theta[1]) ** 2))

    best, most = maximise(Product(), [np.array([3.0, 1.0])])
    assert not any(s.identified for s in profile(Product(), best, most))


# the Hawkes process


def test_events_in_continuous_time_counted_by_day_give_back_their_parameters():
    """400 days of 1,000 events; all three truths lie in their 90 % intervals for this seed."""
    r = classic.hawkes(1.0, 0.6, 0.5, days=400, seed=3)
    found = classic.fit_hawkes(
        classic.Counts(START, r.data["count"].values), scores=False
    ).summary()
    for name, truth in (("mu", 1.0), ("n", 0.6), ("beta", 0.5)):
        p = found["parameters"][name]
        assert p["identified"]
        assert p["low"] < truth < p["high"], name


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    """20 simulations: 90 % intervals miss n = 0.5 in 2 on average; more than 6 has 0.2 %."""
    family, missed = Hawkes(), 0
    for seed in range(20):
        r = classic.hawkes(2.0, 0.5, 1.0, days=150, seed=seed)
        problem = family.problem(classic.Counts(START, r.data["count"].values))
        best, most = maximise(problem, family.starts(problem))
        (s,) = profile(problem, best, most, [1])
        missed += not (s.low or 0) <= 0.5 <= (s.high or np.inf)
    assert missed <= 6


def test_counts_without_contagion_are_told_from_it_or_said_not_to_be():
    counts = np.random.default_rng(4).poisson(4, 80)
    found = classic.fit_hawkes(classic.Counts(START, counts), scores=False).summary()
    assert found["parameters"]["n"]["low"] == 0
    assert not found["parameters"]["beta"]["identified"]
    assert any("cannot identify beta" in note for note in found["notes"])
    assert any("without contagion" in note for note in found["notes"])


# the riot SIR


def test_an_outbreak_gives_back_its_parameters(fitted):
    truth = {"omega": 0.3, "R0": 2.5, "S0": 1000, "A": 5, "background": 1, "beta": 7.5e-4}
    found = fitted.summary()
    assert found["counts_law"] == "Poisson"
    for name, value in truth.items():
        p = found["parameters"][name]
        assert p["low"] < value < p["high"], name


def test_counts_held_back_are_scored_better_by_the_model_that_made_them(fitted):
    s = fitted.summary()["scores"]
    assert s["days"] == 5
    assert s["days_k_step"] == 1
    assert fitted.summary()["log_score"] == s["one_step"]["riot-sir"]
    assert s["one_step"]["riot-sir"] > max(s["one_step"]["mean"], s["one_step"]["hawkes"])


def test_the_forecast_covers_what_came(fitted, outbreak):
    rows = fitted.summary()["forecast"]
    assert [r["date"] for r in rows] == [f"2020-02-{d:02d}" for d in range(9, 14)]
    came = outbreak.total[39:44]
    assert sum(r["p05"] <= y <= r["p95"] for r, y in zip(rows, came, strict=True)) >= 4
    assert all(r["p05"] <= r["median"] <= r["p95"] for r in rows)


def test_held_back_days_do_not_touch_the_fit(outbreak, fitted):
    changed = outbreak.values.copy()
    changed[39:] = 999
    other = classic.fit_riot_sir(
        classic.Counts(START, changed), until="2020-02-08", horizon=5, scores=False
    )
    assert other.summary()["parameters"] == fitted.summary()["parameters"]
    assert other.summary()["forecast"] == fitted.summary()["forecast"]


def test_before_the_peak_only_the_growth_is_known(outbreak):
    """Eight days of growth: rates and sizes trade off against each other, and that is said."""
    found = classic.fit_riot_sir(outbreak.head(9), scores=False).summary()
    unknown = [n for n, p in found["parameters"].items() if not p["identified"]]
    assert {"omega", "R0", "S0"} & set(unknown)
    assert any("cannot identify" in note for note in found["notes"])
    growth = found["derived"]["growth_per_day"]
    assert growth == pytest.approx(0.3 * 1.5, abs=0.35)


def test_scattered_counts_are_fitted_as_scattered(outbreak):
    rng = np.random.default_rng(2)
    mean = np.maximum(outbreak.total, 0.5)
    counts = classic.Counts(START, laws.draw_negative_binomial(mean, 0.3, rng))
    found = classic.fit_riot_sir(counts, scores=False).summary()
    assert found["counts_law"] == "negative binomial"
    alpha = found["parameters"]["alpha"]
    assert alpha["low"] < 0.3 < alpha["high"]


def test_places_show_how_contagion_falls_with_distance():
    """Six towns on a line, d0 = 20 km and delta = 2 in fact: the fit tells it from a flat kernel."""
    lat = 48 + np.arange(6) * 0.25
    r = classic.riot_sir(lat, [2.0] * 6, [400] * 6, omega=0.4, r0=1.8, a=8, d0=20, delta=2,
                         background=0.2, days=30, seed=2)  # fmt: skip
    counts = classic.Counts(START, r.data["count"].values, tuple("ABCDEF"), lat, np.full(6, 2.0))
    found = classic.fit_riot_sir(counts, law="poisson", scores=False).summary()
    p = found["parameters"]
    assert p["omega"]["low"] < 0.4 < p["omega"]["high"]
    assert p["S0"]["low"] < 400 < p["S0"]["high"]
    near_far = (1 + 28 / p["d0"]["value"]) ** -p["delta"]["value"]
    assert 0.05 < near_far < 0.5  # in fact (1 + 28/20)^-2 = 0.17


def test_unknown_days_are_left_out_and_said(outbreak):
    values = outbreak.values.copy()
    values[[3, 20]] = np.nan
    for fit in (classic.fit_hawkes, classic.fit_riot_sir):
        found = fit(classic.Counts(START, values), scores=False).summary()
        assert any("2 unknown counts" in note for note in found["notes"])
        assert np.isfinite(found["log_likelihood"])


def test_the_same_seed_gives_the_same_bits(outbreak):
    a, b = (classic.fit_hawkes(outbreak, scores=False).summary() for _ in range(2))
    assert a == b


@pytest.mark.parametrize(
    ("counts", "options", "told"),
    [
        ([1, 2, 3], {}, "3 days with known counts; expected 8"),
        ([0] * 20, {}, "0 events"),
        ([1] * 20, {"until": "2021-01-01"}, "is no day of"),
        ([1] * 20, {"until": "yesterday"}, "'yesterday' is no date"),
        ([1] * 20, {"horizon": 0}, "horizon: 0"),
    ],
)
def test_mistakes_are_told(counts, options, told):
    for fit in (classic.fit_hawkes, classic.fit_riot_sir):
        with pytest.raises(InputError, match=told):
            fit(classic.Counts(START, np.array(counts, float)), **options)


def test_places_without_coordinates_are_told():
    counts = classic.Counts(START, np.ones((20, 2)), ("A", "B"))
    with pytest.raises(InputError, match="need the columns lat and lon"):
        classic.fit_riot_sir(counts)
    assert classic.fit_hawkes(counts, scores=False).summary()["events"] == 40
