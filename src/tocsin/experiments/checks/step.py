"""Step: half an hour gives the same law as an hour."""

from __future__ import annotations

from tocsin.experiments.checks.finding import Finding
from tocsin.experiments.checks.same import same
from tocsin.experiments.checks.trials import Bench
from tocsin.experiments.checks.worlds import stepped

MINUTES = 30


def findings(bench: Bench) -> list[Finding]:
    """Harm, crowds and sites stay."""
    half = bench.trials("half the step", lambda: stepped(bench.scenario, MINUTES))
    return same("half step", bench.base(), half)
