"""The map: places as circles by the people who are out, coloured by how many of them riot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline

from tocsin.view.figures import style
from tocsin.view.figures.moments import clock, hour_of
from tocsin.view.figures.source import by_place
from tocsin.view.outlines.areas import areas
from tocsin.view.outlines.country import outlines, side_by_side

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from tocsin.results.result import Result

WIDTH = 10.0  # inches
LARGEST = 2400.0  # points squared, of the largest crowd of the whole run
FULL = 0.6  # share of rioters from which on the colour is the darkest
NAMED = 6  # largest crowds that are named
COLOURS = LinearSegmentedColormap.from_list(
    "rioting", [style.MARCHING, "#d9992b", style.RIOTING, "#7a1500"]
)


def draw(result: Result, hour: int | str | None = None, run: int | None = None) -> style.Drawing:
    """The country at an hour of the run, that with most people out by default."""
    scenario = result.scenario
    what, (marching, rioting) = by_place(result, ("marching", "rioting"), run)
    active = marching + rioting
    t = int(active.sum(1).argmax()) if hour is None else hour_of(hour, scenario)
    places = scenario.spec.places
    at = side_by_side(np.array([[p.lon, p.lat] for p in places]))
    with style.style():
        middle, half = _view(at)
        shape = (half[1] / (half[0] * np.cos(np.radians(middle[1])))) if half[0] else 1.0
        made = style.figure(WIDTH, min(9.0, max(4.0, WIDTH * shape + 1.8)))
        axes = made.subplots()
        _land(axes, result, at)
        scale = LARGEST / max(1.0, float(active.max()))
        _crowds(axes, at, active[t], rioting[t], scale, [p.name for p in places])
        _legend(made, float(active.max()), scale)
        axes.set_xlim(middle[0] - half[0], middle[0] + half[0])
        axes.set_ylim(middle[1] - half[1], middle[1] + half[1])
        axes.set_aspect(1 / max(0.05, np.cos(np.radians(middle[1]))))
        axes.set_axis_off()
        out, riot = int(active[t].sum()), int(rioting[t].sum())
        axes.set_title(f"{scenario.spec.title}: {clock(t, scenario)}\n", fontsize=12)
        axes.text(0, 1.01, f"{out:,} people out, {riot:,} of them rioting. A simulation, not a record: "
                  f"{what}, seed {result.summary()['seed']}.", transform=axes.transAxes,
                  fontsize=9, color=style.GREY)  # fmt: skip
    return made


def _view(at: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Middle and half width of what is shown: the country, or the places with room around them."""
    own = [o.ring for o in outlines(at) if o.own]
    corners = np.concatenate(own) if own else at
    low, high = corners.min(0), corners.max(0)
    room = 0.03 if own else 0.2
    half = (high - low) / 2 * (1 + room)
    return (low + high) / 2, np.maximum(half, max(0.05, float(half.max()) * 0.35))


def _land(axes: Axes, result: Result, at: NDArray[np.float64]) -> None:
    spec = result.scenario.spec
    found = outlines(at)
    own = [Outline(o.ring) for o in found if o.own]
    for outline in found:
        colour = style.OWN if outline.own else style.LAND
        axes.fill(
            outline.ring[:, 0],
            outline.ring[:, 1],
            facecolor=colour,
            edgecolor="#9a9a9a",
            linewidth=0.6,
            zorder=1,
        )
    names = list(spec.regions)
    number = np.array([names.index(p.region) for p in spec.places])
    clip = PathPatch(Outline.make_compound_path(*own), transform=axes.transData) if own else None
    for rings in areas(at, number, len(names)):
        for ring in rings:
            (line,) = axes.plot(ring[:, 0], ring[:, 1], color=style.FAINT, linewidth=0.7, zorder=2)
            if clip is not None:
                line.set_clip_path(clip)
    for outline in found:
        if outline.own:
            axes.plot(
                outline.ring[:, 0], outline.ring[:, 1], color=style.GREY, linewidth=0.9, zorder=3
            )


def _crowds(
    axes: Axes,
    at: NDArray[np.float64],
    active: NDArray[np.float64],
    rioting: NDArray[np.float64],
    scale: float,
    names: list[str],
) -> None:
    axes.scatter(at[:, 0], at[:, 1], s=2, color="#b5b5b5", linewidth=0, zorder=4)
    order = np.argsort(-active, kind="stable")
    order = order[active[order] > 0]
    share = rioting[order] / active[order]
    axes.scatter(
        at[order, 0], at[order, 1], s=active[order] * scale + 4, c=np.minimum(share, 1), vmin=0,
        vmax=FULL, cmap=COLOURS, alpha=0.75, edgecolor="white", linewidth=0.5, zorder=5,
    )  # fmt: skip
    told: list[NDArray[np.float64]] = []
    span = np.ptp(at, axis=0).max() or 1.0
    for i in order:
        if len(told) >= NAMED or active[i] < 0.02 * active.max():
            break
        if all(np.abs(at[i] - other).max() > 0.03 * span for other in told):
            told.append(at[i])
            radius = np.sqrt(active[i] * scale + 4) / 2
            axes.annotate(f"{names[i]} {int(active[i]):,}", at[i], (radius + 2, 0),
                          textcoords="offset points", va="center", fontsize=8, zorder=6)  # fmt: skip


def _legend(made: style.Drawing, most: float, scale: float) -> None:
    """Two sizes and four colours, below the map."""
    step = 10 ** np.floor(np.log10(max(most, 10)))
    handles = [
        Line2D(
            [], [], linestyle="", marker="o", color=style.GREY, markerfacecolor="none",
            markersize=float(np.sqrt(n * scale + 4)), label=f"{int(n):,} people out",
        )
        for n in (step / 10, step) if n >= 1
    ]  # fmt: skip
    for share, label in ((0.0, "peaceful"), (0.2, "20 % rioting"), (0.6, "60 % or more")):
        colour = COLOURS(share / FULL)
        handles.append(
            Line2D([], [], linestyle="", marker="o", markersize=8, color=colour, label=label)
        )
    made.legend(handles=handles, loc="outside lower left", ncols=5, columnspacing=3,
                handletextpad=2.2, borderpad=1.2)  # fmt: skip
