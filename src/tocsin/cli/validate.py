"""`tocsin validate`: is a scenario file right?"""

from __future__ import annotations

from typing import Annotated

import typer

from tocsin.cli.common import Json, print_json
from tocsin.cli.streams import say

NAME = "validate"


def main(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A YAML file or a bundled name.")],
    json: Json = False,
) -> None:
    """Check a scenario and name every mistake with its line."""
    from dataclasses import asdict

    from tocsin.errors import Problem, ScenarioError, TocsinError
    from tocsin.scenario import load

    try:
        scenario = load(file)
    except TocsinError as error:
        problems = [Problem(file, 0, "", str(error))]
        text = str(error)
        if isinstance(error, ScenarioError):
            problems, text = error.problems, error.report()
        if json:
            print_json({"valid": False, "errors": [asdict(p) for p in problems]})
        else:
            say(text, error=True)
        raise typer.Exit(2) from None
    spec = scenario.spec
    counts = {
        "persons": scenario.persons,
        "places": len(spec.places),
        "levers": len(spec.levers),
        "parameters": len(spec.parameters),
        "hours": scenario.hours,
    }
    from tocsin.scenario.carried import carried_over, told

    if json:
        carried = carried_over(scenario)
        print_json({"valid": True, "errors": [], "carried_over": carried, **counts})
    else:
        listed = ", ".join(f"{n:,} {what}" for what, n in counts.items())
        say(f"{file}: valid; {listed}")
        if note := told(scenario):
            say(f"note: {note}")
