"""The summary: statistics over runs beside the recorded figures, as `summary.json` has them.

Of numbers the median with the 5 and 95 % quantiles; of fewer than `FEW` runs with the least and the
most instead, since no interval can be claimed of so few.  Of what is the case or not, and of names, the
share of runs.  `n` counts the runs that have the outcome, where not all have it; `never` those that did
not come to it at all.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.outcome import OUTCOMES, Outcome, Value
from tocsin.results.channels import channels
from tocsin.results.ledger import ledger

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.scenario import Scenario

#: Runs, or pairs of runs, of which there must be as many before an interval is claimed.
FEW = 20


def summarise(
    scenario: Scenario,
    runs: list[dict[str, Value]],
    *,
    seed: int,
    engine: str,
    parameters: str,
    timing: dict[str, float],
    failed: int = 0,
) -> dict[str, Any]:
    """The contents of `summary.json` from the outcomes of each run.

    failed : how many more runs there were, which left no outcomes
    """
    spec = scenario.spec
    return {
        "scenario": scenario.name,
        "title": spec.title,
        "edits": list(scenario.edits),
        "seed": seed,
        "runs": len(runs) + failed,
        "failed": failed,
        "engine": engine,
        "parameters": parameters,
        "persons": scenario.persons,
        "places": len(spec.places),
        "hours": scenario.hours,
        "outcomes": statistics_of(scenario, runs),
        "ledger": ledger(scenario),
        "channels": channels(spec),
        "timing": timing,
    }


def statistics_of(scenario: Scenario, runs: list[dict[str, Value]]) -> dict[str, Any]:
    """Statistics of each outcome over runs, with the figures recorded."""
    return {name: _outcome(scenario, name, runs) for name in runs[0]}


def _outcome(scenario: Scenario, name: str, runs: list[dict[str, Value]]) -> dict[str, Any]:
    declared = OUTCOMES[name]
    values: list[Any] = [run[name] for run in runs]
    if declared.keys:
        keys = list(dict.fromkeys(k for v in values for k in v))
        return {
            key: _statistics(declared, [v.get(key) for v in values])
            | _references(scenario, f"{name}.{key}")
            for key in keys
        }
    out = _statistics(declared, values)
    if declared.absent is not None and None in values:
        out["never"] = sum(
            v is None and declared.absent(run) for v, run in zip(values, runs, strict=True)
        )
    return out | _references(scenario, name)


def _statistics(declared: Outcome, values: list[Any]) -> dict[str, Any]:
    if declared.kind == "name":
        counted = Counter(v for v in values if v is not None)
        if not counted:
            return {"value": None, "share": 0.0, "unit": declared.unit}
        name, number = counted.most_common(1)[0]
        return {"value": name, "share": number / len(values), "unit": declared.unit}
    known = np.array([v for v in values if v is not None], float)
    if declared.kind == "share":
        share = float(known.mean()) if len(known) else None
        out: dict[str, Any] = {"value": share, "median": share, **spread(known[:0], len(values))}
    else:
        median = _plain(np.quantile(known, 0.5)) if len(known) else None
        out = {"median": median, **spread(known, len(values))}
    out["unit"] = declared.unit
    return out if len(known) == len(values) else out | {"n": len(known)}


def spread(known: NDArray[np.float64], runs: int) -> dict[str, float | None]:
    """How far values lie apart: `p05` and `p95`, or of few `low` and `high`; None without values.

    known : the values there are, of `runs` runs
    """
    few = (len(known) or runs) < FEW
    names = ("low", "high") if few else ("p05", "p95")
    if not len(known):
        return dict.fromkeys(names)
    low, high = (known.min(), known.max()) if few else np.quantile(known, [0.05, 0.95])
    return dict(zip(names, (_plain(low), _plain(high)), strict=True))


def _plain(x: float) -> float | int:
    x = round(float(x), 6)
    return int(x) if x.is_integer() else x


def _references(scenario: Scenario, key: str) -> dict[str, Any]:
    return {"references": [r.model_dump() for r in scenario.spec.references.get(key, [])]}
