"""`tocsin run`: simulate a scenario into a run directory."""

from __future__ import annotations

from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.common import (
    INTERRUPTED,
    Json,
    ScenarioArgument,
    Set,
    With,
    Without,
    load,
    new_folder,
    out,
    print_json,
)
from tocsin.cli.executor import Executor, place
from tocsin.cli.progress import show_progress, tell_failed, tell_interrupted
from tocsin.cli.report import NoReport, Open, leaving, tell
from tocsin.cli.streams import say

if TYPE_CHECKING:
    from tocsin.record.chronicle import Event
    from tocsin.results.result import Result

NAME = "run"
MOST = 2**53  # what JSON readers keep exactly


class Engine(StrEnum):
    """How persons are carried through an hour."""

    thinning = "thinning"
    sweep = "sweep"


class Keep(StrEnum):
    """What stays of each run."""

    auto = "auto"
    hourly = "hourly"
    quantiles = "quantiles"


class Mode(StrEnum):
    """Where each run takes its parameters from."""

    point = "point"
    cloud = "cloud"
    prior = "prior"


def main(
    scenario: ScenarioArgument,
    seed: Annotated[int, typer.Option(min=0, max=MOST, help="Seed of all random numbers.")] = 1,
    runs: Annotated[int, typer.Option(min=1, help="Number of runs, one for each core.")] = 1,
    first_run: Annotated[int, typer.Option(min=0, max=MOST, help="Number of the first run.")] = 0,
    engine: Annotated[
        Engine, typer.Option(help="How persons are carried; the law is the same.")
    ] = Engine.thinning,
    hours: Annotated[int | None, typer.Option(min=1, help="Stop after so many hours.")] = None,
    set: Set = None,
    without: Without = None,
    with_: With = None,
    parameters: Annotated[Mode, typer.Option(help="Parameters of each run.")] = Mode.point,
    keep: Annotated[
        Keep, typer.Option(help="Every hour of every run (auto: of up to 50), or quantiles.")
    ] = Keep.auto,
    executor: Annotated[
        Executor, typer.Option(help="Where runs are carried out; it changes no result.")
    ] = Executor.auto,
    workers: Annotated[
        int | None, typer.Option("--workers", "--threads", min=1, help="Runs (or threads) at once.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Of a dask scheduler, tcp://HOST:PORT.")
    ] = None,
    part: Annotated[bool, typer.Option("--part", help="Leave what 'tocsin merge' needs.")] = False,
    out_dir: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder for the result.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an old result.")] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with an interrupted job.")
    ] = False,
    no_report: NoReport = False,
    open: Open = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")] = False,
    json: Json = False,
) -> None:
    """Simulate a scenario and leave a run directory.

    The directory holds report.html (opens in any browser, offline), summary.json, members.csv (a row
    for each run), chronicle.csv, run.zarr (opens with xarray), scenario.yaml and manifest.json.
    Without --out it is a new folder under runs/.
    """
    from tocsin.errors import InputError

    if resume and out_dir is None:
        raise InputError("--resume needs --out with the folder of the interrupted job")
    loaded = load(scenario, set, without, with_)
    if hours is not None:
        if hours > loaded.hours:
            raise InputError(f"--hours {hours}: the scenario has {loaded.hours} hours")
        loaded = loaded.set("clock.hours", hours)
    path = out_dir or new_folder(loaded.name)
    from tocsin.experiments.ensembles.ensemble import ensemble

    with leaving(), show_progress(runs, quiet or json) as progress:
        try:
            result = ensemble(
                loaded, runs, seed, out=path, keep=keep.value,
                executor=place(executor, scheduler), workers=workers,
                engine=engine.value, parameters=parameters.value, first_run=first_run,
                overwrite=overwrite, resume=resume, part=part, report=not no_report,
                progress=progress,
            )  # fmt: skip
        except KeyboardInterrupt:
            tell_interrupted(path)
            raise typer.Exit(INTERRUPTED) from None
    tell_failed(result)
    if json:
        print_json(result.summary() | {"path": str(path), "report": tell(result, open, quiet=True)})
    elif not quiet:
        from tocsin.view.terminal import show

        console = out()
        show(result, console, _events(result))
        print()
    if not json:
        tell(result, open, quiet)
        say(f"Result in {path}")


def _events(result: Result) -> list[Event]:
    """The chronicle of the first run."""
    import csv

    from tocsin.record.chronicle import Event

    with (result.path / "chronicle.csv").open(newline="", encoding="utf-8") as file:
        rows = iter(csv.DictReader(file))
        events = [{**r, "run": int(r["run"])} for r in islice(rows, 1)]
        for row in rows:
            if int(row["run"]) != events[0]["run"]:
                break
            events.append({**row, "run": int(row["run"])})
    return [Event(**e) for e in events]  # type: ignore[arg-type]
