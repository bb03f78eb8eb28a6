"""Facts: statistics of recorded protests with their intervals, and simulated figures beside them.

facts.csv was written by `tools/world/record.py` before the first run; in it stands of each fact whether
it may set priors or is held back, every second one in the order of their numbers (two that speak of
crowd and city are both held back), and of those that do not apply to crises of 14 days why not.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.inference.world.events import drawn
from tocsin.inference.world.measures import MEASURES

if TYPE_CHECKING:
    from tocsin.inference.world.events import Events, Units

FILE = Path(__file__).with_name("facts.csv")
PRIORS, HELD, OUT = "priors", "held back", "does not apply"
TIMES = 200  # that crises are drawn again
COVERS = (0.05, 0.95)
NUMBERS = ("value", "low", "high")


@dataclass(frozen=True)
class Fact:
    """A row of the table; `interval` says how its bounds were found."""

    id: str
    topic: str
    statement: str
    value: float
    low: float
    high: float
    unit: str
    n: str
    use: str
    interval: str
    source: str


@cache
def facts() -> list[Fact]:
    """Those that apply, in the order of their numbers."""
    return [
        Fact(**{k: float(v) if k in NUMBERS else v for k, v in row.items()})  # type: ignore[arg-type]
        for row in _rows()
        if row["use"] != OUT
    ]


def left_out() -> list[tuple[str, str, str]]:
    """Id, statement and reason of those that do not apply."""
    return [(r["id"], r["statement"], r["interval"]) for r in _rows() if r["use"] == OUT]


def _rows() -> list[dict[str, str]]:
    with FILE.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def beside(events: Events, units: Units, seed: int = 0) -> list[dict[str, Any]]:
    """Each fact with the simulated figure and its 90 % interval, by crises drawn again.

    inside : whether the simulated figure lies within the recorded bounds; None where there are too
        few events for a figure
    overlaps : whether the two intervals have something in common
    """
    again = [_figures(*drawn(events, units, at)) for at in _drawn(len(units), seed)]
    spread = {k: np.array([a[k] for a in again], float) for k in MEASURES}
    figures = _figures(events, units)
    out = []
    for fact in facts():
        x = figures[fact.id]
        known = spread[fact.id][np.isfinite(spread[fact.id])]
        enough = bool(np.isfinite(x)) and len(known) >= TIMES // 2
        low, high = (float(q) for q in np.quantile(known, COVERS)) if enough else (None, None)
        out.append({
            "id": fact.id, "topic": fact.topic, "statement": fact.statement, "unit": fact.unit,
            "value": fact.value, "low": fact.low, "high": fact.high, "interval": fact.interval,
            "use": fact.use, "simulated": float(x) if np.isfinite(x) else None,
            "sim_low": low, "sim_high": high,
            "inside": bool(fact.low <= x <= fact.high) if np.isfinite(x) else None,
            "overlaps": bool(low <= fact.high and fact.low <= high)
            if low is not None and high is not None else None,
        })  # fmt: skip
    return out


def _figures(events: Events, units: Units) -> dict[str, float]:
    with np.errstate(divide="ignore", invalid="ignore"):
        return {name: measure(events, units) for name, measure in MEASURES.items()}


def _drawn(n: int, seed: int) -> list[Any]:
    """Numbers of units, each time as many as there are."""
    from numpy.random import Philox

    rng = np.random.Generator(Philox(seed))
    return [rng.integers(0, n, n) for _ in range(TIMES)] if n else []


def inside(rows: list[dict[str, Any]], use: str = "") -> tuple[int, int]:
    """How many are inside, and of how many there is a figure; of one use, or of all."""
    judged = [r for r in rows if r["inside"] is not None and use in ("", r["use"])]
    return sum(r["inside"] for r in judged), len(judged)
