"""Targets: what observations become, so that a run can be set beside them.

Each observation that stands and has a counterpart in a run is one statistic:

    count      log(1 + figure as it would be reported): seen or not, short, tampered with, rounded
    interval   the same, moved by as much as the interval is wide, so that its middle can be compared
    least      a figure without an upper end, or seen and not counted: 1 if a report says as much, or 0
    plain      times, shares and names of places: as they are; an interval of them moved as above

The errors of observing (`observing`) are drawn anew for each run from their priors, so that what is
not known of them widens what is learnt; what is not reported counts as 0.  Random numbers belong to
(seed, run, the report).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from tocsin.declare.outcome import OUTCOMES
from tocsin.declare.purposes import Purpose
from tocsin.inference.observations.kinds import WHAT
from tocsin.inference.observations.observation import Observation, hour_text
from tocsin.inference.observing import errors
from tocsin.inference.observing.reports import Reports, modelled, reports_of
from tocsin.inference.observing.sampling import PURPOSES, from_uniforms, keyed
from tocsin.people.random import key, uniforms_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.inference.observing.errors import Errors
    from tocsin.scenario import Scenario

_SHIFT = PURPOSES.index(Purpose.REPORT_ROUNDED)  # which intervals do not need: they are not rounded
#: Draws of the errors' own parameters are keyed by name, like those of the model's.
_WHO = np.array([crc32(p.name.encode()) for p in errors.PARAMETERS], np.uint32)


@dataclass(frozen=True)
class Statistic:
    """What one observation says.

    name : for people
    kind : 'count', 'interval', 'least' or 'plain'
    low, high : the figure in its own unit; equal for a point
    value : on the scale that is fitted
    half : half the width of an interval on that scale
    never : figure, in its own unit, of a run that has none: the end of the clock for hours
    """

    name: str
    kind: str
    low: float
    high: float
    value: float
    half: float = 0.0
    never: float = 0.0

    @property
    def middle(self) -> float:
        """The figure as one number, in its own unit; of no upper end the lower."""
        return self.low if np.isinf(self.high) else (self.low + self.high) / 2


class Targets:
    """The observations that are set beside runs.

    listed : those of the scenario and of a file that stand, counts first
    held : whether each is held back, beside which the result is only shown
    """

    def __init__(
        self, scenario: Scenario, observations: Iterable[Observation], hold: Iterable[str] = ()
    ) -> None:
        found = {o.id: o for o in observations if o.stands and _told(o)}
        counts = [o for o in found.values() if modelled(o)]
        others = [o for o in found.values() if not modelled(o)]
        self.scenario, self.listed = scenario, counts + others
        self.reports: Reports = reports_of(counts, scenario)
        names = _names(self.listed)
        self.statistics = [
            _statistic(o, n, float(scenario.hours)) for o, n in zip(self.listed, names, strict=True)
        ]
        self._others = np.array([int(o.id[:8], 16) for o in others], np.uint32)
        held = tuple(hold)
        self.held = np.array([_matches(s.name, held) for s in self.statistics], bool)
        self.unmatched = [
            h for h in held if not any(_matches(s.name, (h,)) for s in self.statistics)
        ]

    def __len__(self) -> int:
        return len(self.listed)

    @property
    def recorded(self) -> NDArray[np.float64]:
        """(statistic,) what was observed, on the scale that is fitted."""
        return np.array([s.value for s in self.statistics])

    def figures(
        self,
        true: NDArray[np.float64],
        runs: NDArray[np.int64],
        seed: int,
        model: Errors | None = None,
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """What would have been observed of runs: as statistics, and as figures in their own units.

        true : (run, observation) simulated figures, nan where the model has none
        runs : (run,) their numbers, to which random numbers belong
        model : the errors of observing; drawn from their priors for each run without
        returns : (run, statistic) values to be fitted, (run, statistic) figures, nan where not reported
        """
        n = len(self.reports)
        shown, shift = true.copy(), np.zeros_like(true)
        keys = [key(seed, int(run)) for run in runs]
        if n and keys:
            own = np.stack([uniforms_at(_WHO, Purpose.PARAMETERS, 0, k) for k in keys])
            e = errors.draw(own) if model is None else model
            u = np.stack([keyed(self.reports, k) for k in keys], 1)
            shown[:, :n] = from_uniforms(np.nan_to_num(true[:, :n]), self.reports, e, u).figure
            shift[:, :n] = 2 * u[_SHIFT] - 1
        if len(self._others) and keys:
            u = np.stack([uniforms_at(self._others, Purpose.REPORT_ROUNDED, 0, k) for k in keys])
            shift[:, n:] = 2 * u - 1
        shown[:, :n] = np.where(np.isnan(true[:, :n]), np.nan, shown[:, :n])
        fitted = np.stack(
            [self._fitted(j, shown[:, j], shift[:, j]) for j in range(len(self))], 1
        ) if len(self) else np.zeros((len(true), 0))  # fmt: skip
        return fitted, shown

    def _fitted(
        self, j: int, figure: NDArray[np.float64], shift: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        s = self.statistics[j]
        x = np.where(np.isnan(figure), s.never, figure)
        if s.kind == "least":
            return np.asarray(x >= max(s.low, 1.0), float)
        return np.asarray((x if s.kind == "plain" else np.log1p(x)) + s.half * shift)


def _told(o: Observation) -> bool:
    """A figure, a place by its name, or something that was seen and can be looked for."""
    return o.counted or bool(o.place) or modelled(o)


def _statistic(o: Observation, name: str, end: float) -> Statistic:
    """`end`: hours of the clock."""
    low, high = o.bounds
    if not modelled(o):
        never = end if _unit(o) == "h" else 0.0
        if not o.counted:  # a place by its name
            return Statistic(name, "plain", 1.0, 1.0, 1.0, never=never)
        if np.isinf(high):
            return Statistic(name, "plain", low, high, low, never=never)
        return Statistic(name, "plain", low, high, (low + high) / 2, (high - low) / 2, never)
    if np.isinf(high) or not o.counted:
        return Statistic(name, "least", low, high, 1.0)
    a, b = np.log1p(low), np.log1p(high)
    kind = "count" if a == b else "interval"
    return Statistic(name, kind, low, high, float((a + b) / 2), float((b - a) / 2))


def _unit(o: Observation) -> str:
    return OUTCOMES[o.what].unit if o.what in OUTCOMES and o.what not in WHAT else ""


def _names(listed: list[Observation]) -> list[str]:
    """What each is of, in few words; the same figure from another source has its number behind it."""
    out: list[str] = []
    for o in listed:
        where = o.place or o.region or "nation"
        parts = [o.what + (f".{o.part}" if o.part else ""), where]
        if o.so_far:
            parts.append(f"to {hour_text(o.until)}")
        elif o.what in WHAT:
            parts.append(hour_text(o.time))
            span = (o.until - o.time).total_seconds() / 3600
            parts[-1] += f"+{span:.0f}h" if span > 1 else ""
        name = " ".join(parts)
        same = sum(x == name or x.startswith(f"{name} (") for x in out)
        out.append(f"{name} ({same + 1})" if same else name)
    return out


def _matches(name: str, held: tuple[str, ...]) -> bool:
    return any(name == h or name.startswith(f"{h} ") for h in held)


def table(targets: Targets) -> list[dict[str, Any]]:
    """Names with figures, for files."""
    return [
        {"name": s.name, "kind": s.kind, "low": s.low,
         "high": None if np.isinf(s.high) else s.high}
        for s in targets.statistics
    ]  # fmt: skip
