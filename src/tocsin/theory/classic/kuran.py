"""Kuran 1989 and 1991: falsified preferences, and why revolutions surprise.

T. Kuran, 'Sparks and prairie fires', Public Choice 61: 41-74 (1989); 'Now out of never', World
Politics 44: 7-48 (1991).  Everybody has a private preference x and shows a public one: person i
opposes openly once the share of open opponents reaches i's threshold T_i, which falls as x turns
against the regime.  Two societies that look alike from outside, 10 % opposed in both, may differ in
what one changed mind does: `one_more` says so for every person, `share_if_next` for the one who
waits for least.  Next door: `granovetter`, the same arithmetic on numbers of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tocsin.theory.classic import checks
from tocsin.theory.classic.result import Result

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SOURCE = "Kuran 1989, Public Choice 61:41; 1991, World Politics 44:7"
#: Two sequences of thresholds after the 1991 paper, per cent; in both one person in ten is opposed.
EXAMPLES = {
    "A": (0, 20, 20, 30, 40, 50, 60, 70, 80, 100),
    "B": (0, 20, 30, 30, 40, 50, 60, 70, 80, 100),
}
MOST_TRIED = 500  # changed minds that are followed, those who wait for least; the rest is unknown
CLOSE = 1e-9  # per cent: shares are fractions, thresholds are written in decimals


def kuran(thresholds: object = EXAMPLES["A"], *, start: float = 0.0) -> Result:
    """The share that opposes the regime openly in the end.

    thresholds : (person,) per cent of the people that must be seen to oppose before the person
        does; 0 always opposes, above 100 never
    start : share that is believed to oppose at first, 0 to 1
    returns : data.opposed (round,) shares, data.one_more (person,) the share in the end if that
        person's threshold fell to what is seen now; `share`, 0 to 1
    Raises InputError for a value out of range.
    """
    each = np.sort(checks.numbers("thresholds", thresholds, 0, 1000))
    path = _path(each, checks.number("start", start, 0, 1))
    return _result(each, path)


def _path(each: NDArray[np.float64], start: float) -> NDArray[np.float64]:
    """Shares by round until nothing changes; `each` is sorted."""
    path, n = [start], len(each)
    seen = {start}
    while True:
        path.append(float(np.searchsorted(each, 100 * path[-1] + CLOSE, "right")) / n)
        if path[-1] in seen:  # no cycle is possible but the fixed point: the map does not fall
            return np.array(path)
        seen.add(path[-1])


def _one_more(each: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    """Shares in the end if the threshold of each person alone fell to the share that is seen now."""
    ends: dict[float, float] = {}
    for t in np.unique(each[each > 100 * share + CLOSE])[:MOST_TRIED]:
        first = int(np.searchsorted(each, t))
        fewer = np.sort(np.append(np.delete(each, first), 100 * share))
        ends[float(t)] = float(_path(fewer, share)[-1])
    return np.array(
        [ends.get(float(t), np.nan if t > 100 * share + CLOSE else share) for t in each]
    )


def _result(each: NDArray[np.float64], path: NDArray[np.float64]) -> Result:
    import xarray as xr

    share = float(path[-1])
    more = _one_more(each, share)
    waiting = int(np.searchsorted(each, 100 * share + CLOSE, "right"))  # the first of them
    following = float(more[waiting]) if waiting < len(each) else None
    data = xr.Dataset(
        {
            "threshold": ("person", each, {"units": "%", "long_name": "threshold"}),
            "opposed": ("round", path, {"units": "1", "long_name": "share opposed by round"}),
            "one_more": ("person", more, {"units": "1", "long_name": "share if this mind changed"}),
        },
        attrs={"model": "kuran", "source": SOURCE, "people": len(each)},
    )
    numbers = {
        "share": share, "people": len(each), "opposed": round(share * len(each)),
        "rounds": len(path) - 2, "next": waiting + 1 if following is not None else None,
        "share_if_next": following,
    }  # fmt: skip
    told = [f"{share:.0%} oppose openly in the end ({numbers['opposed']:,} of {len(each):,})."]
    if following is not None:
        told.append(f"If person {waiting + 1} alone, who waits for {each[waiting]:g} %, came to oppose "
                    f"now, it would be {following:.0%}.")  # fmt: skip
    return Result(
        "kuran", SOURCE, data, numbers, tuple(told), ("opposed by round", path.tolist()), _draw
    )


def _draw(figure: Figure, result: Result) -> None:
    from tocsin.theory.classic import drawing as d

    axes = figure.subplots(1, 2, sharey=True)
    given = result.data.threshold.values
    for ax, each, title in (
        (axes[0], given, "as given"),
        (axes[1], _changed(result), "one mind changed"),
    ):
        x = np.linspace(0, 100, 2001)
        ax.plot(x, 100 * np.searchsorted(each, x + CLOSE, "right") / len(each), color=d.BLUE)
        ax.plot(x, x, color=d.GREY, linewidth=0.8, linestyle=":")
        path = 100 * _path(each, 0.0)
        ax.plot(np.repeat(path, 2)[:-1], np.repeat(path, 2)[1:], color=d.ORANGE)
        ax.plot([path[-1]], [path[-1]], "o", color=d.ORANGE, markersize=5)
        d.finish(ax, "% seen to oppose", "% who then oppose", f"{title}: {path[-1]:.0f} %")


def _changed(result: Result) -> NDArray[np.float64]:
    """Thresholds with the mind changed of the person who waits for least."""
    each = result.data.threshold.values.copy()
    who = result.numbers["next"]
    if who is not None:
        each[who - 1] = 100 * result.numbers["share"]
    return np.asarray(np.sort(each))
