"""Step: half an hour gives the same law as an hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.experiments.checks.finding import Finding
from tocsin.experiments.checks.same import same
from tocsin.experiments.checks.trials import BASE, Bench
from tocsin.experiments.checks.worlds import stepped

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

MINUTES = 30
HALF = "half the step"


def asks(scenario: Scenario) -> tuple[str, ...]:
    """The variants that it runs."""
    return (BASE, HALF)


def findings(bench: Bench) -> list[Finding]:
    """Harm, crowds and sites stay."""
    half = bench.trials(HALF, lambda: stepped(bench.scenario, MINUTES))
    return same("half step", bench.base(), half)
