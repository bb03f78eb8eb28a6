"""A plot of a weighing of accounts: the posterior as bars, the matrix of synthetic crises beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.view.figures import style
from tocsin.view.figures.calibration import both

if TYPE_CHECKING:
    from pathlib import Path


def save(found: dict[str, Any], folder: Path) -> None:
    """Write evidence.png and evidence.svg into a folder."""
    names = list(found["posterior"])
    with style.style():
        figure = style.figure(8.6, 1.8 + 0.5 * len(names))
        left, right = figure.subplots(1, 2)
        at = np.arange(len(names))
        left.barh(-at, list(found["posterior"].values()), color=style.MARCHING, height=0.6)
        left.set_yticks(-at, names)
        left.set_xlim(0, 1)
        left.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100 %"])
        left.set_xlabel("probability, given the reports" if found["leads"] else "prior probability")
        left.set_ylabel("account")
        left.set_title(f"{found['scenario']}: {found['verdict']}")
        left.grid(False)
        shares = np.array([[found["confusion"][a][b] for b in names] for a in names])
        right.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
        for i, row in enumerate(shares):
            for j, x in enumerate(row):
                colour = "white" if x > 0.55 else style.INK
                right.text(j, i, f"{x:.0%}", ha="center", va="center", fontsize=8, color=colour)
        right.set_xticks(at, names, fontsize=7)
        right.set_yticks(at, names, fontsize=7)
        right.set_xlabel("are called")
        right.set_ylabel("synthetic crises that are")
        right.set_title("Held-back crises, per cent of a row")
        right.grid(False)
        both(found, folder / "evidence", figure)
