"""Outcomes of allied troops: asked for, granted, who voted how and why, who came and when they left.

The first four are there without the section too: a lever may bring allied troops by itself.

alliance_decision_hours   from the request that was decided last to that decision
alliance_arrival_hours    from the start to the first troops
alliance_complete_hours   from the start to the last arrival, if all that was pledged has come
alliance_leave_hours      from the start to the hour in which the first troops go home
alliance_contribution     most troops of a member in the country at once
alliance_sites            buildings and works whose guard they had taken over: of each named site as
                          many objects as the share of its guards that could be relieved
alliance_reasons          terms of a member's utility at the last decision, log-odds
guarded_lost              objects lost while allied troops stood there
alliance_protests         most persons out in a member's own streets, by alarm
alliance_alarm            highest alarm in a member's own politics
alliance_stay             whether a member was for staying, at the last session on mandate and exit
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.outcome import outcome
from tocsin.parts.alliance.consultation import FOR, OBJECTS, TERMS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from tocsin.record.outcomes.run import Run


@outcome(
    "share of runs", "whether allied troops were asked for",
    group="allies", shown="allied troops asked for",
)  # fmt: skip
def alliance_requested(run: Run) -> float:
    """By a lever that brings them, or by a request to the alliance."""
    imposed = np.array([act.lever.kind == "alliance" for act in run.plan.acts], bool)
    acted = (run.last("lever_time") < run.scenario.hours).any(1)
    asked = bool((acted & imposed).any())
    if run.plan.politics.alliance is not None:
        asked = asked or bool(run.arrays["asked"][-1] > 0)
    return float(asked)


@outcome(
    "share of runs", "whether troops were granted, where they were asked for",
    part="alliance", group="allies", under="alliance_requested", shown="granted",
)  # fmt: skip
def alliance_approved(run: Run) -> float | None:
    """None where no request was decided, or the last is pending."""
    decided, asked = run.arrays["decisions"][-1], run.arrays["asked"][-1]
    return float(run.last("approved")) if decided and not decided < asked else None


@outcome(
    "h", "hours from the request to the decision",
    part="alliance", group="allies", under="alliance_requested",
)  # fmt: skip
def alliance_decision_hours(run: Run) -> float | None:
    """Of the request that was decided last."""
    at, request = run.last("decided_at"), run.last("request_at")
    known = run.arrays["decisions"][-1] and np.isfinite(at) and at >= request
    return float(at - request) if known else None


@outcome(
    "h", "hours to the first allied troops",
    group="allies", under="alliance_requested", shown="first of them", dated=True,
)  # fmt: skip
def alliance_arrival_hours(run: Run) -> float | None:
    """From the start."""
    came = np.flatnonzero(run.arrays["allied_troops"] > 0)
    return float(came[0]) if len(came) else None


@outcome(
    "h", "hours to the last arrival, where all pledged have come",
    part="alliance", group="allies", under="alliance_requested", dated=True,
)  # fmt: skip
def alliance_complete_hours(run: Run) -> float | None:
    """From the start."""
    came = np.diff(run.arrays["allied_troops"].astype(float), prepend=0.0)
    pledged = float(run.last("pledged").sum())
    complete = pledged > 0 and came.sum() >= pledged - 0.5
    return float(np.flatnonzero(came > 0)[-1]) if complete else None


@outcome(
    "h", "hours until allied troops begin to leave",
    part="alliance", group="allies", under="alliance_requested", dated=True,
)  # fmt: skip
def alliance_leave_hours(run: Run) -> float | None:
    """From the start; who is lost before the notice has run out has not gone home."""
    alliance = run.plan.politics.alliance
    assert alliance is not None
    total = run.arrays["contingent"].astype(float).sum(1)
    going = np.diff(total, prepend=0.0) < -1e-3
    announced = np.arange(len(total)) >= run.last("exit_at") + alliance.section.withdrawal.notice
    at = np.flatnonzero(going & announced)
    return float(at[0]) if len(at) else None


@outcome(
    "persons", "allied troops that came",
    group="allies", under="alliance_requested", shown="that came",
)  # fmt: skip
def alliance_troops(run: Run) -> int:
    """Arrived by the end, in all."""
    return round(float(run.arrays["allied_troops"][-1]))


@outcome(
    "persons", "most troops of each member in the country",
    part="alliance", keys="member", under="alliance_requested", elsewhere=True, shown="{}",
)  # fmt: skip
def alliance_contribution(run: Run) -> dict[str, Any]:
    """At once."""
    troops = run.arrays["contingent"].astype(float)
    return _by_member(run, (round(float(x)) for x in troops.max(0)))


@outcome(
    "persons", "domestic officers that they set free",
    group="allies", under="alliance_requested", shown="officers set free by them",
)  # fmt: skip
def forces_freed(run: Run) -> int:
    """By the end, in all."""
    return round(float(run.arrays["freed"][-1]))


@outcome(
    "objects", "buildings and works whose guard allied troops took over",
    part="alliance", group="allies", under="alliance_requested",
)  # fmt: skip
def alliance_sites(run: Run) -> int:
    """Of each site as many objects as the share of its guards that could be relieved."""
    spec, sites = run.scenario.spec.sites, run.world.sites
    own = sites.guards[~run.world.services.foreign].sum(0)
    rho = run.parameters.only(("al_rho",)).al_rho
    most = run.last("allied_most")
    share = np.where(own > 0, np.minimum(1.0, rho * most / np.maximum(own, 1e-9)), most > 0)
    return round(sum(site.objects * float(x) for site, x in zip(spec, share, strict=True)))


@outcome(
    "share of runs", "whether each member was for it, where it was decided",
    part="alliance", keys="member", elsewhere=True,
)  # fmt: skip
def alliance_vote(run: Run) -> dict[str, Any]:
    """At the last decision."""
    return _voted(run, FOR)


@outcome(
    "share of runs", "whether each member objected", part="alliance", keys="member", elsewhere=True
)  # fmt: skip
def alliance_objected(run: Run) -> dict[str, Any]:
    """At the last decision."""
    return _voted(run, OBJECTS)


@outcome(
    "share of runs", "whether each member was for staying, where a session voted on mandate and exit",
    part="alliance", keys="member", elsewhere=True,
)  # fmt: skip
def alliance_stay(run: Run) -> dict[str, Any]:
    """At the last session."""
    voted = run.arrays["reviews"][-1] > 0
    last = run.arrays["stay_vote"][-1]
    return _by_member(run, (float(v == FOR) if voted else None for v in last))


@outcome(
    "log-odds", "what each member's vote was made of",
    part="alliance", keys="member and term", elsewhere=True,
)  # fmt: skip
def alliance_reasons(run: Run) -> dict[str, Any]:
    """Keys such as 'Armenia: treaty'; at the last decision."""
    decided = bool(run.arrays["decisions"][-1])
    return {
        f"{name}: {term}": float(x) if decided else None
        for name, row in zip(_members(run), run.last("reasons"), strict=True)
        for term, x in zip(TERMS, row, strict=True)
    }


@outcome(
    "1", "highest alarm in each member's own politics",
    part="alliance", keys="member", elsewhere=True,
)  # fmt: skip
def alliance_alarm(run: Run) -> dict[str, Any]:
    """Of all hours."""
    return _by_member(run, map(float, run.arrays["alarm"].max(0)))


@outcome(
    "persons", "most persons out in each member's own streets",
    part="alliance", keys="member", elsewhere=True,
)  # fmt: skip
def alliance_protests(run: Run) -> dict[str, Any]:
    """By alarm; none where the scenario does not say how many live there."""
    return _by_member(run, map(float, run.arrays["protests"].max(0)))


@outcome(
    "objects", "objects lost while allied troops guarded them",
    part="alliance", group="allies", under="alliance_requested",
)  # fmt: skip
def guarded_lost(run: Run) -> float:
    """By the end, in all."""
    return float(run.arrays["guarded_lost"][-1])


def _members(run: Run) -> list[str]:
    assert run.plan.politics.alliance is not None
    return run.plan.politics.alliance.names


def _by_member(run: Run, values: Iterable[Any]) -> dict[str, Any]:
    return dict(zip(_members(run), values, strict=True))


def _voted(run: Run, kind: int) -> dict[str, Any]:
    decided = run.arrays["decisions"][-1]
    vote: NDArray[Any] = run.last("vote")
    return _by_member(run, (float(v == kind) if decided else None for v in vote))
