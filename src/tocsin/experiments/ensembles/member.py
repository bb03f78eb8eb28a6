"""What a task does: a member of an ensemble leaves files for its directory, others outcomes alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tocsin.experiments.executors.parcels import world_of
from tocsin.experiments.executors.work import Task
from tocsin.hour.simulation import Simulation
from tocsin.record.outcomes import outcomes
from tocsin.results.folder import Leavings, leavings

if TYPE_CHECKING:
    from tocsin.world import World


def member(
    task: Task,
    *,
    hourly: bool,
    first: int = 1,
    later: bool = False,
    threads: int = 1,
    world: World | None = None,
    tick: Callable[[int], None] | None = None,
) -> Leavings:
    """Carry out a run; travels with `hourly` and `first`, the rest is for this process.

    hourly : leave every hour; the first so many tasks do so anyway
    later : pack what it leaves when somebody asks for it
    """
    begin = time.perf_counter()
    hourly = hourly or task.index < first
    run = Simulation(
        task.scenario, task.seed, task.run, engine=task.engine, parameters=task.parameters,
        threads=threads, world=world_of(task.scenario) if world is None else world, terms=hourly,
    )  # fmt: skip
    left = leavings(run.run(tick=tick), task.run, hourly, later)
    if task.parameters != "point":
        values = map(float, run.parameters.values)
        left.row["parameters"] = dict(zip(run.parameters.names, values, strict=True))
    left.row["seconds"] = time.perf_counter() - begin
    left.row["memory_mb"] = peak_memory_mb()
    return left


def simulate_task(task: Task) -> dict[str, Any]:
    """The outcomes of a run, its parameters, and the seconds that it took."""
    begin = time.perf_counter()
    run = Simulation(
        task.scenario, task.seed, task.run, engine=task.engine, parameters=task.parameters,
        threads=1, world=world_of(task.scenario), terms=False,
    )  # fmt: skip
    found = outcomes(run.run())
    return {
        "run": task.run,
        "outcomes": found,
        "parameters": dict(
            zip(run.parameters.names, map(float, run.parameters.values), strict=True)
        ),
        "seconds": time.perf_counter() - begin,
    }


def peak_memory_mb() -> float:
    """Largest resident memory of this process so far; 0 where the system does not say."""
    import sys

    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10
