"""What the classics' commands share: options, lists of numbers from the command line, and showing
results."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tocsin.cli.common import out, print_json

if TYPE_CHECKING:
    from tocsin.theory.classic.result import Result

WIDTH = 60  # characters of a line of bars

Plot = Annotated[
    Path | None, typer.Option("--plot", metavar="FILE", help="Draw it: .png, .svg or .pdf.")
]
Seed = Annotated[int, typer.Option(min=0, max=2**53, help="Seed of all random numbers.")]


def show(result: Result, json: bool, plot: Path | None) -> None:
    """A result as JSON or in words with a line of bars; the figure is drawn first."""
    if plot is not None:
        result.plot(plot)
    if json:
        print_json(result.summary())
        return
    import numpy as np
    from rich.markup import escape

    from tocsin.view.spark import line

    console = out()
    console.print(f"[bold]{escape(result.model)}[/] [dim]{escape(result.source)}[/]")
    for sentence in result.told:
        console.print(escape(sentence))
    name, values = result.curve
    top = float(np.max(values)) if len(values) else 0.0
    if top > 0 and len(values) > 1:
        console.print(f"{line(list(values), WIDTH, low=0.0)}  {escape(name)}, up to {top:,.4g}")
    if plot is not None:
        console.print(f"Drawn in {escape(str(plot))}")


def numbers(name: str, text: str, column: str) -> list[float]:
    """Numbers parted by commas, or the column of a CSV file; raises InputError."""
    from tocsin.errors import InputError
    from tocsin.theory.classic import checks
    from tocsin.theory.classic.tables import Mistakes, read

    parts = [p.strip() for p in text.split(",")]
    if text.lower().endswith(".csv") or (len(parts) == 1 and Path(text).is_file()):
        wrong = Mistakes(text)
        found = []
        for row in read(text, (column,)):
            if not row.cells[column]:
                wrong.add(row.line, f"{column}: is empty; expected a number")
            found.append(wrong.number(row, column, checks.number, 0.0))
        wrong.check()
        return found
    try:
        return [float(p) for p in parts]
    except ValueError:
        bad = next(p for p in parts if not _is_number(p))
        raise InputError(
            f"--{name}: {bad[:80]!r} is no number; expected numbers parted by commas, or a .csv file "
            f"with the column {column}"
        ) from None


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def given(**options: object) -> dict[str, Any]:
    """The options that were given."""
    return {name: value for name, value in options.items() if value is not None}
