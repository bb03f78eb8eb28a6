"""Hypotheses: accounts of how a crisis came about, each as a few versions of a scenario.

    spontaneous  no organised cells, no guards who were withdrawn
    organised    cells act: those of the scenario, else one in each of the largest places
    stand-down   guards of a part of the sites leave at one time; nobody says on whose order
    mixed        both

What is not known of an account (when, how many, which sites) differs between its versions, which are
the same for the same scenario.  Anything else that is named is read as a variant of the scenario, as
`tocsin compare` reads it, and has one version.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.errors import InputError, near_words
from tocsin.experiments.comparisons.named import named_variants

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

NAMES = ("spontaneous", "organised", "stand-down", "mixed")
VERSIONS = 6
CELLS, SHARE, LEAST = (
    3,
    2e-3,
    10,
)  # largest places with a cell, of their residents, persons at least
#: When cells act and guards leave, as shares of the clock; how many times the scenario's cells.
EARLIEST, LATEST, FEWER, MORE = 0.15, 0.6, 0.5, 2.0


def hypotheses(scenario: Scenario, names: Sequence[str]) -> dict[str, list[Scenario]]:
    """The versions of each account, by name.

    Raises InputError for fewer than two, one given twice, or one that the scenario cannot have.
    """
    listed = [n.strip() for n in names if n.strip()] or list(NAMES)
    if len(listed) < 2:
        raise InputError(f"--hypotheses: expected two or more of {', '.join(NAMES)}, or variants")
    out: dict[str, list[Scenario]] = {}
    plain = _plain(scenario)
    for name in listed:
        near = [] if name in NAMES else near_words(name, NAMES)
        if near:
            raise InputError(f"--hypotheses: {name!r} is none; did you mean {near[0]!r}?")
        if name in NAMES:
            found = {name: _versions(plain, name)}
        else:
            found = {k: [s] for k, s in named_variants(scenario, (name,)).items()}
        for key, versions in found.items():
            if key in out:
                raise InputError(f"--hypotheses: {key!r} is given twice")
            out[key] = versions
    return out


def _plain(scenario: Scenario) -> Scenario:
    """Without what accounts differ in."""
    gone = [n for n, lever in scenario.levers.items() if lever.kind == "stand_down"]
    base = scenario.edit(set={"cells.enabled": False, "cloud": []}, without=gone)
    base.edits = scenario.edits
    return base


def _versions(plain: Scenario, name: str) -> list[Scenario]:
    if name == "spontaneous":
        return [plain]
    rng = np.random.default_rng([NAMES.index(name), 13])
    out = []
    for i in range(VERSIONS):
        part = (i + 0.5) / VERSIONS
        changes: dict[str, Any] = {}
        if name in ("organised", "mixed"):
            changes |= _cells(plain, part, float(rng.random()))
        if name in ("stand-down", "mixed"):
            changes |= _leaving(plain, part if name == "stand-down" else float(rng.random()), rng)
        made = plain.edit(set=changes)
        made.edits = plain.edits
        out.append(made)
    return out


def _at(scenario: Scenario, part: float) -> str:
    hour = int(scenario.hours * (EARLIEST + (LATEST - EARLIEST) * part))
    return scenario.local(hour).isoformat(timespec="minutes")


def _cells(scenario: Scenario, part: float, size: float) -> dict[str, Any]:
    times = FEWER * (MORE / FEWER) ** size
    spec = scenario.spec
    given = [(g.place, g.size, list(g.targets)) for g in spec.cells.groups]
    if not given:
        kinds = list(dict.fromkeys(s.kind for s in spec.sites)) or ["administration"]
        largest = sorted(spec.places, key=lambda p: -p.population)[:CELLS]
        given = [(p.id, max(LEAST, round(SHARE * p.population)), kinds[:1]) for p in largest]
    groups = [
        {"place": place, "size": max(1, round(times * n)), "at": _at(scenario, part),
         "targets": targets}
        for place, n, targets in given
    ]  # fmt: skip
    return {"cells.enabled": True, "cells.groups": groups}


def _leaving(scenario: Scenario, part: float, rng: np.random.Generator) -> dict[str, Any]:
    sites = [s.name for s in scenario.spec.sites]
    if not sites:
        raise InputError(
            f"--hypotheses stand-down: {scenario.name} has no site whose guards could leave"
        )
    actors = [lever.actor for lever in scenario.levers.values()] or list(scenario.spec.actors)
    if not actors:
        raise InputError(f"--hypotheses stand-down: {scenario.name} has no actor who gives orders")
    count = max(1, round(len(sites) * (0.4 + 0.4 * float(rng.random()))))
    chosen = sorted(rng.choice(len(sites), count, replace=False))
    return {
        f"levers.withdrawn-{i}": {
            "kind": "stand_down", "actor": actors[0], "title": f"The guards of {sites[i]} leave",
            "at": _at(scenario, part), "lasts": "24 h", "site": sites[i],
        }
        for i in chosen
    }  # fmt: skip
