"""What a person sees: the sites within vision, as a list for drawing one and as strips for counting.

`disc` is Euclid's, dx^2 + dy^2 <= v^2; `diamond` is |dx| + |dy| <= v (von Neumann, Mesa); `square`
is max(|dx|, |dy|) <= v (Moore).  The own site is not part of it.
"""

from __future__ import annotations

from math import floor

import numpy as np
from numpy.typing import NDArray

from tocsin.theory.classic.epstein.memory import LANES

SHAPES = {
    "disc": "dx^2 + dy^2 <= v^2",
    "diamond": "|dx| + |dy| <= v",
    "square": "max(|dx|, |dy|) <= v",
}
FLAT, DY, DX = range(3)  # rows of a view


def offsets(shape: str, vision: float) -> NDArray[np.int64]:
    """(site, 2) differences dy, dx of all sites in view, row by row, own site left out."""
    reach = floor(vision)
    dy, dx = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    if shape == "disc":
        seen = dx * dx + dy * dy <= vision * vision
    elif shape == "diamond":
        seen = np.abs(dx) + np.abs(dy) <= vision
    else:
        seen = np.ones_like(dx, dtype=bool)
    seen &= (dx != 0) | (dy != 0)
    return np.stack([dy[seen], dx[seen]], axis=1).astype(np.int64)


def view(shape: str, vision: float, width: int) -> NDArray[np.int64]:
    """(3, site): differences of position in the flat lattice, of row, of column."""
    seen = offsets(shape, vision)
    return np.ascontiguousarray(np.stack([seen[:, 0] * width + seen[:, 1], *seen.T]))


def strips(shape: str, vision: float) -> NDArray[np.uint8]:
    """(row, lane): 1 where a site is in view, from the row and column `reach` above and left."""
    seen = offsets(shape, vision)
    reach = floor(vision)
    lanes = -(-(2 * reach + 1) // LANES) * LANES
    mask = np.zeros((2 * reach + 1, lanes), np.uint8)
    mask[seen[:, 0] + reach, seen[:, 1] + reach] = 1
    return mask
