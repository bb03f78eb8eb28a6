"""Runs of a scenario into a run directory: one run over all cores, or one run per core.

Kernels release the interpreter lock, so threads suffice: all runs share one world in memory, and an
interrupt stops them at the next hour.
"""

from __future__ import annotations

import platform
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

import tocsin
from tocsin.errors import InputError, did_you_mean
from tocsin.parameters import MODES, Mode, require_cloud
from tocsin.record import folder
from tocsin.record.result import Result
from tocsin.record.summary import summarise
from tocsin.record.writing import check_writable
from tocsin.scenario import load
from tocsin.simulation import ENGINES, Engine, Simulation, cores
from tocsin.world import build

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

#: Called with the hours done so far over all runs, and the hours in all.
Progress = Callable[[int, int], None]


class Interrupted(Exception):
    """Raised inside a run when another one failed or the user interrupted."""


def simulate(
    scenario: Scenario | str | Path,
    runs: int = 1,
    seed: int = 1,
    *,
    out: str | Path | None = None,
    engine: Engine = "thinning",
    parameters: Mode = "point",
    first_run: int = 0,
    threads: int | None = None,
    overwrite: bool = False,
    resume: bool = False,
    progress: Progress | None = None,
) -> Result:
    """Simulate a scenario and return its result.

    Main arguments:

    scenario : a `Scenario`, a bundled name or a path
    runs, seed : run k of a seed is the same whatever `runs`
    out : folder for the result; without it the result is held in memory

    Other arguments:

    engine : 'thinning' (who may move) or 'sweep' (every person every hour); the law is the same
    parameters : 'point', 'prior' or 'cloud'
    first_run : number of the first run
    threads : processors to use; the result does not depend on it
    overwrite, resume : what to do with a folder or an interrupted job that is there
    progress : called with hours done and hours in all

    Raises ScenarioError, InputError or OutputError.
    """
    if not isinstance(scenario, tocsin.scenario.Scenario):
        scenario = load(scenario)
    if parameters == "cloud":
        require_cloud(scenario)
    _check_numbers(runs=(runs, 1), seed=(seed, 0), first_run=(first_run, 0))
    for what, given, known in (("engine", engine, ENGINES), ("parameters", parameters, MODES)):
        if given not in known:
            raise InputError(f"unknown {what} {given!r}{did_you_mean(given, known)}")
    keep = None
    if out is None:
        keep = tempfile.TemporaryDirectory(prefix="tocsin-")
        out = Path(keep.name) / scenario.name
    path = Path(out)
    check_writable(path)
    numbers = list(range(first_run, first_run + runs))
    plan = {
        "version": tocsin.__version__,
        "scenario_digest": scenario.digest,
        "seed": seed,
        "runs": runs,
        "first_run": first_run,
        "engine": engine,
        "parameters": parameters,
        "hours": scenario.hours,
    }
    job = folder.Job(path, plan, overwrite=overwrite, resume=resume)
    try:
        return _carry_out(job, scenario, numbers, seed, engine, parameters, threads, progress, keep)
    except BaseException:
        job.abandon()
        raise


def _check_numbers(**given: tuple[int, int]) -> None:
    for name, (value, least) in given.items():
        if not isinstance(value, int | np.integer) or not least <= value <= 2**53:
            raise InputError(f"{name}: expected a whole number from {least} on, not {value!r}")


def _carry_out(
    job: folder.Job,
    scenario: Scenario,
    numbers: list[int],
    seed: int,
    engine: Engine,
    parameters: Mode,
    threads: int | None,
    progress: Progress | None,
    keep: tempfile.TemporaryDirectory[str] | None,
) -> Result:
    processors = threads or cores()
    begin = time.perf_counter()
    world = build(scenario, processors)
    job.start(scenario, world, numbers)
    todo = [i for i in range(len(numbers)) if i not in job.finished]
    workers = max(1, min(processors, len(todo)))
    each = processors if len(todo) == 1 else 1
    total = scenario.hours * len(todo)
    done = 0
    lock, stop = threading.Lock(), threading.Event()

    def tick(_: int) -> None:
        nonlocal done
        if stop.is_set():
            raise Interrupted
        with lock:
            done += 1
            if progress is not None:
                progress(done, total)

    def one(index: int) -> None:
        run = Simulation(
            scenario, seed, numbers[index], engine=engine, parameters=parameters, threads=each,
            world=world,
        )  # fmt: skip
        recorder = run.run(tick=tick)
        if stop.is_set():
            raise Interrupted
        job.add_run(index, numbers[index], recorder, run.seconds)

    if workers == 1:
        for index in todo:
            one(index)
    else:
        _in_threads(one, todo, workers, stop)
    runs, events, seconds = job.members()
    wall = time.perf_counter() - begin
    timing = {
        "simulate_seconds": round(wall, 3),
        "seconds_per_run": round(seconds / len(runs), 3),
        "peak_memory_mb": round(peak_memory_mb(), 1),
    }
    summary = summarise(
        scenario, runs, seed=seed, engine=engine, parameters=parameters, timing=timing
    )
    manifest = job.plan | {
        "scenario": scenario.name,
        "options": scenario.edits,
        "run_numbers": numbers,
        "threads": processors,
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": sys.version.split()[0],
        "numpy": np.__version__,
        "platform": platform.platform(),
        "processor": platform.machine(),
    }
    return Result(job.complete(summary, events, manifest), keep)


def _in_threads(
    one: Callable[[int], None], todo: list[int], workers: int, stop: threading.Event
) -> None:
    with ThreadPoolExecutor(workers) as pool:
        jobs = [pool.submit(one, index) for index in todo]
        try:
            finished, _ = wait(jobs, return_when=FIRST_EXCEPTION)
        except BaseException:
            stop.set()
            pool.shutdown(cancel_futures=True)
            raise
        failed = [job for job in finished if job.exception() is not None]
        if failed:
            stop.set()
            pool.shutdown(cancel_futures=True)
            failed[0].result()


def peak_memory_mb() -> float:
    """Largest resident memory of this process so far; 0 where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10
