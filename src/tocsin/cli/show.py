"""`tocsin show`: the resolved scenario as YAML, or the file as it was written."""

from __future__ import annotations

from typing import Annotated

import typer

from tocsin.cli.common import Json, ScenarioArgument, Set, With, Without, load, print_json

NAME = "show"

Source = Annotated[
    bool, typer.Option("--source", help="Print the file as it was written, with its comments.")
]


def main(
    scenario: ScenarioArgument,
    set: Set = None,
    without: Without = None,
    with_: With = None,
    source: Source = False,
    json: Json = False,
) -> None:
    """Print the resolved scenario as YAML, which runs as it is; or its file, as it was written."""
    if source:
        _source(scenario, bool(set or without or with_ or json))
        return
    loaded = load(scenario, set, without, with_)
    if json:
        print_json(loaded.copy_of_data())
    else:
        print(loaded.to_yaml(), end="")


def _source(scenario: str, more: bool) -> None:
    from tocsin.errors import InputError
    from tocsin.scenario.load import find
    from tocsin.scenario.reading.document import read_text

    if more:
        raise InputError(
            "show --source prints the file as it was written; expected no --set, --without, --with "
            "or --json beside it"
        )
    text = read_text(find(scenario), "scenario")
    print(text, end="" if text.endswith("\n") else "\n")
