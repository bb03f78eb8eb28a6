"""Quiet: without the shock nobody dies, hardly anybody is out, and nobody gives a grave order.

A model whose crisis comes by itself, or whose orders kill where nothing happens, says nothing about
what the shock did.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.experiments.checks.finding import Finding
from tocsin.experiments.checks.trials import Bench
from tocsin.experiments.checks.worlds import without_shock

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

#: Share of the people out at once in an undisturbed country.  The median largest event of a quiet
#: year is 0.00017 of a nation (Mass Mobilization, 2,956 country-years); a few persons are nothing.
MOST, FEW = 2e-4, 20.0
RARELY = 0.1  # share of runs in which an act may happen all the same
STILL = 0.005  # by which a power's share of influence may move
WITHOUT = "without the shock"


def asks(scenario: Scenario) -> tuple[str, ...]:
    """The variants that it runs."""
    return (WITHOUT,)


def findings(bench: Bench) -> list[Finding]:
    """No dead, no crowd, no order without the shock."""
    quiet = bench.trials(WITHOUT, lambda: without_shock(bench.scenario))
    people = bench.scenario.persons
    most = max(MOST * people, FEW)
    deadly = quiet.share(lambda t: t.outcomes["dead"] > 0)
    crowd = quiet.median("peak_active")
    grave = quiet.share(lambda t: bool(t.acted))
    kinds = sorted({kind for t in quiet.trials for kind in t.acted})
    found = [
        Finding("quiet: dead", deadly <= RARELY, deadly,
                f"deaths in at most {RARELY:.0%} of runs without the shock"),
        Finding("quiet: crowd", crowd <= most, crowd,
                f"at most {most:,.0f} persons out at once without the shock"),
        Finding("quiet: orders", grave <= RARELY, grave,
                f"grave orders in at most {RARELY:.0%} of runs without the shock",
                f"given: {', '.join(kinds)}; a lever with a time takes `provided:`" if kinds else ""),
    ]  # fmt: skip
    outcomes = quiet.trials[0].outcomes
    if outcomes.get("claim_true"):
        claimed = quiet.share(
            lambda t: any(x is not None for x in t.outcomes["claim_true"].values())
        )
        found.append(
            Finding("quiet: claims", claimed <= RARELY, claimed,
                    f"something claimed in at most {RARELY:.0%} of runs without the shock")
        )  # fmt: skip
    if outcomes.get("influence_after"):
        moved = float(np.median([_moved(t.outcomes) for t in quiet.trials]))
        found.append(
            Finding("quiet: influence", moved <= STILL, round(moved, 4),
                    f"shares of influence move by at most {STILL:g} without the shock")
        )  # fmt: skip
    return found


def _moved(outcomes: dict[str, Any]) -> float:
    """The largest change of a power's share of influence."""
    before, after = outcomes["influence_before"], outcomes["influence_after"]
    return float(max(abs(after[power] - before[power]) for power in before))
