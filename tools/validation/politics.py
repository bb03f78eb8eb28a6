"""Runs the ensembles of the page on the political layer and keeps their figures in politics.json.

    python tools/validation/politics.py [--runs 100]

The flagship by the clock and by rules; the same without the alliance, member by member on the same
random numbers; and both with the political parameters drawn from their priors, since nothing fits them.
`python tools/docs.py` makes the page from it.
"""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from members import SEED, Member, ensemble, value
from study import statistics

import tocsin as tc
from tocsin.declare.choices import Mode

RESULTS = Path(__file__).parent / "politics.json"
POLITICAL = ("el_", "lo_", "coup_", "po_", "al_", "desert", "t_loyal")

#: Outcomes whose difference without the alliance is told.
PAIRED = (
    "dead_participants", "dead_bystanders", "dead_forces", "injured", "sites_captured",
    "guards_left", "hold_least", "loyalty_least.guard", "loyalty_least.security", "coup_risk",
    "coup_attempted", "incumbent_survives", "influence_after.Russia", "influence_won.Russia",
    "forces_freed",
)  # fmt: skip


def drawn(scenario: tc.Scenario) -> tc.Scenario:
    """A scenario in which only the political parameters have a prior."""
    fixed = {
        f"parameters.{name}.prior": "fixed"
        for name in scenario.spec.parameters
        if not name.startswith(POLITICAL)
    }
    return scenario.edit(set=fixed)


def paired(base: list[Member], other: list[Member]) -> dict[str, Any]:
    """Differences (other less base) with standard error, and how much variance pairing saves."""
    out: dict[str, Any] = {}
    for name in PAIRED:
        a = np.array([value(m, name) for m in base])
        b = np.array([value(m, name) for m in other])
        known = np.isfinite(a) & np.isfinite(b)
        a, b = a[known], b[known]
        d = b - a
        unpaired = a.var(ddof=1) + b.var(ddof=1)
        out[name] = {
            "base": float(a.mean()),
            "difference": float(d.mean()),
            "error": float(d.std(ddof=1) / np.sqrt(len(d))),
            "n": len(d),
            "saved": float(unpaired / d.var(ddof=1)) if d.var() > 0 else None,
        }
    return out


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=100)
    runs = arguments.parse_args().runs
    found: dict[str, Any] = {
        "date": datetime.now(UTC).date().isoformat(), "seed": SEED, "version": tc.__version__,
        "runs": runs,
    }  # fmt: skip
    kinds: tuple[tuple[str, str, Mode], ...] = (
        ("clock", "kazakhstan-2022", "point"),
        ("rules", "kazakhstan-2022-rules", "point"),
        ("priors", "kazakhstan-2022", "prior"),
    )
    for name, source, kind in kinds:
        scenario = tc.load(source)
        if kind == "prior":
            scenario = drawn(scenario)
        base = ensemble(scenario, runs, kind)
        without = ensemble(scenario.without("alliance"), runs, kind)
        granted = [i for i, m in enumerate(base) if m["alliance_approved"]]
        found[name] = {
            "outcomes": statistics(base),
            "runs": runs,
            "granted": len(granted),
            "without": paired(base, without),
            "without_where_granted": paired(
                [base[i] for i in granted], [without[i] for i in granted]
            ),
        }
        print(name, len(granted), {k: (round(v["difference"], 4), round(v["error"], 4))
                                   for k, v in found[name]["without"].items()}, flush=True)  # fmt: skip
        RESULTS.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
