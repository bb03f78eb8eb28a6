"""The flagship at other sizes: more persons, more places, more or less going on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tocsin as tc

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

FLAGSHIP = "kazakhstan-2022"


def country(persons: float | None = None, split: int = 1, pull: float = 0.0) -> Scenario:
    """The flagship with other numbers.

    persons : in all; every place grows alike, nobody else (officers, guards) does
    split : each place but the capitals' first becomes so many, side by side
    pull : taken off the threshold T of everybody, which moves how many go out
    """
    scenario = tc.load(FLAGSHIP)
    edits: dict[str, Any] = {}
    if persons is not None or split > 1:
        factor = 1.0 if persons is None else persons / scenario.persons
        edits["places"] = _places(scenario.copy_of_data()["places"], factor, split)
    if pull:
        edits["parameters.T"] = scenario.spec.parameters["T"].value - pull
    return scenario.edit(set=edits) if edits else scenario


def _places(places: list[dict[str, Any]], factor: float, split: int) -> list[dict[str, Any]]:
    out = []
    for place in places:
        people = max(split, round(float(place["population"]) * factor))
        for i in range(split):
            part = dict(place)
            part["population"] = people // split + (i < people % split)
            if i:
                part |= {
                    "id": f"{place['id']}-{i}",
                    "name": f"{place['name']} {i + 1}",
                    "lat": float(place["lat"]) + 0.02 * i,
                }
            out.append(part)
    return out
