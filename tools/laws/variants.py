"""Edited copies of a scenario, by words: what the laws compare and what each piece of the street does.

base                as it is
none, tenth, x0.5   no shock, a share of it
in REGION           the shock in another region
split N             every town over 4,000 cut in N at the same coordinates
double              two copies of the country far apart: every place, service and site twice
police X            services X times as strong
dt N                steps of N minutes
without NAMES       levers or parts, with commas
with NAMES          the same switched on
set NAME=VALUE,...  parameters replaced
times NAME=X,...    parameters multiplied
at PATH=VALUE       any value of the scenario
free                levers act at their times without their occasion

Several are joined by ' + '.  The copies themselves are made by `tocsin.experiments.checks`.
"""

from __future__ import annotations

from typing import Any

import tocsin as tc
from tocsin.experiments.checks import worlds
from tocsin.experiments.checks.twice import doubled


def variant(scenario: tc.Scenario, what: str) -> tc.Scenario:
    """The scenario that the words `what` ask for."""
    for part in what.split(" + "):
        scenario = _variant(scenario, part.strip())
    return scenario


def _variant(scenario: tc.Scenario, what: str) -> tc.Scenario:
    word, _, rest = what.partition(" ")
    if word == "base":
        return scenario
    if word == "none":
        return worlds.without_shock(scenario)
    if word == "tenth":
        return worlds.dosed(scenario, 0.1)
    if word[0] == "x" and word[1:2].isdigit():
        return worlds.dosed(scenario, float(word[1:]))
    if word == "in":
        return worlds.struck(scenario, rest)
    if word == "split":
        return worlds.split(scenario, int(rest))[0]
    if word == "double":
        return doubled(scenario)
    if word == "police":
        return worlds.policed(scenario, float(rest))
    if word == "dt":
        return worlds.stepped(scenario, int(rest))
    if word == "without":
        return scenario.without(*rest.split(","))
    if word == "with":
        return scenario.with_(*rest.split(","))
    if word in ("set", "times"):
        return _parameters(scenario, rest, word == "times")
    if word == "at":
        path, _, value = rest.partition("=")
        return scenario.edit(set=[f"{path}={value}"])
    if word == "free":
        return _free(scenario)
    raise ValueError(f"{what!r}: no such variant")


def _parameters(scenario: tc.Scenario, pairs: str, multiply: bool) -> tc.Scenario:
    changes = {}
    for pair in pairs.split(","):
        name, _, value = pair.partition("=")
        now = scenario.spec.parameters[name].value if multiply else 1.0
        changes[f"parameters.{name}"] = float(value) * now
    return scenario.edit(set=changes)


def _free(scenario: tc.Scenario) -> tc.Scenario:
    """With an occasion for every act at its time: what it waits for is always there."""
    levers: dict[str, Any] = scenario.copy_of_data()["levers"]
    for lever in levers.values():
        if lever.get("provided") is not None:
            lever["provided"] = "hour >= 0"
    return scenario.set("levers", levers)
