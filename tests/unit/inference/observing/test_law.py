"""The observation model: what is drawn has the law that is scored; monotone, exact without errors."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from tests.unit.inference.observing.made import START, observation, reports
from tocsin.inference.observing import delay, errors, rounding, sampling
from tocsin.inference.observing.detection import chance
from tocsin.inference.observing.law import log_likelihood, log_silence

N = 60_000
CASES = {
    "a crowd, by the press": {},
    "a crowd, by its organisers": {"counted_by": "organisers", "reliability": "D4"},
    "dead so far, by officials": {"what": "dead", "so_far": True, "counted_by": "officials"},
    "dead of one event": {"what": "dead", "counted_by": "observers"},
}


def drawn(true: float, report, e, seed: int = 1):
    """Many reports of one true number."""
    u = np.random.default_rng(seed).random((len(sampling.PURPOSES), N, 1))
    return sampling.from_uniforms(np.full((N, 1), true), report, e, u)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("true", [0.0, 3.0, 37.0, 640.0])
def test_the_sampler_has_the_law_that_is_scored(case, true):
    """Of every figure that comes often: its share among draws is its chance, within five deviations."""
    e = errors.point()
    figures = drawn(true, reports(observation(**CASES[case])), e).figure[:, 0]
    seen = figures[~np.isnan(figures)]
    values, counts = np.unique(seen, return_counts=True)
    often = values[counts >= 30]
    assert len(often) or true == 0
    scored = reports(*(observation(**CASES[case] | {"best": x}) for x in often))
    expected = np.exp(log_likelihood(np.full(len(often), true), scored, e))
    share = counts[counts >= 30] / N
    assert (np.abs(share - expected) < 5 * np.sqrt(expected / N)).all()
    # what is never drawn is no more likely than that: the chances add up
    silent = np.exp(
        log_silence(np.array([true]), scored if len(often) else reports(observation()), e)
    )
    if not CASES[case].get("so_far"):
        assert abs(np.isnan(figures).mean() - silent[0]) < 5 * np.sqrt(0.25 / N)
    assert expected.sum() <= 1 + 1e-9


@pytest.mark.parametrize("true", [0.0, 8.0, 450.0])
def test_an_interval_is_as_likely_as_the_count_behind_it_lies_in_it(true):
    e = errors.point()
    given = {
        "best": None,
        "low": 400.0,
        "high": 700.0,
        "status": "estimate",
        "counted_by": "unknown",
    }
    report = reports(observation(**given))
    figures = drawn(true, report, e).figure[:, 0]
    share = ((figures >= 400) & (figures <= 700)).mean()
    expected = np.exp(log_likelihood(np.array([true]), report, e))[0]
    assert abs(share - expected) < 5 * np.sqrt(max(expected, 1e-4) / N)


def test_all_chances_of_a_figure_add_up_to_one():
    """Every figure up to far beyond the truth, and silence."""
    e = errors.point(obs_wrong_scatter=0.5)
    report = reports(*(observation(best=float(x)) for x in range(2_000)))
    true = np.full(2_000, 40.0)
    total = np.exp(log_likelihood(true, report, e)).sum() + np.exp(log_silence(true, report, e))[0]
    assert total == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("true", [0.0, 1.0, 9.0, 10.0, 137.0, 12_345.0])
def test_without_errors_a_report_is_the_truth_at_once(true):
    e = errors.exact()
    told = observation(
        what="dead", so_far=True, best=true, counted_by="officials", reliability="E5"
    )
    other = observation(what="dead", so_far=True, best=true + 1, counted_by="officials")
    report = reports(told, other)
    assert log_likelihood(np.array([true, true]), report, e).tolist() == [0.0, -np.inf]
    found = sampling.sample(np.array([true, true]), report, e, seed=1, run=0)
    assert found.figure.tolist() == [true, true]
    assert found.delay.tolist() == [0.0, 0.0]
    assert not found.double.any()


def test_without_errors_an_interval_holds_the_truth_or_not():
    e = errors.exact()
    report = reports(observation(best=None, low=100.0, high=200.0))
    found = [log_likelihood(np.array([x]), report, e)[0] for x in (99.0, 100.0, 200.0, 201.0)]
    assert found == [-np.inf, 0.0, 0.0, -np.inf]


def test_with_the_same_numbers_more_people_never_make_a_smaller_report():
    e = errors.point()
    true = np.array([0, 1, 5, 20, 60, 200, 900, 5000, 40_000.0])
    for case in CASES.values():
        report = reports(observation(**case))
        u = np.random.default_rng(2).random((len(sampling.PURPOSES), 500, 1, 1))
        figures = sampling.from_uniforms(true[:, None], report, e, u).figure[..., 0]
        kept = np.where(np.isnan(figures), -1, figures)
        honest = u[1, :, 0, 0] < 0.5  # false reports end where true ones begin
        assert (np.diff(kept[honest], axis=1) >= 0).mean() > 0.999
        assert (np.diff(np.nanmean(figures[:, 4:], axis=0)) > 0).all()


def test_detection_grows_with_size_and_with_the_town_and_sees_no_nothing():
    e = errors.point()
    sizes = np.array([0, 1, 10, 100, 1000, 1e5])
    small, large = chance(sizes, 5_000, e), chance(sizes, 1_000_000, e)
    assert small[0] == large[0] == 0
    assert (np.diff(small) > 0).all()
    assert (large[1:] > small[1:]).all()
    assert chance(e.obs_half, 100_000, e) == pytest.approx(0.5)


def test_officials_count_less_of_the_dead_and_organisers_more_of_a_crowd():
    e = errors.point()
    means = {}
    for who in ("press", "officials", "organisers"):
        for what in ("crowd", "dead"):
            report = reports(observation(what=what, so_far=what == "dead", counted_by=who))
            figures = drawn(400.0, report, e, seed=3).figure
            means[what, who] = np.nanmedian(figures)
    assert means["dead", "officials"] < means["dead", "press"] == means["dead", "organisers"]
    assert means["crowd", "organisers"] > means["crowd", "press"] == means["crowd", "officials"]


def test_an_estimate_is_neither_short_nor_tampered_with():
    """The same interval from nobody in particular fits a larger truth less well than from officials."""
    e = errors.point()
    given = {"what": "dead", "so_far": True, "best": None, "low": 90.0, "high": 110.0}
    estimate = reports(observation(**given, status="estimate", counted_by="unknown"))
    official = reports(observation(**given, status="official", counted_by="officials"))
    truths = np.array([[100.0], [200.0]])
    a, b = log_likelihood(truths, estimate, e), log_likelihood(truths, official, e)
    assert a[0, 0] > b[0, 0]
    assert a[1, 0] < b[1, 0]


def test_a_worse_grade_bears_with_a_truth_that_is_far_off():
    e = errors.point()
    grades = ("A1", "B2", "C3", "F6", "E5")
    report = reports(*(observation(reliability=g) for g in grades))
    far = log_likelihood(np.full(5, 20_000.0), report, e)
    near = log_likelihood(np.full(5, 500.0), report, e)
    assert (np.diff(far) > 0).all()
    assert (np.diff(near) < 0).all()


def test_two_that_contradict_one_leave_the_truth_with_the_two():
    e = errors.point()
    told = [observation(best=x, reliability="C3") for x in (500.0, 600.0, 5000.0)]
    truths = np.geomspace(100, 20_000, 200)[:, None]
    best = truths[np.argmax(log_likelihood(truths, reports(*told), e).sum(1)), 0]
    assert 400 < best < 900


def test_a_simulated_nothing_is_unlikely_and_never_impossible():
    """A wrong or false report keeps a run alive."""
    e = errors.point()
    report = reports(
        observation(), observation(best=None), observation(what="dead", so_far=True, best=3.0)
    )
    found = log_likelihood(np.zeros((1, 3)), report, e)
    assert np.isfinite(found).all()
    assert (found < np.log(0.1)).all()


@pytest.mark.parametrize(
    "x", [0, 1, 9, 10, 14, 15, 94, 95, 99, 150, 949, 950, 1234, 9500, 86_000, 1e6]
)
def test_cells_hold_what_is_rounded_to_them(x):
    for r, cell in (
        (rounding.one_digit(np.array([x])), rounding.cell_of_digit),
        (rounding.whole(np.array([x])), rounding.cell_of_whole),
    ):
        low, high = cell(r)
        assert low <= x < high
        for inside in (low, high - 1e-9 * np.maximum(high, 1)):
            made = rounding.one_digit if cell is rounding.cell_of_digit else rounding.whole
            assert made(np.maximum(inside, 0)) == r


def test_delays_have_the_law_that_is_scored():
    e = errors.point(obs_delay=6.0)
    hours = delay.hours_of(np.random.default_rng(4).random(N), e)
    for h in range(12):
        assert (hours == h).mean() == pytest.approx(np.exp(delay.log_delay(h, e)), abs=0.01)
        assert (hours <= h).mean() == pytest.approx(delay.known_by(h, e), abs=0.01)
    assert delay.known_by(-1, e) == 0
    assert delay.known_by(0, errors.exact()) == 1


def test_a_report_errs_in_the_same_way_whatever_else_is_reported():
    e = errors.point()
    a, b = observation(), observation(what="dead", best=7.0, until=START + timedelta(hours=9))
    both = sampling.sample(np.array([640.0, 12.0]), reports(a, b), e, seed=5, run=3)
    turned = sampling.sample(np.array([12.0, 640.0]), reports(b, a), e, seed=5, run=3)
    alone = sampling.sample(np.array([640.0]), reports(a), e, seed=5, run=3)
    for name in ("figure", "delay", "double"):
        x, y, z = (getattr(found, name) for found in (both, turned, alone))
        np.testing.assert_array_equal(x, y[::-1])
        np.testing.assert_array_equal(x[:1], z)
    runs = [sampling.sample(np.array([640.0]), reports(a), e, seed=5, run=i) for i in range(40)]
    assert len({float(r.delay[0]) for r in runs}) > 5


def test_parameters_drawn_for_many_sets_score_as_each_alone():
    u = np.random.default_rng(6).random((5, len(errors.PARAMETERS)))
    report = reports(observation(), observation(low=300.0, best=None, high=900.0))
    true = np.array([450.0, 450.0])
    together = log_likelihood(np.tile(true, (5, 1)), report, errors.draw(u))
    for i in range(5):
        alone = log_likelihood(true[None], report, errors.draw(u[i : i + 1]))[0]
        np.testing.assert_allclose(together[i], alone)


def test_every_parameter_has_its_passport_and_its_prior_stays_within_what_it_can_be():
    from tocsin.scenario.sections.priors import Prior

    for declared in errors.PARAMETERS:
        passport = errors.passports()[declared.name]
        prior = Prior.parse(passport["prior"])
        ends = (prior.lowest(), prior.highest(), float(passport["value"]))
        assert all(x is not None and declared.allows(x) for x in ends), declared.name
        assert prior.contains(float(passport["value"]))
        assert all(passport[word] for word in ("unit", "source", "scope", "status"))
