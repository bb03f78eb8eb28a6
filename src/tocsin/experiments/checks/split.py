"""Split: how finely a gazetteer cuts a town changes nothing.

Every town is cut in four at the same spot; people, sites and services are the same people, sites and
services.  Visibility by head count, thresholds in heads and cut-offs by the size of a place fail here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.experiments.checks.finding import Finding, not_asked
from tocsin.experiments.checks.same import same
from tocsin.experiments.checks.trials import BASE, Bench
from tocsin.experiments.checks.worlds import LEAST_CUT, split

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

PARTS = 4
CUT = "towns cut in four"


def asks(scenario: Scenario) -> tuple[str, ...]:
    """The variants that it runs."""
    return (BASE, CUT) if split(scenario, PARTS)[1] else ()


def findings(bench: Bench) -> list[Finding]:
    """Harm, crowds and sites stay."""
    cut, towns = split(bench.scenario, PARTS)
    if not towns:
        return [not_asked("split towns", f"no town has {LEAST_CUT:,} people")]
    return same("split towns", bench.base(), bench.trials(CUT, lambda: cut))
