"""Features: what an observer could make of reports; nothing that only the model knows.

Each report's figure, and of the places that are reported on, where there are some:

    onsets      how many began
    together    share of pairs of them that began within six hours: synchrony
    precedent   share, the first left out, that had an earlier one among the nearer half of the others
    order       rank correlation of the beginning with the distance from the first
    violence    riots by crowds, on a logarithm
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.inference.calibration.targets import Targets

DERIVED = ("onsets", "together", "precedent", "order", "violence")
WITHIN = 6.0  # hours
OUT = ("crowd", "riot")


class Features:
    """How reports become features.

    names : of the features; family : of each, its kind of report, or 'beginnings' of what is derived
    """

    def __init__(self, targets: Targets) -> None:
        self.targets = targets
        start = targets.scenario.start
        self.at = np.array([
            (o.time - start).total_seconds() / 3600 if o.what in OUT and o.place and not o.so_far
            else np.nan for o in targets.listed
        ])  # fmt: skip
        self.what = np.array([o.what for o in targets.listed])
        places = [(o.place, o.region) for o in targets.listed]
        of = {(p.name, p.region): p for p in targets.scenario.spec.places}
        self.where = list(
            dict.fromkeys(p for p, t in zip(places, self.at, strict=True) if not np.isnan(t))
        )
        self.index = np.array([
            self.where.index(p) if not np.isnan(t) else -1
            for p, t in zip(places, self.at, strict=True)
        ])  # fmt: skip
        lat, lon = (
            np.radians([getattr(of[p], name) if p in of else 0.0 for p in self.where])
            for name in ("lat", "lon")
        )
        x, y = lon[:, None] - lon, lat[:, None] - lat
        self.far = np.hypot(x * np.cos(lat.mean() if len(lat) else 0.0), y)
        self.derived = DERIVED if len(self.where) > 1 else ()
        self.names = [s.name for s in targets.statistics] + list(self.derived)
        self.family = list(self.what) + ["beginnings"] * len(self.derived)

    def of(self, fitted: NDArray[np.float64], shown: NDArray[np.float64]) -> NDArray[np.float64]:
        """(run, feature) of what was reported of runs: see `Targets.figures`."""
        if not self.derived:
            return np.asarray(fitted)
        return np.asarray(np.c_[fitted, np.array([self._beginnings(row) for row in shown])])

    def recorded(self) -> NDArray[np.float64]:
        """(feature,) of what was observed."""
        s = self.targets.statistics
        shown = np.array([x.middle for x in s])
        return np.asarray(self.of(self.targets.recorded[None], shown[None])[0])

    def _beginnings(self, shown: NDArray[np.float64]) -> list[float]:
        out = np.nan_to_num(shown) > 0
        began = np.full(len(self.where), np.inf)
        for i in range(len(self.where)):
            times = self.at[(self.index == i) & out]
            began[i] = times.min() if len(times) else np.inf
        there = np.flatnonzero(np.isfinite(began))
        n = len(there)
        sums = {
            k: float(np.nan_to_num(shown[(self.what == k) & (self.index >= 0)]).sum()) for k in OUT
        }
        violence = np.log1p(sums["riot"]) - np.log1p(sums["crowd"])
        if n < 2:
            return [float(n), np.nan, np.nan, np.nan, violence]
        hours = began[there]
        gaps = np.abs(hours[:, None] - hours)[np.triu_indices(n, 1)]
        first = int(there[np.argmin(hours)])
        before = []
        for i in map(int, there):
            if i == first:
                continue
            others = np.delete(np.arange(len(self.where)), i)
            near = others[np.argsort(self.far[i][others], kind="stable")][: (len(others) + 1) // 2]
            before.append(bool((began[near] < began[i]).any()))
        return [float(n), float((gaps <= WITHIN).mean()), float(np.mean(before)),
                _ranked(hours, self.far[first][there]), violence]  # fmt: skip


def _ranked(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return 0.0
    from scipy.stats import rankdata

    return float(np.corrcoef(rankdata(x), rankdata(y))[0, 1])
