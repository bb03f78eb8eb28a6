"""Ensembles: many runs of a scenario into a run directory, which is written as they end.

Workers send back what a run leaves, compact; only this process writes.  Runs are rows whatever the
executor and the order in which they end; one that fails is a row with its error.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from tocsin.declare.choices import ENGINES, KEEPS, MODES, Engine, Keep, Mode
from tocsin.errors import InputError, TocsinError
from tocsin.experiments import arguments
from tocsin.experiments.ensembles.conclude import conclude
from tocsin.experiments.ensembles.member import member
from tocsin.experiments.executors import dispatch
from tocsin.experiments.executors.dispatch import carry_out
from tocsin.experiments.executors.work import MOST_RUNS, AllFailed, Failure, Task, command
from tocsin.hour.parameters import require_cloud
from tocsin.hour.simulation import cores
from tocsin.results import folder, travelling
from tocsin.results.result import Result
from tocsin.results.unwritten import AS_IT_IS, UP_TO, Unwritten
from tocsin.scenario import Scenario, load
from tocsin.version import __version__
from tocsin.world import build

#: Called with the hours done so far over all runs, and the hours in all.
Progress = Callable[[int, int], None]

HOURLY_UP_TO = 50  # runs of which 'auto' keeps every hour


class Interrupted(BaseException):
    """Raised inside a run in a thread when the job is over."""


def ensemble(
    scenario: Scenario | str | Path,
    runs: int = 100,
    seed: int = 1,
    *,
    out: str | Path | None = None,
    keep: Keep = "auto",
    executor: object = "auto",
    workers: int | None = None,
    engine: Engine = "thinning",
    parameters: Mode = "point",
    first_run: int = 0,
    overwrite: bool = False,
    resume: bool = False,
    part: bool = False,
    report: bool = True,
    progress: Progress | None = None,
) -> Result:
    """Simulate a scenario many times; the result has quantiles, daily counts and a table of runs.

    Main arguments:

    scenario : a `Scenario`, a bundled name or a path
    runs, seed : run k of a seed is the same whatever `runs`
    out : folder for the result; without it the result is held in memory
    keep : 'hourly' keeps every run hour by hour, 'quantiles' what is over runs and by day, 'auto'
        the first up to 50 runs
    executor : 'auto', 'serial', 'threads', 'processes', 'dask', the address of a dask scheduler, a
        dask client, or an object with the interface of concurrent.futures; changes no bit
    workers : how many runs at once; one for each core by default

    Other arguments:

    engine : 'thinning' (who may move) or 'sweep' (every person every hour); the law is the same
    parameters : 'point', 'prior' or 'cloud'
    first_run : number of the first run
    overwrite, resume : what to do with a folder or an interrupted job that is there
    part : leave what `merge` needs, in the folder `part` of the result
    report : leave report.html too, where there is a folder
    progress : called with hours done and hours in all

    A run that fails is a row of `result.members`; if all do, the first error is raised.
    Raises ScenarioError, InputError or OutputError.
    """
    if not isinstance(scenario, Scenario):
        scenario = load(scenario)
    if parameters == "cloud":
        require_cloud(scenario)
    _check_runs(runs)
    arguments.whole(runs=(runs, 1), seed=(seed, 0), first_run=(first_run, 0))
    if workers is not None:
        arguments.whole(workers=(workers, 1))
    arguments.one_of("engine", engine, ENGINES)
    arguments.one_of("parameters", parameters, MODES)
    arguments.one_of("keep", keep, KEEPS)
    dispatch.check(executor)
    plan = {
        "version": __version__,
        "scenario_digest": scenario.digest,
        "seed": int(seed),
        "runs": int(runs),
        "first_run": int(first_run),
        "engine": engine,
        "parameters": parameters,
        "hours": scenario.hours,
        "keep": resolve(keep, runs),
    }
    job: folder.Job | Unwritten
    temporary = None
    if out is None and runs <= UP_TO and not part:
        job = Unwritten(plan, scenario.name)
    else:
        path, temporary = travelling.folder(out, scenario.name)
        job = folder.Job(path, plan, overwrite=overwrite, resume=resume)
    try:
        begin = time.perf_counter()
        threads = workers or cores()
        world = build(scenario, threads)
        job.start(scenario)
        _Runs(job, scenario, world, progress).go(executor, threads)
        return conclude(
            job, scenario, world, begin=begin, threads=threads, part=part,
            report=report and temporary is None, temporary=temporary,
        )  # fmt: skip
    except BaseException:
        job.abandon()
        raise


def resolve(keep: Keep, runs: int) -> str:
    """What 'auto' stands for."""
    return ("hourly" if runs <= HOURLY_UP_TO else "quantiles") if keep == "auto" else keep


def _check_runs(runs: object) -> None:
    if isinstance(runs, int | np.integer) and runs > MOST_RUNS:
        raise InputError(f"{runs:,} runs; expected {MOST_RUNS:,} at most")


class _Runs:
    """The runs of a job that are still to be done."""

    def __init__(
        self,
        job: folder.Job | Unwritten,
        scenario: Scenario,
        world: object,
        progress: Progress | None,
    ) -> None:
        plan = job.plan
        self.job, self.world, self.progress = job, world, progress
        self.hours, self.hourly = scenario.hours, plan["keep"] == "hourly"
        self.tasks = [
            Task(i, scenario, plan["seed"], plan["first_run"] + i, plan["engine"],
                 plan["parameters"])
            for i in range(plan["runs"]) if i not in job.finished
        ]  # fmt: skip
        self.done = self.ended = 0
        self.lock, self.stop = threading.Lock(), threading.Event()

    def go(self, executor: object, workers: int) -> None:
        """Carry them out and keep what they leave, as they end."""
        if executor == "auto" and self.tasks:
            one = self.tasks[0]
            executor = dispatch.choose(len(self.tasks), one.scenario, one.engine, workers)
        do: Callable[..., Any] = partial(member, hourly=self.hourly)
        if executor in ("serial", "threads", None):
            each = workers if len(self.tasks) == 1 else 1
            later = isinstance(self.job, Unwritten) and len(self.tasks) <= AS_IT_IS
            do = partial(do, threads=each, world=self.world, tick=self._tick, later=later)
        results = carry_out(self.tasks, do, executor, workers=workers)
        first: Failure | None = None
        try:
            for task, left in results:
                if isinstance(left, Failure):
                    first = first or left
                    self._keep_failure(task, left)
                else:
                    self.job.keep(task.index, left)
                self._ended()
        finally:
            self.stop.set()
            results.close()
        if not self.job.finished and first is not None:
            raise self._all_failed(first)

    def _keep_failure(self, task: Task, failure: Failure) -> None:
        line = command(task, str(self.job.path / "scenario.yaml"))
        self.job.add(task.index, {"run": task.run, "error": failure.error, "command": line})
        self.job.finished.discard(task.index)

    def _all_failed(self, first: Failure) -> Exception:
        if first.cause is not None and (
            isinstance(first.cause, TocsinError) or len(self.tasks) == 1
        ):
            return first.cause
        text = f"all {len(self.tasks)} runs failed; the first: {first.error}; repeat it with: "
        return AllFailed(text + (first.command or command(self.tasks[0])))

    def _tick(self, _: int) -> None:
        if self.stop.is_set():
            raise Interrupted
        with self.lock:
            self._tell(self.done + 1)

    def _ended(self) -> None:
        with self.lock:
            self.ended += 1
            if self.ended * self.hours > self.done:
                self._tell(self.ended * self.hours)

    def _tell(self, done: int) -> None:
        self.done = done
        if self.progress is not None:
            self.progress(done, self.hours * len(self.tasks))
