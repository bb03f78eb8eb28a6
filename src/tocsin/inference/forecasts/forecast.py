"""Forecast: runs to the horizon over the cloud or the priors, weighted by what had been reported.

Only reports that were known by then count, each from the hour of its report; what was retracted,
revised, claimed or said twice does not.  A forecast extends the clock to its horizon; levers act at
their times and by their rules in all runs, also later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.choices import Engine, Mode
from tocsin.errors import InputError
from tocsin.files import write_text
from tocsin.inference import jobs, weighted
from tocsin.inference.forecasts import files, scores
from tocsin.inference.forecasts.files import FILES, MODEL, OUTPUT, Forecast
from tocsin.inference.forecasts.targets import NATION, asked
from tocsin.inference.forecasts.weights import likelihoods, tempered
from tocsin.inference.jobs import AskedTask
from tocsin.inference.observations import file as observation_files
from tocsin.inference.observations.observation import hour_text
from tocsin.inference.observations.told import told as all_told
from tocsin.inference.observing import errors
from tocsin.inference.observing.reports import reports_of, spoken_of
from tocsin.inference.observing.sampling import from_uniforms, keyed
from tocsin.people.random import key
from tocsin.results.travelling import folder
from tocsin.scenario import Scenario, load
from tocsin.scenario.sections.clock import MOST_HOURS
from tocsin.version import __version__

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.inference.jobs import Executor, Job, Model, Progress
    from tocsin.inference.observations.observation import Observation

RUNS, FEWEST, MOST = 400, 20, 100_000
HOUR = timedelta(hours=1)
_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*(h|d)?")
#: Logarithm of a report's chance in the run nearest to it, less that if its own figure were true, below
#: which no run comes near it.
OUTSIDE = -12.0


def hours_of(text: str | float, what: str = "--horizon") -> int:
    """Whole hours of '72h' or '3d'; raises InputError."""
    found = _SPAN.fullmatch(str(text).strip())
    hours = float(found[1]) * (24 if found[2] == "d" else 1) if found else 0
    if not 1 <= hours <= MOST_HOURS or hours != int(hours):
        raise InputError(f"{what} {text}: expected whole hours or days, such as 72h or 3d")
    return int(hours)


def forecast(
    scenario: Scenario | str | Path,
    as_of: str | datetime,
    horizon: str = "72h",
    observations: str | Path | Iterable[Observation] | None = None,
    *,
    runs: int = RUNS,
    seed: int = 1,
    engine: Engine = "thinning",
    parameters: Mode | None = None,
    every: str | None = None,
    executor: object = "auto",
    workers: int | None = None,
    out: str | Path | None = None,
    overwrite: bool = False,
    resume: bool = False,
    progress: Progress | None = None,
    model: Model = jobs.simulate,
) -> Forecast:
    """What comes next, given what had been reported by a moment.

    scenario : a `Scenario`, a bundled name or a path
    as_of : the moment, in the scenario's zone unless it carries an offset
    horizon : how far, such as '72h'
    observations : a file of observations, or some, added to the scenario's references; later ones
        are what the forecast is scored against
    runs, seed, parameters : of the runs that are weighted; over the cloud where there is one, else the
        priors
    every : evaluate: score forecasts of every so many hours from `as_of` to the end of the clock

    Other arguments are as for `calibrate`.  Raises ScenarioError, InputError or OutputError.
    """
    base = scenario if isinstance(scenario, Scenario) else load(scenario)
    ahead = hours_of(horizon)
    now = base.moment_of(_hour(base, as_of))
    step = hours_of(every, "--every") if every is not None else 0
    jobs.check(engine, seed, executor, workers)
    jobs.check_runs(runs, FEWEST, MOST)
    first = _hour(base, as_of)
    last = first if not step else max(first, base.hours - 1)
    if last + ahead > MOST_HOURS:
        raise InputError(
            f"a forecast to {int(np.ceil(last)) + ahead:,} hours after the clock begins; expected "
            f"{MOST_HOURS:,} at most"
        )
    extended = base.set("clock.hours", max(base.hours, int(np.ceil(last)) + ahead))
    told = [o for o in all_told(base, observations) if _ever(o)]
    if step and not told:
        raise InputError(
            f"{base.name} has no recorded figures that stand, and no observation was given: there is "
            "nothing to score by; give a file with --observations, which `tocsin observe` makes"
        )
    moments = [now] if not step else [
        now + i * step * HOUR for i in range(max(1, int((base.hours - first) // step)))
    ]  # fmt: skip
    # a cloud may have been fitted to the very reports that an evaluation is scored by
    mode: Mode = parameters or ("cloud" if base.spec.cloud and not step else "prior")
    path, keep = folder(out, f"{base.name}-forecast")
    plan = {
        "kind": "forecast", "version": __version__, "scenario_digest": extended.digest,
        "as_of": hour_text(now), "horizon": ahead, "every": step,
        "observations": sorted(f"{o.id} {o.status}" for o in told), "runs": int(runs),
        "seed": int(seed), "engine": engine, "parameters": mode,
    }  # fmt: skip
    with jobs.begun(path, plan, FILES, extended, overwrite=overwrite, resume=resume) as job:
        targets = asked(extended, now, now + ahead * HOUR)
        figures = [*told, *(o for _, _, o in targets)]
        runs_done, true = _run(job, figures, mode, (executor, workers), model, progress)
        _finish(job, extended, told, targets, runs_done, true, moments, ahead)
        return Forecast(job.path, keep, job.note)


def _hour(scenario: Scenario, as_of: str | datetime) -> float:
    text = as_of.isoformat() if isinstance(as_of, datetime) else as_of
    try:
        hour = scenario.hour_of(text)
    except ValueError as error:
        raise InputError(f"--as-of {text}: {error}") from None
    if hour < 1:
        raise InputError(f"--as-of {text}: before the clock begins, {scenario.spec.clock.start}")
    return hour


def _ever(o: Observation) -> bool:
    """Whether a report counts, or counted once: one that fell did so as long as it was believed."""
    return spoken_of(o) and (o.stands or o.fell is not None)


def _run(
    job: Job,
    figures: list[Observation],
    mode: Mode,
    executor: Executor,
    model: Model,
    progress: Progress | None,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Numbers of all runs that came to their end, and (run, figure) what came of them."""
    plan, tell = job.plan, progress or (lambda done, total: None)
    tasks = (
        AskedTask(i, job.scenario, plan["seed"], i, plan["engine"], mode,
                  observations=tuple(figures))
        for i in range(plan["runs"])
    )  # fmt: skip
    job.carry_out(tasks, model, executor, tick=lambda done: tell(done, plan["runs"]))
    rows = job.ended(FEWEST // 2)
    index = np.array([row["index"] for row in rows], np.int64)
    return index, jobs.table([row["true"] for row in rows], len(figures))


def _finish(
    job: Job,
    scenario: Scenario,
    told: list[Observation],
    targets: list[tuple[str, str, Observation]],
    runs: NDArray[np.int64],
    true: NDArray[np.float64],
    moments: list[datetime],
    ahead: int,
) -> None:
    n = len(told)
    chances = likelihoods(scenario, told, true[:, :n])
    now = moments[0]
    known = np.array([o.stood(now) for o in told], bool)
    weights, temper = tempered(chances[:, known].sum(1))
    values = np.nan_to_num(true[:, n:])
    rows = []
    for (target, location, o), x in zip(targets, values.T, strict=True):
        low, middle, high = weighted.quantiles(x, weights)
        rows.append({
            "target": target, "location": location, "date": hour_text(o.until),
            "horizon": int((o.until - now) / HOUR), "median": middle, "p05": low,
            "p95": high,
        })  # fmt: skip
    scored: list[dict[str, dict[str, float]]] = []
    drawn = reported(scenario, told, true[:, :n], runs, job.plan["seed"])
    for moment in moments:
        scored += _scores(scenario, told, chances, drawn, moment, ahead)
    # a large figure is as likely as a small one: what counts is how much likelier it could be
    best = chances.max(0) if n else np.zeros(0)
    own = likelihoods(scenario, told, np.expm1([[scores.figure(o) for o in told]]))[0]
    near = zip(told, known, best - own, strict=True)
    misfit = [o.id for o, k, short in near if k and short < OUTSIDE]
    found = {
        "scenario": scenario.name, "as_of": hour_text(now), "rows": rows,
        "scores": scores.summed(scored), "scored": len(scored), "moments": len(moments),
        "reports": int(known.sum()), "runs": len(true), "parameters": job.plan["parameters"],
        "ess": weighted.effective(weights), "tempered": temper, "misfit": misfit,
    }  # fmt: skip
    folder = job.partial / OUTPUT / MODEL
    day = scenario.local((now - scenario.start) / HOUR).date().isoformat()
    with job.writing():
        folder.mkdir(parents=True, exist_ok=True)
        write_text(folder / f"{day}-{MODEL}.csv", files.hub(rows, values, weights, day))
    observation_files.write(
        job.partial / "observations.csv", [o for o, k in zip(told, known, strict=True) if k]
    )
    job.finish({"forecast.json": found, "manifest.json": job.manifest()})


def reported(
    scenario: Scenario,
    told: list[Observation],
    true: NDArray[np.float64],
    runs: NDArray[np.int64],
    seed: int,
) -> NDArray[np.float64]:
    """(run, report) logarithms of figures as they would have been reported, nan where there are none.

    runs : (run,) their numbers, to which random numbers belong
    """
    if not told:
        return np.zeros(true.shape)
    reports = reports_of(told, scenario)
    u = np.stack([keyed(reports, key(seed, int(run))) for run in runs], 1)
    figure = from_uniforms(np.nan_to_num(true), reports, errors.point(), u).figure
    return np.where(np.isnan(true).all(0), np.nan, np.log1p(np.nan_to_num(figure)))


def _scores(
    scenario: Scenario,
    told: list[Observation],
    chances: NDArray[np.float64],
    drawn: NDArray[np.float64],
    now: datetime,
    ahead: int,
) -> list[dict[str, dict[str, float]]]:
    """Scores of a forecast as of `now` on each figure of a later fact within the horizon."""
    known = np.array([o.stood(now) for o in told], bool)
    weights, _ = tempered(chances[:, known].sum(1))
    before = [o for o, k in zip(told, known, strict=True) if k]
    people = reports_of(told, scenario).people if told else np.zeros(0)
    out = []
    for j, o in enumerate(told):
        later = now < o.until <= now + ahead * HOUR and o.known > now and o.counted and o.stands
        if not later or np.isnan(drawn[:, j]).all():
            continue
        x, truth = drawn[:, j], scores.figure(o)
        row = {
            "tocsin": scores.scored(x, weights, truth),
            "last_value": scores.scored(scores.last_value(o, before, now), None, truth),
            "growth": scores.scored(scores.growth(o, before, now), None, truth),
            "climatology": scores.scored(x, None, truth),
        }
        if o.region and not o.place:
            whole = replace(o, region="").subject
            nation = [i for i, b in enumerate(told) if b.subject == whole]
            if nation:
                y = np.log1p(people[j] / scenario.persons * np.expm1(drawn[:, nation[0]]))
                row["proportional"] = scores.scored(y, weights, truth)
        out.append(row)
    return out


__all__ = ["NATION", "forecast", "hours_of"]
