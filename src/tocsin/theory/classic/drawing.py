"""Figures of the classics: quiet axes, colours that colour-blind readers tell apart, saving.

Colours after Okabe and Ito (2008).  matplotlib (the extra `plot`) is imported when a figure is
wanted, never before; figures are made without pyplot and without a screen."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.errors import InputError, OutputError
from tocsin.files import replacing

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from tocsin.theory.classic.result import Result

BLUE, ORANGE, GREEN, PINK, YELLOW = "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00"
INK, GREY, FAINT = "#222222", "#6b6b6b", "#d9d9d9"
KINDS = (".png", ".svg", ".pdf")

#: Settings by their names, which matplotlib's types list one by one.
_RC: Any = {
    "font.size": 9, "text.color": INK, "axes.labelcolor": INK, "axes.edgecolor": GREY,
    "axes.titlesize": 10, "axes.titleweight": "bold", "axes.titlelocation": "left",
    "axes.spines.top": False, "axes.spines.right": False, "axes.linewidth": 0.6,
    "xtick.color": GREY, "ytick.color": GREY, "xtick.major.width": 0.6, "ytick.major.width": 0.6,
    "axes.axisbelow": True, "legend.frameon": False, "legend.fontsize": 8, "text.parse_math": False,
    "figure.facecolor": "white", "savefig.facecolor": "white", "lines.linewidth": 1.4,
}  # fmt: skip


def check_kind(path: str | Path) -> None:
    """Raises InputError unless a file of that name can be drawn."""
    path = Path(path)
    if path.suffix.lower() not in KINDS:
        raise InputError(f"{path}: expected a name that ends in .png, .svg or .pdf")
    if path.is_dir():
        raise InputError(f"{path}: is a folder; expected a name for a file")


def make(result: Result) -> Figure:
    """The figure of a result; raises InputError if matplotlib is not installed."""
    try:
        import matplotlib as mpl
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        raise InputError(
            "figures need matplotlib; install it with: pip install matplotlib"
        ) from None

    class Drawing(Figure):
        """A figure that notebooks show without pyplot."""

        def _repr_png_(self) -> bytes:
            buffer = io.BytesIO()
            self.savefig(buffer, format="png", dpi=120)
            return buffer.getvalue()

    if result.draw is None:
        raise InputError(f"{result.model} has no figure")
    with mpl.rc_context(_RC):
        made = Drawing(figsize=result.size, layout="constrained")
        FigureCanvasAgg(made)
        result.draw(made, result)
    return made


def save(drawing: Figure, path: str | Path) -> None:
    """Write it as PNG, SVG or PDF, the same bytes each time; raises InputError, OutputError."""
    import matplotlib as mpl

    check_kind(path)
    path = Path(path)
    kind = path.suffix.lower()
    metadata: Any = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}.get(kind)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with (
            mpl.rc_context({"svg.hashsalt": "tocsin", "svg.fonttype": "none"}),
            replacing(path) as file,
        ):
            drawing.savefig(file, format=kind[1:], dpi=110, metadata=metadata)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error


def finish(axes: Axes, x: str, y: str, title: str = "") -> None:
    """Labels and title of a pair of axes."""
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    if title:
        axes.set_title(title)
