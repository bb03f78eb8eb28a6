"""Limits: shares and ratios within what has been recorded of any country.

A scenario in which a third of the people are out at once, or most of the dead are officers, has
parameters that do not belong to it, however good its plot looks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.experiments.checks.finding import Finding, not_asked
from tocsin.experiments.checks.trials import BASE, Bench

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

#: Largest event of a country-year over national population: 99 in 100 lie below 0.035 (Mass
#: Mobilization, 2,956 country-years); an ensemble's median should be no record of the world.
MOST_OUT = 0.035
#: Dead per 1,000 arrested: Ecuador 2019 6, Kazakhstan 2022 24, Iran 2019 43 by the best figures and
#: 214 with the highest estimate of the dead (1,500 of 7,000 arrested).
MOST_DEAD_PER_1000_ARRESTED = 214.0
#: Officers among the dead: 0 of 8 (Ecuador), 19 of 238 (Kazakhstan), at most 45 of 304 (Iran); half
#: is wide of all three, by judgement.
MOST_OFFICERS = 0.5
FEW = 10.0  # below so many dead a ratio says nothing


def asks(scenario: Scenario) -> tuple[str, ...]:
    """The variants that it runs."""
    return (BASE,)


def findings(bench: Bench) -> list[Finding]:
    """The peak, the dead per arrest, the officers among the dead."""
    base = bench.base()
    peak = base.median("peak_active") / bench.scenario.persons
    dead, arrested, officers = (base.median(x) for x in ("dead", "detained", "dead_forces"))
    found = [
        Finding("limits: share of the people out at the peak", peak <= MOST_OUT, round(peak, 6),
                f"at most {MOST_OUT}, as 99 in 100 country-years")
    ]  # fmt: skip
    if dead < FEW:
        found.append(not_asked("limits: ratios of the dead", f"fewer than {FEW:g} die"))
    else:
        ratio = 1000 * dead / arrested if arrested else float("inf")
        found.append(
            Finding("limits: dead per 1,000 arrested", ratio <= MOST_DEAD_PER_1000_ARRESTED,
                    round(ratio, 1) if arrested else "none arrested",
                    f"at most {MOST_DEAD_PER_1000_ARRESTED:g} (an estimate); recorded 6, 24, 43")
        )  # fmt: skip
        share = officers / dead
        found.append(
            Finding("limits: officers among the dead", share <= MOST_OFFICERS, round(share, 3),
                    f"at most {MOST_OFFICERS:g}; recorded 0, 0.08, 0.15")
        )  # fmt: skip
    return found
