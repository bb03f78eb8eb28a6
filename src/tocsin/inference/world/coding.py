"""Coding: events out of what was to be seen, by the rules of the data set.

A day of a square is reported or not, and its crowd counted, by the observation model (`observing`) as
the press counts; days with a reported crowd of 50 or more that follow one another are one event.  Its
size is the largest report, its answers are all that the state did on its days; what else a coder needs
stands in coding.yaml.  Several answers may apply; `ignore` is none of them.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.inference.observing import errors
from tocsin.inference.observing.reports import Reports, grade
from tocsin.inference.observing.sampling import sample
from tocsin.inference.world.declared import passports
from tocsin.inference.world.watching import COLUMNS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.inference.observing.errors import Errors

FILE = "coding.yaml"
RELIABILITY = "B2"  # of the press, as `observe` grades it
#: What a state may do, by the columns of the data set.
RESPONSES = (
    "arrests", "accomodation", "beatings", "crowddispersal", "ignore", "killings", "shootings",
)  # fmt: skip


@dataclass(frozen=True)
class Event:
    """An event as a coder would have it.

    place : number of the square; first, days : its first day, from 0 on, and how many it lasted
    hour : local hour at which its crowd gathered on the first day, -1 if it was there at midnight
    answers : by the names of `RESPONSES`
    """

    place: int
    first: int
    days: int
    size: float
    violent: bool
    hour: int
    answers: dict[str, bool]


def events_of(row: dict[str, Any], seed: int, number: int, e: Errors | None = None) -> list[Event]:
    """The events of a crisis, by place and day; `row` is what `watching` left."""
    days = np.array(row["days"], float).reshape(-1, len(COLUMNS))
    if not len(days):
        return []
    seen = dict(zip(COLUMNS, days.T, strict=True))
    people = np.array([row["places"][str(int(p))][2] for p in seen["place"]], float)
    figure = reported(seen, people, seed, number, e or errors.point())
    rules = {name: float(p["value"]) for name, p in passports(FILE).items()}
    order = np.lexsort((seen["day"], seen["place"]))
    order = order[figure[order] >= rules["least"]]
    out: list[Event] = []
    run: list[int] = []
    for i in order:
        last = run[-1] if run else -1
        if run and (seen["place"][i], seen["day"][i]) != (
            seen["place"][last],
            seen["day"][last] + 1,
        ):
            out.append(_event(run, seen, figure, row, rules))
            run = []
        run.append(int(i))
    return [*out, _event(run, seen, figure, row, rules)] if run else out


def reported(
    seen: dict[str, NDArray[np.float64]],
    people: NDArray[np.float64],
    seed: int,
    number: int,
    e: Errors,
) -> NDArray[np.float64]:
    """(day of a place,) crowds as the press has them; nan where it has none."""
    n = len(people)
    no, yes = np.zeros(n, bool), np.ones(n, bool)
    one = np.ones(n)
    who = np.array([zlib.crc32(f"square {p:.0f}".encode()) for p in seen["place"]], np.uint32)
    reports = Reports(
        low=one, high=one, point=yes, counted=yes, people=np.maximum(people, 1.0), total=no,
        grade=np.full(n, grade(RELIABILITY)), under=no, over=no, who=who,
        hour=24 * seen["day"].astype(np.int64),
    )  # fmt: skip
    return sample(seen["size"], reports, e, seed=seed, run=number).figure


def _event(
    run: list[int],
    seen: dict[str, NDArray[np.float64]],
    figure: NDArray[np.float64],
    row: dict[str, Any],
    rules: dict[str, float],
) -> Event:
    most = {name: float(seen[name][run].max()) for name in ("size", "rioting")}
    total = {n: float(seen[n][run].sum()) for n in ("arrests", "beaten", "shots", "dead")}
    first, last = int(seen["day"][run[0]]), int(seen["day"][run[-1]])
    gave_way = row["places"][str(int(seen["place"][run[0]]))][3]
    answers = {
        "arrests": total["arrests"] >= rules["arrested"],
        "accomodation": any(first <= day <= last + rules["answered"] for day in gave_way),
        "beatings": total["beaten"] >= rules["beaten"],
        "crowddispersal": bool((seen["faced"][run] >= rules["dispersed"]).any()),
        "killings": total["dead"] >= rules["killed"],
        "shootings": total["shots"] >= rules["shot"],
    }
    answers["ignore"] = not any(answers.values())
    return Event(
        place=int(seen["place"][run[0]]), first=first, days=last - first + 1,
        size=float(figure[run].max()), hour=int(seen["hour"][run[0]]), answers=answers,
        violent=most["rioting"] >= max(rules["violent"], rules["violent_share"] * most["size"]),
    )  # fmt: skip
