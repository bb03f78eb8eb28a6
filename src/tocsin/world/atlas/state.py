"""How a state answers: rules with thresholds from what states of its world region have been seen
to do.

Mass Mobilization says in which share of protests a state ignored, gave way, dispersed, arrested,
beat or shot.  A threshold of the draft is one of the world, set by hand to the lags of known
crises, over the odds of the answer in the region against those in the world: a state that shoots
twice as often as others shoots at half as many rioters.  Its prior is as wide as the states of one
region differ in the log odds of the answer (`spread.csv`).  `acts` writes the rules, `travelling` the
parameters.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tocsin.world.atlas.archive import answers

#: Protests of the world that are added to a region's, so that few (Oceania has 38) say little.
SHRINK = 200
#: Odds ratios beyond these bounds are taken for noise of the coding.
LEAST, MOST = 1 / 8, 8.0


@dataclass(frozen=True)
class State:
    """Shares of protests met with each answer in a world region, and their odds against the
    world's.

    low, high : of the odds ratio, 90 % by the normal law of its logarithm
    spread : sd of the log odds between countries of a world region
    """

    group: str
    protests: int
    share: dict[str, float]
    odds: dict[str, float]
    low: dict[str, float]
    high: dict[str, float]
    spread: dict[str, float]
    source: str


#: Names of the answers here, and in the table.
ANSWERS = {
    "ignore": "ignore", "accommodate": "accomodation", "disperse": "crowddispersal",
    "arrest": "arrests", "beat": "beatings", "shoot": "shootings", "kill": "killings",
}  # fmt: skip


def state(group: str) -> State:
    """The profile of a world region; of one that the table does not have, the world's."""
    table, source = answers()
    world = table["all"]
    row = table.get(group, world)
    n = row["events"]
    share, odds, low, high = {}, {}, {}, {}
    for name, column in ANSWERS.items():
        share[name] = row[column]
        held = (n * row[column] + SHRINK * world[column]) / (n + SHRINK)
        ratio = _odds(held) / _odds(world[column])
        error = 1.64 * (1 / ((n + SHRINK) * held * (1 - held))) ** 0.5
        odds[name] = _bounded(ratio)
        low[name], high[name] = (
            _bounded(ratio * 2.718281828**-error),
            _bounded(ratio * 2.718281828**error),
        )
    return State(group or "all", int(n), share, odds, low, high, spread(), source)


@lru_cache(maxsize=1)
def spread() -> dict[str, float]:
    """How much the states of a world region differ, by answer: sd of the log odds."""
    with Path(__file__).with_name("spread.csv").open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return {row["answer"]: float(row["spread"]) for row in csv.DictReader(lines)}


def _odds(share: float) -> float:
    return share / (1 - share)


def _bounded(ratio: float) -> float:
    return min(max(ratio, LEAST), MOST)
