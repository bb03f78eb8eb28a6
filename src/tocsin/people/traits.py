"""What engines need to know of the traits of a world's persons, worked out once for all its runs.

It takes a look at every person, some 50 ms for a country: as much as a tenth of a run.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tocsin.people.kernels import thinning

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.people.layout import Layout


class Traits:
    """Hardship and risk aversion of all persons, in the order of `layout`; none of it changes."""

    def __init__(
        self, layout: Layout, hardship: NDArray[np.uint8], risk: NDArray[np.uint8]
    ) -> None:
        self.layout, self.hardship, self.risk = layout, hardship, risk

    @cached_property
    def extremes(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """(stratum, place) most hardship and least risk aversion; -1 and 2 where nobody lives."""
        start, end = self.layout.segment_start[:-1], self.layout.segment_start[1:]
        some = end > start
        most = np.full(len(start), -1.0)
        least = np.full(len(start), 2.0)
        most[some] = self.hardship[end[some] - 1] / 256 + 1 / 512  # segments rise in hardship
        risk = self.risk[: self.layout.persons]
        least[some] = np.minimum.reduceat(risk, start[some]) / 256 + 1 / 512
        shape = (self.layout.places, self.layout.strata)
        return most.reshape(shape).T, least.reshape(shape).T

    @cached_property
    def rows(self) -> NDArray[np.int32]:
        """(segment, 257) first id of each row of hardship; the last entry is the segment's end."""
        found: NDArray[np.int32] = thinning.rows_of(self.layout.segment_start, self.hardship)
        return found
