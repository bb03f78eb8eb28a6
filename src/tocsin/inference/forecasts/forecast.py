"""Forecast: runs to the horizon over the cloud or the priors, weighted by what had been reported.

Only reports that were known by then count, each from the hour of its report; what was retracted or
revised counts as long as it was believed, what was claimed or said twice does not.  A forecast extends
the clock to its horizon; levers act at their times and by their rules in all runs, also later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.choices import Engine, Mode
from tocsin.errors import InputError
from tocsin.files import write_text
from tocsin.hour.parameters import cloud_row
from tocsin.inference import jobs, weighted
from tocsin.inference.forecasts import files, scores
from tocsin.inference.forecasts.baselines import figure
from tocsin.inference.forecasts.files import FILES, Forecast
from tocsin.inference.forecasts.moments import Told, as_told
from tocsin.inference.forecasts.over import over
from tocsin.inference.forecasts.targets import Target, asked
from tocsin.inference.jobs import AskedTask
from tocsin.inference.observations import file as observation_files
from tocsin.inference.observations.observation import HOUR, hour_text
from tocsin.inference.observations.told import told as all_told
from tocsin.inference.observing.reports import spoken_of
from tocsin.results.directory import write_json
from tocsin.results.shown import leave_report
from tocsin.results.travelling import folder
from tocsin.scenario import Scenario, load
from tocsin.scenario.sections.clock import MOST_HOURS
from tocsin.version import __version__

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.inference.jobs import Executor, Job, Model, Progress
    from tocsin.inference.observations.observation import Observation

QUARTERS = (weighted.LOW, 0.25, 0.5, 0.75, weighted.HIGH)
RUNS, FEWEST, MOST = 400, 20, 100_000
_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*(h|d)?")


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
    hindsight: bool = False,
    progress: Progress | None = None,
    tell: Callable[[str], None] | None = None,
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
    hindsight : take a cloud that is asked for though it was fitted to what came after `as_of`

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
    end = int(np.ceil(last)) + ahead
    # of one moment the clock ends at the horizon, so that outcomes of whole runs are of it
    extended = base.set("clock.hours", max(base.hours, end) if step else end)
    everything = all_told(base, observations)
    told = [o for o in everything if _ever(o)]
    if step and not told:
        raise InputError(
            f"{base.name} has no recorded figures that stand, and no observation was given: there is "
            "nothing to score by; give a file with --observations, which `tocsin observe` makes"
        )
    moments = [now] if not step else [
        now + i * step * HOUR for i in range(max(1, int((base.hours - first) // step)))
    ]  # fmt: skip
    mode, note = over(base, parameters, now, evaluates=bool(step), hindsight=hindsight)
    if note and tell is not None:
        tell(note)
    path, keep = folder(out, f"{base.name}-forecast")
    plan = {
        "kind": "forecast", "version": __version__, "scenario_digest": extended.digest,
        "as_of": hour_text(now), "horizon": ahead, "every": step,
        "observations": sorted(f"{o.id} {o.status}" for o in told), "runs": int(runs),
        "seed": int(seed), "engine": engine, "parameters": mode,
    }  # fmt: skip
    with jobs.begun(path, plan, FILES, extended, overwrite=overwrite, resume=resume) as job:
        job.dress = leave_report
        targets = asked(extended, now, now + ahead * HOUR, whole=not step)
        figures = [*told, *(t.observation for t in targets)]
        index, true = _run(job, figures, mode, (executor, workers), model, progress)
        n = len(told)
        cloud = base.spec.cloud if mode == "cloud" else []
        sets = np.array([cloud_row(cloud, int(i)) for i in index]) if cloud else None
        beside = Told(extended, told, true[:, :n], index, int(seed), sets, base.spec.cloud_reports)
        _finish(job, beside, targets, true[:, n:], moments, ahead, everything, note)
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
    told: Told,
    targets: list[Target],
    true: NDArray[np.float64],
    moments: list[datetime],
    ahead: int,
    everything: list[Observation],
    note: str,
) -> None:
    scenario, now = told.scenario, moments[0]
    weights, temper = told.weights(now)
    values = np.stack([_values(t, true[:, j], told) for j, t in enumerate(targets)], 1)
    rows = [_row(t, x, weights, now) for t, x in zip(targets, values.T, strict=True)]
    later = [o for o in everything if o.stands and not o.stood(now)]
    for target, row, x in zip(targets, rows, values.T, strict=True):
        row |= _came(target, x, weights, later)
    scored = [row for moment in moments for row in told.scores(moment, ahead)]
    known = told.known(now)
    found = {
        "scenario": scenario.name, "as_of": hour_text(now), "rows": rows,
        "scores": scores.summed(scored), "scored": len(scored), "moments": len(moments),
        "reports": int(known.sum()), "runs": len(true), "parameters": job.plan["parameters"],
        "fitted_reports": sum(o.id in told.fitted for o, k in zip(told.listed, known, strict=True)
                              if k) if told.sets is not None else 0,
        "ess": weighted.effective(weights), "tempered": temper, "misfit": told.misfit(now),
        "note": note, "observations": [_seen(o, scenario, now) for o in told.listed],
    }  # fmt: skip
    day = scenario.local((now - scenario.start) / HOUR).date().isoformat()
    with job.writing():
        for name, text in files.hub(rows, values, weights, day).items():
            path = job.partial / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write_text(path, text) if isinstance(text, str) else write_json(path, text)
    listed = [o for o, k in zip(told.listed, known, strict=True) if k]
    observation_files.write(job.partial / "observations.csv", listed)
    job.finish({"forecast.json": found, "manifest.json": job.manifest()})


def _values(target: Target, true: NDArray[np.float64], told: Told) -> NDArray[np.float64]:
    def reported(x: NDArray[np.float64]) -> NDArray[np.float64]:
        one = [target.observation]
        return as_told(told.scenario, one, x[:, None], told.index, told.seed)[:, 0]

    return target.of(true, reported)


def _row(
    target: Target, x: NDArray[np.float64], weights: NDArray[np.float64], now: datetime
) -> dict[str, Any]:
    low, lower, middle, upper, high = weighted.quantiles(x, weights, QUARTERS)
    row = {
        "target": target.name, "location": target.location, "date": hour_text(target.end),
        "horizon": int((target.end - now) / HOUR), "median": middle, "p05": low, "p95": high,
        "p25": lower, "p75": upper,
    }  # fmt: skip
    return row | ({"share": float((weights * x).sum())} if target.share else {})


def _came(
    target: Target, x: NDArray[np.float64], weights: NDArray[np.float64], later: list[Observation]
) -> dict[str, Any]:
    """What was recorded later of what a target is of, and how good the forecast was; {} if nothing."""
    asked = target.observation
    same = [o for o in later if (o.what, o.part, o.place, o.region, o.so_far) == (
        asked.what, asked.part, asked.place, asked.region, asked.so_far) and o.counted
        and (target.by is not None or o.until == asked.until)]  # fmt: skip
    if not same:
        return {}
    low, high = same[-1].bounds
    came = low if np.isinf(high) else (low + high) / 2
    if target.share:
        holds = came <= target.by if target.by is not None else came > 0
        return {"came": float(holds)} | scores.held(float((weights * x).sum()), holds)
    found = scores.scored(np.log1p(x), weights, figure(same[-1]))
    return {"came": came} | {k: found[k] for k in ("crps", "log")}


def _seen(o: Observation, scenario: Scenario, now: datetime) -> dict[str, Any]:
    """A report as it is shown beside a forecast; no upper end is None."""
    low, high = o.bounds
    at = next((p for p in scenario.spec.places if (p.name, p.region) == (o.place, o.region)), None)
    return {
        "id": o.id, "what": o.what, "place": o.place, "region": o.region,
        "lat": at.lat if at else None, "lon": at.lon if at else None,
        "until": hour_text(o.until), "so_far": o.so_far, "low": low if o.counted else None,
        "high": None if np.isinf(high) else high, "grade": o.reliability,
        "counted_by": o.counted_by, "status": o.status, "known": o.stood(now),
    }  # fmt: skip


__all__ = ["forecast", "hours_of"]
