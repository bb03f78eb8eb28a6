"""Sweeps: a scenario simulated at all points of a design, and what its outcomes depend on.

Random numbers are shared over points: replicate r is run r of the seed at every point.  Differences
between points are then due to what was changed and to what chance makes of it, not to other dice; but
the indices of a sweep are those of these R histories of chance, not of all.  With `shared=False` every
run has random numbers of its own; chance then counts as noise beside the factors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.declare.choices import DESIGNS, ENGINES, SCALES, Engine
from tocsin.errors import InputError
from tocsin.experiments import arguments
from tocsin.experiments.executors import dispatch
from tocsin.experiments.sweeps.designs import table as tables
from tocsin.experiments.sweeps.designs.factors import chosen
from tocsin.experiments.sweeps.designs.samples import DEFAULTS, Design, design, salib
from tocsin.experiments.sweeps.files import FILES, Sweep
from tocsin.experiments.sweeps.runs import Job, Progress, Runner, simulate_point
from tocsin.experiments.sweeps.targets import targets
from tocsin.results.travelling import folder
from tocsin.scenario import Scenario, load
from tocsin.version import __version__

if TYPE_CHECKING:
    from tocsin.experiments.executors.work import Task


#: Share of the priors that a screening uses.
NEAR = 0.2


def sweep(
    scenario: Scenario | str | Path,
    design: str | None = None,
    points: int | None = None,
    *,
    over: Iterable[str] = (),
    table: str | Path | None = None,
    replicates: int = 1,
    seed: int = 1,
    outcomes: Iterable[str] | None = None,
    width: float | None = None,
    top: int = 5,
    scale: str = "plain",
    shared: bool = True,
    engine: Engine = "thinning",
    executor: object = "auto",
    workers: int | None = None,
    out: str | Path | None = None,
    overwrite: bool = False,
    resume: bool = False,
    progress: Progress | None = None,
    tell: Callable[[str], None] | None = None,
    model: Callable[[Task], dict[str, Any]] = simulate_point,
) -> Sweep:
    """Simulate a scenario at all points of a design and analyse its outcomes.

    Main arguments:

    scenario : a `Scenario`, a bundled name or a path
    design : 'screen' (Morris, then Sobol on what leads), 'lhs', 'grid', 'sobol', 'morris', 'table'
    points : of lhs; levels of grid; base points of sobol; trajectories of morris and screen
    over : factors such as 'parameters.k', 'parameters.k=1.5:3', 'lever shutdown=on,off';
        without them all parameters that have a prior
    table : a CSV file with the points
    replicates, seed : replicate r of a point is run r of the seed
    out : folder for the result; without it the result goes with the object

    Other arguments:

    outcomes : of harm, spread and duration; a default set without
    width : share of each parameter's own prior that is used, around its value; by default all of it,
        and of a screening `NEAR`: far from the values of a fitted scenario, runs are slow and wild
    top, scale : of a screening: how many factors go on to Sobol, and whether 'plain' outcomes or
        'log1p' of them choose
    shared : whether points share random numbers
    executor, workers : where runs are carried out and how many at once, as for `ensemble`
    overwrite, resume : what to do with a folder or an interrupted job that is there
    progress, tell : called with runs done and in all, and with lines for people
    model : what is done for a task, in place of the simulation

    Raises ScenarioError, InputError or OutputError; a run that fails is a row with its error.
    """
    if not isinstance(scenario, Scenario):
        scenario = load(scenario)
    kind = design or ("table" if table is not None else "screen")
    names = targets(outcomes, scenario.spec)
    dispatch.check(executor, workers)
    if points is not None and not isinstance(points, int):
        raise InputError(f"points: expected a whole number from 1 on, not {points!r}")
    _check(kind, table, engine, scale, replicates=replicates, seed=seed, top=top)
    if width is None:
        width = NEAR if kind == "screen" else 1.0
    if not 0 < width <= 1:
        raise InputError(f"width: expected a share above 0 and up to 1, not {width!r}")
    first = _first(scenario, kind, points, over, width, table, seed)
    path, keep = folder(out, f"{scenario.name}-sweep")
    plan = {
        "version": __version__,
        "scenario_digest": scenario.digest,
        "kind": kind,
        "factors": {f.name: f.describe() for f in first.factors},
        "points": points or DEFAULTS.get(kind, len(first.points)),
        "replicates": replicates,
        "width": width,
        "seed": seed,
        "outcomes": names,
        "top": top if kind == "screen" else None,
        "scale": scale,
        "shared": shared,
        "engine": engine,
    }
    if kind == "table":
        plan["table"] = first.points
    job = Job(path, plan, FILES, overwrite=overwrite, resume=resume)
    try:
        job.scenario = scenario
        job.begin()
        runner = Runner(job, plan, (executor, workers), model, progress, tell)
        return Sweep(runner.carry_out(first), keep)
    except BaseException:
        job.abandon()
        raise


def _check(kind: str, table: str | Path | None, engine: str, scale: str, **numbers: int) -> None:
    arguments.one_of("design", kind, DESIGNS)
    arguments.one_of("engine", engine, ENGINES)
    arguments.one_of("scale", scale, SCALES)
    if (table is None) == (kind == "table"):
        raise InputError("a design 'table' and a table of points go together; give both or neither")
    for name, value in numbers.items():
        least = 0 if name == "seed" else 1
        if not isinstance(value, int) or not least <= value <= 2**53:
            raise InputError(f"{name}: expected a whole number from {least} on, not {value!r}")


def _first(
    scenario: Scenario,
    kind: str,
    points: int | None,
    over: Iterable[str],
    width: float,
    table: str | Path | None,
    seed: int,
) -> Design:
    """The first design of a sweep, and mostly the only one."""
    if table is not None:
        if over or points is not None:
            raise InputError("a table says itself what varies; leave out --over and --points")
        return tables.read(scenario, Path(table))
    if kind in ("sobol", "morris", "screen"):
        salib()
    factors = chosen(scenario, over, width)
    return design("morris" if kind == "screen" else kind, factors,
                  DEFAULTS[kind] if points is None else points, seed)  # fmt: skip
