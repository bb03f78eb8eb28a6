"""The short summary at the end of a run, of records written by hand."""

from __future__ import annotations

import pytest
from rich.console import Console

import tocsin as tc
from tocsin.record.outcomes import outcomes
from tocsin.results.summary import summarise
from tocsin.view import short


@pytest.fixture
def recorder(two_towns):
    return tc.Simulation(two_towns, threads=1).recorder


def test_what_not_all_runs_have_is_told_with_their_number(two_towns, recorder, capsys):
    """Three of four runs calm down."""
    runs = []
    recorder.arrays["marching"][50:100, 0] = 600
    for _ in range(3):
        runs.append(outcomes(recorder))
    recorder.arrays["marching"][50:, 0] = 600
    runs.append(outcomes(recorder))
    s = summarise(two_towns, runs, seed=1, engine="thinning", parameters="point", timing={})
    Console(width=80, color_system=None).print(short._outcomes(s, two_towns))
    told = capsys.readouterr().out
    (calm,) = [line for line in told.splitlines() if "calm" in line]
    assert calm.startswith("calm, in 3 of 4 runs ")
    assert told.count("of 4 runs") == 1
