"""Results without `out`: nothing is written before somebody asks, and then it is what `out` gets."""

from __future__ import annotations

import json
import pickle
import tempfile
from pathlib import Path

import pytest

import tocsin as tc

SHORT = {"clock.hours": 30}


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, of this test alone."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_outcomes_are_there_and_no_folder(temporary: Path) -> None:
    result = tc.simulate(tc.load("two-towns", set={"clock.hours": 90}), threads=1)
    assert result.summary()["hours"] == 90
    assert result.outcome("peak_active").median > 0
    assert not list(temporary.iterdir())


def test_a_summary_that_was_changed_changes_nothing(temporary: Path) -> None:
    result = tc.simulate(tc.load("two-towns", set=SHORT), threads=1)
    result.summary()["outcomes"].clear()
    assert result.summary()["outcomes"]


def test_asked_for_its_folder_has_what_out_has(temporary: Path) -> None:
    scenario = tc.load("two-towns", set=SHORT)
    result = tc.simulate(scenario, runs=2, seed=3, threads=1)
    written = tc.simulate(
        scenario, runs=2, seed=3, threads=1, out=temporary / "written", report=False
    )
    summary = result.summary()
    files = sorted(p.relative_to(result.path) for p in result.path.rglob("*") if p.is_file())
    assert files == sorted(
        p.relative_to(written.path) for p in written.path.rglob("*") if p.is_file()
    )
    for name in files:
        if name.name not in ("manifest.json", "summary.json"):
            assert (result.path / name).read_bytes() == (written.path / name).read_bytes(), name
    assert json.loads((result.path / "summary.json").read_text()) == summary
    here, there = summary | {"timing": 0}, written.summary() | {"timing": 0}
    assert here == there
    assert result.data.equals(written.data)


def test_the_folder_goes_with_the_result(temporary: Path) -> None:
    result = tc.simulate(tc.load("two-towns", set=SHORT), threads=1)
    assert result.path.is_dir()
    result.data.close()
    del result
    assert not [p for p in temporary.iterdir() if p.name.startswith("tocsin-")]


def test_it_travels(temporary: Path) -> None:
    result = tc.simulate(tc.load("two-towns", set=SHORT), threads=1)
    again = pickle.loads(pickle.dumps(result))
    assert again.summary() == result.summary()
    assert again.data.equals(result.data)


def test_runs_that_failed_stand_in_the_folder_too(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tocsin.hour.simulation import Simulation

    run = Simulation.run

    def fails(self: Simulation, *args: object, **named: object) -> object:
        if self.run_number == 1:
            raise FloatingPointError("made to fail")
        return run(self, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Simulation, "run", fails)
    scenario = tc.load("two-towns", set=SHORT)
    result = tc.simulate(scenario, runs=3, threads=1, executor="serial")
    assert result.summary()["failed"] == 1
    assert result.members["error"].str.contains("made to fail").tolist() == [False, True, False]


def test_a_changed_scenario_says_how_wherever_it_is_named(tmp_path: Path) -> None:
    from tocsin.results.citing import cite

    scenario = tc.load("two-towns", set=SHORT, without=["live-fire"])
    result = tc.simulate(scenario, threads=1, out=tmp_path / "r")
    assert result.summary()["edits"] == list(scenario.edits)
    for text in (cite(result.summary(), "1"), (tmp_path / "r" / "report.html").read_text("utf-8")):
        assert "without live-fire" in text
