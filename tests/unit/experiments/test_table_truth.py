"""Tables of points say true and false as YAML does, and as spreadsheets write them."""

from __future__ import annotations

import pytest

import tocsin as tc
from tocsin.errors import ScenarioError
from tocsin.experiments.sweeps.designs.table import read

SWITCH = "levers.throttle.enabled"


def test_a_switch_of_a_path_is_true_or_false(two_towns, tmp_path):
    file = tmp_path / "t.csv"
    file.write_text(f"{SWITCH}\ntrue\nFALSE\n")
    values = [p[SWITCH] for p in read(two_towns, file).points]
    assert values == [True, False]
    assert all(isinstance(v, bool) for v in values)


def test_a_sweep_over_a_switch_runs_and_keeps_what_was_tried(two_towns, tmp_path):
    file = tmp_path / "t.csv"
    file.write_text(f"{SWITCH}\ntrue\nfalse\n")
    short = two_towns.set("clock.hours", 2)
    points = tc.sweep(short, table=file, executor="serial", out=tmp_path / "s").points
    assert points[SWITCH].tolist() == [True, False]


@pytest.mark.parametrize("word", ["perhaps", "2"])
def test_what_is_neither_is_told(two_towns, tmp_path, word):
    file = tmp_path / "t.csv"
    file.write_text(f"{SWITCH}\n{word}\n")
    with pytest.raises(ScenarioError, match="expected true or false"):
        read(two_towns, file)
