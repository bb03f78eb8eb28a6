"""Runs of a sweep: the points of its designs as tasks, and what came of them into a directory."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.experiments.ensembles.member import simulate_task
from tocsin.experiments.executors.dispatch import carry_out
from tocsin.experiments.executors.work import Failure, Task
from tocsin.experiments.sweeps.designs.factors import SWITCH, edits
from tocsin.experiments.sweeps.designs.samples import Design, design
from tocsin.experiments.sweeps.files import files, findings
from tocsin.experiments.sweeps.sensitivity import leading
from tocsin.files import write_text
from tocsin.plural import counted
from tocsin.results.directory import ROWS, Directory
from tocsin.results.folder import keep_scenario

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

#: Base points of the Sobol' design for each trajectory of a screening.
SOBOL_FOR_A_TRAJECTORY = 8

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class PointTask(Task):
    """A run at a point: the scenario is changed where the run is done."""

    changes: dict[str, Any] = field(default_factory=dict)


def simulate_point(task: Task) -> dict[str, Any]:
    """The outcomes of a run at a point of a design."""
    assert isinstance(task, PointTask)
    return simulate_task(replace(task, scenario=task.scenario.edit(**edits(task.changes))))


class Job(Directory):
    """A sweep's directory in the making."""

    scenario: Scenario

    def __init__(self, path: Path, plan: dict[str, Any], names: set[str], **options: bool) -> None:
        super().__init__(path, plan, names, **options)
        if self.finished:  # what failed is tried again
            self.finished = {row["index"] for row in self.rows() if not row["error"]}

    def prepare(self, folder: Path) -> None:
        """The scenario before any change."""
        keep_scenario(folder, self.scenario)

    def redo(self, first: int) -> None:
        """Forget what follows from the first so many runs, if one of these has yet to end.

        What a screening leads to depends on all of it: a second design of before may be another now.
        """
        if (
            any(i not in self.finished for i in range(first))
            and max(self.finished, default=0) >= first
        ):
            kept = [row for row in self.rows() if row["index"] < first]
            text = "".join(map(self.line, kept))
            with self.writing():
                write_text(self.partial / ROWS, text)
            self.finished = {i for i in self.finished if i < first}


class Runner:
    """Carries out one design after the other into a job."""

    def __init__(
        self,
        job: Job,
        plan: dict[str, Any],
        executor: tuple[Any, int | None],
        model: Callable[[Task], dict[str, Any]],
        progress: Progress | None,
        tell: Callable[[str], None] | None,
    ) -> None:
        self.job, self.plan, (self.executor, self.workers), self.model = job, plan, executor, model
        self.progress = progress or (lambda done, total: None)
        self.tell = tell or (lambda line: None)
        self.replicates = int(plan["replicates"])

    def carry_out(self, first: Design) -> Path:
        """All runs, then the files; the finished directory."""
        screen = self.plan["kind"] == "screen"
        base = SOBOL_FOR_A_TRAJECTORY * (1 << (self.plan["points"] - 1).bit_length())
        second = base * (min(self.plan["top"], len(first.factors)) + 2) if screen else 0
        if screen:
            self.job.redo(len(first.points) * self.replicates)
        self.total = (len(first.points) + second) * self.replicates
        self.tell(self._cost(first, second))
        designs = [first]
        self._runs(first, 0)
        if screen:
            found = findings([first], self.job.rows(), self.plan)["indices"]
            names = leading(
                [f for f in found if f["scale"] == self.plan["scale"]], self.plan["top"]
            )
            if names:
                factors = [f for name in names for f in first.factors if f.name == name]
                designs.append(design("sobol", factors, base, self.plan["seed"]))
                self.total = sum(len(d.points) for d in designs) * self.replicates
                self.tell(f"Sobol on {', '.join(names)}")
                self._runs(designs[1], len(first.points))
        rows = self.job.rows()
        repeat = {row["index"]: self._repeat(designs, row) for row in rows if row["error"]}
        return self.job.finish(
            files(self.job.partial, self.job.scenario, designs, rows, self.plan, repeat)
        )

    def _cost(self, first: Design, second: int) -> str:
        text = first.says()
        if second:
            text += f", then Sobol: {counted(second, 'point')}"
        if self.replicates > 1:
            text += f", x {self.replicates} replicates"
        if self.plan["width"] < 1:
            text += f", in {self.plan['width']:g} of each prior around its value (--width)"
        done = len(self.job.finished)
        return f"{text}: {counted(self.total, 'run')}" + (
            f", {done} of them done before" if done else ""
        )

    def _runs(self, planned: Design, offset: int) -> None:
        todo = self._tasks(planned, offset)
        results = carry_out(todo, self.model, self.executor, workers=self.workers)
        with closing(results):
            for task, found in results:
                if isinstance(found, Failure):
                    row: dict[str, Any] = {"outcomes": {}, "error": found.error}
                else:
                    row = {"outcomes": _scalars(found["outcomes"]), "error": ""}
                    row["seconds"] = found.get("seconds", 0.0)
                self.job.add(task.index, {"run": task.run} | row)
                self.progress(len(self.job.finished), self.total)

    def _tasks(self, planned: Design, offset: int) -> Iterator[Task]:
        plan, job = self.plan, self.job
        for i, point in enumerate(planned.points):
            for r in range(self.replicates):
                index = (offset + i) * self.replicates + r
                if index not in job.finished:
                    yield PointTask(
                        index, job.scenario, plan["seed"], r if plan["shared"] else index,
                        engine=plan["engine"], label=f"point {offset + i}, replicate {r}",
                        changes=point,
                    )  # fmt: skip

    def _repeat(self, designs: list[Design], row: dict[str, Any]) -> str:
        """The command that does a run again."""
        number = row["index"] // self.replicates
        point = [p for d in designs for p in d.points][number]
        words = ["tocsin", "run", "scenario.yaml", "--seed", str(self.plan["seed"]),
                 "--first-run", str(row["run"])]  # fmt: skip
        for name, value in point.items():
            if name.startswith(SWITCH):
                words += ["--with" if value == "on" else "--without", name.removeprefix(SWITCH)]
            else:
                words += ["--set", f"{name}={value}"]
        return shlex.join(words)


def _scalars(outcomes: dict[str, Any]) -> dict[str, Any]:
    """Outcomes that are one number or word; what is no finite number is missing."""
    out = {}
    for name, value in outcomes.items():
        if isinstance(value, dict):
            continue
        if isinstance(value, int | float):
            value = float(value) if abs(float(value)) < float("inf") else None
        out[name] = value
    return out
