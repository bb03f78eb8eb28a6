"""`tocsin show`: the resolved scenario as YAML."""

from __future__ import annotations

from tocsin.cli.common import Json, ScenarioArgument, Set, With, Without, load, print_json

NAME = "show"


def main(
    scenario: ScenarioArgument,
    set: Set = None,
    without: Without = None,
    with_: With = None,
    json: Json = False,
) -> None:
    """Print the resolved scenario as YAML, which runs as it is."""
    loaded = load(scenario, set, without, with_)
    if json:
        print_json(loaded.copy_of_data())
    else:
        print(loaded.to_yaml(), end="")
