"""`clock.stop_when`: a run ends early, says so, and is the same run until then."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import tocsin as tc
from tocsin.errors import ScenarioError
from tocsin.record.outcomes import outcomes


@pytest.fixture(scope="module")
def towns() -> tc.Scenario:
    return tc.load("two-towns", set={"clock.hours": 60})


def stopping(towns: tc.Scenario, condition: str) -> tc.Simulation:
    return tc.Simulation(towns.set("clock.stop_when", condition), 2, threads=1)


def test_a_run_that_is_stopped_is_the_same_until_then_and_held_as_it_stood(towns) -> None:
    whole = tc.Simulation(towns, 2, threads=1).run()
    run = stopping(towns, "hour >= 40")
    record = run.run()
    assert (run.hour, run.stopped) == (40, True)
    for name, array in record.arrays.items():
        np.testing.assert_array_equal(array[:40], whole.arrays[name][:40], err_msg=name)
        assert (array[40:] == array[39]).all(), name
    assert outcomes(record)["stopped_hour"] == 40
    assert "stopped_hour" not in outcomes(whole)


def test_it_stops_at_the_first_hour_at_whose_end_the_condition_holds(towns) -> None:
    whole = tc.Simulation(towns, 2, threads=1).run()
    out = whole.active.sum(1)
    first = int(np.argmax(out > out.max() / 2))
    run = stopping(towns, f"active > {out.max() / 2}")
    run.run()
    assert run.hour == first + 1


def test_a_condition_that_never_holds_stops_nothing(towns) -> None:
    run = stopping(towns, "hour > 40 and active > 1000000")
    assert outcomes(run.run())["stopped_hour"] is None
    assert run.hour == 60


def test_a_stopped_run_can_be_saved_and_taken_up(towns, tmp_path: Path) -> None:
    run = stopping(towns, "hour >= 30")
    run.run()
    run.save(tmp_path / "state")
    again = stopping(towns, "hour >= 30")
    again.load(tmp_path / "state")
    assert outcomes(again.run()) == outcomes(run.recorder)
    assert again.hour == 30


def test_a_condition_that_makes_no_sense_is_told(towns) -> None:
    for text, told in (("here.active > 5", "'here' means nothing"), ("activ > 5", "did you mean")):
        with pytest.raises(ScenarioError, match=told):
            towns.set("clock.stop_when", text)
