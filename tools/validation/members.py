"""Ensembles of the validation pages, by way of `tc.ensemble`, as outcomes run by run."""

from __future__ import annotations

import math
from typing import Any

import tocsin as tc
from tocsin.declare.choices import Mode

SEED = 1
Member = dict[str, Any]  # outcomes of a run by name; a table is a mapping of its keys


def ensemble(scenario: tc.Scenario, runs: int, parameters: Mode = "point") -> list[Member]:
    """Outcomes of each run, in their order; what a run has not is None."""
    result = tc.ensemble(
        scenario, runs, SEED, parameters=parameters, keep="quantiles", report=False
    )
    rows = result.members.drop(columns=["run", "error", "command"]).to_dict("records")
    return [_member({str(k): v for k, v in row.items()}) for row in rows]


def _member(row: dict[str, Any]) -> Member:
    out: Member = {}
    for column, cell in row.items():
        name, _, key = column.partition(".")
        value = None if isinstance(cell, float) and math.isnan(cell) else cell
        if name == "parameters":
            continue
        if key:
            out.setdefault(name, {})[key] = value
        else:
            out[name] = value
    return out


def value(member: Member, name: str) -> float:
    """An outcome, or a part of one, of a run; NaN where there is none."""
    whole, _, part = name.partition(".")
    found = member.get(whole)
    if part:
        found = (found or {}).get(part)
    return math.nan if found is None else float(found)
