"""Totals: quantities that follow from others by adding and taking away, each said once.

Outcomes, statistics, exports, figures and official figures add up by this table, and so does the page
of a report, which gets it with its data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Total:
    """A sum of variables of the record: parts by name with the sign that each has."""

    unit: str
    about: str
    parts: Mapping[str, int]


TOTALS = {
    "active": Total(
        "persons",
        "marching or rioting at the end of the hour, where they are",
        {"marching": 1, "rioting": 1},
    ),
    "dead_participants": Total(
        "persons",
        "dead so far among those who took part",
        {"dead": 1, "dead_bystanders": -1, "dead_forces": -1},
    ),
    "injured_civilians": Total(
        "persons", "civilians injured so far", {"injured": 1, "injured_forces": -1}
    ),
}


def total(name: str, get: Callable[[str], Any]) -> Any:
    """A total, or the variable itself where it is none.

    get : gives a variable by its name: a number or an array
    """
    if name not in TOTALS:
        return get(name)
    parts = iter(TOTALS[name].parts.items())
    first, _ = next(parts)  # all begin with a part that is added
    out = get(first)
    for part, sign in parts:
        out = out + get(part) if sign > 0 else out - get(part)
    return out
