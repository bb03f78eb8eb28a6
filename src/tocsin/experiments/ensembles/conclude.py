"""The end of an ensemble: its summary and manifest, and the directory gets its name."""

from __future__ import annotations

import platform
import sys
import time
import warnings
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.experiments.ensembles.member import peak_memory_mb
from tocsin.results.result import Result
from tocsin.results.shown import ReportWarning, leave_report
from tocsin.results.summary import summarise
from tocsin.results.unwritten import Unwritten
from tocsin.world import build

if TYPE_CHECKING:
    from tocsin.results.folder import Job
    from tocsin.results.travelling import Temporary
    from tocsin.scenario import Scenario
    from tocsin.world import World


def conclude(
    job: Job | Unwritten,
    scenario: Scenario,
    world: World,
    *,
    begin: float,
    threads: int,
    part: bool = False,
    report: bool = True,
    temporary: Temporary | None = None,
) -> Result:
    """Sum up the rows of a job and complete its directory, if it has one.

    begin : when the work began, by `time.perf_counter`
    report : leave the report too; if that fails a warning says so
    """
    plan = job.plan
    runs: list[dict[str, Any]] = []
    seconds, memory, failed = 0.0, 0.0, 0
    for row in job.each_row():
        if "error" in row:
            failed += 1
            continue
        runs.append(row["outcomes"])
        seconds += row["seconds"]
        memory = max(memory, row["memory_mb"])
    timing = {
        "simulate_seconds": round(time.perf_counter() - begin, 3),
        "seconds_per_run": round(seconds / len(runs), 3),
        "peak_memory_mb": round(max(memory, peak_memory_mb()), 1),
    }
    summary = summarise(
        scenario, runs, seed=plan["seed"], engine=plan["engine"], parameters=plan["parameters"],
        timing=timing, failed=failed,
    )  # fmt: skip
    first = plan["first_run"]
    manifest = plan | {
        "scenario": scenario.name,
        "options": scenario.edits,
        "run_numbers": list(range(first, first + plan["runs"])),
        "threads": threads,
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": sys.version.split()[0],
        "numpy": np.__version__,
        "platform": platform.platform(),
        "processor": platform.machine(),
    }
    if isinstance(job, Unwritten):
        return Result.of_memory(summary, partial(job.lay_down, summary, manifest, threads, build))
    if report:
        job.dress = lambda folder: leave_report(folder, scenario)
    path = job.complete(scenario, world, summary, manifest, threads=threads, part=part)
    if job.note:
        warnings.warn(job.note, ReportWarning, stacklevel=3)
    return Result(path, temporary, job.note)
