"""`tocsin why`: what moved people at a place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.common import Json, out, print_json
from tocsin.errors import InputError

NAME = "why"


def main(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A run directory.")],
    place: Annotated[str, typer.Option(help="Name or id of a place.")],
    hour: Annotated[
        str | None,
        typer.Option(metavar="T", help="One hour: hours since the start, or a local time."),
    ] = None,
    run: Annotated[
        int | None, typer.Option(help="One run instead of the median over runs.")
    ] = None,
    every: Annotated[int, typer.Option(min=1, help="Hours between the rows of the table.")] = 12,
    json: Json = False,
) -> None:
    """Show over time what moved people there: own crowd, ties, news, outrage, price and fear."""
    from tocsin.results.result import Result
    from tocsin.results.why import why

    if (directory / "comparison.json").is_file():
        raise InputError(
            f"{directory} is a comparison, which keeps no terms by place; ask a run of a variant: "
            f"tocsin run {directory}/variants/base.yaml --out base, tocsin why base --place {place!r}"
        )
    result = Result(directory)
    found = why(result, place, run)
    hours = list(range(0, len(found.times), every))
    if hour is not None:
        hours = [_hour(hour, result, len(found.times), found.region)]
    if json:
        rows = found.rows(hours if hour is not None else list(range(len(found.times))))
        print_json({"place": found.place, "region": found.region, "hours": rows})
        return
    from tocsin.view.terminal import show_why

    show_why(found, out(), hours)


def _hour(text: str, result: object, last: int, region: str) -> int:
    from tocsin.errors import InputError
    from tocsin.results.result import Result
    from tocsin.scenario.reading.times import moment

    assert isinstance(result, Result)
    if re.fullmatch(r"-?[0-9]{1,9}", text):
        t = int(text)
    else:
        scenario = result.scenario
        try:
            when = moment(text, scenario.zone_of(region))
        except ValueError as error:
            raise InputError(f"--hour: {error}") from None
        t = int((when - scenario.start).total_seconds() // 3600)
    if not 0 <= t < last:
        raise InputError(f"--hour {text}: the run has the hours 0 to {last - 1}")
    return t
