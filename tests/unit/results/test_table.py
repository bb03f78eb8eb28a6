"""Tables of runs: what is read is what was written."""

from __future__ import annotations

import json

import pandas as pd

from tocsin.experiments.sweeps.files import Sweep
from tocsin.results.result import Result
from tocsin.results.table import read, write


def test_a_place_called_na_is_a_place_and_no_gap(tmp_path):
    """Also in results and sweeps; only an empty cell is missing."""
    for name in ("manifest.json", "sensitivity.json"):
        (tmp_path / name).write_text(json.dumps({}))
    rows = [
        {"run": 0, "outcomes": {"dead": 1, "first_active_place": "NA"}},
        {"run": 1, "outcomes": {"dead": None, "first_active_place": None}},
        {"run": 2, "error": "InputError: it broke", "command": "tocsin run"},
    ]
    write(tmp_path / "members.csv", lambda: iter(rows))
    table = Result(tmp_path).members
    assert table.first_active_place[0] == "NA"
    assert list(table.first_active_place.isna()) == [False, True, True]
    assert list(table.dead.isna()) == [False, True, True]
    assert list(table.error) == ["", "", "InputError: it broke"]
    (tmp_path / "outcomes.csv").write_text(
        "point,replicate,run,first_active_place,dead,error,repeat\n0,0,0,NA,2,,\n1,0,1,,,broke,do\n"
    )
    found = Sweep(tmp_path).outcomes
    assert found.first_active_place[0, 0] == "NA"
    assert list(found.error.isna()) == [True, False]
    assert pd.isna(found.dead[1, 0])
    assert list(read(tmp_path / "members.csv").run) == [0, 1, 2]
