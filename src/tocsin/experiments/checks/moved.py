"""Moved: with the shock in another region the crisis begins there.

A town that is first wherever the shock is was put first by a parameter, not by the cause.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from tocsin.experiments.checks.finding import Finding, not_asked
from tocsin.experiments.checks.trials import BASE, Bench
from tocsin.experiments.checks.worlds import elsewhere, struck

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

REGIONS = 2  # how many other regions are struck in turn
OFTEN = 0.8


def asks(scenario: Scenario) -> tuple[str, ...]:
    """The variants that it runs."""
    regions = _regions(scenario)
    return (BASE, *(_in(region) for region in regions)) if regions else ()


def findings(bench: Bench) -> list[Finding]:
    """The first place with a crowd lies in the region that was struck, in most runs that have one."""
    scenario = bench.scenario
    regions = _regions(scenario)
    if not regions:
        return [not_asked("moved shock", "the shock is in every region, or in none")]
    if all(t.first is None for t in bench.base().trials):
        return [not_asked("moved shock", "no crowd forms where the shock is")]
    found = []
    for region in regions:
        moved = bench.trials(_in(region), partial(struck, scenario, region))
        seen = [t.first for t in moved.trials if t.first is not None]
        share = sum(r == region for _, r in seen) / len(seen) if seen else 0.0
        leaders = Counter(name if r == region else f"{name} ({r})" for name, r in seen)
        told = ", ".join(f"{name} {n}" for name, n in leaders.most_common(3))
        found.append(
            Finding(
                f"moved shock: {region}", share >= OFTEN, round(share, 3),
                f"the first crowd lies there in at least {OFTEN:.0%} of runs that have one",
                f"first: {told}" if seen else "no crowd formed in any run",
            )
        )  # fmt: skip
    return found


def _regions(scenario: Scenario) -> list[str]:
    return elsewhere(scenario, REGIONS) if scenario.spec.shock.regions else []


def _in(region: str) -> str:
    return f"shock in {region}"
