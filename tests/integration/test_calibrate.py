"""Calibrations end to end: what is found, what is left on disk, interruption, and the command line."""

from __future__ import annotations

import itertools
import json
import textwrap
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

import tocsin as tc
from tests.integration.helpers import fingerprint, killed_and_resumed
from tests.unit.inference.calibration import toy
from tocsin.errors import InputError
from tocsin.hour.parameters import parameters
from tocsin.inference.calibration import budget, gate
from tocsin.inference.calibration.calibrate import observed
from tocsin.inference.observations import file as observation_files

KAPPA, T = 0.03, 0.57


@pytest.fixture(scope="module")
def towns():
    return toy.towns()


@pytest.fixture(scope="module")
def seen(towns):
    """What is reported of a crisis with known parameters."""
    true = toy.line(
        toy.SetTask(0, towns, 1, 10**6, names=("kappa", "T"), values=(KAPPA, T),
                    observations=tuple(toy.reports(towns, 1.0, 1.0, 1.0)))
    )["true"]  # fmt: skip
    return toy.reports(towns, *true)


def calibrated(towns, seen, **more):
    options = {"free": toy.FREE, "runs": 400, "model": toy.line, "executor": "serial"} | more
    return tc.calibrate(towns, seen, **options)


@pytest.fixture(scope="module")
def result(towns, seen, tmp_path_factory):
    return calibrated(towns, seen, out=tmp_path_factory.mktemp("c") / "c")


def by_name(found):
    return {p["name"]: p for p in found["parameters"]}


def test_the_parameters_behind_the_reports_are_found(result):
    found = result.summary()
    p = by_name(found)
    assert p["kappa"]["posterior"][0] < KAPPA < p["kappa"]["posterior"][2]
    assert p["T"]["posterior"][0] < T < p["T"]["posterior"][2]
    assert (
        p["kappa"]["contraction"] > 0.2
    )  # reports may err by a factor, and we do not know by which
    assert p["T"]["contraction"] > 0.15
    assert not p["omega"]["moved"]  # of which the figures say nothing
    assert found["trust"]["passed"] is True
    assert found["misfit"] == []  # asked of more runs below
    assert all(s["inside"] for s in found["statistics"])
    stiff, sloppy = found["directions"]  # detained = kappa, dead = kappa less T: opposite signs
    assert stiff["of"]["kappa"] * stiff["of"]["T"] < 0
    assert sloppy["of"]["kappa"] * sloppy["of"]["T"] > 0


def test_every_set_of_the_cloud_is_a_run_that_happened(result, towns):
    cloud, runs, found = result.cloud, result.runs, result.summary()
    last = runs[runs["round"] == 3]
    assert len(cloud) == len(last) == found["sets"]
    assert found["runs"] == len(runs)
    assert cloud["weight"].sum() == pytest.approx(1, abs=1e-6)
    assert found["ess"] == pytest.approx(1 / (cloud["weight"] ** 2).sum(), rel=1e-3)
    vary = tc.inference.calibration.free.free_parameters(towns, toy.FREE)
    again = vary.values(last[[f"u.{n}" for n in toy.FREE]].to_numpy())
    order = np.lexsort(again.T)
    kept = cloud[list(toy.FREE)].to_numpy()
    np.testing.assert_array_equal(kept[np.lexsort(kept.T)], again[order])


def test_a_run_takes_its_sets_from_the_cloud_that_was_left(result):
    """`tocsin run DIR --parameters cloud`: sets as often as they weigh, others at their values."""
    left = result.scenario
    cloud = result.cloud
    taken = [parameters(left, 1, k, "cloud") for k in range(400)]
    at = taken[0].names.index("kappa")
    values = np.array([p.values[at] for p in taken])
    assert set(values) <= set(cloud["kappa"])
    want = (cloud["weight"] * cloud["kappa"]).sum()
    assert values.mean() == pytest.approx(want, rel=0.02)
    tau = taken[0].names.index("tau")
    assert {p.values[tau] for p in taken} == {left.spec.parameters["tau"].value}
    held = left.set("parameters.kappa", 0.04)
    assert parameters(held, 1, 3, "cloud").values[at] == 0.04


def test_what_is_left_on_disk(result, towns, seen):
    names = {p.name for p in result.path.iterdir()}
    assert {"calibration.json", "cloud.csv", "runs.csv", "scenario.yaml", "observations.csv",
            "manifest.json"} <= names  # fmt: skip
    assert not {"plan.json", "rows.jsonl"} & names
    assert len(observation_files.read(result.path / "observations.csv", towns)) == len(seen)
    manifest = result.manifest()
    assert manifest["scenario_digest"] == towns.digest
    assert manifest["free"] == list(toy.FREE)


def test_the_same_bits_in_processes_and_after_kills(towns, seen, tmp_path):
    """However a calibration was interrupted, in whichever round, it ends as one that was not."""
    whole = calibrated(towns, seen, runs=200, out=tmp_path / "whole")
    observation_files.write(tmp_path / "obs.csv", seen)
    script = textwrap.dedent("""
        import sys
        import tocsin as tc
        from tests.unit.inference.calibration import toy
        if __name__ == "__main__":
            tc.calibrate(toy.towns(), sys.argv[1], free=toy.FREE, runs=200, model=toy.slow,
                         executor="processes", workers=2, resume=True, out=sys.argv[2])
    """)
    out = tmp_path / "killed"
    killed_and_resumed(script, [tmp_path / "obs.csv", out], [130], 200)
    assert fingerprint(out) == fingerprint(whole.path)


def test_runs_that_fail_are_told_and_the_rest_is_fitted(towns, seen):
    result = calibrated(towns, seen, model=toy.failing, runs=200)
    found = result.summary()
    assert found["failed"] == sum(k % 7 == 3 for k in range(200))
    assert found["runs"] + found["failed"] == 200
    assert len(result.manifest()["failures"]) == found["failed"]
    assert by_name(found)["kappa"]["contraction"] > 0.15


def test_minutes_become_runs_once(towns, seen, tmp_path, monkeypatch):
    """A calibration that is taken up again at another pace has the runs of the first, and its bits."""

    def by(pace, model, **more):
        """By a clock that moves by so many seconds whenever it is read."""
        read = itertools.count(step=pace)
        monkeypatch.setattr(budget, "time", SimpleNamespace(perf_counter=lambda: next(read)))
        return calibrated(towns, seen, runs=None, minutes=1.0, model=model, **more)

    whole = by(0.5, toy.line, out=tmp_path / "whole")
    runs = whole.summary()["runs"]
    assert 110 <= runs <= 120  # 57 s, half a second each
    with pytest.raises(KeyboardInterrupt):
        by(0.5, _stopped, out=tmp_path / "again")
    again = by(0.05, toy.line, out=tmp_path / "again", resume=True)
    assert again.summary()["runs"] == runs
    assert fingerprint(again.path) == fingerprint(whole.path)


def _stopped(task):
    if task.run == budget.PILOT + 5:
        raise KeyboardInterrupt
    return toy.line(task)


def test_with_nothing_to_learn_there_is_no_second_round(towns, seen):
    """The third figure follows no parameter: an early stop."""
    told = []
    result = calibrated(towns, seen, hold=["dead", "detained"], tell=told.append)
    found = result.summary()
    assert found["rounds"] == 1
    assert found["runs"] < 300
    assert any("say nothing" in line for line in told)
    assert [s["why"] for s in found["statistics"]].count("held back") == 2
    assert all(s["median"] is not None for s in found["statistics"])


def _without_premises(task):
    found = toy.line(task)
    listed = zip(task.observations, found["true"], strict=True)
    return found | {"true": [None if o.what == "premises" else x for o, x in listed]}


def test_what_is_held_back_and_not_in_the_model_is_not_shown_as_nothing(towns, seen):
    """Beside a record of no premises, none in any run would be a success of the model."""
    none = [*seen[:2], *toy.reports(towns, 1.0, 1.0, 0.0)[2:]]
    found = calibrated(towns, none, hold=["premises"], runs=60, model=_without_premises).summary()
    shown = {s["name"].split()[0]: s for s in found["statistics"]}
    assert shown["premises"]["why"] == "held back"
    assert (shown["premises"]["median"], shown["premises"]["inside"]) == (None, None)
    assert shown["dead"]["median"] is not None


def test_what_no_run_comes_near_is_named_and_the_fit_without_it_stands_beside(
    towns, seen, monkeypatch
):
    """How seldom the gate calls chance a misfit is asked of it alone; here it needs fewer runs."""
    monkeypatch.setattr(gate, "FEWEST", 50)
    far = [*seen[:1], *toy.reports(towns, 1.0, 1e9)[1:]]
    found = calibrated(towns, far, runs=240).summary()
    assert found["misfit_asked"]
    assert found["misfit"][0]["name"].startswith("dead nation")
    assert {p["name"] for p in found["without_misfit"]} >= {"kappa"}
    middle = toy.reports(towns, 500.0, 200.0, 50.0)  # of what the toy makes
    assert calibrated(towns, middle, runs=240).summary()["misfit"] == []


def test_of_few_runs_it_is_told_that_nothing_is_claimed(towns, seen):
    told = []
    far = [*seen[:1], *toy.reports(towns, 1.0, 90_000.0)[1:]]
    found = calibrated(towns, far, runs=60, tell=told.append).summary()
    assert not found["misfit_asked"]
    assert found["misfit"] == []
    assert any("asked from 200 on" in line for line in told)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"runs": 10}, "expected 60 to"),
        ({"free": ["kapa"]}, "did you mean 'kappa'"),
        ({"minutes": 1.0}, "runs or minutes"),
        ({"runs": None, "minutes": -1}, "above zero"),
        ({"hold": ["crowd"]}, "no figure begins with"),
        ({"hold": ["dead", "detained", "premises"]}, "held back"),
        ({"executor": "proceses"}, "did you mean"),
    ],
)
def test_mistakes_are_told_before_anything_runs(towns, seen, tmp_path, more, said):
    with pytest.raises(InputError, match=said):
        calibrated(towns, seen, out=tmp_path / "x", **more)
    assert not list(tmp_path.iterdir())


def test_what_was_passed_on_counts_once_without_references_too(towns, seen):
    """Two-towns has none; a list that is given is merged as a file and references would be."""
    assert not towns.spec.references
    again = replace(seen[1], counted_by="unknown", channel="press")
    assert again.id != seen[1].id
    assert len(observed(towns, [*seen, again])) == len(seen)


@pytest.mark.parametrize("hold", ["dead", (h for h in ["dead"])])
def test_what_is_held_back_is_noted_however_it_was_given(towns, seen, hold):
    found = calibrated(towns, seen, hold=hold, runs=60)
    assert found.manifest()["held"] == ["dead"]
    assert [s["why"] for s in found.summary()["statistics"]].count("held back") == 1


def test_without_any_figure_nothing_can_be_fitted(towns):
    with pytest.raises(InputError, match="`observations`"):
        tc.calibrate(towns, runs=60)


def test_observations_beside_the_clock_are_told(towns, seen):
    from datetime import timedelta

    late = [replace(seen[0], what="crowd", so_far=False, time=seen[0].time + timedelta(days=90),
                    until=seen[0].until + timedelta(days=90))]  # fmt: skip

    with pytest.raises(InputError, match="outside of the clock"):
        calibrated(towns, late, runs=60, model=_nothing)


def _nothing(task):
    return {"true": [None] * len(task.observations), "seconds": 0.0}


def test_the_command_fits_two_towns(tocsin, towns, tmp_path):
    """The simulation itself, for six hours: too short to learn much, and it says so."""
    observation_files.write(tmp_path / "obs.csv", toy.reports(towns, 3.0, 0.0))
    code, out, err = tocsin(
        "calibrate", "two-towns", "--observations", str(tmp_path / "obs.csv"), "--free", "kappa",
        "--free", "T", "--runs", "60", "--set", "clock.hours=6", "--executor", "serial",
        "--out", str(tmp_path / "c"), "--json",
    )  # fmt: skip
    assert code == 0, err
    found = json.loads(out)
    assert {"runs", "sets", "ess", "statistics", "parameters", "misfit"} <= set(found)
    assert set(found["statistics"][0]) >= {
        "name", "recorded", "median", "p05", "p95", "inside", "used"
    }  # fmt: skip
    assert set(found["parameters"][0]) >= {"name", "prior", "posterior", "contraction"}
    assert "runs over the priors" in err
    assert tc.load(tmp_path / "c").spec.cloud


def test_what_the_command_shows(capsys, result):
    from tocsin.cli.common import out
    from tocsin.view.calibration import show

    show(result.summary(), out())
    told = capsys.readouterr().out
    assert "kappa" in told
    assert "detained nation" in told
    assert "held-out runs" in told


def test_whether_to_believe_it_is_told_before_anything_else(capsys, result):
    from tocsin.cli.common import out
    from tocsin.view.calibration import show

    found = result.summary()
    uneven = {"name": "kappa", "p": 0.001}
    said = {True: "as they should be", False: "NOT to be believed", None: "not be tried"}
    for passed, told in said.items():
        trust = found["trust"] | {"passed": passed, "parameters": [uneven], "joint": {"p": 0.002}}
        show(found | {"trust": trust}, out())
        lines = [line for line in capsys.readouterr().out.splitlines() if line]
        assert any(told in line for line in lines[1:4])
        assert not any(told in line for line in lines[4:])


def test_a_spread_that_grew_is_called_wider():
    from tocsin.view.calibration import _spread

    assert [_spread(x) for x in (0.42, -0.02, 0.001)] == [
        "42 % narrower",
        "2 % wider",
        "as the prior",
    ]
