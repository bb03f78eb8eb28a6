"""The variables of a record: name, axis, unit, and what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from tocsin.scenario import Scenario


@dataclass(frozen=True)
class Variable:
    """One variable of `run.zarr`; dimensions (run, time) and, if there is one, `axis`.

    field : field of the state that it copies; empty if the recorder computes it
    part : section of the scenario without which it is not in the record
    """

    name: str
    axis: str
    unit: str
    about: str
    field: str = ""
    dtype: type = np.float32
    part: str = ""


def _count(name: str, axis: str, about: str, field: str) -> Variable:
    return Variable(name, axis, "persons", about, field, np.int32)


VARIABLES = (
    _count("marching", "place", "marching at the end of the hour, where they are", "marching"),
    _count("rioting", "place", "rioting at the end of the hour, where they are", "rioting"),
    _count("detained", "place", "in detention, by where they were out", "detained"),
    _count("ever_detained", "place", "detentions so far", "ever_detained"),
    _count("dead", "place", "dead so far, all", "dead"),
    _count("dead_bystanders", "place", "bystanders dead so far", "dead_bystanders"),
    _count("dead_forces", "place", "officers dead so far", "dead_forces"),
    _count("injured", "place", "injured so far, all", "injured"),
    _count("injured_forces", "place", "officers injured so far", "injured_forces"),
    Variable("premises_damaged", "place", "1", "premises damaged so far", "premises_damaged", np.int32),
    Variable("vehicles_damaged", "place", "1", "vehicles damaged so far", "vehicles_damaged", np.int32),
    Variable("force", "place", "persons", "mobile officers, weighted by loyalty", "force"),
    Variable("legitimacy", "place", "1", "legitimacy", "legitimacy"),
    Variable("demand", "place", "1", "share of the price grievance turned on the regime", "demand"),
    Variable("grievance", "place", "1", "grievance of the median willing person"),
    Variable("price", "place", "1", "part of that grievance that the price adds"),
    Variable("pull_own", "place", "1", "pull of the own crowd", "pull_own"),
    Variable("pull_ties", "place", "1", "pull of crowds one has ties to", "pull_ties"),
    Variable("pull_news", "place", "1", "pull of the news", "pull_news"),
    Variable("pull_outrage", "place", "1", "pull of outrage", "pull_outrage"),
    Variable("risk", "place", "1", "risk as the median willing person weighs it"),
    Variable("threshold", "", "1", "what must be overcome, T"),
    Variable("news", "", "1", "news that moves people", "news"),
    Variable("outrage", "", "1", "outrage", "outrage"),
    Variable("fear", "", "1", "national fear", "fear"),
    Variable("freed", "", "persons", "officers set free by allied troops so far", "freed"),
    Variable("allied_troops", "", "persons", "allied troops arrived so far", "allied_troops"),
    Variable("reported", "figure", "persons", "official figure", "reported", np.int32, "officials"),
    Variable("counted", "figure", "persons", "what it counts, as it is true", "counted", np.int32,
             "officials"),
    Variable("emergency", "region", "1", "state of emergency", "emergency", np.int8),
    Variable("shutdown", "region", "1", "share of the internet that is cut", "shutdown"),
    _count("marching_by_stratum", "stratum", "marching in the country", ""),
    _count("rioting_by_stratum", "stratum", "rioting in the country", ""),
    Variable("site_state", "site", "1", "0 held, 1 lost, 2 retaken, 3 burnt", "site_state", np.int8),
    Variable("site_guard", "site", "persons", "officers who guard the site"),
    Variable("site_attackers", "site", "persons", "attackers in the hour", "site_attackers"),
)  # fmt: skip


def variables(scenario: Scenario) -> list[Variable]:
    """Those that the record of a scenario has."""
    return [v for v in VARIABLES if not v.part or getattr(scenario.spec, v.part)]
