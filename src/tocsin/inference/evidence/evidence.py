"""Evidence: synthetic crises of each account, observed as the real one was; learning; the answer.

Crises of each account are simulated with all parameters drawn from their priors.  Half of them are
learnt from, a quarter scales probabilities and sets, a quarter is held back for the matrix.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.choices import Engine
from tocsin.declare.outcome import OUTCOMES
from tocsin.inference import jobs
from tocsin.inference.calibration.calibrate import observed as targets_of
from tocsin.inference.calibration.targets import Targets
from tocsin.inference.evidence.answer import (
    CANNOT,
    Crises,
    answer,
    matrix,
    speaking,
    took_part,
)
from tocsin.inference.evidence.features import Features
from tocsin.inference.evidence.files import FILES, PLOTS, Evidence, crises_table
from tocsin.inference.evidence.hypotheses import hypotheses
from tocsin.inference.evidence.learning import classifier
from tocsin.inference.evidence.panel import panel
from tocsin.inference.jobs import AskedTask
from tocsin.inference.observations import file as observation_files
from tocsin.inference.observing import errors
from tocsin.plural import counted
from tocsin.record.outcomes.run import Run
from tocsin.results.drawing import drawn
from tocsin.results.shown import leave_report, way
from tocsin.results.travelling import folder
from tocsin.scenario import Scenario, load
from tocsin.version import __version__

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.experiments.executors.work import Task
    from tocsin.inference.jobs import Executor, Job, Model, Progress
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


def simulate_crisis(task: Task) -> dict[str, Any]:
    """The simulated figures of a crisis, its parameters drawn from their priors; who was out."""
    assert isinstance(task, AskedTask)
    record = jobs.simulation(task).run()
    shares: Any = OUTCOMES["participants_by_stratum"].of(Run(record))
    groups = [None if x is None else float(x) for x in shares.values()]
    return jobs.figures(record, task.observations) | {"groups": groups}


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
    model: Model = simulate_crisis,
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
    jobs.check(engine, seed, executor, workers)
    jobs.check_runs(runs, FEWEST, MOST, ", of each hypothesis")
    nothing = observations is None and not base.spec.references
    targets = Targets(base, panel(base)) if nothing else targets_of(base, observations)
    path, keep = folder(out, f"{base.name}-evidence")
    plan = {
        "kind": "evidence", "version": __version__, "scenario_digest": base.digest,
        "hypotheses": {h: [s.digest for s in versions] for h, versions in accounts.items()},
        "observations": [] if nothing else sorted(f"{o.id} {o.status}" for o in targets.listed),
        "runs": int(runs), "seed": int(seed), "engine": engine,
    }  # fmt: skip
    with jobs.begun(path, plan, FILES, base, overwrite=overwrite, resume=resume) as job:
        job.dress = leave_report
        work = _Work(job, accounts, targets, nothing, progress, tell or (lambda line: None))
        work.carry_out((executor, workers), model)
        work.finish()
        return Evidence(job.path, keep, job.note)


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
        self.tell = tell

    def carry_out(self, executor: Executor, model: Model) -> None:
        """All crises that are not done yet."""
        job, plan = self.job, self.job.plan
        n, total = plan["runs"], plan["runs"] * len(self.accounts)
        self.tell(
            f"{counted(len(self.accounts), 'account')} x {counted(n, 'crisis', 'crises')}, "
            f"{counted(len(self.targets), 'report')} each"
        )
        tasks = (
            AskedTask(
                h * n + r, versions[version(r, len(versions))], plan["seed"], h * n + r, plan["engine"],
                "prior", label=name, observations=tuple(self.targets.listed),
            )
            for h, (name, versions) in enumerate(self.accounts.items()) for r in range(n)
        )  # fmt: skip
        job.carry_out(
            tasks, model, executor,
            about=lambda task: {"hypothesis": task.index // n},
            tick=lambda done: self.progress(done, total),
        )  # fmt: skip

    def finish(self) -> None:
        """Learn, answer, write."""
        names = list(self.accounts)
        rows = self.job.ended(FEWEST)
        if len({r["hypothesis"] for r in rows}) < len(names):
            raise self.job.too_few("of one account no crisis came to its end")
        index = np.array([r["index"] for r in rows], np.int64)
        true = jobs.table([r["true"] for r in rows], len(self.targets))
        truth = np.array([r["hypothesis"] for r in rows], np.int64)
        strata = list(self.job.scenario.spec.strata)
        groups = jobs.table([r["groups"] for r in rows], len(strata))
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
            "crises": len(rows), "failed": len(self.job.failed), "note": NOTE,
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
        job.finish({
            "evidence.json": found,
            "crises.csv": crises_table(features.names, names, crises, index),
            "manifest.json": job.manifest(),
        })  # fmt: skip
