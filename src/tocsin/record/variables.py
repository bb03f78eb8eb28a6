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
    Variable("street", "", "1", "pressure of the street on the palace", "street", part="elites"),
    Variable("tension", "", "1", "tension among the elites", "tension", part="elites"),
    Variable("hold", "", "1", "chance that the leader's position stands", "hold", part="elites"),
    Variable("coup_hazard", "", "1/h", "hazard of a coup", "coup_hazard", part="elites"),
    Variable("incumbent", "", "1", "0 in office, 1 deal, 2 replaced", "incumbent", np.int8, "elites"),
    Variable("loyalty", "service", "1", "how far a service obeys", "loyalty", part="elites"),
    Variable("position", "actor", "1", "what each actor says it wants", "position", part="elites"),
    Variable("capability", "actor", "1", "weight of each actor", "capability", part="elites"),
    Variable("in_office", "actor", "1", "1 in office", "in_office", np.int8, "elites"),
    Variable("deserted", "site", "1", "1 where the guards have left", "deserted", np.int8, "elites"),
    Variable("influence", "power", "1", "influence on the elites", "influence", part="powers"),
    *(
        Variable(name, axis, unit, about, name, kind, "alliance")
        for name, axis, unit, about, kind in (
            ("contingent", "member", "persons", "allied troops in the country", np.float32),
            ("alarm", "member", "1", "alarm in the member's own politics", np.float32),
            ("vote", "member", "1", "0 not asked, 1 for, 2 abstains, 3 objects", np.int8),
            ("guarantee", "", "1", "how far the alliance stands behind the incumbent", np.float32),
            ("resentment", "", "1", "legitimacy lost to foreign troops", np.float32),
            ("airlift", "", "1", "share of the airlift that can land", np.float32),
            ("approved", "", "1", "1 if it was decided to send troops", np.int8),
            ("asked", "", "1", "how often the alliance was asked", np.int8),
            ("asked_by", "", "1", "lever that asked last; -1: none", np.int16),
            ("decisions", "", "1", "how often it has decided", np.int8),
            ("reviews", "", "1", "how often the mandate was reviewed", np.int8),
            ("stay_vote", "member", "1", "last review: 1 to stay, 2 abstains, 3 to go", np.int8),
        )
    ),
)  # fmt: skip


def variables(scenario: Scenario) -> list[Variable]:
    """Those that the record of a scenario has."""
    return [v for v in VARIABLES if not v.part or getattr(scenario.spec, v.part)]
