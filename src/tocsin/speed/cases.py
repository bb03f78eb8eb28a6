"""The declaration: what is measured, on what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Case:
    """A row of a table: `case.name(**options)` in a fresh process."""

    group: str
    label: str
    name: str
    options: dict[str, Any] = field(default_factory=dict)


MILLIONS = (1, 3, 10, 20, 50, 100)
SPLITS = (1, 2, 3, 6)
#: Off the threshold of everybody; how many go out then is measured, not chosen.
PULLS = (-0.03, -0.015, 0.0, 0.02, 0.05, 0.1)

ASKED = {
    "loop": "the hours alone",
    "run": "with what a run needs before them",
    "each": "outcomes of set after set",
    "memory": "an ensemble in memory",
    "hourly": "the same with every hour",
    "files": "with files",
}

GROUPS = {
    "national": "The flagship: 19.5 million persons, 336 hours, all mechanisms, record in memory",
    "hour": "Seconds of such a run by mechanism, one thread",
    "asking": "A run of many, one after the other on one core, by how they are asked for",
    "command": "What a user waits for, the flagship with its files written",
    "kernel": "The sweep over every person, and what the machine can do",
    "persons": "More persons: every place of the flagship grows alike",
    "places": "More places: every place of the flagship becomes several",
    "pairing": "Correlation of paired runs, by engine: what shared random numbers are worth",
    "activity": "More going on: the threshold of everybody is moved",
}


def cases(quick: bool = False) -> list[Case]:
    """All cases in their order; `quick` leaves out what takes long."""
    out = [
        Case("national", f"{engine}, {threads} thr.", "national",
             {"engine": engine, "threads": threads, "repeats": 5})
        for engine in ("thinning", "sweep") for threads in (1, 2)
    ]  # fmt: skip
    out.append(Case("hour", "by mechanism", "hour"))
    out += [Case("asking", label, "asking", {"how": how}) for how, label in ASKED.items()]
    out += [
        Case("command", "tocsin run", "command"),
        Case("command", "the first one, nothing cached", "command", {"empty": True}),
        Case("command", "world, first time", "world", {"empty": True}),
        Case("command", "world, from the cache", "world"),
        Case("command", "tocsin --help, above a bare interpreter", "help_"),
    ]
    for threads in (1, 2):
        out.append(Case("kernel", f"sweep, {threads} thr.", "kernel", {"threads": threads}))
        out.append(Case("kernel", f"limits, {threads} thr.", "limits", {"threads": threads}))
    if quick:
        return out
    for millions in MILLIONS:
        out.append(
            Case("persons", f"{millions} M", "national", {"persons": millions * 1e6, "threads": 2})
        )
    # crowds are seen by heads, so that more persons make a larger share go out: here fewer do
    quiet = {"persons": 100e6, "threads": 2, "pull": -0.1}
    out.append(Case("persons", "100 M, T +0.1", "national", quiet))
    for split in SPLITS:
        out.append(Case("places", f"split {split}", "national", {"split": split, "threads": 2}))
    for engine in ("thinning", "sweep"):
        out.append(Case("pairing", engine, "pairing", {"engine": engine}))
    for pull in PULLS:
        for engine in ("thinning", "sweep"):
            options = {"pull": pull, "engine": engine, "threads": 2, "repeats": 1}
            out.append(Case("activity", f"T {-pull:+g}, {engine}", "national", options))
    return out
