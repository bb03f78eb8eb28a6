"""Scope: which parameters were fitted or set to another case.  Told, and never a failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.experiments.checks.finding import Finding
from tocsin.experiments.checks.trials import Bench
from tocsin.scenario.carried import carried_over

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

SHOWN = 8


def asks(scenario: Scenario) -> tuple[str, ...]:
    """The variants that it runs: none."""
    return ()


def findings(bench: Bench) -> list[Finding]:
    """How many parameters carry a fit to another case into this one."""
    carried = carried_over(bench.scenario)
    names = ", ".join(carried[:SHOWN]) + (
        f" and {len(carried) - SHOWN} more" if carried[SHOWN:] else ""
    )
    return [
        Finding(
            "scope of parameters", True, float(len(carried)),
            "told: parameters fitted or set to another case hold here by assumption",
            names,
        )
    ]  # fmt: skip
