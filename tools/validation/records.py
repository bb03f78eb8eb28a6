"""Every figure of a scenario that has a record, beside what was simulated: inside or outside.

A record is a number, a range or a name in the scenario's `references`.  It is inside if the 90 %
interval of the runs meets it: of several records of one figure any that was not taken back, or any if
all were.  What is yes or no in a run is inside if at least one run in twenty had it as recorded; a name
is inside if it is that of most runs.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

import tocsin as tc
from tocsin.declare.outcome import OUTCOMES

#: Words and order of the groups of the table; outcomes of other parts have pages of their own.
GROUPS = {
    "crowds": ("first_active_place", "active_by_day", "regions_active_by_day", "places_active",
               "hours_to_calm", "internet_off_hours"),
    "towns": ("largest_crowd",),
    "hours": ("crowd_at",),
    "sites": ("site_captured", "site_captured_hour", "rioting_share"),
    "harm": ("dead", "dead_bystanders", "dead_forces", "dead_by_region", "injured",
             "injured_forces", "detained", "detained_by", "premises_damaged", "vehicles_damaged"),
}  # fmt: skip
YES_NO = ("site_captured",)


def records(scenario: tc.Scenario) -> dict[str, list[dict[str, Any]]]:
    """References by key, in the order of the groups."""
    given = scenario.copy_of_data()["references"]
    out = {}
    for outcomes in GROUPS.values():
        for outcome in outcomes:
            keys = [k for k in given if k.partition(".")[0] == outcome]
            for key in sorted(keys, key=lambda k: (k.rpartition(" ")[2], k)):
                out[key] = given[key]
    return out


def label(key: str) -> str:
    """The words of an outcome and its key."""
    name, _, part = key.partition(".")
    about = OUTCOMES[name].about
    return f"{about}: {part}" if part else about


def shown(references: list[dict[str, Any]]) -> str:
    """Records in words."""
    out = []
    for r in references:
        low, high = bounds(r)
        if isinstance(r.get("value"), str):
            text = str(r["value"])
        elif math.isinf(high):
            text = f"at least {low:,.6g}"
        else:
            text = f"{low:,.6g}" if low == high else f"{low:,.6g} to {high:,.6g}"
        out.append(f"{text} ({r['status']})" if r["status"] == "retracted" else text)
    return "; ".join(out)


def bounds(r: dict[str, Any]) -> tuple[float, float]:
    """Least and most of a record."""
    if isinstance(r.get("value"), str):
        return math.nan, math.nan
    value = r.get("value")
    low = r["low"] if r.get("low") is not None else value
    high = r["high"] if r.get("high") is not None else value
    return (-math.inf if low is None else float(low)), (math.inf if high is None else float(high))


def of(found: dict[str, Any], key: str) -> dict[str, Any]:
    """Statistics of an outcome by its dotted key; empty where no run has it."""
    name, _, part = key.partition(".")
    whole = found["outcomes"].get(name, {})
    return dict(whole.get(part, {})) if part else dict(whole)


def inside(found: dict[str, Any], key: str, references: list[dict[str, Any]]) -> bool | None:
    """Whether the runs meet the record; None where there is nothing to compare."""
    v = of(found, key)
    if "share" in v:
        return any(str(r.get("value")) == v["value"] for r in references)
    if not v.get("n"):
        return None
    if key.partition(".")[0] in YES_NO:
        return any((v["mean"] if r["value"] else 1 - v["mean"]) >= 0.05 for r in references)
    kept = [r for r in references if r["status"] != "retracted"] or references
    spans = [bounds(r) for r in kept]
    return any(low <= v["p95"] and high >= v["p05"] for low, high in spans)


def towns(found: dict[str, Any], given: dict[str, list[dict[str, Any]]]) -> dict[str, float]:
    """Root mean square of log10 of the largest crowd, simulated over recorded, of all towns with one.

    Of each town the largest of its recorded days; a range counts by its geometric mean.  `constant` is
    the error of 'every town the same', the mean of the other towns' logarithms.
    """
    record: dict[str, float] = {}
    model: dict[str, float] = {}
    for key, references in given.items():
        name, _, part = key.partition(".")
        v = of(found, key)
        if name != "largest_crowd" or not v.get("n"):
            continue
        town = part.rpartition(" ")[0]
        low, high = bounds(references[0])
        size = math.log10(math.sqrt(low * high))
        record[town] = max(record.get(town, 0.0), size)
        model[town] = max(model.get(town, 0.0), math.log10(max(v["median"], 1.0)))
    r = np.array([record[t] for t in record])
    m = np.array([model[t] for t in record])
    others = (r.sum() - r) / (len(r) - 1)
    return {
        "towns": len(r),
        "error": float(np.sqrt(((m - r) ** 2).mean())),
        "constant": float(np.sqrt(((others - r) ** 2).mean())),
        "correlation": float(np.corrcoef(m, r)[0, 1]),
    }
