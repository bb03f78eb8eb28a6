"""Work: runs as tasks for any executor, and what comes back from each.

A task is a scenario, a seed and a run number; where and in which order it is carried out changes no bit
of what comes back.  Worlds come from the cache, mapped into memory: workers share them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from tocsin.parameters import Mode
from tocsin.simulation import Engine, Simulation
from tocsin.world import build

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

T = TypeVar("T")


@dataclass(frozen=True)
class Task:
    """One run to be done; `index` is its position among all, `label` is for people."""

    index: int
    scenario: Scenario
    seed: int
    run: int
    engine: Engine = "thinning"
    parameters: Mode = "point"
    label: str = ""


@dataclass(frozen=True)
class Failure:
    """What a task left that did not work."""

    error: str


def simulate_task(task: Task) -> dict[str, Any]:
    """The outcomes of a run, its parameters, and the seconds that it took."""
    from tocsin.record.outcomes import outcomes

    begin = time.perf_counter()
    run = Simulation(
        task.scenario, task.seed, task.run, engine=task.engine, parameters=task.parameters,
        threads=1, world=build(task.scenario, 1),
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


def carry_out(
    tasks: Iterable[Task], do: Callable[[Task], T], executor: Any = None
) -> Iterator[tuple[Task, T | Failure]]:
    """Do all tasks and give each with what came of it, in the order in which they end.

    do : a function at the top of a module, so that it can travel
    executor : see `executors`
    """
    for task in tasks:
        try:
            yield task, do(task)
        except Exception as error:
            yield task, Failure(f"{type(error).__name__}: {error}")
