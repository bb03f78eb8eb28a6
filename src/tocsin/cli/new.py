"""`tocsin new`: a draft scenario of any country, from its name."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from tocsin.cli.common import Json, print_json
from tocsin.cli.options import Overwrite
from tocsin.cli.streams import say
from tocsin.errors import InputError
from tocsin.plural import counted

NAME = "new"

Country = Annotated[
    str | None,
    typer.Argument(metavar="COUNTRY", help="Its name or ISO code, such as Bolivia or BO."),
]
Least = Annotated[
    int | None,
    typer.Option("--min-population", min=1, help="The least town that is named; up to 500 are."),
]


def main(
    country: Country = None,
    min_population: Least = None,
    start: Annotated[
        str | None, typer.Option(metavar="DATE", help="Local date or time at which it starts.")
    ] = None,
    hours: Annotated[
        int | None, typer.Option(min=1, max=24 * 366, help="How long it lasts.")
    ] = None,
    shock_at: Annotated[
        str | None, typer.Option(metavar="PLACE", help="Town in whose region the shock is.")
    ] = None,
    places: Annotated[
        Path | None, typer.Option("--from", metavar="CSV", help="Your own places.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder to make.")
    ] = None,
    overwrite: Overwrite = False,
    json: Json = False,
) -> None:
    """Draft a scenario of a country: places, regions, people, services, a state that acts by rules.

    In a terminal it asks for what is not given.
    """
    from tocsin.world.atlas.draft import slug
    from tocsin.world.atlas.lookup import find
    from tocsin.world.atlas.new import HOURS, START, check_free, draft, write

    asking = sys.stdin.isatty() and sys.stderr.isatty() and not json
    if country is None or out is None:
        if not asking:
            missing = "COUNTRY" if country is None else "--out DIR"
            raise InputError(f"{missing} is missing; such as: tocsin new Bolivia --out bolivia")
        if country is None:
            country = _ask("Which country", "")
            country = _chosen(country)
            shock_at = (
                shock_at or _ask("In which town is the shock (empty: the capital)", "") or None
            )
            start = start or _ask("From which day on", START)
            hours = hours or int(_ask("For how many hours", HOURS))
        out = out or Path(_ask("Into which folder", slug(find(country).country.name)))
    elif asking:
        country = _chosen(country)
    check_free(out, overwrite)
    made = draft(country, min_population=min_population, start=start or START, hours=hours or HOURS,
                 shock_at=shock_at, places=places)  # fmt: skip
    path = write(made, out, overwrite)
    told = {"scenario": str(path), **made.told()}
    for note in told["notes"]:
        say(f"note: {note}", error=True)
    if json:
        print_json(told)
    else:
        _show(told)


def _ask(question: str, default: object) -> str:
    return str(
        typer.prompt(question, default=default, show_default=default != "", err=True)
    ).strip()


def _chosen(word: str) -> str:
    """One of the countries that a word may mean, asked for."""
    from tocsin.world.atlas.lookup import SeveralCountries, find

    try:
        find(word)
    except SeveralCountries as error:
        say(error, error=True)
        return _ask("Which one", error.choices[0].iso)
    return word


def _show(told: dict[str, Any]) -> None:
    say(
        f"{told['scenario']}: {told['country']}, {told['population']:,} people "
        f"in {counted(told['places'], 'place')} and {counted(told['regions'], 'region')}"
    )
    say(
        f"  {told['coverage']:.0%} of the people in named places "
        f"(from {told['min_population']:,} people on); "
        f"the shock is in the region of {told['shock_at']}"
    )
    say("replace first:")
    for text in told["replace_first"]:
        say(f"  {text}")
    say(f"next: tocsin validate {told['scenario']}; tocsin run {told['scenario']} --runs 4; "
        f"tocsin check {told['scenario']}")  # fmt: skip
