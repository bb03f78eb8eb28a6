"""Dose: a larger shock is no smaller crisis, and ten times the police change something."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tocsin.experiments.checks.finding import Finding
from tocsin.experiments.checks.same import WIDTH
from tocsin.experiments.checks.trials import BASE, Bench, Trials
from tocsin.experiments.checks.worlds import dosed, policed

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

DOSES = (0.5, 1.0, 2.0)
POLICE = 10.0
LEAST_EFFECT = 0.05
MANY = "ten times the police"


def asks(scenario: Scenario) -> tuple[str, ...]:
    """The variants that it runs."""
    return (*(_name(times) for times in DOSES), MANY)


def findings(bench: Bench) -> list[Finding]:
    """Crowds do not shrink as the shock grows; a flood of police is felt."""
    by_dose = [_dosed(bench, times) for times in DOSES]
    found = []
    for outcome in ("peak_active", "dead"):
        medians = [t.median(outcome) for t in by_dose]
        falls = [was - now - _noise(a, b, outcome) for (was, now), (a, b)
                 in zip(pairwise(medians), pairwise(by_dose), strict=True)]  # fmt: skip
        found.append(
            Finding(
                f"dose of the shock: {outcome}", max(falls) <= 0,
                " ".join(f"{m:,.0f}" for m in medians),
                f"no fall from one to the next of {', '.join(f'{x:g}' for x in DOSES)} x the shock",
            )
        )  # fmt: skip
    base = bench.base()
    many = bench.trials(MANY, lambda: policed(bench.scenario, POLICE))
    effects = {
        o: _effect(base, many, o) for o in ("peak_active", "dead", "sites_captured", "detained")
    }
    most = max(effects, key=lambda o: effects[o])
    found.append(
        Finding(
            "dose of the police", effects[most] >= LEAST_EFFECT, round(effects[most], 3),
            f"ten times the police change some median by {LEAST_EFFECT:.0%} or more, beyond noise",
            f"most: {most}, {base.median(most):,.0f} to {many.median(most):,.0f}",
        )
    )  # fmt: skip
    return found


def _dosed(bench: Bench, times: float) -> Trials:
    if times == 1:
        return bench.base()
    return bench.trials(_name(times), lambda: dosed(bench.scenario, times))


def _name(times: float) -> str:
    return BASE if times == 1 else f"{times:g} x the shock"


def _noise(a: Trials, b: Trials, outcome: str) -> float:
    return float(WIDTH * (a.noise(outcome) ** 2 + b.noise(outcome) ** 2) ** 0.5)


def _effect(a: Trials, b: Trials, outcome: str) -> float:
    """Relative change of the median, 0 if it is within the noise of runs that share their chance."""
    change = abs(b.median(outcome) - a.median(outcome))
    if change <= WIDTH * a.paired_noise(b, outcome):
        return 0.0
    return change / max(abs(a.median(outcome)), 1.0)
