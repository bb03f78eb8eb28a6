"""The summary: statistics over runs beside the recorded figures, as `summary.json` has them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.record.names import unit
from tocsin.results.ledger import ledger

if TYPE_CHECKING:
    from tocsin.record.outcomes import Value
    from tocsin.scenario import Scenario

#: Outcomes that are told as a share of runs, not as a median.
SHARES = {
    "site_captured", "alliance_requested", "alliance_approved", "alliance_vote", "alliance_objected",
    "incumbent_survives", "incumbent_deal", "coup_attempted", "coup_succeeded", "coup_risk",
}  # fmt: skip


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
        "timing": timing,
    }


def statistics_of(scenario: Scenario, runs: list[dict[str, Value]]) -> dict[str, Any]:
    """Statistics of each outcome over runs, with the figures recorded."""
    return {name: _outcome(scenario, name, runs) for name in runs[0]}


def _outcome(scenario: Scenario, name: str, runs: list[dict[str, Value]]) -> dict[str, Any]:
    values: list[Any] = [run[name] for run in runs]
    if any(isinstance(v, dict) for v in values):
        keys = list(dict.fromkeys(k for v in values for k in v))
        return {
            key: _statistics(name, [v.get(key) for v in values])
            | _references(scenario, f"{name}.{key}")
            for key in keys
        }
    return _statistics(name, values) | _references(scenario, name)


def _statistics(name: str, values: list[Any]) -> dict[str, Any]:
    if name == "first_active_place":
        counted = Counter(v for v in values if v is not None)
        if not counted:
            return {"value": None, "share": 0.0, "unit": unit(name)}
        place, number = counted.most_common(1)[0]
        return {"value": place, "share": number / len(values), "unit": unit(name)}
    known = np.array([v for v in values if v is not None], float)
    if name in SHARES:
        share = float(known.mean()) if len(known) else None
        out = {"value": share, "median": share, "p05": None, "p95": None, "unit": unit(name)}
        return out if len(known) == len(values) else out | {"n": len(known)}
    if not len(known):
        return {"median": None, "p05": None, "p95": None, "unit": unit(name), "n": 0}
    p05, median, p95 = (_plain(x) for x in np.quantile(known, [0.05, 0.5, 0.95]))
    out = {"median": median, "p05": p05, "p95": p95, "unit": unit(name)}
    return out if len(known) == len(values) else out | {"n": len(known)}


def _plain(x: float) -> float | int:
    x = round(float(x), 6)
    return int(x) if x.is_integer() else x


def _references(scenario: Scenario, key: str) -> dict[str, Any]:
    return {"references": [r.model_dump() for r in scenario.spec.references.get(key, [])]}
