"""Runs of a calibration: a point of the free parameters as a task, and what came of it into a folder.

Run number i has the random numbers of run i of the seed, so that `tocsin run --set ... --first-run i`
is the same run.  Of each the folder keeps where it was drawn and its simulated figures, exact: the
errors of observing are put on later, so that they can be changed without another run.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.experiments.executors.dispatch import carry_out
from tocsin.experiments.executors.parcels import world_of
from tocsin.experiments.executors.work import Failure, Task
from tocsin.hour.simulation import Simulation
from tocsin.inference.counterparts import beside_run
from tocsin.results.directory import Directory
from tocsin.results.folder import keep_scenario

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.inference.calibration.free import Free
    from tocsin.inference.observations.observation import Observation
    from tocsin.scenario import Scenario

Progress = Callable[[int, int], None]
PLACES = 9  # decimals of a place on the unit cube, so that a line of text is exact


@dataclass(frozen=True)
class SetTask(Task):
    """A run with values of its own for some parameters, and the figures that are asked of it."""

    names: tuple[str, ...] = ()
    values: tuple[float, ...] = ()
    observations: tuple[Observation, ...] = ()


def simulate_set(task: Task) -> dict[str, Any]:
    """The simulated figures of a run with a set of parameters."""
    assert isinstance(task, SetTask)
    begin = time.perf_counter()
    run = with_values(task)
    true = beside_run(run.run(), task.observations)
    return {"true": [None if np.isnan(x) else float(x) for x in true],
            "seconds": time.perf_counter() - begin}  # fmt: skip


def with_values(task: SetTask) -> Simulation:
    """The run of a task, before its first hour: as with `--set parameters.NAME=VALUE` for each."""
    return Simulation(
        task.scenario, task.seed, task.run, engine=task.engine, threads=1,
        values=dict(zip(task.names, task.values, strict=True)), world=world_of(task.scenario),
        terms=False,
    )  # fmt: skip


class Job(Directory):
    """The folder of a calibration in the making; runs that failed are tried again."""

    scenario: Scenario

    def __init__(self, path: Path, plan: dict[str, Any], names: set[str], **options: bool) -> None:
        super().__init__(path, plan, names, **options)
        if self.finished:
            self.finished = {row["index"] for row in self.rows() if not row["error"]}

    def prepare(self, folder: Path) -> None:
        """The scenario that is fitted."""
        keep_scenario(folder, self.scenario)


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
        at = np.isin(self.stage, stages)
        return Done(self.index[at], self.stage[at], self.unit[at], self.true[at])


class Runs:
    """Carries out stage after stage into a job."""

    def __init__(
        self,
        job: Job,
        free: Free,
        observations: Sequence[Observation],
        executor: tuple[Any, int | None],
        model: Callable[[Task], dict[str, Any]],
        progress: Progress | None,
    ) -> None:
        self.job, self.free, self.observations = job, free, tuple(observations)
        self.executor, self.model = executor, model
        self.progress = progress or (lambda done, total: None)
        self.total = 0
        self.failed: dict[int, str] = {}

    def carry_out(self, stage: int, first: int, unit: NDArray[np.float64]) -> None:
        """Runs number `first` and on, at these places, those that were done before left out."""
        job, plan = self.job, self.job.plan
        unit = np.round(unit, PLACES)
        values = self.free.values(unit)
        todo = (
            SetTask(
                first + i, job.scenario, plan["seed"], first + i, plan["engine"],
                label=f"stage {stage}", names=self.free.names, values=tuple(map(float, values[i])),
                observations=self.observations,
            )
            for i in range(len(unit)) if first + i not in job.finished
        )  # fmt: skip
        executor, workers = self.executor
        with closing(carry_out(todo, self.model, executor, workers=workers)) as results:
            for task, found in results:
                row = {"stage": stage, "unit": unit[task.index - first].tolist()}
                if isinstance(found, Failure):
                    self.failed[task.index] = found.error
                    job.add(task.index, row | {"true": [], "error": found.error})
                    job.finished.discard(task.index)
                else:
                    job.add(task.index, row | found | {"error": ""})
                self.progress(len(job.finished), max(self.total, len(job.finished)))

    def done(self) -> Done:
        """All runs that ended, in the order of their numbers."""
        rows = [row for row in self.job.rows() if not row["error"]]
        m, k = len(self.observations), len(self.free.names)
        true = np.array([[np.nan if x is None else x for x in r["true"]] for r in rows], float)
        return Done(
            np.array([r["index"] for r in rows], np.int64),
            np.array([r["stage"] for r in rows], np.int64),
            np.array([r["unit"] for r in rows], float).reshape(-1, k),
            true.reshape(-1, m),
        )

    def seconds(self) -> float:
        """What a run took on average."""
        took = [row["seconds"] for row in self.job.rows() if not row["error"]]
        return float(np.mean(took)) if took else 0.0
