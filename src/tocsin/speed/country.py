"""The flagship at other sizes: more persons, more places, more or less going on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tocsin as tc

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

FLAGSHIP = "kazakhstan-2022"


def country(persons: float | None = None, split: int = 1, pull: float = 0.0) -> Scenario:
    """The flagship with other numbers.

    persons : in all; every place grows alike, nobody else (officers, guards) does
    split : each place becomes so many
    pull : taken off the threshold T of everybody, which moves how many go out
    """
    scenario = tc.load(FLAGSHIP)
    if persons is not None or split > 1:
        scenario = grown(scenario, 1.0 if persons is None else persons / scenario.persons, split)
    if pull:
        scenario = scenario.edit(set={"parameters.T": scenario.spec.parameters["T"].value - pull})
    return scenario


def grown(scenario: Scenario, factor: float, split: int = 1) -> Scenario:
    """A scenario with `factor` times as many persons, in `split` times as many places side by side."""
    places = []
    for place in scenario.copy_of_data()["places"]:
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
            places.append(part)
    return scenario.edit(set={"places": places})
