"""What observations become: on what scale, with whose errors, and what a wrong model of these does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from tests.unit.inference.calibration import toy
from tocsin.declare.outcome import OUTCOMES
from tocsin.inference.calibration import diagnostics, gate, held_out
from tocsin.inference.calibration.free import free_parameters, whole
from tocsin.inference.calibration.posterior import explained, stiff
from tocsin.inference.calibration.targets import Targets
from tocsin.inference.calibration.trust import trust
from tocsin.inference.observations.kinds import WHAT
from tocsin.inference.observations.observation import Observation
from tocsin.inference.observing import errors

HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def towns():
    return toy.towns()


def crowd(towns, **more):
    return Observation(
        "crowd", towns.start, towns.start + HOUR, place="Alpha", region="West", **more
    )


def test_without_errors_a_report_is_the_truth(towns):
    targets = Targets(towns, [crowd(towns, best=300), crowd(towns, low=200, high=400)])
    true = np.array([[300.0, 300.0], [0.0, 0.0]])
    fitted, shown = targets.figures(true, np.arange(2), 1, errors.exact())
    assert fitted[:, 0] == pytest.approx(np.log1p([300, 0]))
    assert shown[0] == pytest.approx([300, 300])
    assert np.isnan(shown[1]).all()  # nobody reports a crowd that there is not
    point, interval = targets.statistics
    assert point.value == pytest.approx(np.log(301))
    assert interval.half == pytest.approx(np.log(401 / 201) / 2)
    assert abs(fitted[0, 1] - np.log(301)) <= interval.half


def test_an_interval_fits_what_lies_in_it_alone(towns):
    """Moved by its width, a number inside of it reaches its middle, one outside does not."""
    targets = Targets(towns, [crowd(towns, low=200, high=400)])
    middle, n = targets.recorded[0], 400
    for x, reaches in ((210.0, True), (390.0, True), (450.0, False), (150.0, False)):
        fitted, _ = targets.figures(np.full((n, 1), x), np.arange(n), 1, errors.exact())
        assert (fitted.min() <= middle <= fitted.max()) == reaches


def test_what_was_seen_and_not_counted_is_seen_or_not(towns):
    targets = Targets(towns, [crowd(towns), crowd(towns, low=1000, channel="press")])
    fitted, _ = targets.figures(
        np.array([[500.0, 500.0], [0, 2000.0]]), np.arange(2), 1, errors.exact()
    )
    assert fitted.tolist() == [[1, 0], [0, 1]]


def test_what_fell_is_no_target_and_what_is_held_back_is_named(towns):
    one, two = crowd(towns, best=300), crowd(towns, best=500, channel="press")
    targets = Targets(towns, [one, two.marked("retracted")])
    assert [s.name for s in targets.statistics] == ["crowd Alpha 2030-06-03T00:00Z"]
    held = Targets(towns, [one, two], ["crowd Alpha"])
    assert held.held.all()
    assert held.statistics[1].name == "crowd Alpha 2030-06-03T00:00Z (2)"
    assert Targets(towns, [one], ["riot"]).unmatched == ["riot"]


def test_errors_are_those_of_the_run_and_the_report(towns):
    """The same run is reported in the same way whatever other runs and reports there are."""
    both = Targets(towns, [crowd(towns, best=300), crowd(towns, best=500, channel="press")])
    alone = Targets(towns, [crowd(towns, best=500, channel="press")])
    true = np.full((5, 2), 400.0)
    many, _ = both.figures(true, np.arange(5), 1)
    few, _ = alone.figures(true[3:, :1], np.array([3, 4]), 1)
    np.testing.assert_array_equal(few[:, 0], many[3:, 1])
    assert len(np.unique(many[:, 0])) > 1


def test_places_by_name_and_times_are_compared_as_they_are(towns):
    first = Observation("first_active_place", towns.start, towns.start + 24 * HOUR, place="Alpha",
                        region="West")  # fmt: skip
    hours = Observation("hours_to_calm", towns.start, towns.start + 24 * HOUR, low=10, high=14)
    targets = Targets(towns, [first, hours])
    assert [s.kind for s in targets.statistics] == ["plain", "plain"]
    fitted, _ = targets.figures(np.array([[1.0, 12.0], [0.0, np.nan]]), np.arange(2), 1)
    assert fitted[:, 0].tolist() == [1, 0]
    assert 10 <= fitted[0, 1] <= 14
    assert fitted[1, 1] >= 22  # never calm: as late as the clock ends


def test_an_interval_of_hours_fits_what_lies_in_it_alone(towns):
    """As one of counts: moved by its width, each run by its own number."""
    hours = Observation("hours_to_calm", towns.start, towns.start + 24 * HOUR, low=10, high=14)
    targets, n = Targets(towns, [hours]), 400
    for x, reaches in ((10.1, True), (13.9, True), (14.2, False), (9.8, False)):
        fitted, shown = targets.figures(np.full((n, 1), x), np.arange(n), 1)
        assert (fitted.min() <= 12 <= fitted.max()) == reaches
        assert len(np.unique(fitted)) == n
        assert (shown == x).all()  # the figure itself is left as it is
    beside = Targets(towns, [crowd(towns, best=300), hours])
    both, _ = beside.figures(np.full((n, 2), 9.8), np.arange(n), 1)
    np.testing.assert_array_equal(both[:, 1], fitted[:, 0])  # whatever else is reported


def test_a_run_that_never_came_to_it_has_one_figure_wherever_it_is_asked(towns):
    """Of hours the end of the clock, of shares nothing: for the fit and for what is shown of it."""
    day = (towns.start, towns.start + 24 * HOUR)
    share = next(n for n, o in OUTCOMES.items() if o.unit == "share" and n not in WHAT)
    targets = Targets(
        towns, [Observation("hours_to_calm", *day, best=9), Observation(share, *day, best=0.4)]
    )
    assert [s.never for s in targets.statistics] == [24, 0]
    none = np.full((3, 2), np.nan)
    fitted, shown = targets.figures(none, np.arange(3), 1)
    told = diagnostics.statistics(
        targets, shown, np.full(3, 1 / 3), np.ones(2, bool), ["", ""], np.zeros(2, bool)
    )
    assert fitted[0].tolist() == [s["median"] for s in told] == [24, 0]


def test_a_figure_that_the_model_does_not_have_is_shown_as_none_held_back_or_not(towns):
    """Not as nobody dead, which would lie within what was recorded."""
    targets = Targets(towns, [crowd(towns, best=0)], ["crowd"])
    for why in (diagnostics.NOWHERE, "held back"):
        told = diagnostics.statistics(
            targets, np.full((3, 1), np.nan), np.full(3, 1 / 3), np.zeros(1, bool), [why],
            np.ones(1, bool),
        )  # fmt: skip
        assert told[0]["why"] == why
        assert [told[0][k] for k in ("median", "p05", "p95", "inside")] == [None] * 4


def test_what_no_run_comes_near_is_named_and_pulled_in(towns):
    targets = Targets(towns, toy.reports(towns, 500.0, 90_000.0))
    true = np.random.default_rng(1).lognormal(6, 0.5, (400, 2)).round()
    fitted, shown = targets.figures(true, np.arange(400), 1, errors.exact())
    used = np.ones(2, bool)
    found = gate.gate(targets, fitted, shown, used)
    assert found[0]["name"].startswith("dead nation")
    assert found[0]["recorded"] == 90_000
    assert len(found) == 3  # and both together, by either distance
    assert gate.within(fitted, targets.recorded)[1] < np.log(5000)
    sound = Targets(towns, toy.reports(towns, 400.0, 500.0))
    assert gate.gate(sound, fitted, shown, used) == []


@pytest.fixture(scope="module")
def known(towns):
    """Runs of the toy: targets that officials count, places on the cube, true figures."""
    official = toy.reports(towns, 400.0, 200.0, counted_by="officials", status="official")
    free = free_parameters(towns, ("kappa", "T"))
    unit = np.random.default_rng(2).random((700, 2))
    values = free.values(unit)
    true = np.array([
        toy.line(toy.SetTask(i, towns, 1, i, names=free.names, values=tuple(v), observations=official))
        ["true"]
        for i, v in enumerate(values)
    ])  # fmt: skip
    return Targets(towns, official), unit, true


def passed(known, model):
    """Whether posteriors pass on runs observed by one model and fitted with the right one."""
    targets, unit, true = known
    right, _ = targets.figures(true, np.arange(len(true)), 1)
    seen, _ = targets.figures(true, np.arange(len(true)), 1, model)
    logits = whole(2).logits(unit)
    which = stiff(explained(logits, right))
    tried = held_out.trials(logits, right, which, seen=seen)
    return trust(tried, which, np.ones(len(which)), list("kT"), 1)["passed"]


def test_the_right_model_of_errors_passes_and_a_wrong_one_fails(known):
    assert passed(known, None) is True
    assert passed(known, errors.point(obs_under=0.55, obs_tamper=1.0, obs_tampered=0.85)) is False
    assert passed(known, errors.point(obs_scatter=2.5)) is False


def test_a_report_that_counts_badly_says_less(known):
    """Graded A1 and E5: what the same figures explain of the parameters."""
    targets, unit, true = known
    logits = whole(2).logits(unit)
    shares = []
    for grade in ("A1", "E5"):
        graded = Targets(targets.scenario, [replace(o, reliability=grade) for o in targets.listed])
        fitted, _ = graded.figures(true, np.arange(len(true)), 1)
        shares.append(explained(logits, fitted)[0])
    assert shares[0] > shares[1] + 0.05
