"""Whether two variants have the same outcome: their medians within a tolerance, or within the noise.

In small worlds a median over some twenty runs is noisy; the tolerance is the larger of a share of the
first median and `WIDTH` standard errors of the difference.
"""

from __future__ import annotations

from tocsin.experiments.checks.finding import Finding
from tocsin.experiments.checks.trials import Trials
from tocsin.plural import counted

TOLERANCE = 0.15
WIDTH = 2.0
#: What has to stay: harm, crowds and sites.
OUTCOMES = ("dead", "peak_active", "sites_captured")


def same(name: str, base: Trials, other: Trials, tolerance: float = TOLERANCE) -> list[Finding]:
    """A finding for each of `OUTCOMES`: the median of the other beside that of the base."""
    found = []
    for outcome in OUTCOMES:
        was, now = base.median(outcome), other.median(outcome)
        noise = WIDTH * (base.noise(outcome) ** 2 + other.noise(outcome) ** 2) ** 0.5
        room = max(tolerance * abs(was), noise, 1.0)
        found.append(
            Finding(
                f"{name}: {outcome}",
                abs(now - was) <= room,
                round(now, 3),
                f"{was:,.4g} give or take {room:,.3g}",
                f"medians of {counted(len(base.trials), 'run')}; "
                f"{tolerance:.0%} or {WIDTH:g} standard errors",
            )
        )
    return found
