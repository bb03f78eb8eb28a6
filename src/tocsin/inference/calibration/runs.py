"""Runs of a calibration: a point of the free parameters as a task, and many of them, stage by stage.

Run number i has the random numbers of run i of the seed, so that `tocsin run --set ... --first-run i`
is the same run.  Of each the folder keeps where it was drawn, and its simulated figures (`jobs`).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.inference.jobs import (
    AskedTask,
    Executor,
    Job,
    Model,
    Progress,
    figures,
    simulation,
    table,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.experiments.executors.work import Task
    from tocsin.hour.simulation import Simulation
    from tocsin.inference.calibration.free import Free
    from tocsin.inference.observations.observation import Observation

PLACES = 9  # decimals of a place on the unit cube, so that a line of text is exact


@dataclass(frozen=True)
class SetTask(AskedTask):
    """A run with values of its own for some parameters, and the figures that are asked of it."""

    names: tuple[str, ...] = ()
    values: tuple[float, ...] = ()


def simulate_set(task: Task) -> dict[str, Any]:
    """The simulated figures of a run with a set of parameters."""
    assert isinstance(task, SetTask)
    begin = time.perf_counter()
    found = figures(with_values(task).run(), task.observations)
    return found | {"seconds": time.perf_counter() - begin}


def with_values(task: SetTask) -> Simulation:
    """The run of a task, before its first hour: as with `--set parameters.NAME=VALUE` for each."""
    return simulation(task, dict(zip(task.names, task.values, strict=True)))


@dataclass(frozen=True)
class Done:
    """Runs that ended.

    index : (run,) numbers; unit : (run, parameter); true : (run, observation); stage : (run,)
    """

    index: NDArray[np.int64]
    stage: NDArray[np.int64]
    unit: NDArray[np.float64]
    true: NDArray[np.float64]

    def of(self, *stages: int) -> Done:
        """Those of some stages."""
        return self.at(np.isin(self.stage, stages))

    def at(self, which: NDArray[np.bool_] | NDArray[np.int64]) -> Done:
        """Some of them, in that order."""
        return Done(self.index[which], self.stage[which], self.unit[which], self.true[which])


class Runs:
    """Carries out stage after stage into a job."""

    def __init__(
        self,
        job: Job,
        free: Free,
        observations: Sequence[Observation],
        executor: Executor,
        model: Model,
        progress: Progress | None,
    ) -> None:
        self.job, self.free, self.observations = job, free, tuple(observations)
        self.executor, self.model = executor, model
        self.progress = progress or (lambda done, total: None)
        self.total = 0

    def carry_out(self, stage: int, first: int, unit: NDArray[np.float64]) -> None:
        """Runs number `first` and on, at these places, those that were done before left out."""
        job, plan = self.job, self.job.plan
        unit = np.round(unit, PLACES)
        values = self.free.values(unit)
        tasks = (
            SetTask(
                first + i, job.scenario, plan["seed"], first + i, plan["engine"],
                label=f"stage {stage}", observations=self.observations, names=self.free.names,
                values=tuple(map(float, values[i])),
            )
            for i in range(len(unit))
        )  # fmt: skip

        def about(task: Task) -> dict[str, Any]:
            return {"stage": stage, "unit": unit[task.index - first].tolist(), "true": []}

        def tick(done: int) -> None:
            self.progress(done, max(self.total, done))

        job.carry_out(tasks, self.model, self.executor, about, tick)

    def done(self) -> Done:
        """All runs that ended, in the order of their numbers."""
        rows = self.job.ended()
        return Done(
            np.array([r["index"] for r in rows], np.int64),
            np.array([r["stage"] for r in rows], np.int64),
            np.array([r["unit"] for r in rows], float).reshape(-1, len(self.free.names)),
            table([r["true"] for r in rows], len(self.observations)),
        )

    def seconds(self) -> float:
        """What a run took on average."""
        took = [row["seconds"] for row in self.job.ended()]
        return float(np.mean(took)) if took else 0.0
