"""`tocsin world` and `tc.world`, with a few crises of two days in small countries."""

from __future__ import annotations

import csv
import json
import sys

import pytest

import tocsin as tc
from tests.integration.helpers import fingerprint
from tocsin import cli
from tocsin.errors import InputError
from tocsin.inference.world import ensemble, facts
from tocsin.inference.world.draws import Crisis
from tocsin.inference.world.files import COLUMNS, World
from tocsin.inference.world.making import scenario_of
from tocsin.inference.world.watching import simulation, watch

SMALL = {"countries": ["Luxembourg"], "hours": 48, "executor": "serial"}


def canned(task):
    """What a crisis might leave, without running it."""
    k = task.index
    days = [
        [p, d, 40.0 * (1 + p + d + k), 12, 0.02, 4, 0, 0, 0, 15] for p in range(3) for d in (1, 2)
    ]
    places = {str(p): ["Town", "Region", 10_000, []] for p in range(3)}
    return {
        "error": "", "town": "1", "persons": 600_000, "peak": 500, "start": "2026-01-05", "days": days,
        "places": places, "gas": [1] * 24, "dead": 0, "detained": 24,
    }  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    out = tmp_path_factory.mktemp("world") / "all"
    return tc.world(2, **SMALL, out=out)


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(ensemble, "watched", canned)
    monkeypatch.setattr(ensemble, "drawn", lambda make, folder, files: "")  # a plot takes seconds
    monkeypatch.setattr(facts, "TIMES", 10)


def test_the_room_is_still_a_room():
    from tocsin.world import build

    assert callable(tc.world)
    assert tc.world.build is build


def test_each_fact_stands_beside_its_interval(quick, tmp_path):
    found = tc.world(40, **SMALL, out=tmp_path / "w").summary()
    for row in found["facts"]:
        assert {"id", "value", "low", "high", "simulated", "sim_low", "sim_high", "inside"} <= set(
            row
        )
    judged = [r for r in found["facts"] if r["inside"] is not None]
    assert len(judged) == found["judged"] > 10
    assert found["inside"] == sum(r["inside"] for r in judged) / len(judged)
    always = next(r for r in judged if r["id"] == "F22")
    assert always["simulated"] == 1
    assert not always["inside"]


def test_events_have_the_columns_of_the_data_set(quick, tmp_path):
    found = tc.world(2, **SMALL, out=tmp_path / "w")
    with (found.path / "events.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert {r["country"] for r in rows} == {"Luxembourg"}
    assert {r["arrests"] for r in rows} == {"1"}
    assert all(r["start_date"] <= r["end_date"] for r in rows)
    assert all(int(r["participants"]) >= 50 for r in rows)


def test_crises_are_run_and_each_has_its_row(small):
    assert list(small.crises.index) == [0, 1]
    assert set(small.crises["country"]) == {"LU"}
    assert small.summary()["failed"] == 0
    assert (small.crises["persons"] > 500_000).all()


def test_every_place_with_a_crowd_has_its_name_people_and_answers():
    crisis = Crisis(0, "LU", 0.5, 40, True, 6.0, 1.0, 0.8)
    scenario, _ = scenario_of(crisis, 96)
    row = watch(simulation(scenario, 1, 0))
    days = {d for _, d, *_ in row["days"]}
    assert {str(p) for p, *_ in row["days"]} == set(row["places"]) != {str(d) for d in days}
    towns = {p.name for p in scenario.spec.places}
    assert {name for name, *_ in row["places"].values()} <= towns


def test_an_interrupted_job_goes_on_and_ends_with_the_same_bits(quick, tmp_path):
    def stop(done, total):
        if done == 2:
            raise KeyboardInterrupt

    whole = tc.world(4, **SMALL, out=tmp_path / "whole")
    out = tmp_path / "all"
    with pytest.raises(KeyboardInterrupt):
        tc.world(4, **SMALL, out=out, progress=stop)
    assert not out.exists()
    again = tc.world(4, **SMALL, out=out, resume=True)
    assert fingerprint(again.path) == fingerprint(whole.path)


def test_an_interrupted_job_can_be_finished_with_fewer_crises(quick, tmp_path):
    def stop(done, total):
        if done == 3:
            raise KeyboardInterrupt

    few = tc.world(2, **SMALL, out=tmp_path / "few")
    with pytest.raises(KeyboardInterrupt):
        tc.world(40, **SMALL, out=tmp_path / "all", progress=stop)
    cut = tc.world(2, **SMALL, out=tmp_path / "all", resume=True)
    assert fingerprint(cut.path) == fingerprint(few.path)


def test_a_crisis_that_fails_is_told_and_the_others_stand(quick, monkeypatch, tmp_path):
    def breaks(task):
        return {"error": "LU: a fault"} if task.index == 1 else canned(task)

    monkeypatch.setattr(ensemble, "watched", breaks)
    found = tc.world(2, **SMALL, out=tmp_path / "w")
    assert found.summary()["failed"] == 1
    assert found.manifest()["failures"] == {"1": "LU: a fault"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"runs": 0}, "runs"), ({"hours": 3}, "hours"), ({"countries": ["Malta"]}, "no protests"),
        ({"most_people": 2e8}, "most_people"), ({"most_people": 10}, "expected more"),
        ({"countries": ["Atlantis"]}, "no country"), ({"executor": "cloud"}, "unknown executor"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_before_anything_runs(options, said, tmp_path):
    with pytest.raises(InputError, match=said):
        tc.world(**{"runs": 1} | options, out=tmp_path / "w")
    assert not any(tmp_path.iterdir())


def test_the_command_prints_the_table_or_json(quick, tmp_path, monkeypatch, capsys):
    for more in ((), ("--json",)):
        out = tmp_path / f"w{len(more)}"
        words = ["world", "--runs", "2", "--country", "LU", "--hours", "48", "--executor", "serial"]
        monkeypatch.setattr(sys, "argv", ["tocsin", *words, "--out", str(out), *more])
        with pytest.raises(SystemExit) as end:
            cli.main()
        assert not end.value.code
        said = capsys.readouterr().out
        if more:
            assert json.loads(said)["runs"] == World(out).summary()["runs"] == 2
        else:
            assert "F12" in said
            assert "held back" in said
