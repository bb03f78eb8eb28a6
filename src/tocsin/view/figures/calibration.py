"""Plots of a calibration: parameters before and after, figures beside the predictive, ranks.

calibration.png   priors and posteriors of the parameters that the figures speak of; each figure beside
                  what the sets would have been reported to have
trust.png         ranks of held-out truths, and the joint ones, beside what chance makes of uniform ones
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.plural import counted
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
    heights = [0.9 + 0.24 * max(1, len(moved)), 0.9 + 0.22 * max(1, len(shown))]
    figure = style.figure(7.2, 0.8 + sum(heights))
    axes = figure.subplots(2, 1, gridspec_kw={"height_ratios": heights}, squeeze=False).ravel()
    _parameters(axes[0], moved)
    _figures(axes[1], shown)
    sets, runs = counted(found["sets"], "set"), counted(found["runs"], "run")
    told = f"{found['scenario']}: {sets} from {runs}; a simulation"
    figure.suptitle(told, fontsize=10)
    return figure


def _parameters(axis: Axes, moved: list[dict[str, Any]]) -> None:
    axis.set_title("Parameters, on the range of the prior")
    for i, p in enumerate(moved):
        low, _, high = p["prior"]
        width = (high - low) or 1.0
        a, middle, b = ((x - low) / width for x in p["posterior"])
        key = "_" if i else ""  # which has each kind once
        axis.plot([0, 1], [-i, -i], color=style.FAINT, lw=5, solid_capstyle="butt",
                  label=key + "prior, 5 to 95 %")  # fmt: skip
        axis.plot([a, b], [-i, -i], color=style.MARCHING, lw=2, label=key + "posterior, 5 to 95 %")
        axis.plot(middle, -i, "o", ms=4, color=style.MARCHING, label=key + "its median")
        axis.plot((p["point"] - low) / width, -i, "|", ms=9, color=style.INK, clip_on=False,
                  label=key + "value before")  # fmt: skip
    axis.set_yticks([-i for i in range(len(moved))], [p["name"] for p in moved])
    axis.set_xticks([0, 1], ["5 %", "95 % of the prior"])
    axis.grid(False)
    if moved:
        _key(axis)
    else:
        _instead(axis, "The figures say nothing of any parameter.")


def _figures(axis: Axes, shown: list[dict[str, Any]]) -> None:
    axis.set_title("Figures, recorded and as the sets would be reported")
    told: set[str] = set()

    def name(text: str) -> str:
        """A label for the first of its kind."""
        first = text not in told
        told.add(text)
        return text if first else "_"

    for i, s in enumerate(shown):
        colour = style.MARCHING if s["used"] else style.GREY
        sets = "sets, 5, 50, 95 %" if s["used"] else "sets, not fitted"
        axis.plot([_log(s["p05"]), _log(s["p95"])], [-i, -i], color=colour, lw=2)
        axis.plot(_log(s["median"]), -i, "o", ms=3.5, color=colour, clip_on=False, label=name(sets))
        high = s["low"] if s["high"] is None else s["high"]
        mark = style.INK if s["inside"] else style.RIOTING
        label = name("recorded" if s["inside"] else "recorded, outside")
        # above its line, so that neither hides the other, and whole at the edge of the axes too
        at, ends = -i + 0.3, [_log(s["low"]), _log(high)]
        axis.plot(
            ends, [at, at], "D-", ms=3, color=mark, lw=1, clip_on=False, zorder=4, label=label
        )
    names = [s["name"] + ("" if s["used"] else " *") for s in shown]
    axis.set_yticks([-i for i in range(len(shown))], names, fontsize=6)
    ticks = [0, 1, 10, 100, 1000, 10_000, 100_000, 1_000_000]
    most = max((_log(x) for s in shown for x in (s["p95"], s["low"], s["high"] or 0)), default=1.0)
    ticks = [t for t in ticks if _log(t) <= most + 1]
    axis.set_xticks([_log(t) for t in ticks], [f"{t:,}" for t in ticks])
    axis.set_ylim(-len(shown) + 0.4, 0.7)
    axis.set_xlabel("persons, or the figure's own unit; * not used in the fit")
    if shown:
        _key(axis)
    else:
        _instead(axis, "There is no figure that the model gives too.")


def _key(axis: Axes) -> None:
    """What is what, above the axes, where it hides nothing."""
    axis.legend(fontsize=7, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=4, borderaxespad=0.2,
                handlelength=1.5, columnspacing=1.2)  # fmt: skip
    axis.set_title(axis.get_title("left"), pad=20)


def _instead(axis: Axes, text: str) -> None:
    """Words where there is nothing to draw, without axes."""
    axis.set_axis_off()
    axis.text(0.5, 0.5, text, ha="center", va="center", transform=axis.transAxes, wrap=True)


def _log(x: float) -> float:
    return float(np.log10(1 + max(x, 0.0)))


def _trust(found: dict[str, Any]) -> Figure:
    ranks = found["trust"]["ranks"] | (
        {"all together (TARP)": found["trust"]["joint_ranks"]} if found["trust"]["ranks"] else {}
    )
    x = np.linspace(0, 1, 101)
    n = found["trust"]["runs"]
    if not ranks:
        figure = style.figure(4.6, 1.6)
        _instead(figure.subplots(), f"Whether to believe it could not be tried:\n"
                 f"{counted(n, 'held-out run')}, or nothing was fitted.")  # fmt: skip
        return figure
    figure = style.figure(6.4, 4.2)
    axis = figure.subplots()
    axis.set_title("Ranks of held-out truths, cumulated")
    band = BAND / np.sqrt(n)
    axis.fill_between(x, x - band, x + band, color=style.FAINT, lw=0, label="chance, 99 %")
    for i, (name, values) in enumerate(ranks.items()):
        y = np.searchsorted(np.sort(values), x, side="right") / max(1, len(values))
        last = i == len(ranks) - 1
        axis.plot(x, y, lw=1.6 if last else 0.9, color=style.RIOTING if last else None, label=name)
    axis.set_xlim(0, 1)
    axis.set_ylim(0, 1)
    axis.set_xlabel("share of the posterior below the truth")
    axis.set_ylabel("share of held-out runs")
    axis.legend(fontsize=7, loc="upper left", bbox_to_anchor=(1.01, 1.0), borderaxespad=0)
    return figure
