"""The order of persons in memory: by place, stratum, hardship, risk; an id is a position.

A *segment* is the range of ids of one stratum of one place; a *piece* is the part of a segment that
lies in one block of 4096 ids.  Blocks are what threads share out; pieces never cross a block, so a
piece has one set of fields.  The arrays of persons are padded to whole blocks with quiet persons
whom no piece contains.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tocsin.people.random import BLOCK

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Layout:
    """Where the persons of each (place, stratum) stand.

    segment_start : (place * stratum + 1,) first id of each segment, the last entry is the number
        of persons; the segment of stratum g of place p has index `p * strata + g`
    piece_start, piece_end, piece_segment : (piece,)
    block_piece : (block + 1,) first piece of each block
    """

    places: int
    strata: int
    segment_start: NDArray[np.int64]
    piece_start: NDArray[np.int64]
    piece_end: NDArray[np.int64]
    piece_segment: NDArray[np.int64]
    block_piece: NDArray[np.int64]

    @property
    def persons(self) -> int:
        """Number of persons."""
        return int(self.segment_start[-1])

    @property
    def blocks(self) -> int:
        """Number of blocks of 4096 ids."""
        return len(self.block_piece) - 1

    @property
    def padded(self) -> int:
        """Length of the arrays of persons."""
        return self.blocks * BLOCK

    @property
    def place_start(self) -> NDArray[np.int64]:
        """(place + 1,) first id of each place."""
        return self.segment_start[:: self.strata]


def layout(sizes: NDArray[np.int64]) -> Layout:
    """The layout for `sizes` (place, stratum) persons."""
    places, strata = sizes.shape
    segment_start = np.zeros(places * strata + 1, np.int64)
    np.cumsum(sizes.reshape(-1), out=segment_start[1:])
    total = int(segment_start[-1])
    blocks = max(1, -(-total // BLOCK))
    cuts = np.unique(np.concatenate([segment_start, np.arange(0, total, BLOCK), [total]]))
    start, end = cuts[:-1], cuts[1:]
    # the last segment that starts at or before the piece and is not empty
    segment = np.searchsorted(segment_start, start, side="right") - 1
    block_piece = np.searchsorted(start, np.arange(blocks + 1) * BLOCK)
    return Layout(
        places,
        strata,
        segment_start,
        start.astype(np.int64),
        end.astype(np.int64),
        segment.astype(np.int64),
        block_piece.astype(np.int64),
    )
