"""Evidence: synthetic crises of each account, observed as the real one was; learning; the answer.

Crises of each account are simulated with all parameters drawn from their priors.  Half of them are
learnt from, a quarter scales probabilities and sets, a quarter is held back for the matrix.
"""

from __future__ import annotations

import csv
import io
import platform
import warnings
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.choices import ENGINES, Engine
from tocsin.declare.outcome import OUTCOMES
from tocsin.errors import InputError
from tocsin.experiments import arguments
from tocsin.experiments.executors import dispatch
from tocsin.experiments.executors.dispatch import carry_out
from tocsin.experiments.executors.parcels import world_of
from tocsin.experiments.executors.work import AllFailed, Failure, Task
from tocsin.hour.simulation import Simulation
from tocsin.inference.calibration.calibrate import observed as targets_of
from tocsin.inference.calibration.runs import Job, Progress
from tocsin.inference.calibration.targets import Targets
from tocsin.inference.counterparts import beside_run
from tocsin.inference.evidence.answer import (
    CANNOT,
    Crises,
    answer,
    matrix,
    speaking,
    took_part,
)
from tocsin.inference.evidence.features import Features
from tocsin.inference.evidence.files import FILES, PLOTS, Evidence
from tocsin.inference.evidence.hypotheses import hypotheses
from tocsin.inference.evidence.learning import classifier
from tocsin.inference.evidence.panel import panel
from tocsin.inference.observations import file as observation_files
from tocsin.inference.observing import errors
from tocsin.plural import counted
from tocsin.record.outcomes.run import Run
from tocsin.results.drawing import drawn
from tocsin.results.shown import way
from tocsin.results.travelling import folder
from tocsin.scenario import Scenario, load
from tocsin.version import __version__

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.inference.observations.observation import Observation

DEFAULT, FEWEST, MOST = 800, 40, 100_000  # crises of each account, those held back among them
#: Of each four crises: two are learnt from, one scales, one is held back.
PARTS = np.array([0, 0, 1, 2])
NOTE = (
    "Of simulated worlds: sets hold the true account in 90 % of the model's own crises, and nothing is "
    "said of who was behind anything. Who took part follows from the assumed strata."
)


def version(crisis: int, of: int) -> int:
    """Which version of an account a crisis is of: every part, learnt from or held back, has all."""
    return crisis // len(PARTS) % of


@dataclass(frozen=True)
class CrisisTask(Task):
    """A crisis of one account, and the figures that are asked of it."""

    observations: tuple[Observation, ...] = ()


def simulate_crisis(task: Task) -> dict[str, Any]:
    """The simulated figures of a crisis, its parameters drawn from their priors; who was out."""
    assert isinstance(task, CrisisTask)
    run = Simulation(
        task.scenario, task.seed, task.run, engine=task.engine, parameters="prior", threads=1,
        world=world_of(task.scenario), terms=False,
    )  # fmt: skip
    record = run.run()
    true = beside_run(record, task.observations)
    shares: Any = OUTCOMES["participants_by_stratum"].of(Run(record))
    return {"true": [None if np.isnan(x) else float(x) for x in true],
            "groups": [None if x is None else float(x) for x in shares.values()]}  # fmt: skip


def evidence(
    scenario: Scenario | str | Path,
    names: Sequence[str] | str = (),
    observations: str | Path | Iterable[Observation] | None = None,
    *,
    runs: int = DEFAULT,
    seed: int = 1,
    engine: Engine = "thinning",
    executor: object = "auto",
    workers: int | None = None,
    out: str | Path | None = None,
    overwrite: bool = False,
    resume: bool = False,
    progress: Progress | None = None,
    tell: Callable[[str], None] | None = None,
    model: Callable[[Task], dict[str, Any]] = simulate_crisis,
) -> Evidence:
    """Weigh accounts of how a crisis came about by what was observed of it.

    Main arguments:

    scenario : a `Scenario`, a bundled name or a path
    names : 'spontaneous', 'organised', 'stand-down', 'mixed' (all four without), or variants of the
        scenario as `compare` reads them, such as 'no fire: without live-fire'
    observations : a file of observations, or some, added to the scenario's references; without any
        the answer is the prior, with the matrix of what a panel of reports would tell
    runs : synthetic crises of each account, of which a quarter is held back
    out : folder for the result; without it the result goes with the object

    Other arguments are as for `calibrate`.  Raises ScenarioError, InputError or OutputError.
    """
    base = scenario if isinstance(scenario, Scenario) else load(scenario)
    classifier()  # that the library is missing is said at once
    accounts = hypotheses(base, names.split(",") if isinstance(names, str) else names)
    arguments.one_of("engine", engine, ENGINES)
    if not isinstance(runs, int | np.integer) or not FEWEST <= runs <= MOST:
        raise InputError(f"--runs {runs}: expected {FEWEST} to {MOST:,}, of each hypothesis")
    arguments.whole(seed=(seed, 0))
    dispatch.check(executor, workers)
    nothing = observations is None and not base.spec.references
    targets = Targets(base, panel(base)) if nothing else targets_of(base, observations)
    path, keep = folder(out, f"{base.name}-evidence")
    plan = {
        "kind": "evidence", "version": __version__, "scenario_digest": base.digest,
        "hypotheses": {h: [s.digest for s in versions] for h, versions in accounts.items()},
        "observations": [] if nothing else sorted(f"{o.id} {o.status}" for o in targets.listed),
        "runs": int(runs), "seed": int(seed), "engine": engine,
    }  # fmt: skip
    job = Job(path, plan, FILES, overwrite=overwrite, resume=resume)
    try:
        job.scenario = base
        job.begin()
        work = _Work(job, accounts, targets, nothing, progress, tell or (lambda line: None))
        work.carry_out((executor, workers), model)
        work.finish()
        return Evidence(job.path, keep, job.note)
    except BaseException:
        job.abandon()
        raise


class _Work:
    """Crises, learning, the files."""

    def __init__(
        self,
        job: Job,
        accounts: dict[str, list[Scenario]],
        targets: Targets,
        nothing: bool,
        progress: Progress | None,
        tell: Callable[[str], None],
    ) -> None:
        self.job, self.accounts, self.targets, self.nothing = job, accounts, targets, nothing
        self.progress = progress or (lambda done, total: None)
        self.tell, self.failed = tell, dict[int, str]()

    def carry_out(
        self, executor: tuple[Any, int | None], model: Callable[[Task], dict[str, Any]]
    ) -> None:
        """All crises that are not done yet."""
        job, plan = self.job, self.job.plan
        n, total = plan["runs"], plan["runs"] * len(self.accounts)
        self.tell(
            f"{counted(len(self.accounts), 'account')} x {counted(n, 'crisis', 'crises')}, "
            f"{counted(len(self.targets), 'report')} each"
        )
        tasks = (
            CrisisTask(
                h * n + r, versions[version(r, len(versions))], plan["seed"], h * n + r, plan["engine"],
                "prior", label=name, observations=tuple(self.targets.listed),
            )
            for h, (name, versions) in enumerate(self.accounts.items()) for r in range(n)
            if h * n + r not in job.finished
        )  # fmt: skip
        with closing(carry_out(tasks, model, executor[0], workers=executor[1])) as results:
            for task, found in results:
                row: dict[str, Any] = {"hypothesis": task.index // n}
                if isinstance(found, Failure):
                    self.failed[task.index] = found.error
                    job.add(task.index, row | {"error": found.error})
                    job.finished.discard(task.index)
                else:
                    job.add(task.index, row | found | {"error": ""})
                self.progress(len(job.finished), total)

    def finish(self) -> None:
        """Learn, answer, write."""
        names = list(self.accounts)
        rows = [row for row in self.job.rows() if not row["error"]]
        if len(rows) < FEWEST or len({r["hypothesis"] for r in rows}) < len(names):
            first = min(self.failed.values(), default="")
            raise AllFailed(f"too few crises came to their end; the first error: {first}")
        index = np.array([r["index"] for r in rows], np.int64)
        true = _table([r["true"] for r in rows], len(self.targets))
        truth = np.array([r["hypothesis"] for r in rows], np.int64)
        strata = list(self.job.scenario.spec.strata)
        groups = _table([r["groups"] for r in rows], len(strata))
        part = PARTS[index % len(PARTS)]
        features = Features(self.targets)
        seed = self.job.plan["seed"]
        crises = Crises(features.of(*self.targets.figures(true, index, seed)), truth, part)
        learned = crises.learned()
        observed = None if self.nothing else features.recorded()
        found: dict[str, Any] = {"scenario": self.job.scenario.name}
        if observed is None:
            p = np.full(len(names), 1 / len(names))
            found |= {
                "posterior": {h: 1 / len(names) for h in names}, "verdict": CANNOT,
                "set": names, "leads": None, "outside": {}, "changed_by": [], "sensitivity": {},
                "local_error": None,
            }  # fmt: skip
        else:
            found |= answer(learned, crises, features, observed, names)
            p = np.array(list(found["posterior"].values()))
        found |= matrix(learned, crises, names)
        found |= {
            "statistics": speaking(learned, crises, features, observed, names),
            "more_data": self._more(true, index, truth, part, found["balanced_accuracy"]),
            "took_part": took_part(groups, strata, crises, observed, p),
            "crises": len(rows), "failed": len(self.failed), "note": NOTE,
        }  # fmt: skip
        self._write(found, features, crises, index)

    def _more(
        self,
        true: NDArray[np.float64],
        index: NDArray[np.int64],
        truth: NDArray[np.int64],
        part: NDArray[np.int64],
        now: float,
    ) -> dict[str, float]:
        """Balanced accuracy with these reports, and with the same ones if counting did not err."""
        seed = self.job.plan["seed"]
        exact = self.targets.figures(true, index, seed, errors.exact())
        crises = Crises(Features(self.targets).of(*exact), truth, part)
        told = matrix(crises.learned(), crises, list(self.accounts))
        return {"these_reports": now, "the_same_without_errors": told["balanced_accuracy"]}

    def _write(
        self,
        found: dict[str, Any],
        features: Features,
        crises: Crises,
        index: NDArray[np.int64],
    ) -> None:
        job, names = self.job, list(self.accounts)
        note = drawn(lambda: way("evidence")(found, job.partial), job.partial, PLOTS)
        if note and "matplotlib" not in note:  # plots are an extra
            warnings.warn(note, stacklevel=4)
        listed = [] if self.nothing else self.targets.listed
        observation_files.write(job.partial / "observations.csv", listed)
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["run", "hypothesis", "part", *features.names])
        for i, x in enumerate(crises.features):
            cells = ["" if np.isnan(v) else f"{v:.6g}" for v in x]
            writer.writerow([int(index[i]), names[crises.truth[i]], int(crises.part[i]), *cells])
        manifest = job.plan | {
            "scenario": job.scenario.name, "options": job.scenario.edits,
            "failures": {str(k): v for k, v in sorted(self.failed.items())},
            "numpy": np.__version__, "platform": platform.platform(),
        }  # fmt: skip
        job.finish(
            {"evidence.json": found, "crises.csv": text.getvalue(), "manifest.json": manifest}
        )


def _table(rows: list[list[float | None]], width: int) -> NDArray[np.float64]:
    return np.array([[np.nan if x is None else x for x in r] for r in rows], float).reshape(
        -1, width
    )
