"""Calibrate: runs over the priors, a second round where the posterior is, and the cloud.

    round 1   Sobol' points over the priors of all free parameters; those of which the figures say
              nothing keep being drawn, and are nowhere fixed
    gate      what no run comes near is named
    round 2   the same in the part of the cube where the posterior of round 1 lies, with some margin;
              left out if the figures say nothing of any parameter (an early stop)
    cloud     the posterior of both rounds' runs in that part, each set of it run once more

so that every set of the cloud is a run that happened, and its figures are the posterior predictive of
the model's parameters; errors of observing are drawn anew from their priors.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.choices import Engine
from tocsin.errors import InputError, did_you_mean
from tocsin.inference import jobs, weighted
from tocsin.inference.calibration import budget, diagnostics, files, gate
from tocsin.inference.calibration.files import FILES, Calibration
from tocsin.inference.calibration.fit import Fit, fit, narrowed, resampled
from tocsin.inference.calibration.free import drawn, free_parameters, whole
from tocsin.inference.calibration.runs import PLACES, Done, Runs, simulate_set
from tocsin.inference.calibration.targets import Targets
from tocsin.inference.calibration.targets import table as targets_table
from tocsin.inference.observations import file as observation_files
from tocsin.inference.observations.told import told
from tocsin.inference.observing.reports import modelled
from tocsin.plural import counted
from tocsin.results.travelling import folder
from tocsin.scenario import Scenario, load
from tocsin.scenario.scenario import fingerprint
from tocsin.version import __version__

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.inference.jobs import Model, Progress
    from tocsin.inference.observations.observation import Observation


def calibrate(
    scenario: Scenario | str | Path,
    observations: str | Path | Iterable[Observation] | None = None,
    *,
    free: Iterable[str] = (),
    hold: Iterable[str] = (),
    runs: int | None = None,
    minutes: float | None = None,
    seed: int = 1,
    engine: Engine = "thinning",
    executor: object = "auto",
    workers: int | None = None,
    out: str | Path | None = None,
    overwrite: bool = False,
    resume: bool = False,
    progress: Progress | None = None,
    tell: Callable[[str], None] | None = None,
    model: Model = simulate_set,
) -> Calibration:
    """Fit a scenario's parameters to what was observed.

    Main arguments:

    scenario : a `Scenario`, a bundled name or a path
    observations : a file of observations, or some; added to the scenario's references
    free : names of parameters; all that have a prior without; the others stay at their values
    runs, minutes : the budget, 2,000 runs without either
    out : folder for the result; without it the result goes with the object

    Other arguments:

    hold : figures that are held back, by the beginning of their names, such as 'crowd Alpha'
    seed : of all random numbers
    engine, executor, workers : as for `ensemble`
    overwrite, resume : what to do with a folder or an interrupted job that is there
    progress, tell : called with runs done and in all, and with lines for people
    model : what is done for a task, in place of the simulation

    Raises ScenarioError, InputError or OutputError.
    """
    loaded = scenario if isinstance(scenario, Scenario) else load(scenario)
    base = loaded.set("cloud", []) if loaded.spec.cloud else loaded
    vary = free_parameters(base, [free] if isinstance(free, str) else free)
    hold = [hold] if isinstance(hold, str) else list(hold)
    targets = observed(base, observations, hold)
    jobs.check(engine, seed, executor, workers)
    _check(runs, minutes)
    path, keep = folder(out, f"{base.name}-calibration")
    plan = {
        "kind": "calibration",
        "version": __version__,
        "scenario_digest": base.digest,
        "free": list(vary.names),
        "observations": fingerprint([[o.id, o.status] for o in targets.listed]),
        "held": sorted(hold),
        "runs": runs if minutes is None else None,
        "minutes": minutes,
        "seed": int(seed),
        "engine": engine,
    }
    if runs is None and minutes is None:
        plan["runs"] = budget.DEFAULT
    with jobs.begun(path, plan, FILES, base, overwrite=overwrite, resume=resume) as job:
        work = Runs(job, vary, targets.listed, (executor, workers), model, progress)
        _Work(work, targets, tell or (lambda line: None)).go(minutes)
        return Calibration(job.path, keep, job.note)


def observed(
    scenario: Scenario,
    observations: str | Path | Iterable[Observation] | None,
    hold: Iterable[str] = (),
) -> Targets:
    """The references of a scenario and observations that are added; raises InputError for none."""
    targets = Targets(scenario, told(scenario, observations), hold)
    if not len(targets):
        raise InputError(
            f"{scenario.name} has no recorded figures that stand, and no observation was given: give a "
            "file with --observations, which `tocsin observe` makes"
        )
    if targets.unmatched:
        names = [s.name for s in targets.statistics]
        name = targets.unmatched[0]
        raise InputError(f"no figure begins with the words {name!r}{did_you_mean(name, names)}")
    if targets.held.all():
        raise InputError("all figures are held back, so that none is left to fit")
    return targets


def _check(runs: int | None, minutes: float | None) -> None:
    if runs is not None and minutes is not None:
        raise InputError("give runs or minutes, not both")
    if runs is not None:
        if not isinstance(runs, int | np.integer):
            raise InputError(f"runs: expected a whole number, not {runs!r}")
        budget.shared(int(runs))
    if minutes is not None and not (isinstance(minutes, int | float) and 0 < minutes < 1e6):
        raise InputError(f"minutes: expected a number above zero, not {minutes!r}")


class _Work:
    """The rounds, one after the other."""

    def __init__(self, runs: Runs, targets: Targets, tell: Callable[[str], None]) -> None:
        self.runs, self.targets, self.tell = runs, targets, tell
        self.job, self.free, self.seed = runs.job, runs.free, runs.job.plan["seed"]

    def go(self, minutes: float | None) -> None:
        """All of it, to the finished folder."""
        k = len(self.free.names)
        n = self.job.plan["runs"]
        if minutes is None:
            share = budget.shared(n)
        else:
            share = budget.by_the_clock(
                self.runs, minutes, drawn(whole(k), 0, budget.PILOT, self.seed, 1)
            )
        self.runs.total = share.runs
        kept = len(self.job.finished)
        done_before = f", {kept} of them done" if kept else ""
        self.tell(
            f"{counted(k, 'parameter')}, {counted(len(self.targets), 'figure')}: "
            f"{counted(share.first, 'run')} over the priors, {share.second} where they fit, "
            f"{share.sets} for the cloud{done_before}"
        )
        region = whole(k)
        self.runs.carry_out(1, 0, drawn(region, 0, share.first, self.seed, 1))
        done = self._ended().of(1)
        used, why, lacking = self._used(done)
        fitted, shown = self._figures(done)
        misfit = gate.gate(self.targets, fitted, shown, used)
        asked = len(fitted) >= gate.FEWEST
        if not asked:
            self.tell(
                f"{counted(len(fitted), 'run')} over the priors: whether figures lie outside of "
                f"what they give is asked from {gate.FEWEST} on"
            )
        for each in misfit:
            self.tell(f"outside of what runs over the priors give: {each['name']}")
        found = self._fit(done, fitted, used, region)
        first = share.first
        rounds = 1
        if len(found.which):
            region = narrowed(found, region)
            self.runs.carry_out(2, first, drawn(region, 0, share.second, self.seed, 2))
            first, rounds = first + share.second, 2
            done = self._ended().of(1, 2)
            done = done.at(region.inside(done.unit))
            fitted, shown = self._figures(done)
            found = self._fit(done, fitted, used, region)
        else:
            self.tell("the figures say nothing of any parameter: no second round")
            self.runs.total -= share.second
        bare = self._without(done, fitted, used, misfit, region)
        picked, weights = resampled(found, share.sets)
        sets = np.round(found.sets[picked], PLACES)
        self.runs.carry_out(3, first, sets)
        cloud = self._ended().of(3)
        at = cloud.index - first
        weights = weights[at] / weights[at].sum()
        values = self.free.values(cloud.unit)
        order = np.argsort(-weights, kind="stable")
        values, weights, cloud = values[order], weights[order], cloud.at(order)
        _, predicted = self._figures(cloud)
        result = {
            "scenario": self.job.scenario.name,
            "runs": len(self.job.finished),
            "failed": len(self.job.failed),
            "rounds": rounds,
            "sets": len(weights),
            "ess": weighted.effective(weights),
            "statistics": diagnostics.statistics(
                self.targets, predicted, weights, used, why, lacking
            ),
            "parameters": diagnostics.parameters(self.free, values, weights, found.which),
            "misfit": misfit,
            "misfit_asked": asked,
            "without_misfit": bare,
            "directions": diagnostics.directions(
                self.free, region, cloud.unit, weights, found.which
            ),
            "trust": found.trust,
            "widened": {self.free.names[j]: float(w)
                        for j, w in zip(found.which, found.widen, strict=True)},
        }  # fmt: skip
        self._finish(result, values, weights, used)

    def _figures(self, done: Done) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        return self.targets.figures(done.true, done.index, self.seed)

    def _ended(self) -> Done:
        done = self.runs.done()
        if not len(done.index) and self.job.failed:
            raise self.job.too_few("all runs failed")
        return done

    def _used(self, done: Done) -> tuple[NDArray[np.bool_], list[str], NDArray[np.bool_]]:
        """Which figures are fitted, why the others are not, and which the model does not have."""
        fitted, _ = self._figures(done)
        lacking = np.isnan(done.true).all(0) & np.array([modelled(o) for o in self.targets.listed])
        still = fitted.std(0) < 1e-9
        why = [
            "held back"
            if held
            else diagnostics.NOWHERE
            if none
            else "it never varies"
            if same
            else ""
            for held, none, same in zip(self.targets.held, lacking, still, strict=True)
        ]
        used = np.array([not w for w in why])
        if not used.any():
            raise InputError(
                "no observation can be compared with a run: each is outside of the clock, of something "
                "that the model does not have, or the same in every run"
            )
        return used, why, lacking

    def _fit(
        self, done: Done, fitted: NDArray[np.float64], used: NDArray[np.bool_], region: Any
    ) -> Fit:
        if len(done.index) < budget.FEWEST // 4:
            raise self.job.too_few(
                f"only {counted(len(done.index), 'run')} left to be fitted; give more --runs"
            )
        recorded = self.targets.recorded[used]
        return fit(done.unit, fitted[:, used], recorded, region, self.free.names, self.seed)

    def _without(
        self,
        done: Done,
        fitted: NDArray[np.float64],
        used: NDArray[np.bool_],
        misfit: list[dict[str, Any]],
        region: Any,
    ) -> list[dict[str, Any]]:
        """Posterior of the moved parameters without the figures that lie outside."""
        out = {each["name"] for each in misfit}
        rest = used & np.array([s.name not in out for s in self.targets.statistics])
        if rest.all() or not rest.any() or (rest == used).all():
            return []
        found = self._fit(done, fitted, rest, region)
        listed = diagnostics.parameters(
            self.free, self.free.values(found.sets), found.weights, found.which
        )
        return [
            {k: p[k] for k in ("name", "posterior", "contraction")} for p in listed if p["moved"]
        ]

    def _finish(
        self,
        result: dict[str, Any],
        values: NDArray[np.float64],
        weights: NDArray[np.float64],
        used: NDArray[np.bool_],
    ) -> None:
        job, done = self.job, self.runs.done()
        names = [s.name for s in self.targets.statistics]
        note = files.plotted(result, job.partial)
        if note and "matplotlib" not in note:  # plots are an extra
            warnings.warn(note, stacklevel=4)
        observation_files.write(job.partial / "observations.csv", self.targets.listed)
        manifest = job.manifest(
            targets=targets_table(self.targets), seconds_per_run=round(self.runs.seconds(), 4)
        )
        job.finish({
            "cloud.csv": files.cloud(self.free, values, weights),
            "runs.csv": files.runs(self.free, names, done),
            "scenario.yaml": files.with_cloud(
                job.scenario, [o for o, u in zip(self.targets.listed, used, strict=True) if u]),
            "calibration.json": result,
            "manifest.json": manifest,
        })  # fmt: skip
