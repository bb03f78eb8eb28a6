"""Comparisons: variants of a scenario beside the scenario, run by run on the same random numbers.

`variants` reads what a user writes, `named` has what is said of it, `paired` the statistics,
`figures` the files, `comparison` the result.
Base and variants of run k are done together, so that what an interrupted job has is whole pairs.
"""

from __future__ import annotations

import contextlib
import platform
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from tocsin.declare.choices import ENGINES, MODES, Engine, Mode
from tocsin.errors import InputError
from tocsin.experiments import arguments
from tocsin.experiments.comparisons import hours
from tocsin.experiments.comparisons.comparison import FILES, Comparison
from tocsin.experiments.comparisons.figures import BASE, comparison, keep_variants, tables
from tocsin.experiments.comparisons.named import Variant, label, named_variants, notes
from tocsin.experiments.ensembles.member import member, simulate_task
from tocsin.experiments.executors import dispatch
from tocsin.experiments.executors.dispatch import carry_out
from tocsin.experiments.executors.work import MOST_RUNS, AllFailed, Failure, Task
from tocsin.hour.parameters import cloud_row, require_cloud
from tocsin.hour.simulation import cores
from tocsin.plural import counted
from tocsin.results.directory import Directory
from tocsin.results.drawing import drawn
from tocsin.results.folder import Leavings
from tocsin.results.shown import ReportWarning, leave_report, way
from tocsin.results.travelling import Temporary, folder
from tocsin.scenario import Scenario, load
from tocsin.version import __version__
from tocsin.world import build

#: Called with the runs done so far and the runs in all.
Progress = Callable[[int, int], None]


def compare(
    scenario: Scenario | str | Path,
    *variants: Variant,
    runs: int = 200,
    seed: int = 1,
    out: str | Path | None = None,
    executor: object = "auto",
    workers: int | None = None,
    engine: Engine = "thinning",
    parameters: Mode = "point",
    first_run: int = 0,
    level: float = 0.95,
    overwrite: bool = False,
    resume: bool = False,
    report: bool = True,
    progress: Progress | None = None,
) -> Comparison:
    """Compare variants with a scenario, run by run on the same random numbers.

    Main arguments:

    scenario : the base, a `Scenario`, a bundled name or a path
    variants : scenarios, or texts as on the command line ('without alliance', 'no fire: without
        live-fire; set parameters.k=2'), or mappings from names to either
    runs, seed : pairs of each variant; run k of a seed is the same whatever `runs`
    out : folder for the result; without it the result is held in a temporary one

    Other arguments:

    executor, workers : where the runs are carried out and how many at once, as for `ensemble`; the
        result does not depend on it
    engine, parameters, first_run : as for `simulate`
    level : of the intervals, 0.95
    overwrite, resume : what to do with a folder or an interrupted job that is there
    report : keep by the hour what a report shows, and leave report.html where there is a folder
    progress : called with runs done and runs in all

    Raises ScenarioError, InputError or OutputError, before anything runs if an argument is wrong.
    """
    base = scenario if isinstance(scenario, Scenario) else load(scenario)
    arguments.whole(runs=(runs, 1), seed=(seed, 0), first_run=(first_run, 0))
    if runs > MOST_RUNS:
        raise InputError(f"{runs:,} runs; expected {MOST_RUNS:,} at most")
    dispatch.check(executor, workers)
    if not isinstance(level, int | float):
        raise InputError(f"level: expected a share such as 0.95, not {level!r}")
    arguments.one_of("engine", engine, ENGINES)
    arguments.one_of("parameters", parameters, MODES)
    if not 0.5 <= level < 1:
        raise InputError(
            f"level: expected a share from 0.5 to below 1, such as 0.95, not {level!r}"
        )
    named = named_variants(base, variants)
    if parameters == "cloud":
        for each in (base, *named.values()):
            require_cloud(each)
    path, keep = folder(out, base.name)
    plan = {
        "kind": "comparison",
        "version": __version__,
        "scenario_digest": base.digest,
        "variants": {name: each.digest for name, each in named.items()},
        "seed": int(seed),
        "runs": int(runs),
        "first_run": int(first_run),
        "engine": engine,
        "parameters": parameters,
        "hours": base.hours,
        "level": level,
        "by_hour": report,  # whether `hours` is kept
    }
    found = notes(base, named, runs, level)
    for message in found:
        if "changes nothing" in message:
            warnings.warn(message, stacklevel=2)
    for each in (base, *named.values()):
        build(each)
    job = _Job(path, plan, FILES, overwrite=overwrite, resume=resume)
    job.dress = leave_report if report and keep is None else None
    try:
        return _carry_out(job, base, named, found, executor, workers, progress, keep)
    except BaseException:
        job.abandon()
        raise


def _carry_out(
    job: _Job,
    base: Scenario,
    named: dict[str, Scenario],
    found: list[str],
    executor: object,
    workers: int | None,
    progress: Progress | None,
    keep: Temporary | None,
) -> Comparison:
    begin = time.perf_counter()
    plan = job.plan
    job.scenarios = {BASE: base} | named
    job.begin()
    if plan["by_hour"]:
        job.finished = {i for i in job.finished if not hours.lost(job.partial, i)}
    scenarios = [base, *named.values()]
    numbers = [plan["first_run"] + k for k in range(plan["runs"])]
    total = len(numbers) * len(scenarios)
    done = len(job.finished)
    failed: dict[int, str] = {}

    def tasks() -> Iterator[Task]:
        for index in range(total):
            if index not in job.finished:
                k, v = divmod(index, len(scenarios))
                yield Task(
                    index, scenarios[v], plan["seed"], numbers[k], plan["engine"],
                    plan["parameters"], ([BASE, *named])[v],
                )  # fmt: skip

    if progress is not None:
        progress(done, total)
    do: Callable[[Task], Any] = simulate_task
    if plan["by_hour"]:
        do = partial(member, hourly=False, first=len(scenarios))
    work = carry_out(list(tasks()), do, executor, workers=workers)
    with contextlib.closing(work):
        for task, row in work:
            if isinstance(row, Failure):
                failed[task.index] = row.error
            else:
                if isinstance(row, Leavings):
                    hours.keep(job.partial, task.index, row)
                    row = row.row
                job.add(task.index, {"run": row["run"], "outcomes": row["outcomes"]})
            done += 1
            if progress is not None:
                progress(done, total)
    rows = {row["index"]: row["outcomes"] for row in job.rows()}
    members = {
        name: [rows.get(k * len(scenarios) + v) for k in range(len(numbers))]
        for v, name in enumerate([BASE, *named])
    }
    errors = {
        (([BASE, *named])[i % len(scenarios)], numbers[i // len(scenarios)]): error
        for i, error in sorted(failed.items())
    }
    if not rows:
        error = next(iter(errors.values()))
        raise AllFailed(f"all {counted(total, 'run')} failed; the first with: {error}")
    sets = _sets(base, plan["parameters"], numbers)
    data = comparison(base, named, members, errors, found, plan, label(base, plan), numbers, sets)
    files: dict[str, Any] = {"comparison.json": data}
    files |= tables([BASE, *named], members, errors, numbers)
    files["manifest.json"] = plan | {
        "scenario": base.name,
        "options": base.edits,
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(time.perf_counter() - begin, 3),
        "python": sys.version.split()[0],
        "numpy": np.__version__,
        "platform": platform.platform(),
        "processor": platform.machine(),
    }
    note = _plots(job.partial, data, files)
    if plan["by_hour"]:
        each = {row["index"]: row["run"] for row in job.rows()}
        hours.conclude(job.partial, job.scenarios, len(numbers), each, workers or cores())
    path = job.finish(files)
    hours.clear(path)
    if job.note:
        warnings.warn(job.note, ReportWarning, stacklevel=3)
    return Comparison(path, keep, "\n".join(filter(None, [note, job.note])))


class _Job(Directory):
    """The directory of a comparison in the making."""

    scenarios: dict[str, Scenario]

    def prepare(self, folder: Path) -> None:
        """Keep the scenario and its variants."""
        keep_variants(folder / "variants", self.scenarios)


def _plots(folder: Path, data: dict[str, Any], files: dict[str, Any]) -> str:
    """The plot beside the figures; what to say if it cannot be made: no run is lost for a plot."""
    from tocsin.experiments.comparisons.comparison import differences_of

    def make() -> None:
        draw, save = way("differences"), way("save differences")
        figure = draw(data, differences_of(files["members.csv"]))
        save(figure, folder / "differences.png")
        save(figure, folder / "differences.svg")

    return drawn(make, folder, ("differences.png", "differences.svg"))


def _sets(base: Scenario, mode: Mode, numbers: list[int]) -> list[int] | None:
    """Parameter set of each run; None where all have the scenario's values."""
    if mode == "prior":
        return list(numbers)
    return [cloud_row(base.spec.cloud, n) for n in numbers] if mode == "cloud" else None
