"""Figures with their ranges, drawn for each run: triangular, the value as its mode.

Draws are keyed by seed, run and name, so that another actor or member more or less changes no draw.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.declare.purposes import Purpose
    from tocsin.mechanisms.given.now import Now
    from tocsin.scenario.sections.section import Quantity


@dataclass(frozen=True)
class Ranges:
    """Figures with their ranges: (row, column) arrays of value, low and high."""

    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    def draw(self, names: list[str], purpose: Purpose, now: Now) -> NDArray[np.float64]:
        """A draw for each figure; column k has a key of its own."""
        n, columns = self.value.shape
        out = np.empty((n, columns))
        for k in range(columns):
            u = now.uniform_once([f"{name}/{k}" for name in names], purpose)
            out[:, k] = triangular(u, self.low[:, k], self.value[:, k], self.high[:, k])
        return out


def triangular(
    u: NDArray[np.float64],
    low: NDArray[np.float64],
    mode: NDArray[np.float64],
    high: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Quantiles of triangular distributions; the mode itself where low and high meet."""
    width = high - low
    flat = width <= 0
    safe = np.where(flat, 1.0, width)
    bend = (mode - low) / safe
    left = low + np.sqrt(u * safe * (mode - low))
    right = high - np.sqrt((1 - u) * safe * (high - mode))
    return np.where(flat, mode, np.where(u < bend, left, right))


def spread(u: NDArray[np.float64], figures: list[Quantity]) -> NDArray[np.float64]:
    """Quantiles of the figures' own distributions, one each."""
    table = ranges([[q] for q in figures], 1)
    return triangular(u, table.low[:, 0], table.value[:, 0], table.high[:, 0])


def ranges(rows: list[list[Quantity | None]], columns: int) -> Ranges:
    """A table of figures, zero where there is none."""

    def table(what: str) -> NDArray[np.float64]:
        out = np.zeros((len(rows), columns))
        for i, row in enumerate(rows):
            for k, figure in enumerate(row):
                if figure is not None:
                    value = getattr(figure, what)
                    out[i, k] = figure.value if value is None else value
        return out

    return Ranges(table("value"), table("low"), table("high"))
