"""A run or a few, with every hour kept: what `tc.simulate` does; `ensemble` has what is behind it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.declare.choices import Engine, Mode
from tocsin.experiments.ensembles.ensemble import Progress, ensemble
from tocsin.results.result import Result

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

__all__ = ["Progress", "simulate"]


def simulate(
    scenario: Scenario | str | Path,
    runs: int = 1,
    seed: int = 1,
    *,
    out: str | Path | None = None,
    engine: Engine = "thinning",
    parameters: Mode = "point",
    first_run: int = 0,
    threads: int | None = None,
    executor: object = "auto",
    overwrite: bool = False,
    resume: bool = False,
    report: bool = True,
    progress: Progress | None = None,
) -> Result:
    """Simulate a scenario and return its result, with every hour of every run.

    Main arguments:

    scenario : a `Scenario`, a bundled name or a path
    runs, seed : run k of a seed is the same whatever `runs`
    out : folder for the result; without it the result is held in memory

    Other arguments:

    engine : 'thinning' (who may move) or 'sweep' (every person every hour); the law is the same
    parameters : 'point', 'prior' or 'cloud'
    first_run : number of the first run
    threads : processors to use; the result does not depend on it
    executor : where runs are carried out, as for `ensemble`
    overwrite, resume : what to do with a folder or an interrupted job that is there
    report : leave report.html too, where there is a folder
    progress : called with hours done and hours in all

    Raises ScenarioError, InputError or OutputError.
    """
    return ensemble(
        scenario, runs, seed, out=out, keep="hourly", executor=executor, workers=threads,
        engine=engine, parameters=parameters, first_run=first_run, overwrite=overwrite,
        resume=resume, report=report, progress=progress,
    )  # fmt: skip
