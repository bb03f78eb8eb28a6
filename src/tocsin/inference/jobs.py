"""Jobs: runs from which the same figures are asked, carried out into a folder that can be resumed.

Calibration, evidence and forecasts differ in which runs they ask for and in what they make of them;
how a run becomes figures, and how many runs become rows of a folder, is here.  Of each run the folder
keeps its simulated figures, exact: the errors of observing are put on later, so that they can be
changed without another run.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.choices import ENGINES
from tocsin.errors import InputError
from tocsin.experiments import arguments
from tocsin.experiments.executors import dispatch
from tocsin.experiments.executors.parcels import world_of
from tocsin.experiments.executors.work import AllFailed, Failure, Task
from tocsin.hour.simulation import Simulation
from tocsin.inference.counterparts import beside_run
from tocsin.plural import counted
from tocsin.results.directory import Directory
from tocsin.results.folder import keep_scenario

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.inference.observations.observation import Observation
    from tocsin.record.recorder import Recorder
    from tocsin.scenario import Scenario

Progress = Callable[[int, int], None]
Model = Callable[[Task], dict[str, Any]]
#: Where runs are carried out: `executor` and `workers` of `ensemble`.
Executor = tuple[Any, int | None]


@dataclass(frozen=True)
class AskedTask(Task):
    """A run, and the figures that are asked of it."""

    observations: tuple[Observation, ...] = ()


def simulation(task: Task, values: Mapping[str, float] | None = None) -> Simulation:
    """The run of a task, before its first hour; `values` stand in place of its parameters."""
    return Simulation(
        task.scenario, task.seed, task.run, engine=task.engine, parameters=task.parameters,
        values=values, threads=1, world=world_of(task.scenario), terms=False,
    )  # fmt: skip


def simulate(task: Task) -> dict[str, Any]:
    """The simulated figures of a run."""
    assert isinstance(task, AskedTask)
    return figures(simulation(task).run(), task.observations)


def figures(record: Recorder, observations: Iterable[Observation]) -> dict[str, Any]:
    """The figures of a run that has ended, as a row has them: None where the model has none."""
    return {"true": [None if np.isnan(x) else float(x) for x in beside_run(record, observations)]}


class Job(Directory):
    """The folder of a job in the making; runs that failed are tried again."""

    scenario: Scenario

    def __init__(self, path: Path, plan: dict[str, Any], names: set[str], **options: bool) -> None:
        super().__init__(path, plan, names, **options)
        self.failed: dict[int, str] = {}
        if self.finished:
            self.finished = {row["index"] for row in self.rows() if not row["error"]}

    def prepare(self, folder: Path) -> None:
        """The scenario that is run."""
        keep_scenario(folder, self.scenario)

    def carry_out(
        self,
        tasks: Iterable[Task],
        model: Model,
        executor: Executor,
        about: Callable[[Task], dict[str, Any]] = lambda task: {},
        tick: Callable[[int], None] = lambda done: None,
    ) -> None:
        """Do the tasks that are not done yet, each a row.

        about : what else a row says of its task; tick : called with how many are done
        """
        todo = (task for task in tasks if task.index not in self.finished)
        with closing(dispatch.carry_out(todo, model, executor[0], workers=executor[1])) as results:
            for task, found in results:
                row = about(task)
                if isinstance(found, Failure):
                    self.failed[task.index] = found.error
                    self.add(task.index, row | {"error": found.error})
                    self.finished.discard(task.index)
                else:
                    self.add(task.index, row | found | {"error": ""})
                tick(len(self.finished))

    def ended(self, least: int = 0) -> list[dict[str, Any]]:
        """Rows of the runs that came to their end; raises AllFailed for fewer than so many."""
        rows = [row for row in self.rows() if not row["error"]]
        if len(rows) < least:
            raise self.too_few(
                f"{counted(len(rows), 'run')} came to an end; at least {least} are needed"
            )
        return rows

    def too_few(self, told: str) -> AllFailed:
        """That runs failed, with the first error."""
        first = f"; the first error: {self.failed[min(self.failed)]}" if self.failed else ""
        return AllFailed(told + first)

    def manifest(self, **more: Any) -> dict[str, Any]:
        """What made the result: options, failures, versions."""
        failures = {"failures": {str(k): v for k, v in sorted(self.failed.items())}}
        about = {"scenario": self.scenario.name, "options": self.scenario.edits}
        versions = {"numpy": np.__version__, "platform": platform.platform()}
        return self.plan | about | more | failures | versions


@contextmanager
def begun(
    path: Path,
    plan: dict[str, Any],
    names: set[str],
    scenario: Scenario,
    *,
    overwrite: bool,
    resume: bool,
) -> Iterator[Job]:
    """A job under way; whatever goes wrong, it lets go of its folder, which keeps what is done.

    names : of the files that the finished folder may hold
    """
    job = Job(path, plan, names, overwrite=overwrite, resume=resume)
    try:
        job.scenario = scenario
        job.begin()
        yield job
    except BaseException:
        job.abandon()
        raise


def check(engine: str, seed: int, executor: object, workers: int | None) -> None:
    """Raise InputError for options of a job that there are not."""
    arguments.one_of("engine", engine, ENGINES)
    arguments.whole(seed=(seed, 0))
    dispatch.check(executor, workers)


def check_runs(runs: int, least: int, most: int, of: str = "") -> None:
    """Raise InputError for a number of runs that is none, too small or too large."""
    if not isinstance(runs, int | np.integer) or not least <= runs <= most:
        raise InputError(f"--runs {runs}: expected {least} to {most:,}{of}")


def table(rows: list[list[float | None]], width: int) -> NDArray[np.float64]:
    """(row, column) of numbers, nan where there is none."""
    numbers = [[np.nan if x is None else x for x in row] for row in rows]
    return np.array(numbers, float).reshape(-1, width)
