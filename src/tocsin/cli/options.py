"""Options that several commands share, each declared once; `common` has those of a scenario's edits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.streams import say
from tocsin.declare import choices
from tocsin.errors import InputError
from tocsin.plural import counted

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

MOST = 2**53  # what JSON readers keep exactly

Seed = Annotated[int, typer.Option(min=0, max=MOST, help="Seed of all random numbers.")]
FirstRun = Annotated[int, typer.Option(min=0, max=MOST, help="Number of the first run.")]
Hours = Annotated[int | None, typer.Option(min=1, help="Stop after so many hours.")]
StopWhen = Annotated[
    str | None,
    typer.Option(
        "--stop-when",
        metavar="CONDITION",
        help="End a run early, e.g. 'hour > 120 and active < 50'.",
    ),
]
Engine = Annotated[
    choices.Engine, typer.Option(help="How persons are carried; the law is the same.")
]
Keep = Annotated[
    choices.Keep, typer.Option(help="Every hour of every run (auto: of up to 50), or quantiles.")
]
Executor = Annotated[
    choices.Executor, typer.Option(help="Where runs are carried out; it changes no result.")
]
Workers = Annotated[int | None, typer.Option(min=1, help="Runs at once.")]
Scheduler = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="Of a dask scheduler, tcp://HOST:PORT.")
]
Out = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Folder for the result.")]
Whole = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the whole.")]
Observations = Annotated[
    Path | None,
    typer.Option("--observations", metavar="OBS", help="A file that 'tocsin observe' made."),
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace an old result.")]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with an interrupted job.")]
NoReport = Annotated[bool, typer.Option("--no-report", help="Leave out report.html.")]
Open = Annotated[bool, typer.Option("--open", help="Open the report in the browser.")]


def place(executor: choices.Executor, scheduler: str | None) -> str:
    """The executor for `carry_out` from the options of a command."""
    if scheduler is None:
        return executor
    if executor not in ("auto", "dask"):
        raise InputError(f"--scheduler is for --executor dask, not {executor}")
    if "://" not in scheduler:
        raise InputError(
            f"--scheduler {scheduler}: expected an address such as tcp://10.0.0.1:8786"
        )
    return scheduler


def needs_folder(resume: bool, out: Path | None) -> None:
    """Raise InputError for a --resume that does not say of what; say so where there is nothing."""
    if not resume:
        return
    if out is None:
        raise InputError("--resume needs --out with the folder of the interrupted job")
    from tocsin.results.directory import PARTIAL, PLAN

    partial = out.with_name(out.name + PARTIAL) if out.name else out
    if not out.exists() and not (partial / PLAN).exists():
        say(f"{out}: there is no interrupted job to go on with; this one begins anew", error=True)


def shortened(scenario: Scenario, hours: int | None) -> Scenario:
    """The scenario cut to its first hours; raises InputError for more than it has."""
    if hours is None:
        return scenario
    if hours > scenario.hours:
        raise InputError(f"--hours {hours}: the scenario has {counted(scenario.hours, 'hour')}")
    return scenario.set("clock.hours", hours)


def stopping(scenario: Scenario, condition: str | None) -> Scenario:
    """The scenario whose runs end early where a condition holds."""
    return scenario if condition is None else scenario.set("clock.stop_when", condition)
