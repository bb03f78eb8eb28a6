"""What the mechanisms tell the persons for one hour: fields by home place, rates by stratum.

Both engines read this and nothing else.  Rates are hazards per hour times the hour's length.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Columns of the packed table, in the order in which the kernels read them.
COLUMNS = (
    "gain",
    "price",
    "illegitimacy",
    "pull",
    "risk",
    "quarter_tau",
    "rejoin",
    "come_back",
    "leave_marching",
    "doubt",
    "leave_rioting",
    "commit",
    "disperse",
    "calm_down",
    "settle",
    "release",
    "recover",
)


@dataclass(frozen=True)
class Hazards:
    """Fields of the decision by home place (place,), rates by (stratum, place).

    gain            multiplier of hardship (corruption, inequality, single-industry towns)
    price           grievance from the price shock still in force
    illegitimacy    1 - L
    pull            social pull minus threshold, S - T
    risk            perceived risk C, multiplied by a person's risk aversion
    quarter_tau     1 / (4 tau)
    rejoin          factor on the join rate of those who have been out (fatigue)
    come_back       rate of return of the dispersed, times willingness
    leave_marching, leave_rioting   rates of going home
    doubt           rate of second thoughts, times (1 - willingness)
    commit          factor on doubt and dispersal for rioters
    disperse        rate at which marchers are driven off
    calm_down       rate from rioting back to marching
    settle          rate at which the dispersed give up and go home
    release         rate of release of the detained
    recover         rate of recovery of the injured
    join            (stratum, place) rate of joining, times willingness
    escalate        (stratum, place) rate from marching to rioting, times grievance
    """

    gain: NDArray[np.float64]
    price: NDArray[np.float64]
    illegitimacy: NDArray[np.float64]
    pull: NDArray[np.float64]
    risk: NDArray[np.float64]
    quarter_tau: NDArray[np.float64]
    rejoin: NDArray[np.float64]
    come_back: NDArray[np.float64]
    leave_marching: NDArray[np.float64]
    doubt: NDArray[np.float64]
    leave_rioting: NDArray[np.float64]
    commit: NDArray[np.float64]
    disperse: NDArray[np.float64]
    calm_down: NDArray[np.float64]
    settle: NDArray[np.float64]
    release: NDArray[np.float64]
    recover: NDArray[np.float64]
    join: NDArray[np.float64]
    escalate: NDArray[np.float64]

    def packed(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Single precision: fields (place, column), rates (place * stratum, 2)."""
        places = len(self.gain)
        table = np.empty((places, len(COLUMNS)), np.float32)
        for i, name in enumerate(COLUMNS):
            table[:, i] = getattr(self, name)
        rates = np.empty((places * len(self.join), 2), np.float32)
        rates[:, 0] = self.join.T.reshape(-1)
        rates[:, 1] = self.escalate.T.reshape(-1)
        return table, rates


assert set(COLUMNS) | {"join", "escalate"} == {f.name for f in fields(Hazards)}
