"""A plot of crises over the world: for each fact the recorded interval, and the simulated one on it.

All are drawn as ratios to the recorded value, on a scale of factors, so that shares, sizes and
exponents stand side by side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tocsin.plural import counted
from tocsin.view.figures import style
from tocsin.view.figures.calibration import both

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes

ROW = 0.17  # inches
WIDEST = 100.0  # factor at which the scale ends
HELD, USED = style.RIOTING, style.MARCHING


def save(found: dict[str, Any], folder: Path) -> None:
    """Write world.png and world.svg into a folder."""
    rows = [r for r in found["facts"] if r["value"] > 0]
    half = (len(rows) + 1) // 2
    with style.style():
        figure = style.figure(11.0, 1.3 + ROW * half)
        for axes, part in zip(figure.subplots(1, 2), (rows[:half], rows[half:]), strict=True):
            _panel(axes, part)
        figure.suptitle(
            f"{found['runs']} simulated crises beside recorded protests: {found['inside']:.0%} of "
            f"{counted(found['judged'], 'figure')} inside; blue used for priors, red held back",
            fontsize=9,
        )
        both(found, folder / "world", figure)


def _panel(axes: Axes, rows: list[dict[str, Any]]) -> None:
    for i, row in enumerate(rows):
        y, v = -i, row["value"]
        axes.barh(
            y, (row["high"] - row["low"]) / v, left=row["low"] / v, height=0.7, color=style.FAINT
        )
        x = row["simulated"]
        if x is None:
            axes.text(
                1, y, "too few events", fontsize=6, color=style.GREY, va="center", ha="center"
            )
            continue
        colour = USED if row["use"] == "priors" else HELD
        at = min(max(x / v, 1 / WIDEST), WIDEST)
        if row["sim_low"] is not None:
            axes.plot([max(row["sim_low"] / v, 1 / WIDEST), min(row["sim_high"] / v, WIDEST)], [y, y],
                      color=colour, linewidth=1)  # fmt: skip
        axes.plot([at], [y], "o", color=colour, markersize=4,
                  markerfacecolor=colour if row["inside"] else "white")  # fmt: skip
    axes.axvline(1, color=style.GREY, linewidth=0.6)
    axes.set_xscale("log")
    axes.set_xlim(1 / WIDEST / 1.2, WIDEST * 1.2)
    axes.set_ylim(-len(rows) + 0.4, 0.6)
    axes.set_yticks([-i for i in range(len(rows))], [_label(r) for r in rows], fontsize=6)
    axes.set_xlabel(
        "times the recorded value; filled: inside the recorded interval (grey)", fontsize=7
    )


def _label(row: dict[str, Any]) -> str:
    text = row["statement"]
    return f"{row['id'].split('.')[0]} {text if len(text) < 52 else text[:50] + '…'}"
