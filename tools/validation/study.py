"""Runs the ensembles of the validation page and keeps their figures in results.json.

    python tools/validation/study.py [--runs 30] [--pairs 16] [--only NAME ...]

Ensembles of the flagship by the clock and by rules and without its shock; variants that share their
random numbers with the flagship, member by member.  `python tools/docs.py` makes the page from it.
"""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from members import SEED, Member, ensemble, value

import tocsin as tc

RESULTS = Path(__file__).parent / "results.json"

ENSEMBLES: dict[str, tuple[str, dict[str, Any]]] = {
    "clock": ("kazakhstan-2022", {}),
    "rules": ("kazakhstan-2022-rules", {}),
    "quiet": ("kazakhstan-2022", {"without": ["shock"]}),
}
VARIANTS: dict[str, dict[str, Any]] = {
    "300 organised cells in Almaty": {"with_": ["cells"]},
    "no shutdown": {"without": ["shutdown"]},
    "concession in Mangystau a day earlier": {
        "set": {"levers.price-deal.at": "2022-01-03T20:00+05:00"}
    },
    "concession and caps everywhere on 3 January, 12:00": {
        "set": {
            "levers.price-deal.at": "2022-01-03T12:00",
            "levers.price-caps.at": "2022-01-03T12:00",
        }
    },
    "no live fire": {"without": ["live-fire"]},
    "observing everywhere": {"set": {"levers.orders.rules": "observe"}},
    "Mangystau dispersed like the rest": {"without": ["negotiate-mangystau"]},
    "no emergency": {"without": ["emergency"]},
    "no alliance": {"without": ["alliance"]},
    "news 3 % stronger": {"scale": ("b_news", 1.03)},
}
PAIRED = (
    "dead_participants", "dead_bystanders", "dead_forces", "injured", "detained", "peak_active",
    "person_hours_active", "sites_captured", "hours_to_calm", "regions_active",
)  # fmt: skip


def statistics(members: list[Member]) -> dict[str, Any]:
    """Median and interval of every figure, tables by key."""

    def of(values: list[Any]) -> dict[str, Any]:
        if any(isinstance(v, str) for v in values):
            first = max(set(values), key=values.count)
            return {"value": first, "share": values.count(first) / len(values)}
        x = np.array([v for v in values if v is not None], float)
        if not len(x):
            return {"n": 0}
        q = np.quantile(x, [0.05, 0.5, 0.95])
        return {
            "p05": q[0],
            "median": q[1],
            "p95": q[2],
            "mean": x.mean(),
            "max": x.max(),
            "n": len(x),
        }

    out: dict[str, Any] = {}
    for name, whole in members[0].items():
        if isinstance(whole, dict):
            out[name] = {k: of([m[name].get(k) for m in members]) for k in whole}
        else:
            out[name] = of([m[name] for m in members])
    return out


def paired(base: list[Member], other: list[Member]) -> dict[str, Any]:
    """Differences member by member, with standard error and the correlation that pairing gains."""
    out: dict[str, Any] = {}
    for name in PAIRED:
        a = np.array([value(m, name) for m in base])
        b = np.array([value(m, name) for m in other])
        known = np.isfinite(a) & np.isfinite(b)  # such as runs that have not calmed
        a, b = a[known], b[known]
        d = b - a
        both = a.std() > 0 and b.std() > 0
        out[name] = {
            "median": float(np.median(b)),
            "difference": float(d.mean()),
            "error": float(d.std(ddof=1) / np.sqrt(len(d))),
            "n": len(d),
            "correlation": float(np.corrcoef(a, b)[0, 1]) if both else None,
        }
    return out


def variant(edit: dict[str, Any]) -> tc.Scenario:
    """The flagship with an edit."""
    scenario = tc.load("kazakhstan-2022")
    edit = dict(edit)
    if "scale" in edit:
        name, factor = edit.pop("scale")
        value = scenario.spec.parameters[name].value * factor
        edit["set"] = {f"parameters.{name}": value}
    return scenario.edit(**edit)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=30)
    arguments.add_argument("--pairs", type=int, default=16)
    arguments.add_argument("--only", nargs="*")
    a = arguments.parse_args()
    found = json.loads(RESULTS.read_text()) if a.only and RESULTS.exists() else {}
    found |= {"date": datetime.now(UTC).date().isoformat(), "seed": SEED, "version": tc.__version__}
    wanted = a.only or [*ENSEMBLES, "variants"]
    base: list[Member] = []
    for name, (source, edit) in ENSEMBLES.items():
        if name in wanted or (name == "clock" and "variants" in wanted):
            members = ensemble(tc.load(source).edit(**edit), a.runs)
            found[name] = {"runs": a.runs, "outcomes": statistics(members)}
            base = members if name == "clock" else base
            print(name, found[name]["outcomes"]["dead"], flush=True)
            RESULTS.write_text(json.dumps(found, indent=1) + "\n")
    if "variants" in wanted:
        found["pairs"] = a.pairs
        found["variants"] = {"as it was": paired(base[: a.pairs], base[: a.pairs])}
        for name, edit in VARIANTS.items():
            members = ensemble(variant(edit), a.pairs)
            found["variants"][name] = paired(base[: a.pairs], members)
            print(name, {k: round(v["difference"], 1) for k, v in found["variants"][name].items()},
                  flush=True)  # fmt: skip
            RESULTS.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
