"""The order of the checks, and all of them on one scenario."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import TYPE_CHECKING

from tocsin.errors import InputError, did_you_mean
from tocsin.experiments.checks import dose, limits, moved, quiet, scope, small, split, step
from tocsin.experiments.checks.finding import Finding, Report
from tocsin.experiments.checks.trials import Bench

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

#: Name: module with `findings(bench)`, and `asks(scenario)` for the variants that they take.
CHECKS: dict[str, ModuleType] = {
    "quiet": quiet,
    "small": small,
    "moved": moved,
    "split": split,
    "step": step,
    "dose": dose,
    "limits": limits,
    "scope": scope,
}
RUNS = 20


def check(
    scenario: Scenario,
    runs: int = RUNS,
    seed: int = 1,
    *,
    only: Iterable[str] = (),
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    told: Callable[[Finding], None] | None = None,
) -> Report:
    """Ask a scenario all questions, or `only` some of them.

    runs : of every variant; medians of fewer than some twenty are noisy, and the tolerance wider
    progress : called after each run with the runs done and those in all
    told : called with each finding as it is made

    Raises InputError for a check that there is not.
    """
    names = list(only) or list(CHECKS)
    for name in names:
        if name not in CHECKS:
            raise InputError(f"there is no check {name!r}{did_you_mean(name, CHECKS)}")
    # two checks of one variant share its runs
    total = runs * len({variant for name in names for variant in CHECKS[name].asks(scenario)})
    done = itertools.count(1)
    tick = (lambda: progress(next(done), total)) if progress is not None else None
    bench = Bench(scenario, runs, seed, workers=workers, tick=tick)
    found: list[Finding] = []
    for name in names:
        for finding in CHECKS[name].findings(bench):
            found.append(finding)
            if told is not None:
                told(finding)
    return Report(scenario.name, runs, seed, tuple(found))
