"""Quiet: without the shock nobody dies, hardly anybody is out, and nobody gives a grave order.

A model whose crisis comes by itself, or whose orders kill where nothing happens, says nothing about
what the shock did.
"""

from __future__ import annotations

from tocsin.experiments.checks.finding import Finding
from tocsin.experiments.checks.trials import Bench
from tocsin.experiments.checks.worlds import without_shock

#: Share of the people out at once in an undisturbed country.  The median largest event of a quiet
#: year is 0.00017 of a nation (Mass Mobilization, 2,956 country-years); a few persons are nothing.
MOST, FEW = 2e-4, 20.0
RARELY = 0.1  # share of runs in which an act may happen all the same


def findings(bench: Bench) -> list[Finding]:
    """No dead, no crowd, no order without the shock."""
    quiet = bench.trials("without the shock", lambda: without_shock(bench.scenario))
    people = bench.scenario.persons
    most = max(MOST * people, FEW)
    deadly = quiet.share(lambda t: t.outcomes["dead"] > 0)
    crowd = quiet.median("peak_active")
    grave = quiet.share(lambda t: bool(t.acted))
    kinds = sorted({kind for t in quiet.trials for kind in t.acted})
    return [
        Finding("quiet: dead", deadly <= RARELY, deadly,
                f"deaths in at most {RARELY:.0%} of runs without the shock"),
        Finding("quiet: crowd", crowd <= most, crowd,
                f"at most {most:,.0f} persons out at once without the shock"),
        Finding("quiet: orders", grave <= RARELY, grave,
                f"grave orders in at most {RARELY:.0%} of runs without the shock",
                f"given: {', '.join(kinds)}" if kinds else ""),
    ]  # fmt: skip
