"""`tocsin world` and `tc.world`, with a few crises of two days in small countries."""

from __future__ import annotations

import csv
import json

import pytest

import tocsin as tc
from tests.integration.helpers import fingerprint
from tocsin.errors import InputError
from tocsin.inference.world import ensemble
from tocsin.inference.world.files import COLUMNS, World

SMALL = {"countries": ["Luxembourg", "Montenegro"], "hours": 48, "executor": "serial"}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    out = tmp_path_factory.mktemp("world") / "all"
    return tc.world(3, **SMALL, out=out)


def test_the_room_is_still_a_room():
    from tocsin.world import build

    assert callable(tc.world)
    assert tc.world.build is build


def test_each_fact_stands_beside_its_interval(small):
    found = small.summary()
    for row in found["facts"]:
        assert {"id", "value", "low", "high", "simulated", "sim_low", "sim_high", "inside"} <= set(
            row
        )
    assert found["runs"] == 3
    assert found["failed"] == 0
    assert 0 <= found["inside"] <= 1


def test_events_have_the_columns_of_the_data_set(small):
    with (small.path / "events.csv").open(newline="") as file:
        assert tuple(next(csv.reader(file))) == COLUMNS
    assert list(small.crises.index) == [0, 1, 2]
    assert set(small.crises["country"]) <= {"LU", "ME"}


def test_an_interrupted_job_goes_on_and_ends_with_the_same_bits(small, tmp_path):
    def stop(done, total):
        if done == 2:
            raise KeyboardInterrupt

    out = tmp_path / "all"
    with pytest.raises(KeyboardInterrupt):
        tc.world(3, **SMALL, out=out, progress=stop)
    assert not out.exists()
    again = tc.world(3, **SMALL, out=out, resume=True)
    assert fingerprint(again.path) == fingerprint(small.path)


def test_a_crisis_that_fails_is_told_and_the_others_stand(monkeypatch, tmp_path):
    real = ensemble.watched

    def breaks(task):
        return {"error": "LU: a fault"} if task.index == 1 else real(task)

    monkeypatch.setattr(ensemble, "watched", breaks)
    found = tc.world(2, **SMALL, out=tmp_path / "w")
    assert found.summary()["failed"] == 1
    assert found.manifest()["failures"] == {"1": "LU: a fault"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"runs": 0}, "runs"), ({"hours": 3}, "hours"), ({"countries": ["Malta"]}, "no protests"),
        ({"countries": ["Atlantis"]}, "no country"), ({"executor": "cloud"}, "unknown executor"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_before_anything_runs(options, said, tmp_path):
    with pytest.raises(InputError, match=said):
        tc.world(**{"runs": 1} | options, out=tmp_path / "w")
    assert not any(tmp_path.iterdir())


def test_the_command_shows_the_table_and_leaves_the_folder(small, capsys):
    from tocsin.cli.common import out
    from tocsin.view.world import show

    show(small.summary(), out())
    said = capsys.readouterr().out
    assert "F12" in said
    assert "held back" in said
    assert json.loads((small.path / "world.json").read_text())["runs"] == 3
    assert World(small.path).summary()["runs"] == 3
