"""Figures as tables of text, for a terminal and for the page of the documentation."""

from __future__ import annotations

from typing import Any

#: Columns with their heads and units, in order.
SHOWN = {
    "seconds": ("wall s", 1.0),
    "cpu_seconds": ("CPU s", 1.0),
    "peak_memory_mb": ("MB", 1.0),
    "persons": ("M pers.", 1e6),
    "places": ("places", 1.0),
    "peak_share": ("peak %", 0.01),
    "person_hours_out": ("M h out", 1e6),
    "candidates": ("M cand.", 1e6),
    "person_hours_per_second": ("G person-h/s", 1e9),
    "gigabytes_per_second": ("GB/s", 1.0),
    "c_person_hours_per_second": ("in C", 1e9),
}
Table = tuple[list[str], list[list[str]]]


def table(group: str, rows: list[dict[str, Any]]) -> Table:
    """Heads and rows of the figures of a group."""
    if group == "hour":
        spent = {k: v for k, v in rows[0].items() if k not in ("group", "label", "peak_memory_mb")}
        shown = [[k, f"{1000 * v:.0f}"] for k, v in spent.items()]
        memory = rows[0].get("peak_memory_mb")
        return ["mechanism", "ms"], shown + ([["MB at most", _cell(memory, 1.0)]] if memory else [])
    if group == "pairing":
        changes = [k for k, v in rows[0].items() if isinstance(v, dict)]
        names = list(rows[0][changes[0]])
        return ["", *(n.replace("_", " ") for n in names)], [
            [f"{row['label']}, {change}", *(f"{row[change][n]:.2f}" for n in names)]
            for change in changes
            for row in rows
        ]
    names = [k for k in SHOWN if any(k in row for row in rows)]
    return ["", *(SHOWN[n][0] for n in names)], [
        [row["label"], *(_cell(row.get(n), SHOWN[n][1]) for n in names)] for row in rows
    ]


def _cell(value: float | None, unit: float) -> str:
    if value is None:
        return ""
    value /= unit
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
