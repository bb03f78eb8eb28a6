"""The budget: how many runs, and how they are shared among the rounds.

Minutes become runs once, by the pace of the first few, and what they became is noted in the folder: a
calibration that is taken up again has the same runs, and so the same bits.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.errors import InputError
from tocsin.results.directory import write_json

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tocsin.inference.calibration.runs import Runs

FEWEST, MOST = 60, 1_000_000  # runs
DEFAULT = 2000
PILOT = 24  # runs by which the pace is known
SETS = 200  # of a cloud; of few runs a tenth
NOTE = "budget.json"
OF_THE_TIME = 0.95  # what is left is for the fit, and for what was not foreseen


@dataclass(frozen=True)
class Budget:
    """Runs of the first round, of the second, and of the cloud."""

    first: int
    second: int
    sets: int

    @property
    def runs(self) -> int:
        """In all."""
        return self.first + self.second + self.sets


def shared(runs: int) -> Budget:
    """Runs among the rounds; raises InputError for too few or too many."""
    if not FEWEST <= runs <= MOST:
        raise InputError(
            f"--runs {runs}: expected {FEWEST} to {MOST:,}; some 2,000 is a fair number"
        )
    sets = min(SETS, runs // 10)
    second = (runs - sets) // 2
    return Budget(runs - sets - second, second, sets)


def by_the_clock(runs: Runs, minutes: float, unit: NDArray[np.float64]) -> Budget:
    """As many runs as fit into so many minutes, by the pace of the first `PILOT`, which are done here.

    unit : (run, parameter) the beginning of the first round
    """
    note = runs.job.partial / NOTE
    if note.exists():
        with runs.job.writing():
            return shared(int(json.loads(note.read_text(encoding="utf-8"))["runs"]))
    ended: list[float] = []
    tell, runs.total = runs.progress, PILOT
    begin = time.perf_counter()

    def tick(done: int, total: int) -> None:
        ended.append(time.perf_counter())
        tell(done, total)

    runs.progress = tick
    try:
        runs.carry_out(1, 0, unit[:PILOT])
    finally:
        runs.progress = tell
    now = time.perf_counter()
    pace = (ended[-1] - ended[0]) / (len(ended) - 1) if len(ended) > 1 else (now - begin) / PILOT
    left = max(60 * minutes * OF_THE_TIME - (now - begin), 0.0)
    count = min(MOST, max(FEWEST, PILOT + int(left / max(pace, 1e-6))))
    with runs.job.writing():
        write_json(note, {"runs": count, "minutes": minutes, "seconds_per_run": round(pace, 4)})
    return shared(count)
