"""`tocsin validate`: is a scenario file right?"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tocsin.cli.common import Json, print_json

NAME = "validate"


def main(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A YAML file or a bundled name.")],
    json: Json = False,
) -> None:
    """Check a scenario and name every mistake with its line."""
    from dataclasses import asdict

    from tocsin.errors import ScenarioError
    from tocsin.mechanisms.base import check
    from tocsin.mechanisms.catalogue import loop
    from tocsin.scenario import load

    try:
        scenario = load(file)
        check(loop(scenario.spec))
    except ScenarioError as error:
        if json:
            print_json({"valid": False, "errors": [asdict(p) for p in error.problems]})
        else:
            print(str(error).replace("; nothing was written.", "."), file=sys.stderr)
        raise typer.Exit(2) from None
    if json:
        print_json({"valid": True, "errors": [], "persons": scenario.persons})
    else:
        spec = scenario.spec
        print(
            f"{file}: valid; {scenario.persons:,} persons in {len(spec.places)} places, "
            f"{len(spec.levers)} levers, {len(spec.parameters)} parameters, {scenario.hours} hours"
        )
