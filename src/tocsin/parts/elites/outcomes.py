"""Outcomes of the elites: did the leader survive, was a coup tried, who stayed loyal, who left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.outcome import outcome
from tocsin.parts.elites.elites import DEAL, REPLACED, RESIGNED

if TYPE_CHECKING:
    from tocsin.record.outcomes.run import Run


@outcome(
    "share of runs", "whether the leader is in office at the end",
    part="elites", group="politics", shown="leader in office at the end", column="leader in office",
    sweep="never",
)  # fmt: skip
def incumbent_survives(run: Run) -> float:
    """In office, by a deal too."""
    return float(run.arrays["incumbent"][-1] not in (REPLACED, RESIGNED))


@outcome(
    "share of runs", "whether the leader has come to terms with rivals",
    part="elites", group="politics", under="incumbent_survives", shown="by a deal", sweep="never",
)  # fmt: skip
def incumbent_deal(run: Run) -> float:
    """At the end."""
    return float(run.arrays["incumbent"][-1] == DEAL)


@outcome(
    "share of runs", "whether a coup was tried; coefficients have priors only",
    part="elites", group="politics", under="incumbent_survives", shown="a coup tried",
)  # fmt: skip
def coup_attempted(run: Run) -> float:
    """At any time."""
    return float(run.last("coup_attempts") > 0)


@outcome(
    "share of runs", "whether the leader was replaced",
    part="elites", group="politics", under="incumbent_survives", sweep="never",
)  # fmt: skip
def coup_succeeded(run: Run) -> float:
    """By a coup."""
    return float(run.arrays["incumbent"][-1] == REPLACED)


@outcome(
    "share of runs", "chance of a first attempt, from the hazard; priors only",
    part="elites", group="politics", column="risk of a coup", sweep="more",
)  # fmt: skip
def coup_risk(run: Run) -> float:
    """1 less the chance that no hour of the run brings one."""
    return float(1 - np.exp(-run.arrays["coup_hazard"].astype(float).sum()))


@outcome(
    "probability", "lowest chance that the leader's position stands",
    part="elites", group="politics", under="incumbent_survives",
    shown="lowest hold on the elites", column="lowest hold", sweep="more",
)  # fmt: skip
def hold_least(run: Run) -> float:
    """Of all hours."""
    return float(run.arrays["hold"].min())


@outcome(
    "share", "lowest loyalty of each service",
    part="elites", keys="service", elsewhere=True, compared=True,
)  # fmt: skip
def loyalty_least(run: Run) -> dict[str, Any]:
    """Of the country's own services, of all hours."""
    services, least = run.world.services, run.arrays["loyalty"].min(0)
    own = zip(services.names, least, services.foreign, strict=True)
    return {name: float(x) for name, x, foreign in own if not foreign}


@outcome(
    "share", "lowest loyalty of a service in a place with sites, or with a record",
    part="elites", keys="service and place", elsewhere=True, shown="lowest loyalty, {}",
)  # fmt: skip
def loyalty_at(run: Run) -> dict[str, Any]:
    """Of the country's own services, of all hours in which it had officers there."""
    services, names, least = run.world.services, run.world.places.names, run.last("loyalty_lowest")
    asked = set(run.recorded("loyalty_at"))
    there = set(run.world.sites.place.tolist())
    out: dict[str, Any] = {}
    for q, place in enumerate(names):
        for i, service in enumerate(services.names):
            key = f"{service} {place}"
            if not services.foreign[i] and (q in there or key in asked):
                out[key] = min(out.get(key, 1.0), float(least[i, q]))
    return out


@outcome(
    "times", "times that the officers of a service stood aside in a place",
    part="elites", group="politics", shown="times that officers stood aside", sweep="more",
)  # fmt: skip
def stood_aside(run: Run) -> float:
    """Services times places, each counted once."""
    return float(np.isfinite(run.last("aside_at")).sum())


@outcome(
    "times", "times that the officers of a service went over to the crowd in a place",
    part="elites", group="politics", under="stood_aside", sweep="more",
)  # fmt: skip
def went_over(run: Run) -> float:
    """Services times places, each counted once."""
    return float(np.isfinite(run.last("over_at")).sum())


@outcome(
    "share of runs", "whether a purge failed",
    part="elites", group="politics", under="incumbent_survives",
)  # fmt: skip
def purge_failed(run: Run) -> float:
    """A dismissal or an arrest that the target outlasted."""
    return float(np.isfinite(run.last("failed_at")).any())


@outcome(
    "times", "times that guards left a site by themselves",
    part="elites", group="politics", shown="times that guards left a site", sweep="more",
)  # fmt: skip
def guards_left(run: Run) -> float:
    """Of all sites."""
    return float(run.last("desertions").sum())
