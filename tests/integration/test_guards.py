"""Two writers of one folder: whoever comes second is told, and no result is of both."""

from __future__ import annotations

import json
import shutil

import pytest

import tocsin as tc
from tocsin.errors import InputError, OutputError
from tocsin.results.directory import LOCK, PLAN, ROWS, Directory
from tocsin.results.rows import line_of

PLANS = {"seed": 1}, {"seed": 2}
FILES = {"manifest.json", "result.json"}


def job(path, plan, **options):
    made = Directory(path, plan, FILES, **options)
    made.begin()
    return made


def test_the_second_is_told_and_the_first_ends(tmp_path):
    first = job(tmp_path / "x", PLANS[0])
    with pytest.raises(InputError, match="another process is writing"):
        job(tmp_path / "x", PLANS[1])
    first.add(0, {"a": 1})
    first.finish({"manifest.json": {"scenario_digest": ""}})
    assert [p.name for p in tmp_path.iterdir()] == ["x"]
    assert [p.name for p in (tmp_path / "x").iterdir()] == ["manifest.json"]


@pytest.fixture
def unlocked(monkeypatch):
    """A file system that grants a lock to everyone."""
    from tocsin import locks

    class Granted:
        def release(self):
            return None

    monkeypatch.setattr("tocsin.results.directory.lock", lambda folder, name, path:
                        folder.mkdir(parents=True, exist_ok=True) or Granted())  # fmt: skip
    return locks


def test_without_working_locks_no_result_is_of_two_jobs(tmp_path, unlocked):
    """The one that was overtaken ends at its next row, and the other is whole."""
    first = job(tmp_path / "x", PLANS[0])
    first.add(0, {"a": 1})
    second = job(tmp_path / "x", PLANS[1], overwrite=True)
    with pytest.raises(OutputError, match="another process has written there"):
        first.add(1, {"a": 1})
    first.abandon()
    for index in range(2):
        second.add(index, {"a": 2})
    assert [row["a"] for row in second.rows()] == [2, 2]
    second.finish({"manifest.json": {"scenario_digest": ""}})
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


def test_a_row_of_another_job_is_found_at_the_end(tmp_path, unlocked):
    first = job(tmp_path / "x", PLANS[0])
    first.add(0, {"a": 1})
    with (first.partial / ROWS).open("a") as file:
        file.write(line_of({"index": 1, "a": 2, "job": "another"}))
    with pytest.raises(OutputError, match="another process has written there"):
        first.rows()


def test_a_part_with_rows_of_two_jobs_is_not_merged(two_towns, tmp_path):
    from tocsin.experiments.ensembles.merge import merge

    scenario = two_towns.set("clock.hours", 2)
    for k in range(2):
        tc.ensemble(scenario, 1, first_run=k, out=tmp_path / f"p{k}", part=True, report=False)
    rows = tmp_path / "p1" / "part" / ROWS
    row = json.loads(rows.read_text()) | {"job": "another"}
    rows.write_text(line_of({k: v for k, v in row.items() if k != "check"}))
    with pytest.raises(InputError, match="mixes runs of two jobs"):
        merge([tmp_path / "p0", tmp_path / "p1"], tmp_path / "whole")


def test_what_a_killed_merge_left_is_no_obstacle_and_runs_are(two_towns, tmp_path):
    """Merging is done again; advice names nothing that merging lacks."""
    from tocsin.experiments.ensembles.merge import merge

    scenario = two_towns.set("clock.hours", 2)
    for k in range(2):
        tc.ensemble(scenario, 1, first_run=k, out=tmp_path / f"p{k}", part=True, report=False)
    parts, left = [tmp_path / "p0", tmp_path / "p1"], tmp_path / "whole.partial"
    left.mkdir()
    for name in (PLAN, ROWS):
        shutil.copyfile(parts[0] / "part" / name, left / name)
    with pytest.raises(InputError, match="finished run") as told:
        merge(parts, tmp_path / "whole", report=False)
    assert "resume" not in str(told.value)
    plan = json.loads((left / PLAN).read_text()) | {"brief": True}
    (left / PLAN).write_text(json.dumps(plan))
    (left / LOCK).touch()  # of a process that is no more
    assert merge(parts, tmp_path / "whole", report=False).summary()["runs"] == 2
    assert not left.exists()
