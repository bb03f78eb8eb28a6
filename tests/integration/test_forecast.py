"""Forecasts: which reports count, how much each moves, what is left, and how it is scored."""

from __future__ import annotations

import csv
import io
import json
import random
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from tests.unit.inference.calibration import toy
from tocsin.errors import InputError
from tocsin.hour.parameters import cloud_row
from tocsin.inference.forecasts.files import output
from tocsin.inference.forecasts.forecast import forecast, hours_of
from tocsin.inference.forecasts.moments import Told, reported
from tocsin.inference.forecasts.weights import likelihoods, once, tempered
from tocsin.inference.jobs import AskedTask
from tocsin.inference.observations import file as observation_files
from tocsin.inference.observations.observation import Observation, hour_text

HOUR = timedelta(hours=1)


def level(run: int) -> float:
    return 300 * random.Random(run).lognormvariate(0, 1)


def steady(task):
    """Detained grow evenly to a run's own level at hour 24 and on; everything else is a tenth."""
    assert isinstance(task, AskedTask)
    start = task.scenario.start
    out = []
    for o in task.observations:
        x = level(task.run) * (o.until - start) / (24 * HOUR)
        out.append(round(x if o.what == "detained" else x / 10))
    return {"true": [float(x) for x in out]}


@pytest.fixture(scope="module")
def towns():
    return toy.towns()


def detained(towns, hour, best, reported=None, **more):
    until = towns.start + hour * HOUR
    about = {"counted_by": "researchers", "reliability": "A1", "status": "estimate"} | more
    return Observation("detained", towns.start, until, so_far=True, best=best,
                       reported=reported or until, **about)  # fmt: skip


def ahead(towns, seen, **more):
    options = {"as_of": "2030-06-03T12:00", "horizon": "24h", "runs": 300, "model": steady,
               "executor": "serial"} | more  # fmt: skip
    return forecast(towns, options.pop("as_of"), options.pop("horizon"), seen, **options)


def row(found, target="detained", location="nation"):
    return next(r for r in found["rows"] if (r["target"], r["location"]) == (target, location))


def middle(towns, *seen):
    return row(ahead(towns, list(seen)).summary())["median"]


def test_a_report_moves_the_forecast_to_the_runs_that_go_with_it(towns):
    plain = row(ahead(towns, []).summary())
    found = ahead(towns, [detained(towns, 10, 400.0)]).summary()
    told = row(found)
    want = 400 * 36 / 10
    assert told["p05"] < want < told["p95"]
    assert abs(np.log(told["median"] / want)) < 0.35
    assert told["p95"] / told["p05"] < plain["p95"] / plain["p05"]
    assert found["reports"] == 1
    assert found["ess"] >= 30


def test_only_what_was_known_by_then_counts(towns):
    early = detained(towns, 10, 400.0)
    late = detained(towns, 10, 30.0, reported=towns.start + 20 * HOUR)
    assert middle(towns, early, late) == middle(towns, early)
    assert ahead(towns, [late]).summary()["reports"] == 0


def test_retracted_and_repeated_reports_move_nothing(towns):
    first = detained(towns, 10, 400.0)
    base = middle(towns, first)
    assert middle(towns, first, detained(towns, 10, 30.0, status="retracted")) == base
    passed_on = replace(first, channel="press", reported=first.reported + HOUR)
    assert middle(towns, first, passed_on) == base


def test_a_retracted_report_counts_as_long_as_it_was_believed(towns):
    first = detained(towns, 9, 400.0)
    wrong = detained(towns, 10, 30.0)
    gone = replace(wrong, status="retracted", fell=towns.start + 16 * HOUR)
    never = replace(wrong, status="retracted")  # nobody said when it was believed
    at = {"as_of": "2030-06-03T14:00"}
    assert row(ahead(towns, [first, gone], **at).summary()) == row(
        ahead(towns, [first, wrong], **at).summary()
    )
    later = {"as_of": "2030-06-03T16:00"}
    for told in (gone, never):
        assert row(ahead(towns, [first, told], **later).summary()) == row(
            ahead(towns, [first], **later).summary()
        )


def test_a_tip_that_two_others_contradict_moves_less_than_alone(towns):
    plain = middle(towns)
    tip = detained(towns, 10, 2000.0, reliability="D4", counted_by="witness", status="")
    two = [detained(towns, 10, 150.0), detained(towns, 9, 140.0, counted_by="press")]
    alone = np.log(middle(towns, tip) / plain)
    contradicted = abs(np.log(middle(towns, *two, tip) / middle(towns, *two)))
    assert contradicted < 0.4
    assert contradicted < alone


def test_a_party_with_an_interest_is_believed_less(towns):
    """Officials count few: what they say is taken for less than what there is."""
    few = 100.0
    neutral = middle(towns, detained(towns, 10, few))
    official = middle(towns, detained(towns, 10, few, counted_by="officials", status="official"))
    assert official > 1.1 * neutral


def test_a_bad_grade_moves_less(towns):
    plain = middle(towns)
    moved = [abs(np.log(middle(towns, detained(towns, 10, 1500.0, reliability=g)) / plain))
             for g in ("A1", "E5")]  # fmt: skip
    assert moved[0] > moved[1]


def test_what_no_run_comes_near_moves_towards_the_nearest_and_is_named(towns):
    far = detained(towns, 10, 9e7)
    found = ahead(towns, [far]).summary()
    assert found["misfit"] == [far.id]
    assert row(found)["median"] > 1.2 * middle(towns)
    assert row(found)["p95"] > row(found)["p05"]


@pytest.mark.parametrize("size", [40.0, 43_210.0, 4_321_000.0])
def test_a_report_that_fits_is_no_misfit_however_large(towns, size):
    """Runs come within a few per cent; the chance of one whole number falls with its size."""

    def large(task):
        spread = random.Random(task.run).uniform(0.97, 1.03)
        return {"true": [size * spread for _ in task.observations]}

    fits = detained(towns, 10, size)
    assert ahead(towns, [fits], model=large, runs=60).summary()["misfit"] == []


def test_reports_move_few_runs_too(towns):
    told = ahead(towns, [detained(towns, 10, 400.0)], runs=40).summary()
    plain = ahead(towns, [], runs=40).summary()
    assert told["ess"] < 20 < plain["ess"]
    assert row(told)["p05"] > row(plain)["p05"]


def test_an_evaluation_without_reports_is_refused(towns):
    with pytest.raises(InputError, match="nothing to score by"):
        ahead(towns, [], every="12h")


def test_a_horizon_beyond_the_longest_clock_is_told(towns):
    with pytest.raises(InputError, match=r"hours after the clock begins; expected 8,784 at most"):
        ahead(towns, [], as_of="2035-01-01T00:00")


def test_what_would_have_been_reported_hangs_on_seed_and_number_of_the_run(towns):
    told = [detained(towns, 10, 400.0)]
    true, runs = np.full((6, 1), 400.0), np.arange(6)
    base = reported(towns, told, true, runs, 1)
    assert len(np.unique(base)) > 1
    np.testing.assert_array_equal(reported(towns, told, true[2:], runs[2:], 1), base[2:])
    assert (reported(towns, told, true, runs, 2) != base).any()


FITTED = [{"kappa": 0.03}, {"kappa": 0.04}]


def clouded(towns, *reports):
    """A scenario whose cloud was fitted to some reports."""
    ids = {o.id: hour_text(o.known) for o in reports}
    return towns.set("cloud", FITTED).set("cloud_reports", ids)


def test_reports_that_a_cloud_was_fitted_to_do_not_weigh_its_sets_again(towns):
    """Of two sets, of which runs give ten times as many in one, each keeps its weight."""

    def two(task):
        scale = 10 if cloud_row(FITTED, task.run) else 1
        return {"true": [round(scale * x) for x in steady(task)["true"]]}

    seen = [detained(towns, h, 100.0 * h) for h in (6, 10)]
    sets = np.array([cloud_row(FITTED, k) for k in range(300)])

    def share(scenario):
        found = ahead(scenario, seen, model=two, out=None)
        log = Told(scenario, seen, true_of(scenario, seen, two), np.arange(300), 1, sets,
                   scenario.spec.cloud_reports)  # fmt: skip
        assert found.summary()["parameters"] == "cloud"
        return log.weights(towns.start + 12 * HOUR)[0][sets == 1].sum()

    assert share(clouded(towns, *seen)) == pytest.approx(0.5, abs=0.1)
    assert share(towns.set("cloud", FITTED)) > 0.65


def true_of(scenario, seen, model):
    tasks = (AskedTask(k, scenario, 1, k, observations=tuple(seen)) for k in range(300))
    return np.array([model(t)["true"] for t in tasks])


def test_of_one_set_runs_are_weighed_by_all_reports():
    """Fitted or not: what a set was fitted to says which of its runs it was."""
    log = np.array([-1.0, -2.0, -5.0, -9.0, -9.0, -20.0])
    found = np.exp(once(log, np.array([0, 0, 0, 1, 1, 1])))
    assert found[:3].sum() == pytest.approx(found[3:].sum())
    assert found[0] / found[1] == pytest.approx(np.e)
    assert once(log[:2], np.arange(2)).tolist() == [0, 0]  # of one run each nothing is said


def test_a_cloud_that_knows_what_came_later_is_left_and_refused_where_it_is_asked_for(towns):
    seen = [detained(towns, 10, 400.0), detained(towns, 20, 800.0)]
    knows = clouded(towns, *seen)
    told = []
    found = ahead(knows, seen, runs=40, tell=told.append).summary()
    assert found["parameters"] == "prior"
    assert "came after 2030-06-03T12:00Z" in told[0] == found["note"]
    with pytest.raises(InputError, match="`hindsight=True`"):
        ahead(knows, seen, runs=40, parameters="cloud")
    found = ahead(knows, seen, runs=40, parameters="cloud", hindsight=True).summary()
    assert "hindsight" in found["note"]
    only = ahead(clouded(towns, seen[0]), seen, runs=40).summary()
    assert (only["parameters"], only["fitted_reports"]) == ("cloud", 1)


def test_a_stale_cloud_is_left_for_the_priors(towns):
    stale = towns.set("cloud", FITTED).set("cloud_for", "of another")
    found = ahead(stale, [], runs=40).summary()
    assert found["parameters"] == "prior"
    assert "edited since" in found["note"]


def test_chances_are_forecast_and_scored_by_what_came(towns):
    """Survival, withdrawal and the officials' figure, beside what was recorded later."""
    end = towns.start + 36 * HOUR

    def model(task):
        true = steady(task)["true"]
        whole = {
            "alliance_leave_hours": None if task.run % 4 else 30.0,
            "incumbent_survives": float(task.run % 10 > 0),
            "purge_failed": 0.0,
        }
        return {
            "true": [whole.get(o.what, x) for o, x in zip(task.observations, true, strict=True)]
        }

    came = [
        Observation("alliance_leave_hours", towns.start, end, so_far=True, best=30.0),
        Observation("incumbent_survives", towns.start, end, so_far=True, best=1.0),
        detained(towns, 36, 900.0),
    ]
    found = ahead(towns, came, model=model).summary()
    assert row(found, "withdrawal")["share"] == pytest.approx(0.25)
    assert row(found, "withdrawal")["brier"] == pytest.approx(0.75**2)
    assert row(found, "incumbent_survives")["share"] == pytest.approx(0.9)
    assert row(found, "incumbent_survives")["log"] == pytest.approx(-np.log(0.9))
    assert row(found)["came"] == 900
    assert row(found)["crps"] > 0
    assert "came" not in row(found, "purge_failed")
    assert row(found, "reported.dead")["p95"] > 0


def test_where_a_scenario_has_no_officials_their_figure_is_the_total_as_it_would_be_reported(towns):
    """They count fewer dead than there are."""
    found = ahead(towns.without("officials"), []).summary()
    told, true = row(found, "reported.dead"), row(found, "dead")
    assert told["median"] < true["median"]


def test_an_evaluation_is_over_the_priors_unless_asked(towns):
    clouded = towns.set("cloud", FITTED)
    known = [detained(towns, 10, 400.0), detained(towns, 20, 800.0)]
    found = ahead(clouded, known, every="12h", runs=40).summary()
    assert found["parameters"] == "prior"
    assert ahead(clouded, known, runs=40).summary()["parameters"] == "cloud"


def test_weights_are_tempered_until_enough_runs_count():
    log = np.linspace(0, -500, 300)
    weights, t = tempered(log)
    assert weights.sum() == pytest.approx(1)
    assert 1 / (weights**2).sum() == pytest.approx(40, rel=0.05)
    assert t < 1
    assert tempered(np.zeros(300))[1] == 1
    assert (np.diff(weights) <= 0).all()


def test_what_cannot_be_compared_says_nothing(towns):
    seen = [Observation("hours_to_calm", towns.start, towns.start + HOUR, best=5.0)]
    assert likelihoods(towns, seen, np.ones((4, 1))).tolist() == [[0]] * 4


def test_forecasts_are_better_than_what_ignores_the_reports(towns):
    """Reports of a run with a level of its own: rolled over the hours, against the baselines."""
    seen = [detained(towns, h, float(round(900 * h / 24))) for h in range(3, 24, 3)]
    found = ahead(towns, seen, as_of="2030-06-03T06:00", horizon="12h", every="6h").summary()
    scores = found["scores"]
    assert set(scores) >= {"tocsin", "last_value", "growth", "climatology", "hawkes"}
    for name in ("last_value", "climatology", "hawkes"):
        assert scores[name]["skill"] == pytest.approx(
            1 - scores["tocsin"]["crps"] / scores[name]["crps"]
        )
        assert scores["tocsin"]["log"] < scores[name]["log"]
    assert scores["tocsin"]["crps"] < 0.7 * scores["climatology"]["crps"]
    assert scores["tocsin"]["coverage"] > 0.7
    assert found["moments"] == 3


def test_regions_are_scored_beside_their_share_of_the_people(towns):
    nation = detained(towns, 20, 300.0)
    west = replace(nation, region="West", best=200.0)
    scores = ahead(towns, [nation, west]).summary()["scores"]
    assert scores["proportional"]["n"] == 1


def test_the_clock_is_extended_to_the_horizon_and_the_hub_file_is_complete(towns, tmp_path):
    result = ahead(towns, [], horizon="3d", out=tmp_path / "f")
    found = result.summary()
    assert {r["horizon"] for r in found["rows"]} == {24, 48, 72}
    assert {r["location"] for r in found["rows"]} == {"nation", "West", "East"}
    (file,) = (tmp_path / "f" / "model-output" / "tocsin-weighted").iterdir()
    assert file.name == "2030-06-03-tocsin-weighted.csv"
    with file.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    shares = [r for r in found["rows"] if "share" in r]
    assert {r["target"] for r in shares} == {"withdrawal", "incumbent_survives", "purge_failed"}
    assert len(rows) == 23 * (len(found["rows"]) - len(shares)) + len(shares)
    tasks = json.loads((tmp_path / "f" / "hub-config" / "tasks.json").read_text())
    told = {
        (x, kind) for task in tasks["rounds"][0]["model_tasks"] for kind in task["output_type"]
        for x in task["task_ids"]["target"]["optional"]
    }  # fmt: skip
    assert told == {(r["target"], r["output_type"]) for r in rows}
    for r in found["rows"][:4]:
        own = [float(x["value"]) for x in rows if (x["target"], x["location"], x["horizon"]) == (
            r["target"], r["location"], str(r["horizon"]))]  # fmt: skip
        assert own == sorted(own)
        assert own[11] == pytest.approx(r["median"], rel=1e-4)


def test_the_report_shows_fan_map_and_grades_in_words(tocsin, towns, tmp_path):
    """Reports that counted are filled, others hollow; it is one file, and made anew by `report`."""
    crowd = Observation("crowd", towns.start + 3 * HOUR, towns.start + 4 * HOUR, place="Beta",
                        region="East", best=400.0, reliability="D4")  # fmt: skip
    seen = [crowd, detained(towns, 10, 400.0), detained(towns, 20, 800.0)]
    folder = ahead(towns, seen, runs=40, out=tmp_path / "f").path
    page = (folder / "report.html").read_text(encoding="utf-8")
    middle = row(ahead(towns, seen, runs=40).summary())["median"]
    assert f"the model expects {middle:,.0f} detained so far" in page
    assert "not a fact" in page
    assert page.count('class="wide"') == 4
    assert page.count('<circle class="report"') == 2
    assert page.count('<circle class="later"') == 1
    assert "crowd, Beta: 400 (D4)" in page
    assert "http" not in page
    (folder / "report.html").unlink()
    assert tocsin("report", str(folder))[0] == 0
    assert (folder / "report.html").read_text(encoding="utf-8") == page


def test_hours_are_read_and_others_refused():
    assert (hours_of("72h"), hours_of("3d"), hours_of(12)) == (72, 72, 12)
    for text in ("soon", "0h", "-3h", "1.5h"):
        with pytest.raises(InputError, match="72h or 3d"):
            hours_of(text)


@pytest.mark.parametrize(
    ("more", "said"),
    [({"as_of": "yesterday"}, "`as_of`"), ({"as_of": "2030-06-02"}, "before the clock begins"),
     ({"runs": 3}, "expected 20 to"), ({"horizon": "far"}, "`horizon`")],
)  # fmt: skip
def test_mistakes_are_told(towns, more, said):
    with pytest.raises(InputError, match=said):
        ahead(towns, [], **more)


def test_the_command_forecasts_and_evaluates(tocsin, towns, tmp_path):
    """The simulation itself, for a few hours."""
    observation_files.write(
        tmp_path / "obs.csv", [detained(towns, 2, 3.0), detained(towns, 4, 5.0)]
    )
    common = ("--observations", str(tmp_path / "obs.csv"), "--runs", "20", "--horizon", "2h", "--set",
              "clock.hours=6", "--executor", "serial", "--json")  # fmt: skip
    code, out, err = tocsin("forecast", "two-towns", "--as-of", "2030-06-03T03:00Z", "--out",
                            str(tmp_path / "a"), *common)  # fmt: skip
    assert code == 0, err
    found = json.loads(out)
    assert {"as_of", "rows", "scores"} <= set(found)
    assert set(found["rows"][0]) >= {"target", "location", "date", "median", "p05", "p95"}
    assert set(found["scores"]["tocsin"]) >= {"crps", "coverage"}
    code, _, err = tocsin("forecast", "two-towns", "--out", str(tmp_path / "b"), *common)
    assert code == 2
    assert "--as-of" in err


def test_every_without_evaluate_is_refused(tocsin):
    code, _, err = tocsin("forecast", "two-towns", "--as-of", "2030-06-04", "--every", "6h")
    assert code == 2
    assert "forecast evaluate two-towns" in err


def test_the_hub_file_keeps_all_digits_and_has_dates_without_hours():
    rows = [{"target": "detained", "location": "nation", "horizon": 12, "date": "2030-06-04T12:00"}]
    text = output(rows, np.array([[4_321_987.0]]), np.ones(1), "2030-06-04")
    (first, *_), (end, *_) = (
        [row[k] for row in csv.DictReader(io.StringIO(text))] for k in ("value", "target_end_date")
    )
    assert (first, end) == ("4321987", "2030-06-04")
