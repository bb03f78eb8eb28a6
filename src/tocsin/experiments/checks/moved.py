"""Moved: with the shock in another region the crisis begins there.

A town that is first wherever the shock is was put first by a parameter, not by the cause.
"""

from __future__ import annotations

from collections import Counter
from functools import partial

from tocsin.experiments.checks.finding import Finding
from tocsin.experiments.checks.trials import Bench
from tocsin.experiments.checks.worlds import elsewhere, struck

REGIONS = 2  # how many other regions are struck in turn
OFTEN = 0.8


def findings(bench: Bench) -> list[Finding]:
    """The first place with a crowd lies in the region that was struck, in most runs that have one."""
    scenario = bench.scenario
    if not scenario.spec.shock.regions:
        return []
    found = []
    for region in elsewhere(scenario, REGIONS):
        moved = bench.trials(f"shock in {region}", partial(struck, scenario, region))
        where = {p.name: p.region for p in scenario.spec.places if p.region == region}
        first = [t.outcomes["first_active_place"] for t in moved.trials]
        seen = [name for name in first if name is not None]
        share = sum(_plain(str(name)) in where for name in seen) / len(seen) if seen else 0.0
        leaders = ", ".join(f"{name} {n}" for name, n in Counter(seen).most_common(3))
        found.append(
            Finding(
                f"moved shock: {region}", share >= OFTEN, round(share, 3),
                f"the first crowd lies there in at least {OFTEN:.0%} of runs",
                f"first: {leaders}" if seen else "no crowd formed in any run",
            )
        )  # fmt: skip
    return found


def _plain(name: str) -> str:
    """The name of a place without what tells it from others of that name."""
    return name.split(", part ")[0]
