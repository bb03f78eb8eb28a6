"""Plots of a sweep's indices with their intervals, a panel for each outcome; needs matplotlib."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.declare.outcome import OUTCOMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Factors in a panel; of more, those with the largest index.
MOST = 12
MEASURES = {"sobol": ("S1", "ST"), "morris": ("mu_star",)}
WORDS = {
    "S1": "alone (S1)",
    "ST": "with interactions (ST)",
    "mu_star": "mean absolute effect (mu*)",
}
COLOURS = {"S1": "#4477aa", "ST": "#cc6677", "mu_star": "#4477aa"}


def save(found: dict[str, Any], folder: Path) -> list[str]:
    """Write sensitivity.png and sensitivity.svg of the last design that has indices; their names."""
    shown = [r for r in found["indices"] if r["rows"] and r["scale"] == "plain"]
    if not shown:
        return []
    method = shown[-1]["method"]
    import matplotlib

    figure = _figure([r for r in shown if r["method"] == method], method, found["scenario"])
    # no date and no random ids: the same sweep gives the same files
    with matplotlib.rc_context({"svg.hashsalt": "tocsin"}):
        figure.savefig(folder / "sensitivity.png", dpi=150)
        figure.savefig(folder / "sensitivity.svg", metadata={"Date": None})
    return ["sensitivity.png", "sensitivity.svg"]


def _figure(results: list[dict[str, Any]], method: str, scenario: str) -> Any:
    from matplotlib.figure import Figure

    measures = MEASURES[method]
    columns = min(2, len(results))
    lines = -(-len(results) // columns)
    counts = [min(MOST, len({r["factor"] for r in result["rows"]})) for result in results]
    figure = Figure(
        figsize=(6.0 * columns, lines * (1.2 + 0.24 * max(counts))), layout="constrained"
    )
    axes = figure.subplots(lines, columns, squeeze=False).ravel()
    for axis in axes[len(results) :]:
        axis.set_visible(False)
    for axis, result in zip(axes, results, strict=False):
        _panel(axis, result, measures)
    axes[0].legend(frameon=False, fontsize=8, loc="lower right")
    figure.suptitle(f"{scenario}: {method} indices with 95 % intervals; a simulation", fontsize=10)
    return figure


def _panel(axis: Axes, result: dict[str, Any], measures: tuple[str, ...]) -> None:
    by = {(r["factor"], r["measure"]): r for r in result["rows"] if r["value"] is not None}
    main = measures[-1]
    order = sorted((k[0] for k in by if k[1] == main), key=lambda f: -by[f, main]["value"])[:MOST]
    for i, measure in enumerate(measures):
        for at, factor in enumerate(order):
            row = by[factor, measure]
            y = -at - 0.28 * (i - (len(measures) - 1) / 2)
            colour = COLOURS[measure]
            label = WORDS[measure] if at == 0 else None
            axis.plot(row["value"], y, "o", ms=4, color=colour, label=label)
            if row["low"] is not None:
                axis.plot([row["low"], row["high"]], [y, y], "-", lw=1.5, color=colour)
    names = [f.removeprefix("parameters.") for f in order]
    axis.set_yticks([-i for i in range(len(order))], names, fontsize=7)
    axis.axvline(0, color="0.8", lw=0.8, zorder=0)
    axis.tick_params(axis="x", labelsize=7)
    unit = OUTCOMES[result["outcome"]].unit
    axis.set_title(f"{result['outcome']} ({unit})", fontsize=9)
