"""What a classic model returns: numbers by name, everything else in xarray, and a plot.

A model fills in its `told` (sentences for people), `curve` (a series for a line of bars in a
terminal) and `draw` (its figure); `drawing` next door makes and saves figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    import xarray as xr
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Result:
    """The outcome of a model.

    model : its name
    source : the paper
    data : all arrays, with dimensions, units and the parameters as attributes
    numbers : what `summary()` gives, plain values that JSON can hold
    told : a few sentences on what happened
    curve : the name of a series and its values
    """

    model: str
    source: str
    data: xr.Dataset
    numbers: Mapping[str, Any]
    told: tuple[str, ...] = ()
    curve: tuple[str, Sequence[float]] = ("", ())
    draw: Callable[[Figure, Result], None] | None = field(default=None, repr=False)
    size: tuple[float, float] = (9.0, 3.6)  # inches

    def summary(self) -> dict[str, Any]:
        """The numbers by name as JSON holds them; None where there is none."""
        return {name: plain(value) for name, value in self.numbers.items()}

    def plot(self, path: str | Path | None = None) -> Figure:
        """The model's figure; given a path (.png, .svg or .pdf), it is written there.

        Raises InputError if matplotlib is not installed or the name has another ending;
        OutputError."""
        from tocsin.theory.classic import drawing

        if path is not None:
            drawing.check_kind(path)
        made = drawing.make(self)
        if path is not None:
            drawing.save(made, path)
        return made

    def __str__(self) -> str:
        return "\n".join([f"{self.model} ({self.source})", *self.told])


def plain(value: object) -> Any:
    """A value that JSON can hold: no NumPy scalars or arrays; what is not finite becomes None."""
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return float(value) if np.isfinite(value) else None
    return value
