"""Measures: the figure that belongs to each fact, from events and units, simulated or recorded alike.

A function for each kind; `MEASURES` says which fact takes which.  Where there is nothing to measure the
answer is nan.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.inference.world.events import Events, Units

    Measure = Callable[[Events, Units], float]

#: Size classes of the data set: from, and below.
CLASSES = {
    "50-99": (50, 100), "100-999": (100, 1000), "1000-1999": (1000, 2000),
    "2000-4999": (2000, 5000), "5000-10000": (5000, 10_001), ">10000": (10_001, np.inf),
}  # fmt: skip
FEWEST = 20  # events, or units, from which a share or a quantile is worth telling
OFTEN = 5  # events of a city, from which its largest counts
NIGHT = (0, 6)
ARRESTED = 100  # in a crisis, from which its dead per thousand arrested are told


def share(flags: NDArray[np.bool_]) -> float:
    """Share of those that hold."""
    return float(flags.mean()) if len(flags) >= FEWEST else np.nan


def in_class(e: Events, u: Units, name: str) -> float:
    """Share of events in a size class."""
    return share(_in(e, name))


def quantile(e: Events, u: Units, q: float) -> float:
    """A quantile of sizes."""
    return float(np.quantile(e.size, q)) if len(e) * (1 - q) >= 1 and len(e) >= FEWEST else np.nan


def tail(e: Events, u: Units, above: float) -> float:
    """Exponent of the density of sizes above a size, by maximum likelihood (Clauset et al. 2009)."""
    x = e.size[e.size >= above]
    return 1 + len(x) / float(np.log(x / above).sum()) if len(x) >= FEWEST else np.nan


def held_by_top(e: Events, u: Units, part: float) -> float:
    """Share of all participants in the largest events."""
    if len(e) * part < 1:
        return np.nan
    x = np.sort(e.size)[::-1]
    return float(x[: round(part * len(x))].sum() / x.sum())


def one_digit(e: Events, u: Units) -> float:
    """Share of sizes with a single digit that is not zero."""
    scale = 10.0 ** np.floor(np.log10(np.maximum(e.size, 1)) + 1e-12)
    return share(np.abs(e.size / scale - np.round(e.size / scale)) < 1e-9)


def slope_typical(e: Events, u: Units) -> float:
    """Slope of log size on log population of the city, within countries."""
    known = e.people > 0
    x, y = np.log(e.people[known]), np.log(e.size[known])
    if len(x) < FEWEST:
        return np.nan
    _, c = np.unique(e.country[known], return_inverse=True)
    n = np.bincount(c)
    x, y = x - (np.bincount(c, x) / n)[c], y - (np.bincount(c, y) / n)[c]
    return float((x * y).sum() / (x * x).sum()) if (x * x).sum() > 0 else np.nan


def slope_largest(e: Events, u: Units) -> float:
    """Slope of log largest size of a city on its log population, of cities with five events or more."""
    known = e.people > 0
    _, c, n = np.unique(
        np.stack([e.country[known], e.city[known]]), axis=1, return_inverse=True, return_counts=True
    )
    most = np.zeros(len(n))
    people = np.zeros(len(n))
    np.maximum.at(most, c.ravel(), e.size[known])
    np.maximum.at(people, c.ravel(), e.people[known])
    often = n >= OFTEN
    if often.sum() < FEWEST:
        return np.nan
    return float(np.polyfit(np.log(people[often]), np.log(most[often]), 1)[0])


def of_city(e: Events, u: Units, q: float) -> float:
    """A quantile of size over the population of the city."""
    x = (e.size / e.people)[e.people > 0]
    return float(np.quantile(x, q)) if len(x) >= FEWEST else np.nan


def of_nation(e: Events, u: Units, q: float) -> float:
    """A quantile, over units, of the largest event over the population of the nation."""
    x = u.largest[np.isfinite(u.largest)]
    return float(np.quantile(x, q)) if len(x) >= FEWEST else np.nan


def answered(e: Events, u: Units, by: str) -> float:
    """Share of events met with an answer, or that were violent, or of several days."""
    return share(_flag(e, by))


def answered_if(e: Events, u: Units, by: str, violent: bool) -> float:
    """The same of violent events, or of peaceful ones."""
    return share(_flag(e, by)[e.violent == violent])


def answered_in(e: Events, u: Units, by: str, region: str) -> float:
    """The same in a world region."""
    return share(_flag(e, by)[e.region == region])


def answered_at(e: Events, u: Units, by: str, size: str) -> float:
    """The same in a size class."""
    return share(_flag(e, by)[_in(e, size)])


def answered_after(e: Events, u: Units, by: str, least: int, most: int) -> float:
    """The same of events that lasted from so many days to so many."""
    return share(_flag(e, by)[(e.days >= least) & (e.days <= most)])


def next_violent(e: Events, u: Units, violent: bool) -> float:
    """Share of violent ones among the next protests after violent, or peaceful, ones."""
    followed = (e.next_violent >= 0) & (e.violent == violent)
    return share(e.next_violent[followed] == 1)


def lasting(e: Events, u: Units, least: int, most: int) -> float:
    """Share of events that lasted from so many days to so many."""
    return share((e.days >= least) & (e.days <= most))


def after_over_before(e: Events, u: Units, by: tuple[str, ...]) -> float:
    """Events in the week after, over those in the week before, protests that were met so."""
    met = np.logical_or.reduce([_flag(e, name) for name in by]) & (e.before >= 0)
    before = e.before[met].sum()
    return float(e.after[met].sum() / before) if met.sum() >= FEWEST and before else np.nan


def clustered(e: Events, u: Units) -> float:
    """Pairs of protests up to a week apart, over those 8 to 13 days apart, per day."""
    return float(u.near.sum() / u.far.sum()) if u.far.sum() > 0 else np.nan


def brief(e: Events, u: Units) -> float:
    """Share of active places that are active on one day only, in waves of ten places or more."""
    return float(u.brief.sum() / u.cities.sum()) if u.cities.sum() >= FEWEST else np.nan


def again(e: Events, u: Units) -> float:
    """How often a place is active again on the next day."""
    return float(u.again.sum() / u.could.sum()) if u.could.sum() >= FEWEST else np.nan


def starting(e: Events, u: Units, first: int, last: int) -> float:
    """Share of gatherings that began in these local hours, both included."""
    began = e.hour[e.hour >= 0]
    return share((began >= first) & (began <= last))


def gas_at_night(e: Events, u: Units) -> float:
    """Share of those from 18 h to 2 h among place-hours in which a crowd was being dispersed."""
    hours = u.gas.sum(0)
    whole = hours.sum()
    return float((hours[18:].sum() + hours[:2].sum()) / whole) if whole >= FEWEST else np.nan


def on_weekday(e: Events, u: Units, day: int) -> float:
    """Share of events that start on a day of the week, Monday 0."""
    return share(e.first % 7 == day)


def lethality(e: Events, u: Units) -> float:
    """Dead per thousand arrested, the median of crises with a hundred arrested and somebody dead."""
    known = (u.detained >= ARRESTED) & (u.dead > 0)
    x = 1000 * u.dead[known] / u.detained[known]
    return float(np.median(x)) if len(x) >= 5 else np.nan


def _in(e: Events, name: str) -> NDArray[np.bool_]:
    low, high = CLASSES[name]
    return (e.size >= low) & (e.size < high)


def _flag(e: Events, by: str) -> NDArray[np.bool_]:
    if by == "multi":
        return e.days > 1
    found: NDArray[np.bool_] = getattr(e, by)
    return found


def _table() -> dict[str, Measure]:
    out: dict[str, Measure] = {
        f"F0{i}": partial(in_class, name=name) for i, name in enumerate(CLASSES, 1)
    }
    quantiles = {"median": 0.5, "q75": 0.75, "q90": 0.9, "q95": 0.95, "q99": 0.99}
    out |= {f"F07.{name}": partial(quantile, q=q) for name, q in quantiles.items()}
    out |= {"F08": partial(tail, above=1e3), "F09": partial(tail, above=1e4)}
    out |= {
        "F10.top1": partial(held_by_top, part=0.01),
        "F10.top10": partial(held_by_top, part=0.1),
    }
    out |= {"F11": one_digit, "F12": slope_typical, "F13": slope_largest}
    out |= {"F14.median": partial(of_city, q=0.5), "F14.q95": partial(of_city, q=0.95)}
    out |= {"F15.median": partial(of_nation, q=0.5), "F15.q90": partial(of_nation, q=0.9)}
    columns = {"F20": "ignore", "F21": "crowddispersal", "F22": "arrests", "F23": "accomodation",
               "F24": "beatings", "F25": "shootings", "F26": "killings", "F30": "violent"}  # fmt: skip
    out |= {fact: partial(answered, by=by) for fact, by in columns.items()}
    for name in ("killings", "crowddispersal", "arrests", "shootings", "ignore"):
        for kind, violent in (("peaceful", False), ("violent", True)):
            out[f"F27.{name}.{kind}"] = partial(answered_if, by=name, violent=violent)
    for region in ("Europe", "South America", "Asia", "Africa", "MENA"):
        out[f"F28.{region}"] = partial(answered_in, by="killings", region=region)
    for size in ("50-99", "100-999", "2000-4999", ">10000"):
        out[f"F29.{size}"] = partial(answered_at, by="killings", size=size)
    for by in ("violent", "killings", "accomodation", "multi"):
        out[f"F31.{by}"] = partial(answered, by=by)
    out |= {f"F32.{k}": partial(next_violent, violent=v)
            for k, v in (("violent", True), ("peaceful", False))}  # fmt: skip
    spans = {"1": (1, 1), "2-3": (2, 3), "4-7": (4, 7)}
    out |= {f"F33.{k}": partial(lasting, least=a, most=b) for k, (a, b) in spans.items()}
    out |= {f"F35.{k}": partial(answered_after, by="accomodation", least=a, most=b)
            for k, (a, b) in spans.items()}  # fmt: skip
    out["F37"] = partial(after_over_before, by=("shootings", "killings"))
    for name in ("beatings", "arrests", "crowddispersal", "ignore"):
        out[f"F38.{name}"] = partial(after_over_before, by=(name,))
    out |= {"F41": clustered, "F44.brief": brief, "F44.again": again}
    for part, (a, b) in {"afternoon": (12, 17), "evening": (18, 23), "night": NIGHT}.items():
        out[f"F52.{part}"] = partial(starting, first=a, last=b)
    out |= {"F53": gas_at_night, "F69": lethality}
    return out | {
        f"F55.{name}": partial(on_weekday, day=d) for name, d in (("Monday", 0), ("Sunday", 6))
    }


MEASURES = _table()
