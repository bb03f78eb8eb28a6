"""Split: how finely a gazetteer cuts a town changes nothing.

Every town is cut in four at the same spot; people, sites and services are the same people, sites and
services.  Visibility by head count, thresholds in heads and cut-offs by the size of a place fail here.
"""

from __future__ import annotations

from tocsin.experiments.checks.finding import Finding
from tocsin.experiments.checks.same import same
from tocsin.experiments.checks.trials import Bench
from tocsin.experiments.checks.worlds import split

PARTS = 4


def findings(bench: Bench) -> list[Finding]:
    """Harm, crowds and sites stay."""
    cut, towns = split(bench.scenario, PARTS)
    if not towns:
        return []
    return same("split towns", bench.base(), bench.trials("towns cut in four", lambda: cut))
