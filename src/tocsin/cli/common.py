"""What several commands share: arguments, JSON on stdout, consoles."""

from __future__ import annotations

import contextlib
import itertools
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from tocsin.scenario import Scenario

INTERRUPTED = 130  # exit code, as shells have it


def bundled_names(incomplete: str) -> list[str]:
    """Names of bundled scenarios, for a shell that completes them; it loads nothing.

    Where none begins so, shells complete names of files.
    """
    folder = Path(__file__).parents[1] / "scenario" / "bundled"
    names = sorted(p.parent.name for p in folder.glob("*/scenario.yaml"))
    return [name for name in names if name.startswith(incomplete)]


ScenarioArgument = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO",
        help="A bundled name or the path of a YAML file.",
        autocompletion=bundled_names,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON on stdout and nothing else.")]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Change a value, such as parameters.k=2.3."),
]
Without = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        metavar="NAME",
        help="Leave out a lever or part, shock, cells, elites, powers or officials.",
    ),
]
With = Annotated[
    list[str] | None, typer.Option("--with", metavar="NAME", help="Switch on a lever or a part.")
]


def load(
    source: str, set: list[str] | None, without: list[str] | None, with_: list[str] | None
) -> Scenario:
    """The scenario with the edits of the command line."""
    from tocsin.scenario import load as read

    return read(source, set=set or (), without=without or (), with_=with_ or ())


def print_json(data: object) -> None:
    """JSON on stdout."""
    json.dump(data, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def out() -> Console:
    """For results."""
    from tocsin.cli.console import Console

    return Console(soft_wrap=False, highlight=False)


def err() -> Console:
    """For progress and messages."""
    from tocsin.cli.console import Console

    return Console(stderr=True, highlight=False)


def check_free(path: Path | None, overwrite: bool) -> None:
    """Raise InputError for a folder that holds something, before anything is built."""
    if path is not None and not overwrite:
        from tocsin.results.directory import check_free as check

        check(path)


def new_folder(name: str) -> Path:
    """A folder under runs/ that is not there yet and nobody else gets: its .partial is made here.

    What is still empty when the command ends is removed.
    """
    from tocsin.results.directory import PARTIAL
    from tocsin.results.writing import writing

    stamp = time.strftime("%Y%m%d-%H%M%S")
    runs = Path("runs")
    with writing(runs):
        runs.mkdir(exist_ok=True)
        for n in itertools.count(1):
            path = runs / (f"{name}-{stamp}" + (f"-{n}" if n > 1 else ""))
            partial = path.with_name(path.name + PARTIAL)
            try:
                partial.mkdir()
            except FileExistsError:
                continue
            if not path.exists():  # its job may just have ended
                break
            partial.rmdir()
    _made.append((partial, runs))
    return path


_made: list[tuple[Path, Path]] = []


def remove_empty() -> None:
    """Take away what `new_folder` made and a command left empty."""
    for folder in (folder for pair in _made for folder in pair):
        with contextlib.suppress(OSError):
            folder.rmdir()
    _made.clear()
