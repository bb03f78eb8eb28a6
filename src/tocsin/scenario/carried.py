"""Carried over: parameters of a scenario whose values were found for another case.

Many of the model's own parameters (`bundled/parameters.yaml`, `scope: by case`) were fitted to one
country and month, or set by hand so that it came out.  A scenario of another place that leaves them as
they are takes that along, which is an assumption and is told.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from typing import TYPE_CHECKING

from tocsin.plural import counted
from tocsin.scenario.load import BUNDLED, model_parameters

if TYPE_CHECKING:
    from tocsin.scenario.scenario import Scenario

#: The case for which the model's own parameters were found.
CASE = "kazakhstan-2022"
OF_THE_CASE = 0.5  # share of a scenario's places that are the case's, from which it is that case


def carried_over(scenario: Scenario) -> list[str]:
    """Names of the parameters that hold here by assumption; none in the case itself."""
    places = scenario.spec.places
    ours = sum(str(p.id) in _places() for p in places)
    if ours >= OF_THE_CASE * len(places):
        return []
    model = model_parameters().data
    return [
        name
        for name, parameter in scenario.spec.parameters.items()
        if name in model
        and model[name]["scope"] == "by case"
        and model[name]["status"] != "prior only"
        and parameter.value == model[name]["value"]
    ]


def told(scenario: Scenario, most: int = 6) -> str:
    """The same in a sentence; empty where there is nothing to tell."""
    names = carried_over(scenario)
    if not names:
        return ""
    shown = ", ".join(names[:most]) + (f" and {len(names) - most} more" if names[most:] else "")
    return (
        f"{counted(len(names), 'parameter was', 'parameters were')} fitted or set to {CASE} and "
        f"{'holds' if len(names) == 1 else 'hold'} here by assumption ({shown}); "
        "'tocsin check' asks whether the scenario stands with them"
    )


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    with (BUNDLED / CASE / "places.csv").open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return frozenset(row["id"] for row in csv.DictReader(lines))
