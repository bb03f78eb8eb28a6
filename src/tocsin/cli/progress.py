"""Progress of runs on stderr: a bar with the time left, or lines for a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tocsin.cli.common import INTERRUPTED, err
from tocsin.cli.streams import say
from tocsin.plural import counted

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from tocsin.experiments.ensembles.ensemble import Progress
    from tocsin.results.result import Result


def tell_failed(result: Result) -> None:
    """Say which runs failed, and how to repeat one."""
    import csv

    if not result.summary()["failed"]:
        return
    with (result.path / "members.csv").open(newline="", encoding="utf-8") as file:
        failed = [row for row in csv.DictReader(file) if row["error"]]
    say(f"{len(failed)} of {counted(result.summary()['runs'], 'run')} failed:", error=True)
    for row in failed[:MOST]:
        say(f"  run {row['run']}: {row['error']}", error=True)
        say(f"    {row['command']}", error=True)
    if len(failed) > MOST:
        say(f"  ... and {len(failed) - MOST} more in members.csv", error=True)


MOST = 5  # failures that are told


def tell_interrupted(path: Path) -> None:
    """Say what is kept of a job."""
    partial = Path(f"{path.resolve()}.partial")
    rows = partial / "rows.jsonl"
    kept = rows.read_bytes().count(b"\n") if rows.exists() else 0
    if kept:
        finished = f"{counted(kept, 'finished run')} {'is' if kept == 1 else 'are'} kept"
        print(f"interrupted; {finished}: go on with --out {path} --resume", file=sys.stderr)
    else:
        say("interrupted; nothing was written", error=True)


@contextmanager
def interruptible(path: Path) -> Iterator[None]:
    """A job that may be interrupted: what is kept of it is told, and the exit status says so."""
    try:
        yield
    except KeyboardInterrupt:
        tell_interrupted(path)
        raise typer.Exit(INTERRUPTED) from None


def show_progress(runs: int, silent: bool) -> AbstractContextManager[Progress | None]:
    """What to call with hours done and in all; nothing if `silent`."""
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

    def __exit__(self, *_: object) -> None:
        self.bar.stop()

    def tick(self, done: int, total: int) -> None:
        self.bar.update(self.task, completed=done, total=total, description=self.what)


class _Lines:
    """Plain lines for a log."""

    def __enter__(self) -> Progress:
        self.begin, self.told, self.first = time.perf_counter(), 0, -1
        say("building the world (and compiling, the first time)", error=True)
        return self.tick

    def __exit__(self, *_: object) -> None:
        return None

    def tick(self, done: int, total: int) -> None:
        if self.first < 0:  # what was built and compiled says nothing of the time left
            self.begin, self.first = time.perf_counter(), done
            say("simulating", error=True)
        tenth = 10 * done // total
        if tenth > self.told and done > self.first:
            self.told = tenth
            seconds = time.perf_counter() - self.begin
            left = seconds * (total - done) / (done - self.first)
            say(f"{10 * tenth:3d} %  {seconds:.1f} s, some {left:.0f} s left", error=True)


class RunsProgress:
    """Runs done and time left on stderr: a bar on a terminal, a line at each tenth elsewhere."""

    def __init__(self) -> None:
        self.console = err()
        self.bar: Bar | None = None
        self.begin, self.told, self.first = time.perf_counter(), 0, 0

    def __enter__(self) -> RunsProgress:
        if self.console.is_terminal:
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            self.bar = Bar(
                TextColumn("runs"), BarColumn(), MofNCompleteColumn(), TextColumn("left"),
                TimeRemainingColumn(), console=self.console, transient=True,
            )  # fmt: skip
            self.task = self.bar.add_task("runs", total=None)
            self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.stop()

    def tell(self, line: str) -> None:
        """A line for people."""
        self.console.print(line, markup=False, soft_wrap=True)

    def tick(self, done: int, total: int) -> None:
        """So many runs are done, of so many."""
        if self.bar is not None:
            self.bar.update(self.task, completed=done, total=total)
            return
        self.first = self.first or done  # after --resume, some were done before
        tenth = 10 * done // total
        if tenth > self.told:
            self.told = tenth
            seconds = time.perf_counter() - self.begin
            left = seconds / (done - self.first + 1) * (total - done)
            print(f"{done} of {counted(total, 'run')}, {seconds:.0f} s, about {left:.0f} s left",
                  file=sys.stderr, flush=True)  # fmt: skip
