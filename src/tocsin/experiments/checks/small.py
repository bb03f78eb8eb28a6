"""Small crises are crises too: a tenth of the shock brings no order to fire, no request, no purge.

An order needs an occasion: something that happens, not a date and not the fact that there is a shock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.experiments.checks.finding import Finding
from tocsin.experiments.checks.quiet import RARELY
from tocsin.experiments.checks.trials import Bench
from tocsin.experiments.checks.worlds import dosed

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

TENTH = 0.1
SMALL = "a tenth of the shock"


def asks(scenario: Scenario) -> tuple[str, ...]:
    """The variants that it runs."""
    return (SMALL,)


def findings(bench: Bench) -> list[Finding]:
    """No grave order in nine runs of ten."""
    small = bench.trials(SMALL, lambda: dosed(bench.scenario, TENTH))
    grave = small.share(lambda t: bool(t.acted))
    kinds = sorted({kind for t in small.trials for kind in t.acted})
    return [
        Finding(
            "small shock: orders", grave <= RARELY, grave,
            f"grave orders in at most {RARELY:.0%} of runs with a tenth of the shock",
            f"given: {', '.join(kinds)}; a lever with a time takes `provided:`" if kinds else "",
        )
    ]  # fmt: skip
