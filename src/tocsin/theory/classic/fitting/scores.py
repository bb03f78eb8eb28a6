"""Log scores of forecasts of counts that the fit has not seen: one step and k steps ahead.

For each day that is held back the model is fitted anew to the days before it alone, asked for the
chance of that day's count and of the count k days on, beside the baselines.  A log score is the
natural logarithm of that chance, on average: nearer to 0 is better."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tocsin.theory.classic.counts import Counts
from tocsin.theory.classic.fitting import baselines
from tocsin.theory.classic.fitting.likelihood import draws, maximise

Array = NDArray[np.float64]
#: `RiotSIR` or `Hawkes`: alike in what they are asked, each with problems of its own.
Family: TypeAlias = Any
LEAST = 8  # days that a fit needs
MOST = 12  # days held back, the last ones, unless the user says until when
DRAWS = 200


@dataclass(frozen=True)
class Scores:
    """Mean log scores by model, one step and k steps ahead, over so many days."""

    one: dict[str, float]
    many: dict[str, float]
    step: int
    days: int
    days_many: int
    largest_seen: float
    never_seen: int  # held-back counts larger than any before them


def held_back(counts: Counts, until: int | None, horizon: int) -> range:
    """Days that are scored: those after `until`, up to the horizon; else the last fifth or so."""
    if until is not None:
        return range(until + 1, min(counts.days, until + 1 + horizon))
    n = min(MOST, max(3, counts.days // 5))
    return range(max(LEAST, counts.days - n), counts.days)


def score(
    families: list[Any], counts: Counts, days: range, step: int, rng: np.random.Generator
) -> Scores | None:
    """Scores over the days that are held back and known; None if there is none of them.

    families : models; each is fitted anew for every day
    """
    total = counts.total
    known = [t for t in days if not np.isnan(total[t])]
    names = [f.name for f in families] + list(baselines.NAMES)
    one: dict[str, list[float]] = {name: [] for name in names}
    many: dict[str, list[float]] = {name: [] for name in names}
    before: dict[str, Any] = {}
    beyond = 0
    for t in days:
        targets = [(k, t + k) for k in (0, step - 1) if t + k in known]
        if not targets:
            continue
        past = counts.head(t)
        beyond += int(t in known and total[t] > np.nanmax(total[:t]))
        for family in families:
            log_p, before[family.name] = _look(family, past, before.get(family.name), step, rng)
            for k, day in targets:
                (one if k == 0 else many)[family.name].append(log_p(k, total[day]))
                if step == 1:
                    many[family.name].append(log_p(k, total[day]))
        for k, day in targets:
            for name, value in baselines.log_scores(total[:t], k + 1, total[day]).items():
                (one if k == 0 else many)[name].append(value)
                if step == 1:
                    many[name].append(value)
    scored = len(one[names[0]])
    if not scored:
        return None
    return Scores(
        {n: float(np.mean(v)) for n, v in one.items()},
        {n: float(np.mean(v)) for n, v in many.items() if v},
        step, scored, len(many[names[0]]), float(np.nanmax(total[: days[0]])), beyond,
    )  # fmt: skip


def _look(
    family: Family, past: Counts, best: Array | None, step: int, rng: np.random.Generator
) -> tuple[Callable[[int, float], float], Array]:
    problem = family.problem(past)
    starts = family.starts(problem)
    if best is not None:
        low, high = problem.limits.T
        starts = [np.clip(best, low, high), starts[0]]
    best, _ = maximise(problem, starts)
    thetas = draws(problem, best, DRAWS, rng, family.log_prior(problem))
    return family.ahead(problem, thetas, step, rng)[1], best
