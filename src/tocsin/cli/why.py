"""`tocsin why`: what moved people at a place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.common import Json, out, print_json
from tocsin.errors import InputError

if TYPE_CHECKING:
    from tocsin.results.why import Why
    from tocsin.scenario import Scenario

NAME = "why"


def main(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="A run directory, or that of a comparison.")
    ],
    place: Annotated[str, typer.Option(help="Name or id of a place.")],
    hour: Annotated[
        str | None,
        typer.Option(metavar="T", help="One hour: hours since the start, or a local time."),
    ] = None,
    run: Annotated[
        int | None, typer.Option(help="One run instead of the median over runs.")
    ] = None,
    variant: Annotated[
        str | None, typer.Option(help="Of a comparison: this variant alone beside the base.")
    ] = None,
    every: Annotated[int, typer.Option(min=1, help="Hours between the rows of the table.")] = 12,
    json: Json = False,
) -> None:
    """Show over time what moved people there: own crowd, ties, news, outrage, price and fear.

    Of a comparison it shows base and variants side by side, in the first pair of runs.
    """
    if (directory / "comparison.json").is_file():
        _compared(directory, place, variant, run, hour, every, json)
        return
    from tocsin.results.result import Result
    from tocsin.results.why import why

    if variant is not None:
        raise InputError(
            f"--variant: {directory} is no comparison; expected one of 'tocsin compare'"
        )
    result = Result(directory)
    found = why(result, place, run)
    hours = _hours(hour, result.scenario, found, every)
    if json:
        rows = found.rows(hours if hour is not None else list(range(len(found.times))))
        print_json({"place": found.place, "region": found.region, "hours": rows})
        return
    from tocsin.view.terminal import show_why

    show_why(found, out(), hours)


def _compared(
    directory: Path, place: str, variant: str | None, run: int | None, hour: str | None, every: int,
    json: bool,
) -> None:  # fmt: skip
    """Of a comparison: base and variants in the first pair."""
    from tocsin.experiments.comparisons.comparison import Comparison
    from tocsin.experiments.comparisons.contrast import contrast
    from tocsin.experiments.comparisons.figures import BASE
    from tocsin.scenario.load import reopen

    comparison = Comparison(directory)
    summary = comparison.summary()
    first = int(summary["first_run"])
    if run not in (None, first):
        raise InputError(
            f"--run {run}: a comparison keeps the hours of its first pair, run {first}"
        )
    found = contrast(comparison, place, variant)
    base = found[BASE]
    hours = _hours(hour, reopen(directory / summary["base"]["file"]), base, every)
    if json:
        wanted = hours if hour is not None else list(range(len(base.times)))
        rows = {n: w.rows([t for t in wanted if t < len(w.times)]) for n, w in found.items()}
        print_json({"place": base.place, "region": base.region, "run": first, "variants": rows})
        return
    from tocsin.view.contrast import show

    show(found, out(), hours, first)


def _hours(text: str | None, scenario: Scenario, found: Why, every: int) -> list[int]:
    """The hours to show: one that was asked for, or every so many."""
    last = len(found.times)
    if text is None:
        return list(range(0, last, every))
    from tocsin.scenario.reading.times import moment

    if re.fullmatch(r"-?[0-9]{1,9}", text):
        t = int(text)
    else:
        try:
            when = moment(text, scenario.zone_of(found.region))
        except ValueError as error:
            raise InputError(f"--hour: {error}") from None
        t = int((when - scenario.start).total_seconds() // 3600)
    if not 0 <= t < last:
        raise InputError(f"--hour {text}: the run has the hours 0 to {last - 1}")
    return [t]
