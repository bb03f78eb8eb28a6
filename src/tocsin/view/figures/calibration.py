"""Plots of a calibration: parameters before and after, figures beside the predictive, ranks.

calibration.png   priors and posteriors of the parameters that the figures speak of; each figure beside
                  what the sets would have been reported to have
trust.png         ranks of held-out truths, and the joint ones, beside what chance makes of uniform ones
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.view.figures import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST = 40  # rows of a panel
BAND = 1.63  # of the distance of Kolmogorov and Smirnov that chance exceeds once in a hundred


def save(found: dict[str, Any], folder: Path) -> None:
    """Write the plots of `calibration.json` into a folder."""
    with style.style():
        both(found, folder / "calibration", _calibration(found))
        both(found, folder / "trust", _trust(found))


def both(found: dict[str, Any], path: Path, drawing: Figure) -> None:
    """As PNG and as SVG."""
    for end in (".png", ".svg"):
        style.save(drawing, path.with_suffix(end))


def _calibration(found: dict[str, Any]) -> Figure:
    moved = [p for p in found["parameters"] if p["moved"]][:MOST]
    shown = [s for s in found["statistics"] if s["median"] is not None][:MOST]
    heights = [0.6 + 0.24 * max(1, len(moved)), 0.6 + 0.22 * max(1, len(shown))]
    figure = style.figure(7.2, 0.8 + sum(heights))
    axes = figure.subplots(2, 1, gridspec_kw={"height_ratios": heights}, squeeze=False).ravel()
    _parameters(axes[0], moved)
    _figures(axes[1], shown)
    told = f"{found['scenario']}: {found['sets']} sets from {found['runs']} runs; a simulation"
    figure.suptitle(told, fontsize=10)
    return figure


def _parameters(axis: Axes, moved: list[dict[str, Any]]) -> None:
    axis.set_title("Parameters: prior and posterior, 5 to 95 %, on the prior's range")
    for i, p in enumerate(moved):
        low, _, high = p["prior"]
        width = (high - low) or 1.0
        a, middle, b = ((x - low) / width for x in p["posterior"])
        axis.plot([0, 1], [-i, -i], color=style.FAINT, lw=5, solid_capstyle="butt")
        axis.plot([a, b], [-i, -i], color=style.MARCHING, lw=2)
        axis.plot(middle, -i, "o", ms=4, color=style.MARCHING)
        axis.plot((p["point"] - low) / width, -i, "|", ms=9, color=style.INK)
    axis.set_yticks([-i for i in range(len(moved))], [p["name"] for p in moved])
    axis.set_xticks([0, 1], ["5 % of prior", "95 %"])
    axis.grid(False)
    if not moved:
        axis.text(0.5, 0.5, "the figures say nothing of any parameter", ha="center",
                  transform=axis.transAxes)  # fmt: skip


def _figures(axis: Axes, shown: list[dict[str, Any]]) -> None:
    axis.set_title("Figures: recorded (mark) and as the sets would be reported, 5 to 95 %")
    for i, s in enumerate(shown):
        colour = style.MARCHING if s["used"] else style.GREY
        axis.plot([_log(s["p05"]), _log(s["p95"])], [-i, -i], color=colour, lw=2)
        axis.plot(_log(s["median"]), -i, "o", ms=3.5, color=colour)
        high = s["low"] if s["high"] is None else s["high"]
        mark = style.INK if s["inside"] else style.RIOTING
        if high > s["low"]:
            axis.plot([_log(s["low"]), _log(high)], [-i + 0.25, -i + 0.25], color=mark, lw=1)
        else:
            axis.plot(_log(s["low"]), -i, "x", ms=5, color=mark)
    names = [s["name"] + ("" if s["used"] else " *") for s in shown]
    axis.set_yticks([-i for i in range(len(shown))], names, fontsize=6)
    ticks = [0, 1, 10, 100, 1000, 10_000, 100_000, 1_000_000]
    most = max((_log(s["p95"]) for s in shown), default=1.0)
    ticks = [t for t in ticks if _log(t) <= most + 1]
    axis.set_xticks([_log(t) for t in ticks], [f"{t:,}" for t in ticks])
    axis.set_xlabel("persons, or the figure's own unit; * not used in the fit")


def _log(x: float) -> float:
    return float(np.log10(1 + max(x, 0.0)))


def _trust(found: dict[str, Any]) -> Figure:
    ranks = found["trust"]["ranks"] | (
        {"all together (TARP)": found["trust"]["joint_ranks"]} if found["trust"]["ranks"] else {}
    )
    figure = style.figure(4.6, 4.2)
    axis = figure.subplots()
    axis.set_title("Ranks of held-out truths, cumulated")
    x = np.linspace(0, 1, 101)
    n = found["trust"]["runs"]
    if not ranks:
        axis.text(0.5, 0.5, f"{n} held-out runs: too few, or nothing was fitted", ha="center",
                  transform=axis.transAxes)  # fmt: skip
    else:
        band = BAND / np.sqrt(n)
        axis.fill_between(x, x - band, x + band, color=style.FAINT, lw=0)
    for i, (name, values) in enumerate(ranks.items()):
        y = np.searchsorted(np.sort(values), x, side="right") / max(1, len(values))
        last = i == len(ranks) - 1
        axis.plot(x, y, lw=1.6 if last else 0.9, color=style.RIOTING if last else None, label=name)
    axis.set_xlim(0, 1)
    axis.set_ylim(0, 1)
    axis.set_xlabel("share of the posterior below the truth")
    axis.set_ylabel("share of held-out runs")
    if ranks:
        axis.legend(fontsize=6, loc="upper left")
    return figure
