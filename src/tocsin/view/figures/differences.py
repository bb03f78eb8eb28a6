"""The plot of a comparison: paired differences with means and intervals, a panel for each outcome.

Needs matplotlib (the extra `plot`); drawn without a screen.  Colours are told apart by colour-blind
readers (Okabe and Ito), and clear differences also by a filled mark.
"""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from tocsin.declare.outcome import OUTCOMES
from tocsin.errors import InputError
from tocsin.files import replacing
from tocsin.plural import counted
from tocsin.results.summary import FEW
from tocsin.view.numbers import compared
from tocsin.view.verdicts import strong

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

#: What is drawn if nothing else is asked for.
PANELS = ("dead_participants", "dead_bystanders", "dead_forces")
COLOURS = {"lower": "#0072B2", "higher": "#D55E00", None: "#555555"}
WIDTH, ROW, EDGES = 11.0, 0.66, 2.2  # inches


def draw(
    summary: dict[str, Any],
    differences: dict[str, pd.DataFrame],
    outcomes: tuple[str, ...] = (),
) -> Figure:
    """A figure with a row for each variant, in the order given.

    summary : the contents of comparison.json; differences : of each outcome, run by variant
    """
    panels = outcomes or PANELS
    variants = summary["variants"]
    figure = Figure(figsize=(WIDTH, EDGES + ROW * len(variants)), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
    for axis, outcome in zip(axes, panels, strict=True):
        _panel(axis, outcome, variants, differences[outcome])
    labels = ["\n".join(textwrap.wrap(v["name"], 30)) for v in variants]
    axes[0].set_yticks(range(len(variants)), labels)
    axes[0].set_ylim(len(variants) - 0.5, -0.5)
    level = summary["level"]
    figure.suptitle(
        f"{summary['title']}: variant less base, {counted(summary['runs'], 'pair')} of runs, seed "
        f"{summary['seed']}\n{textwrap.fill(summary['label'], 130)}",
        fontsize=9, x=0.01, ha="left",
    )  # fmt: skip
    handles = _legend(level, summary["runs"])
    figure.legend(handles=handles, loc="outside lower center", ncols=4, fontsize=8,
                  frameon=False)  # fmt: skip
    return figure


def _panel(axis: Axes, outcome: str, variants: list[dict[str, Any]], table: pd.DataFrame) -> None:
    unit, about = OUTCOMES[outcome].unit, OUTCOMES[outcome].about
    axis.axvline(0, color="black", linewidth=0.9, zorder=1)
    for row, variant in enumerate(variants):
        figures = variant["outcomes"][outcome]
        values = table[variant["name"]].dropna().to_numpy(float)
        # spread over the height of the row in the order of runs: no dice for the looks
        spread = (np.arange(len(values)) * 0.6180339887) % 1
        axis.scatter(values, row - 0.14 + 0.42 * spread, s=9, color="#999999", alpha=0.55,
                     linewidths=0, zorder=2)  # fmt: skip
        d, clear = figures["difference"], figures["clear"] if strong(figures) else None
        if d["mean"] is None:
            axis.annotate("no pairs", (0, row), fontsize=8)
            continue
        if d["low"] is not None:
            axis.plot([d["low"], d["high"]], [row, row], color=COLOURS[clear], linewidth=2.6,
                      solid_capstyle="butt", zorder=3)  # fmt: skip
        axis.plot(d["mean"], row, marker="o", markersize=6.5, color=COLOURS[clear], zorder=4,
                  markerfacecolor=COLOURS[clear] if clear else "white")  # fmt: skip
        axis.annotate(
            _words(d), (d["mean"], row), xytext=(0, 13), textcoords="offset points", fontsize=7.5,
            color=COLOURS[clear], ha="center", va="center", zorder=5,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1, "alpha": 0.9},
        )  # fmt: skip
    axis.margins(x=0.24)  # room for the figures
    axis.set_title(textwrap.fill(about, 40), fontsize=10)
    axis.set_xlabel(f"difference, {unit} in a run", fontsize=9)
    axis.tick_params(labelsize=9)
    axis.grid(axis="x", color="#dddddd", linewidth=0.6)
    axis.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axis.spines[side].set_visible(False)
    axis.tick_params(axis="y", length=0)
    _scale(axis, table)


def _words(d: dict[str, float]) -> str:
    """Mean and interval in figures."""
    if d["mean"] == d["low"] == d["high"] == 0:
        return "no difference"
    text = compared(d["mean"], sign=True)
    if d["low"] is not None:
        text += f" ({compared(d['low'], sign=True)} to {compared(d['high'], sign=True)})"
    return text.replace("-", "−")


def _scale(axis: Axes, table: pd.DataFrame) -> None:
    """A scale that is even near zero and logarithmic beyond, where few pairs dwarf the rest."""
    sizes = np.abs(table.to_numpy(float))
    sizes = sizes[np.isfinite(sizes) & (sizes > 0)]
    if len(sizes) > 3 and sizes.max() > 30 * np.median(sizes):
        even = 10 ** int(np.ceil(np.log10(np.median(sizes))))
        axis.set_xscale("symlog", linthresh=even)
        axis.set_xlabel(f"{axis.get_xlabel()}; logarithmic beyond {even:,}", fontsize=9)


def _legend(level: float, pairs: int) -> list[Line2D]:
    reach = f"mean and {level:.0%} interval" if pairs >= FEW else "mean, least and most"
    unclear = "interval over 0, few pairs differ, or less than 5 % of the base"
    if pairs < FEW:
        unclear = "by Student's t, or less than 5 % of the base"

    def mark(colour: str, filled: bool, label: str) -> Line2D:
        return Line2D([], [], color=colour, marker="o", linewidth=2.6, markersize=7.5,
                      markerfacecolor=colour if filled else "white", label=label)  # fmt: skip

    return [
        mark(COLOURS["lower"], True, f"{reach}: fewer"),
        mark(COLOURS["higher"], True, "more"),
        mark(COLOURS[None], False, f"no clear difference ({unclear})"),
        Line2D([], [], linestyle="", marker="o", markersize=3.5, color="#999999", label="one pair"),
    ]


def save(figure: Figure, path: Path) -> None:
    """Write it, whole or not at all; the same figures give the same file.

    Raises InputError for a name of another ending.
    """
    kind = path.suffix.lower().lstrip(".")
    if kind not in ("png", "svg", "pdf"):
        raise InputError(f"{path}: expected a name that ends in .png, .svg or .pdf")
    metadata = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(kind)
    how = mpl.rc_context({"svg.hashsalt": "tocsin", "svg.fonttype": "none"})
    with how, replacing(path) as file:
        figure.savefig(file, format=kind, dpi=160, metadata=metadata)
