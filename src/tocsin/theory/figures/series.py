"""Series of official figures: what was published when, and what is assumed of the truth behind it.

What was true is not known: it is taken to grow evenly from `begin` to `end` and to stay at `total`;
both have priors, the same for every model.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from tocsin.errors import InputError, did_you_mean

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Series:
    """Reports of one figure.

    hours : (report,) h from an origin; values : (report,) persons; retracted : (report,) taken back
    total, end : priors of the true number in the end, and of the hour at which it is reached
    begin : hour of the first case
    """

    name: str
    hours: NDArray[np.float64]
    values: NDArray[np.float64]
    retracted: NDArray[np.bool_]
    total: str
    end: str
    begin: float = 0.0

    def without(self, which: NDArray[np.bool_]) -> Series:
        """The series without some reports."""
        keep = ~np.asarray(which, bool)
        return replace(
            self,
            hours=self.hours[keep],
            values=self.values[keep],
            retracted=self.retracted[keep],
        )

    def saying(self, values: NDArray[np.float64]) -> Series:
        """The same reports with other numbers."""
        return replace(self, values=np.asarray(values, float))


ORIGIN = datetime(2022, 1, 5)

#: What is assumed of the truth: prior of its end value, prior of the hour, first hour.
#: Nearly all who died were killed on 5 to 7 January; detentions went on to 11 January or after.
ASSUMED = {
    "dead": ("loguniform(100, 1000)", "uniform(48, 84)", 0.0),
    "dead_with_officers": ("loguniform(100, 1000)", "uniform(48, 84)", 0.0),
    "dead_forces": ("loguniform(10, 100)", "uniform(24, 84)", 0.0),
    "detained": ("loguniform(5000, 50000)", "uniform(120, 240)", -36.0),
}


def recorded(name: str) -> Series:
    """A recorded series of Kazakhstan, January 2022; raises InputError for an unknown name."""
    if name not in ASSUMED:
        raise InputError(f"there is no recorded series {name!r}{did_you_mean(name, ASSUMED)}")
    file = resources.files("tocsin.theory.figures") / "data" / "kazakhstan-2022.csv"
    lines = [x for x in file.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    rows = [row for row in csv.DictReader(lines) if row["series"] == name]
    hours = [(datetime.fromisoformat(r["time"]) - ORIGIN).total_seconds() / 3600 for r in rows]
    total, end, begin = ASSUMED[name]
    return Series(
        name,
        np.array(hours),
        np.array([float(r["value"]) for r in rows]),
        np.array([r["retracted"] == "yes" for r in rows], bool),
        total,
        end,
        begin,
    )
