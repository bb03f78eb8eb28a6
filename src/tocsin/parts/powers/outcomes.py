"""Outcomes of powers: shares of influence over the elites before and after, and what was won."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.declare.outcome import outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.record.outcomes.run import Run


def _by_power(run: Run, values: Iterable[float]) -> dict[str, float]:
    powers = run.plan.politics.powers
    assert powers is not None
    return {name: float(x) for name, x in zip(powers.names, values, strict=True)}


@outcome(
    "share", "influence of each power over the elites at the start",
    part="powers", keys="power", elsewhere=True,
)  # fmt: skip
def influence_before(run: Run) -> dict[str, float]:
    """Before the first hour."""
    return _by_power(run, run.last("influence_before"))


@outcome(
    "share", "what each power won by leanings alone, whoever lost office",
    part="powers", keys="power", elsewhere=True,
)  # fmt: skip
def influence_won(run: Run) -> dict[str, float]:
    """Leanings as they moved, weighed as at the end; the street is no elite."""
    elites = run.plan.politics.elites
    assert elites is not None
    weight = run.last("weight").copy()
    if elites.street is not None:
        weight[elites.street] = 0
    moved = run.last("lean") - run.last("lean_before")
    return _by_power(run, (weight[:, None] * moved).sum(0) / max(weight.sum(), 1e-9))


@outcome(
    "share", "influence of each power over the elites at the end",
    part="powers", keys="power", elsewhere=True, shown="influence, {}", all_keys=True,
)  # fmt: skip
def influence_after(run: Run) -> dict[str, float]:
    """At the end of the last hour."""
    return _by_power(run, run.arrays["influence"][-1])
