"""`tocsin run`: simulate a scenario into a run directory."""

from __future__ import annotations

from typing import Annotated

import typer

from tocsin.cli.common import (
    Json,
    ScenarioArgument,
    Set,
    With,
    Without,
    check_free,
    load,
    new_folder,
    out,
    print_json,
)
from tocsin.cli.options import (
    Engine,
    Executor,
    FirstRun,
    Hours,
    Keep,
    NoReport,
    Open,
    Out,
    Overwrite,
    Resume,
    Scheduler,
    Seed,
    StopWhen,
    needs_folder,
    place,
    shortened,
    stopping,
)
from tocsin.cli.parameters import Parameters, chosen
from tocsin.cli.progress import interruptible, show_progress, tell_failed
from tocsin.cli.report import leaving, tell
from tocsin.cli.streams import say

NAME = "run"


def main(
    scenario: ScenarioArgument,
    seed: Seed = 1,
    runs: Annotated[int, typer.Option(min=1, help="Number of runs, one for each core.")] = 1,
    first_run: FirstRun = 0,
    engine: Engine = "thinning",
    hours: Hours = None,
    stop_when: StopWhen = None,
    set: Set = None,
    without: Without = None,
    with_: With = None,
    parameters: Parameters = None,
    keep: Keep = "auto",
    executor: Executor = "auto",
    workers: Annotated[
        int | None, typer.Option("--workers", "--threads", min=1, help="Runs (or threads) at once.")
    ] = None,
    scheduler: Scheduler = None,
    part: Annotated[bool, typer.Option("--part", help="Leave what 'tocsin merge' needs.")] = False,
    out_dir: Out = None,
    overwrite: Overwrite = False,
    resume: Resume = False,
    no_report: NoReport = False,
    open: Open = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")] = False,
    full: Annotated[
        bool, typer.Option("--full", help="All outcomes, not only the main ones.")
    ] = False,
    json: Json = False,
) -> None:
    """Simulate a scenario and leave a run directory.

    The directory holds report.html (opens in any browser, offline), summary.json, members.csv (a row
    for each run), chronicle.csv, run.zarr (opens with xarray), scenario.yaml and manifest.json.
    Without --out it is a new folder under runs/.
    """
    needs_folder(resume, out_dir)
    check_free(out_dir, overwrite)
    loaded, mode = chosen(load(scenario, set, without, with_), parameters)
    loaded = stopping(shortened(loaded, hours), stop_when)
    path = out_dir or new_folder(loaded.name)
    from tocsin.experiments.ensembles.ensemble import ensemble

    with leaving(), interruptible(path), show_progress(runs, quiet or json) as progress:
        result = ensemble(
            loaded, runs, seed, out=path, keep=keep,
            executor=place(executor, scheduler), workers=workers,
            engine=engine, parameters=mode, first_run=first_run,
            overwrite=overwrite, resume=resume, part=part, report=not no_report,
            progress=progress,
        )  # fmt: skip
    tell_failed(result)
    if json:
        print_json(result.summary() | {"path": str(path), "report": tell(result, open, quiet=True)})
    elif not quiet:
        from tocsin.view import short, terminal
        from tocsin.view.report.cases import first_chronicle

        show = terminal.show if full else short.show
        show(result, out(), first_chronicle(result.path / "chronicle.csv"))
        print()
    if not json:
        tell(result, open, quiet)
        if not quiet or out_dir is None:
            say(f"Result in {path}")
