"""What the figures share: colours that colour-blind readers tell apart, quiet axes, saving.

Colours are those of the report's page (web/src/style/colours.css, light), so that a group has one
colour everywhere.  Figures are made without pyplot and without a screen, and the same data give the
same file.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from tocsin.errors import InputError
from tocsin.files import replacing
from tocsin.results.writing import writing

INK, GREY, FAINT, LAND, OWN = "#222222", "#6b6b6b", "#d9d9d9", "#eeeeec", "#fbfbf8"
MARCHING, RIOTING, FORCE = "#2b6ca8", "#c8431a", "#00776c"
PARTICIPANTS, BYSTANDERS, OFFICERS = "#7a2d6b", "#9a6a00", "#00776c"
DETAINED = "#5b5aa3"
KINDS = (".png", ".svg", ".pdf")

#: Settings by their names, which matplotlib's types list one by one.
_RC: Any = {
    "font.size": 9, "text.color": INK, "axes.labelcolor": INK, "axes.edgecolor": GREY,
    "axes.titlesize": 10, "axes.titleweight": "bold", "axes.titlelocation": "left",
    "axes.spines.top": False, "axes.spines.right": False, "axes.linewidth": 0.6,
    "xtick.color": GREY, "ytick.color": GREY, "xtick.major.width": 0.6, "ytick.major.width": 0.6,
    "axes.grid": True, "axes.grid.axis": "y", "grid.color": "#e6e6e6", "grid.linewidth": 0.6,
    "axes.axisbelow": True, "legend.frameon": False, "legend.fontsize": 8, "text.parse_math": False,
    "figure.facecolor": "white", "savefig.facecolor": "white",
}  # fmt: skip


class Drawing(Figure):
    """A figure that notebooks show without pyplot."""

    def _repr_png_(self) -> bytes:
        buffer = io.BytesIO()
        self.savefig(buffer, format="png", dpi=120)
        return buffer.getvalue()


@contextmanager
def style() -> Iterator[None]:
    """Our settings, for as long as a figure is drawn."""
    with mpl.rc_context(_RC):
        yield


def figure(width: float, height: float) -> Drawing:
    """An empty figure, inches."""
    made = Drawing(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(made)
    return made


def save(drawing: Figure, path: str | Path) -> None:
    """Write it as PNG, SVG or PDF; raises InputError for another ending, OutputError."""
    path = Path(path)
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise InputError(f"{path}: expected a name that ends in .png, .svg or .pdf")
    metadata: dict[str, Any] | None = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}.get(
        kind
    )
    with (
        writing(path),
        mpl.rc_context({"svg.hashsalt": "tocsin", "svg.fonttype": "none"}),
        replacing(path) as file,
    ):
        drawing.savefig(file, format=kind[1:], dpi=160, metadata=metadata)
