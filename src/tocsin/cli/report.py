"""`tocsin report`: make the report of a finished run, an ensemble or a comparison again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tocsin.cli.common import Json, print_json
from tocsin.cli.options import Open
from tocsin.cli.streams import say

if TYPE_CHECKING:
    from tocsin.experiments.comparisons.comparison import Comparison
    from tocsin.results.result import Result

NAME = "report"


def main(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="A run directory, or a comparison's.")
    ],
    out_file: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Another file than DIR/report.html."),
    ] = None,
    open: Open = False,
    json: Json = False,
) -> None:
    """Make report.html: a map, a timeline and all outcomes in one file that opens offline.

    Runs and comparisons leave one themselves; this makes it anew from what the directory holds.
    """
    from tocsin.view.report.write import write

    path = write(directory, out_file)
    if json:
        print_json({"report": str(path), "bytes": path.stat().st_size})
    else:
        say(f"Report in {path}")
    if open:
        show(path)


def leaving() -> Any:
    """While a result is made: that it has no report is told by `tell`, not as a warning."""
    import warnings

    from tocsin.results.shown import ReportWarning

    return warnings.catch_warnings(action="ignore", category=ReportWarning)


def tell(result: Result | Comparison, open: bool = False, quiet: bool = False) -> str:
    """Say where the report of a result is, or why there is none; its path."""
    path = result.path / "report.html"
    if result.note:
        say(result.note, error=True)
    if not path.is_file():
        return ""
    if not quiet:
        say(f"Report in {path}")
    if open:
        show(path)
    return str(path)


def show(path: Path) -> None:
    """Open a report in the user's browser, or say that there is none."""
    import webbrowser

    if not webbrowser.open(path.resolve().as_uri()):
        say(f"no browser was found for {path}; open it yourself", error=True)
