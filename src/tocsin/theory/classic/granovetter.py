"""Granovetter 1978: thresholds of a crowd, and how a hair's breadth decides between six and a
hundred.

M. Granovetter, 'Threshold models of collective behavior', American Journal of Sociology 83:
1420-1443. A person joins once as many others as their threshold are active: r(t+1) = N F(r(t)) from
r(0) = 0, F the distribution of thresholds, until nobody joins any more.  The paper's example of 100
people with normal thresholds of mean 25 jumps from 6 to nearly 100 at a standard deviation of 12.2;
which of the discretisations of a normal distribution is meant decides where exactly (`rounding`,
`tipping_points`). Next door: `kuran` has the same arithmetic on shares, `watts` and `siegel` put it
on a network."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tocsin.theory.classic import checks
from tocsin.theory.classic.result import Result

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SOURCE = "Granovetter 1978, Am. J. Sociol. 83:1420"
MOST = 10_000_000
#: How thresholds of a normal distribution are made.
ROUNDINGS = {
    "nearest": "quantiles (i + 1/2)/N of the distribution, rounded to whole persons",
    "none": "the same quantiles, not rounded",
    "floor": "r(t+1) = floor(N F(r(t)))",
    "ceil": "r(t+1) = ceil(N F(r(t)))",
    "continuous": "an infinite crowd: the first solution of F(r) = r",
    "random": "N thresholds drawn at random, rounded to whole persons",
}


def granovetter(
    people: int = 100,
    mean: float = 25.0,
    sd: float = 12.21,
    *,
    thresholds: object = None,
    rounding: str = "nearest",
    seed: int = 1,
) -> Result:
    """How many join in the end, and round by round.

    people : number N in the crowd
    mean, sd : of normally distributed thresholds, persons
    thresholds : the threshold of each person instead, persons; at most 0 joins first, above N never
    rounding : see ROUNDINGS; seed : of the random one
    returns : data.active (round,) persons and data.threshold (person,); `equilibrium` in persons
    Raises InputError for a value out of range.
    """
    checks.choice("rounding", rounding, ROUNDINGS)
    if thresholds is not None:
        each = np.sort(checks.numbers("thresholds", thresholds))
        people, kind = len(each), "given"
        path = _by_thresholds(each)
    else:
        people = checks.whole("people", people, 1, MOST)
        mean, sd = checks.number("mean", mean), checks.number("sd", sd, 0)
        each = _normal(people, mean, sd, rounding, seed)
        kind = f"normal, mean {mean:g}, sd {sd:g}, {ROUNDINGS[rounding]}"
        path = _path(people, mean, sd, rounding, each)
    return _result(people, each, path, kind, None if thresholds is not None else mean)


def critical_sd(mean: float = 25.0, people: float = 100.0) -> float | None:
    """The standard deviation above which an infinite crowd tips, in persons of `people`; None if none.

    There F touches the diagonal from above: F(x) = x and F'(x) = 1, below the mean.  12.2221 for 25
    of 100."""
    from scipy.optimize import brentq
    from scipy.special import ndtr

    people = checks.number("people", people, above=0)
    m = checks.number("mean", mean) / people

    def gap(s: float) -> float:
        z = -math.sqrt(max(0.0, -2 * math.log(s * math.sqrt(2 * math.pi))))
        return float(ndtr(z)) - m - s * z

    low, high = 1e-9, 1 / math.sqrt(2 * math.pi)
    if gap(low) * gap(high) > 0:
        return None
    return float(brentq(gap, low, high, xtol=1e-15)) * people


def tipping_points(people: int = 100, mean: float = 25.0) -> dict[str, float | None]:
    """The least standard deviation at which more than half join, to 0.01, under each discretisation."""
    found: dict[str, float | None] = {}
    for rounding in ("nearest", "none", "floor", "ceil"):
        grid = np.arange(10_001) * people / 10_000
        active = equilibria(people, mean, grid, rounding)
        over = np.nonzero(active > people / 2)[0]
        found[rounding] = float(grid[over[0]]) if len(over) else None
    found["continuous"] = critical_sd(mean, people)
    return found


def equilibria(
    people: int, mean: float, sds: NDArray[np.float64], rounding: str = "nearest"
) -> NDArray[np.float64]:
    """Where the crowd ends for each standard deviation, persons."""
    if rounding in ("floor", "ceil"):
        return _all_at_once(people, mean, sds, rounding)
    ends = []
    for sd in sds:
        each = _normal(people, mean, float(sd), rounding, 1)
        ends.append(_path(people, mean, float(sd), rounding, each)[-1])
    return np.array(ends)


def _all_at_once(
    people: int, mean: float, sds: NDArray[np.float64], rounding: str
) -> NDArray[np.float64]:
    from scipy.special import ndtr

    whole = np.floor if rounding == "floor" else np.ceil
    now, before = np.zeros(len(sds)), np.full(len(sds), -1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        while (now > before).any():
            share = np.where(sds > 0, ndtr((now - mean) / sds), now >= mean)
            now, before = np.maximum(now, whole(people * share)), now
    return now


def _normal(people: int, mean: float, sd: float, rounding: str, seed: int) -> NDArray[np.float64]:
    from scipy.special import ndtri

    if rounding == "random":
        return np.sort(np.round(checks.generator(seed).normal(mean, sd, people)))
    each = mean + sd * ndtri((np.arange(people) + 0.5) / people)
    return np.asarray(np.round(each) if rounding == "nearest" else each)


def _path(
    people: int, mean: float, sd: float, rounding: str, each: NDArray[np.float64]
) -> NDArray[np.float64]:
    if rounding in ("nearest", "none", "random"):
        return _by_thresholds(each)
    if rounding == "continuous":
        return _continuous(people, mean, sd)
    whole = np.floor if rounding == "floor" else np.ceil
    path = [0.0]
    while len(path) < 2 or path[-1] > path[-2]:
        path.append(float(whole(people * _share(path[-1], mean, sd))))
    return np.array(path[:-1] if len(path) > 2 else path)


def _by_thresholds(each: NDArray[np.float64]) -> NDArray[np.float64]:
    path = [0]
    while len(path) < 2 or path[-1] > path[-2]:
        path.append(int(np.searchsorted(each, path[-1], "right")))
    return np.array(path[:-1] if len(path) > 2 else path, float)


def _share(x: float, mean: float, sd: float) -> float:
    from scipy.special import ndtr

    return float(ndtr((x - mean) / sd)) if sd > 0 else float(x >= mean)


def _continuous(people: int, mean: float, sd: float) -> NDArray[np.float64]:
    """The path of an infinite crowd, and the first crossing of the diagonal as its last value."""
    from scipy.optimize import brentq

    def over(x: float) -> float:
        return people * _share(x, mean, sd) - x

    path = [0.0]
    while len(path) < 200 and over(path[-1]) > 1e-9 * people:
        path.append(path[-1] + over(path[-1]))
    if over(path[-1]) <= 1e-9 * people:
        return np.array(path)
    steep = sd / people * math.sqrt(2 * math.pi)
    low, high = path[-1], float(people)
    if (
        steep < 1
    ):  # the slope of N F is 1 at two points: between the first and 0 it may cross downwards
        away = sd * math.sqrt(-2 * math.log(steep))
        if mean - away > low and over(mean - away) <= 0:
            high = mean - away
        elif mean + away < people:
            low = max(low, mean + away)
    path.append(float(brentq(over, low, high)) if over(high) < 0 else high)
    return np.array(path)


def _result(
    people: int,
    each: NDArray[np.float64],
    path: NDArray[np.float64],
    kind: str,
    normal: float | None,
) -> Result:
    import xarray as xr

    end = path[-1]
    end = int(end) if end == int(end) else float(end)
    waiting = each[each > path[-1]]
    data = xr.Dataset(
        {
            "threshold": ("person", each, {"units": "persons", "long_name": "threshold"}),
            "active": ("round", path, {"units": "persons", "long_name": "active after each round"}),
        },
        attrs={"model": "granovetter", "source": SOURCE, "people": people, "thresholds": kind},
    )
    if normal is not None:
        data.attrs["mean"] = normal
    numbers: dict[str, Any] = {
        "equilibrium": end, "share": end / people, "people": people, "rounds": len(path) - 1,
        "instigators": int((each <= 0).sum()),
        "next_threshold": float(waiting[0]) if len(waiting) else None, "thresholds": kind,
    }  # fmt: skip
    if normal is not None:
        numbers["critical_sd"] = critical_sd(normal, people)
    rounds = "1 round" if len(path) == 2 else f"{len(path) - 1} rounds"
    told = [f"{end:,.6g} of {people:,} take part in the end, after {rounds} "
            f"({numbers['instigators']:,} need nobody else)."]  # fmt: skip
    if len(waiting):
        told.append(f"The next person waits for {waiting[0]:,.6g} others.")
    if normal is not None and numbers["critical_sd"] is not None:
        told.append(
            f"An infinite crowd tips at a standard deviation of {numbers['critical_sd']:.4f}."
        )
    return Result("granovetter", SOURCE, data, numbers, tuple(told),
                  ("active by round", path.tolist()), _draw)  # fmt: skip


def _draw(figure: Figure, result: Result) -> None:
    from tocsin.theory.classic import drawing as d

    people = result.data.attrs["people"]
    each, path = result.data.threshold.values, result.data.active.values
    left, right = figure.subplots(1, 2)
    x = np.linspace(0, people, 1001)
    left.plot(x, np.searchsorted(each, x, "right"), color=d.BLUE, label="N F(r)")
    left.plot(x, x, color=d.GREY, linewidth=0.8, linestyle=":")
    left.plot(np.repeat(path, 2)[:-1], np.repeat(path, 2)[1:], color=d.ORANGE, label="rounds")
    left.plot([path[-1]], [path[-1]], "o", color=d.ORANGE, markersize=4)
    left.legend(loc="lower right")
    d.finish(
        left, "active now", "active in the next round", f"{path[-1]:,.4g} of {people:,} in the end"
    )
    mean = result.data.attrs.get("mean", 0.25 * people)
    sds = np.linspace(0.002, 1, 500) * people
    shrink = min(people, 10_000) / people  # large crowds are all alike
    ends = equilibria(round(people * shrink), mean * shrink, sds * shrink) / shrink
    right.plot(sds, ends, ".", color=d.BLUE, markersize=2.5)
    right.set_ylim(-0.02 * people, 1.05 * people)
    d.finish(right, "standard deviation of normal thresholds", "in the end",
             f"normal thresholds of mean {mean:g}: the jump")  # fmt: skip
