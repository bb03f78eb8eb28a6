"""Figures as tables of text, for a terminal and for the page of the documentation."""

from __future__ import annotations

from typing import Any

#: Columns with their heads, in order.
SHOWN = {
    "seconds": "wall s",
    "cpu_seconds": "CPU s",
    "peak_memory_mb": "MB",
    "world_seconds": "world s",
    "persons": "persons",
    "places": "places",
    "peak_share": "peak share",
    "person_hours_out": "person-hours out",
    "candidates": "candidates",
    "person_hours_per_second": "person-hours/s",
    "gigabytes_per_second": "GB/s",
    "c_person_hours_per_second": "person-hours/s in C",
}
Table = tuple[list[str], list[list[str]]]


def table(group: str, rows: list[dict[str, Any]]) -> Table:
    """Heads and rows of the figures of a group."""
    if group == "hour":
        spent = {k: v for k, v in rows[0].items() if k not in ("group", "label")}
        return ["mechanism", "ms"], [[k, f"{1000 * v:.0f}"] for k, v in spent.items()]
    if group == "pairing":
        changes = [k for k, v in rows[0].items() if isinstance(v, dict)]
        names = list(rows[0][changes[0]])
        return ["", *names], [
            [f"{row['label']}, {change}", *(f"{row[change][n]:.2f}" for n in names)]
            for change in changes
            for row in rows
        ]
    names = [k for k in SHOWN if any(k in row for row in rows)]
    return ["", *(SHOWN[n] for n in names)], [
        [row["label"], *(_cell(n, row.get(n)) for n in names)] for row in rows
    ]


def _cell(name: str, value: float | None) -> str:
    if value is None:
        return ""
    if name == "peak_share":
        return f"{value:.2%}"
    if name.endswith("per_second") and value > 1e6:
        return f"{value / 1e9:.2f} G"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
