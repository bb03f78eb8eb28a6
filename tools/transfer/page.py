"""The page of the transferred crises from results.json; called by tools/docs.py."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from transfer.dose import DETAINED, DOSES, refitted
from transfer.scores import BASELINES, scores
from transfer.study import CRISES, RESULTS

import tocsin as tc
from tocsin.scenario.carried import carried_over

FEWEST = 20  # runs, below which the interval is from the least to the most
WORDS = Path(__file__).with_name("words.md")
TITLES = {
    "total|dead": ("dead", "dead"),
    "total|dead_forces": ("of them officers", "dead_forces"),
    "total|injured": ("injured", "injured"),
    "total|ever_detained": ("detained", "detained"),
    "total|peak_active": ("most out at once", "peak_active"),
}
Table = Callable[[list[str], Sequence[Sequence[object]]], str]


def page(table: Table) -> str:
    """The whole page; without results, that there are none."""
    found = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    text = WORDS.read_text(encoding="utf-8")
    for crisis in CRISES:
        text = text.replace(f"{{{crisis} imposed}}", _imposed(crisis, table))
        text = text.replace(f"{{{crisis} totals}}", _totals(crisis, found, table))
        text = text.replace(f"{{{crisis} scores}}", _scores(crisis, found, table))
        text = text.replace(f"{{{crisis} carried}}", str(len(carried_over(tc.load(crisis)))))
    return text.replace("{doses}", _doses(table))


def _doses(table: Table) -> str:
    told = json.loads(DOSES.read_text(encoding="utf-8")) if DOSES.exists() else {}
    rows = []
    for crisis in CRISES:
        by_size = sorted(told.get(crisis, {}).items(), key=lambda item: float(item[0]))
        for size, f in by_size:
            rows.append([crisis, size, *(f"{f[k]:,}" for k in ("out", "detained", "dead"))])
        recorded = f"{DETAINED[crisis]:,}"
        rows.append([crisis, "recorded", "", recorded, ""])
    return table(["", "size of the shock", "most out at once", "detained", "dead"], rows)


def _imposed(crisis: str, table: Table) -> str:
    rows = []
    for lever in tc.load(crisis).spec.levers.values():
        until = f" to {lever.until}" if lever.until else ""
        rows.append([f"{lever.at}{until}".replace("T", " "), lever.title,
                     f"`{lever.provided}`" if lever.provided else "none needed"])  # fmt: skip
    return table(["at", "what was imposed", "its occasion"], rows)


def _totals(crisis: str, found: dict[str, Any], table: Table) -> str:
    recorded = tc.load(crisis).spec.references
    rows = []
    names = _names(crisis, found)
    for cell, (title, outcome) in TITLES.items():
        told = "; ".join(_figure(r) for r in recorded.get(outcome, [])) or "-"
        rows.append([title, told, *(_spread(found[n], cell) for n in names)])
    heads = [f"{_head(n)} ({found[n]['runs']} runs)" for n in names]
    return table(["", "recorded", *heads], rows)


def _names(crisis: str, found: dict[str, Any]) -> list[str]:
    """Variants of a crisis that have runs."""
    all_of = (crisis, f"{crisis}-rules", f"{crisis} refitted")
    return [n for n in all_of if found.get(n, {}).get("runs")]


def _head(name: str) -> str:
    if name.endswith("refitted"):
        return f"shock refitted to {refitted(name.partition(' ')[0])}"
    return "by rules" if name.endswith("-rules") else "by the clock"


def _figure(r: Any) -> str:
    if r.value is not None:
        return f"{r.value:,.0f} ({r.status})"
    if r.low is None:
        return f"up to {r.high:,.0f} ({r.status})"
    high = "more" if r.high is None else f"{r.high:,.0f}"
    return f"{r.low:,.0f} to {high} ({r.status})"


def _spread(kept: dict[str, Any], cell: str) -> str:
    values = kept.get("cells", {}).get(cell)
    if not values:
        return "-"
    ends = (0.05, 0.95) if len(values) >= FEWEST else (0, 1)
    low, middle, high = np.quantile(values, (ends[0], 0.5, ends[1]))
    return f"{middle:,.0f} [{low:,.0f}, {high:,.0f}]"


def _scores(crisis: str, found: dict[str, Any], table: Table) -> str:
    names = _names(crisis, found)
    if not names:
        return "Not measured yet.\n"
    got = {n: scores(crisis, found[n]) for n in names}
    rows = []
    for what, models in got[names[0]].items():
        row = [what, str(models["tocsin"]["n"])]
        best = min(m["crps"] for g in got.values() for m in g[what].values())
        for n in names:
            row.append(_score(got[n][what]["tocsin"], best))
        for baseline in BASELINES:
            row.append(_score(models[baseline], best) if baseline in models else "-")
        rows.append(row)
    return table(["recorded", "figures", *map(_head, names), *BASELINES], rows)


def _score(s: dict[str, float], best: float) -> str:
    text = f"{s['crps']:.2f} ({s['coverage']:.0%})"
    return f"**{text}**" if s["crps"] <= best + 1e-9 else text
