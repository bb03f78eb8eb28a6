"""`tocsin run`: simulate a scenario into a run directory."""

from __future__ import annotations

import sys
import time
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tocsin.cli.common import (
    INTERRUPTED,
    Json,
    ScenarioArgument,
    Set,
    With,
    Without,
    err,
    load,
    out,
    print_json,
)

if TYPE_CHECKING:
    from tocsin.experiments.runs import Progress
    from tocsin.record.chronicle import Event
    from tocsin.record.result import Result

NAME = "run"
MOST = 2**53  # what JSON readers keep exactly


class Engine(StrEnum):
    """How persons are carried through an hour."""

    thinning = "thinning"
    sweep = "sweep"


class Mode(StrEnum):
    """Where each run takes its parameters from."""

    point = "point"
    cloud = "cloud"
    prior = "prior"


def main(
    scenario: ScenarioArgument,
    seed: Annotated[int, typer.Option(min=0, max=MOST, help="Seed of all random numbers.")] = 1,
    runs: Annotated[int, typer.Option(min=1, help="Number of runs, one per core.")] = 1,
    first_run: Annotated[int, typer.Option(min=0, max=MOST, help="Number of the first run.")] = 0,
    engine: Annotated[
        Engine, typer.Option(help="How persons are carried; the law is the same.")
    ] = Engine.thinning,
    hours: Annotated[int | None, typer.Option(min=1, help="Stop after so many hours.")] = None,
    set: Set = None,
    without: Without = None,
    with_: With = None,
    parameters: Annotated[Mode, typer.Option(help="Parameters of each run.")] = Mode.point,
    threads: Annotated[int | None, typer.Option(min=1, help="Processors to use.")] = None,
    out_dir: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder for the result.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an old result.")] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with an interrupted job.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")] = False,
    json: Json = False,
) -> None:
    """Simulate a scenario and leave a run directory.

    The directory holds summary.json, chronicle.csv, run.zarr (opens with xarray), scenario.yaml and
    manifest.json.  Without --out it is a new folder under runs/.
    """
    from tocsin.errors import InputError

    if resume and out_dir is None:
        raise InputError("--resume needs --out with the folder of the interrupted job")
    loaded = load(scenario, set, without, with_)
    if hours is not None:
        if hours > loaded.hours:
            raise InputError(f"--hours {hours}: the scenario has {loaded.hours} hours")
        loaded = loaded.set("clock.hours", hours)
    path = out_dir or _new_folder(loaded.name)
    from tocsin.experiments.runs import simulate

    with _progress(runs, quiet or json) as progress:
        try:
            result = simulate(
                loaded, runs, seed, out=path, engine=engine.value, parameters=parameters.value,
                first_run=first_run, threads=threads, overwrite=overwrite, resume=resume,
                progress=progress,
            )  # fmt: skip
        except KeyboardInterrupt:
            _tell_interrupted(path)
            raise typer.Exit(INTERRUPTED) from None
    if json:
        print_json(result.summary() | {"path": str(path)})
    elif not quiet:
        from tocsin.view.terminal import show

        console = out()
        show(result, console, _events(result))
    if not json:
        print(f"Result in {path}" if quiet else f"\nResult in {path}")


def _events(result: Result) -> list[Event]:
    """The chronicle of the first run."""
    import csv

    from tocsin.record.chronicle import Event

    with (result.path / "chronicle.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    first = [r for r in rows if r["run"] == rows[0]["run"]]
    return [Event(**{**r, "run": int(r["run"])}) for r in first]  # type: ignore[arg-type]


def _new_folder(name: str) -> Path:
    stamp = time.strftime("%Y%m%d-%H%M%S")
    path = Path("runs") / f"{name}-{stamp}"
    n = 2
    while path.exists() or path.with_name(path.name + ".partial").exists():
        path = Path("runs") / f"{name}-{stamp}-{n}"
        n += 1
    return path


def _tell_interrupted(path: Path) -> None:
    partial = Path(f"{path.resolve()}.partial")
    rows = partial / "rows.jsonl"
    kept = rows.read_bytes().count(b"\n") if rows.exists() else 0
    if kept:
        print(f"interrupted; {kept} finished runs are kept: go on with --out {path} --resume",
              file=sys.stderr)  # fmt: skip
    else:
        print("interrupted; nothing was written", file=sys.stderr)


def _progress(runs: int, silent: bool) -> AbstractContextManager[Progress | None]:
    if silent:
        return nullcontext()
    console = err()
    return _Bar(runs) if console.is_terminal else _Lines()


class _Bar:
    """A progress bar for a terminal."""

    def __init__(self, runs: int) -> None:
        from rich.progress import (
            BarColumn,
            Progress,
            TaskProgressColumn,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        self.bar = Progress(
            TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(),
            TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn(),
            console=err(), transient=True,
        )  # fmt: skip
        self.what = "simulating" if runs == 1 else f"simulating {runs} runs"
        self.task = self.bar.add_task(
            "building the world (and compiling, the first time)", total=None
        )

    def __enter__(self) -> Progress:
        self.bar.start()
        return self.tick

    def __exit__(self, *_: Any) -> None:
        self.bar.stop()

    def tick(self, done: int, total: int) -> None:
        self.bar.update(self.task, completed=done, total=total, description=self.what)


class _Lines:
    """Plain lines for a log."""

    def __enter__(self) -> Progress:
        self.begin, self.told = time.perf_counter(), 0
        print("building the world", file=sys.stderr, flush=True)
        return self.tick

    def __exit__(self, *_: Any) -> None:
        return None

    def tick(self, done: int, total: int) -> None:
        tenth = 10 * done // total
        if tenth > self.told:
            self.told = tenth
            seconds = time.perf_counter() - self.begin
            print(f"{10 * tenth:3d} %  {seconds:.1f} s", file=sys.stderr, flush=True)
