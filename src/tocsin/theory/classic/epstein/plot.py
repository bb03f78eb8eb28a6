"""The figure of a run: actives and jailed by period, the lattice at the end if pictures were kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.theory.classic import drawing

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from tocsin.theory.classic.result import Result

#: Colours of what stands on a site: Model I (empty to cop), Model II (vacant to active green).
FIRST = ("#ffffff", "#9ecae1", drawing.ORANGE, "#bdbdbd", "#000000")
SECOND = ("#ffffff", drawing.BLUE, drawing.GREEN, "#000000", drawing.ORANGE, drawing.YELLOW)


def one(figure: Figure, result: Result) -> None:
    """Model I."""
    data = result.data
    lattice = "lattice" in data
    rows = figure.subplot_mosaic(
        [["active", "lattice"], ["below", "lattice"]] if lattice else [["active"], ["below"]],
        sharex=False,
    )
    top, below = rows["active"], rows["below"]
    top.plot(data.time, data.active, color=drawing.ORANGE)
    top.axhline(data.attrs["outburst_line"], color=drawing.GREY, linewidth=0.6, linestyle=":")
    drawing.finish(top, "", "active", result.model)
    below.plot(data.time, data.jailed, color=drawing.GREY, label="jailed")
    if float(data.cops.min()) != float(data.cops.max()):
        below.plot(data.time, data.cops, color=drawing.INK, label="cops")
        below.legend()
    if "tension" in data:
        right = below.twinx()
        right.plot(data.time, data.tension, color=drawing.PINK, linewidth=0.8)
        right.set_ylabel("tension", color=drawing.PINK)
    drawing.finish(below, "period", "jailed")
    if lattice:
        _picture(
            rows["lattice"], data, FIRST, int(np.argmax(data.active.values[data.frame.values]))
        )


def two(figure: Figure, result: Result) -> None:
    """Model II."""
    data = result.data
    lattice = "lattice" in data
    axes = figure.subplots(1, 2 if lattice else 1, squeeze=False)[0]
    axes[0].plot(data.time, data.blue, color=drawing.BLUE, label="blue")
    axes[0].plot(data.time, data.green, color=drawing.GREEN, label="green")
    if int(data.cops.max()):
        axes[0].plot(data.time, data.cops, color=drawing.INK, label="cops")
    axes[0].legend()
    drawing.finish(axes[0], "period", "persons", result.model)
    if lattice:
        _picture(axes[1], data, SECOND, -1)


def _picture(axes: Axes, data: xr.Dataset, colours: tuple[str, ...], frame: int) -> None:
    from matplotlib.colors import ListedColormap

    axes.imshow(
        data.lattice[frame], cmap=ListedColormap(list(colours)), vmin=0, vmax=len(colours) - 1,
        interpolation="nearest",
    )  # fmt: skip
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_title(f"period {int(data.frame[frame])}")
