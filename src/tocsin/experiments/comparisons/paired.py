"""Statistics of pairs: run k of a variant beside run k of the base, which share their random numbers.

The interval of the mean difference is Student's t.  For few pairs it is wider than a bootstrap, which
is too narrow there; for many the mean is near enough to normal that both agree.  Runs that share a
parameter set (a cloud that is smaller than the number of runs) count as one cluster.  Shares of pairs
have Jeffreys intervals; where runs form clusters, of as many pairs as say the same by themselves: the
number over the design effect (Kish 1965), with Student's t of the clusters in place of the normal
(Korn & Graubard 1998, Survey Methodology 24:193).

Of fewer pairs than `FEW` no interval is given: `low` and `high` are then the least and the most
difference, and shares stand alone.  Whether a difference is clear is decided in the same way.  That it
is clear does not make it large: whether it matters is said beside it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.results.summary import FEW, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


#: Share of the base's mean from which a difference is more than small, however sure it is: three of 266
#: dead can be clear over many pairs and are still next to nothing.
MATTERS = 0.05
#: Share of the parameter sets that must agree on the sign before the data are said to decide it: four
#: of five, as the IPCC asks of models (AR6, Cross-Chapter Box Atlas.1).
AGREE = 0.8


def fewest(level: float) -> int:
    """Pairs that must differ before a difference is called clear: fewer could all be of one sign by
    chance, whatever their interval says."""
    n = 1
    while 2 * 0.5**n >= 1 - level:
        n += 1
    return n


def paired(
    base: Sequence[float | None],
    variant: Sequence[float | None],
    *,
    level: float = 0.95,
    groups: Sequence[int] | None = None,
    few: int = FEW,
    against: float | None = None,
) -> dict[str, Any]:
    """Base, variant and their difference, pair by pair.

    base, variant : a value for each run, None where there is none (never calm, a failed run)
    level : of the intervals
    groups : parameter set of each run; runs of one set count as one cluster
    few : pairs of which there must be as many before an interval is given
    against : the size beside which a difference matters; else the base's mean, or one if that is less
    returns : plain data; only pairs of which both values are known enter the difference.  `clear` is
        'lower' or 'higher' if the interval of the mean difference leaves out zero and enough pairs
        differ (`fewest`), else None; `matters` says whether the mean difference is at least `MATTERS`
        of the size beside which it stands.  With groups `sets` says which share of them, each as often
        as it was run, has a mean difference of the same sign, and whether that decides it (`AGREE`)
    """
    a, b = _floats(base), _floats(variant)
    known = np.isfinite(a) & np.isfinite(b)
    out: dict[str, Any] = {
        "n": int(known.sum()),
        "base": _middle(a),
        "variant": _middle(b),
    }
    x, y = a[known], b[known]
    d = y - x
    cluster = np.arange(len(a)) if groups is None else np.asarray(groups)
    differ = d != 0
    out["difference"] = difference = _mean(d, cluster[known], level)
    enough = len(np.unique(cluster[known][differ])) >= fewest(level)
    out["clear"] = _side(difference["low"], difference["high"]) if enough else None
    out["matters"] = _matters(difference["mean"], out["base"]["mean"], against)
    if groups is not None:
        out["sets"] = _agreed(d, cluster[known])
    if len(d) < few:
        ends = (_tidy(d.min()), _tidy(d.max())) if len(d) > 1 else (None, None)
        difference |= dict(zip(("low", "high"), ends, strict=True))
    out |= _gained(x, y, d)
    for name, count in (("lower", d < 0), ("equal", d == 0), ("higher", d > 0)):
        out[name] = share(int(count.sum()), len(d), level, _worth(count, cluster[known], level))
        if len(d) < few:
            out[name] |= {"low": None, "high": None}
    return out


def _agreed(d: NDArray[np.float64], cluster: NDArray[Any]) -> dict[str, Any]:
    """How many parameter sets there are, and which share has the sign of the difference of all."""
    if not len(d):
        return {"count": 0, "agree": None, "decided": None}
    _, index, runs = np.unique(cluster, return_inverse=True, return_counts=True)
    sums = np.bincount(index, d)
    agree = float(runs[np.sign(sums) == np.sign(d.sum())].sum() / len(d))
    return {"count": len(runs), "agree": _tidy(agree), "decided": bool(agree >= AGREE and d.any())}


def _matters(mean: float | None, base: float | None, against: float | None) -> bool | None:
    """Whether a difference is more than small beside the base."""
    if mean is None or base is None:
        return None
    return abs(mean) >= MATTERS * (max(abs(base), 1.0) if against is None else against)


def _side(low: float | None, high: float | None) -> str | None:
    """On which side of zero a range lies, if on one."""
    if low is None or high is None:
        return None
    return "lower" if high < 0 else "higher" if low > 0 else None


def alike(
    base: Sequence[str | None],
    variant: Sequence[str | None],
    level: float = 0.95,
    groups: Sequence[int] | None = None,
    few: int = FEW,
) -> dict[str, Any]:
    """The same for what has a name and no size, such as the first place: how often both agree."""
    known = [a is not None and b is not None for a, b in zip(base, variant, strict=True)]
    pairs = [(a, b) for a, b, k in zip(base, variant, known, strict=True) if k]
    cluster = np.arange(len(known)) if groups is None else np.asarray(groups)
    same = np.array([a == b for a, b in pairs], bool)
    worth = _worth(same, cluster[np.array(known, bool)], level)
    agreed = share(int(same.sum()), len(pairs), level, worth)
    return {
        "n": len(pairs),
        "base": _most([a for a in base if a is not None]),
        "variant": _most([b for b in variant if b is not None]),
        "same": agreed | ({"low": None, "high": None} if len(pairs) < few else {}),
    }


def share(
    k: int, n: int, level: float = 0.95, worth: float | None = None
) -> dict[str, float | None]:
    """k of n as a share with its Jeffreys interval, which reaches 0 or 1 where k does.

    worth : how many pairs by themselves would say as much, where the n form clusters
    """
    if not n:
        return {"share": None, "low": None, "high": None}
    from scipy.special import betaincinv

    tail = (1 - level) / 2
    size = n if worth is None else worth
    yes = size * k / n
    low = 0.0 if k == 0 else float(betaincinv(yes + 0.5, size - yes + 0.5, tail))
    high = 1.0 if k == n else float(betaincinv(yes + 0.5, size - yes + 0.5, 1 - tail))
    return {"share": _tidy(k / n), "low": _tidy(low), "high": _tidy(high)}


def _worth(hit: NDArray[np.bool_], cluster: NDArray[Any], level: float) -> float | None:
    """Number of pairs by themselves that say as much about a share as these in clusters.

    None where every pair is its own cluster.  Where all agree, spread says nothing: the number of
    clusters.  Never more than there are pairs.
    """
    n = len(hit)
    names, index = np.unique(cluster, return_inverse=True)
    m = len(names)
    if m == n:
        return None
    p = float(hit.mean())
    if m < 2 or p in (0.0, 1.0):
        return float(m)
    from scipy.special import ndtri, stdtrit

    sums = np.bincount(index, hit - p)
    variance = m / (m - 1) * float((sums**2).sum()) / n**2
    alone = p * (1 - p) / n
    # as far as the two quantiles are apart, the interval must be wider
    tails = (float(ndtri((1 + level) / 2)) / float(stdtrit(m - 1, (1 + level) / 2))) ** 2
    return min(float(n), max(1.0, n * tails * alone / variance)) if variance > 0 else n * tails


def _mean(d: NDArray[np.float64], cluster: NDArray[Any], level: float) -> dict[str, float | None]:
    if not len(d):
        return dict.fromkeys(("mean", "se", "low", "high", "median"))
    mean = float(d.mean())
    out: dict[str, float | None] = {"mean": _tidy(mean), "se": None, "low": None, "high": None}
    _, index = np.unique(cluster, return_inverse=True)
    sums = np.bincount(index, d - mean)
    n = len(sums)
    if n > 1:
        from scipy.special import stdtrit

        # clusters of one run each: the standard deviation over the root of the number
        error = float(np.sqrt(n / (n - 1) * (sums**2).sum()) / len(d))
        if not d.any():  # rounding must not make a difference of none
            error = 0.0
        reach = float(stdtrit(n - 1, (1 + level) / 2)) * error
        out |= {"se": _tidy(error), "low": _tidy(mean - reach), "high": _tidy(mean + reach)}
    return out | {"median": _tidy(float(np.median(d)))}


def _gained(
    x: NDArray[np.float64], y: NDArray[np.float64], d: NDArray[np.float64]
) -> dict[str, float | None]:
    """Correlation of the pairs, and variance of the difference beside that of unpaired runs."""
    if len(x) < 2:
        return {"correlation": None, "variance_ratio": None}
    apart = float(x.var() + y.var())
    ratio = float(d.var()) / apart if apart > 0 else None
    correlation = None
    if x.std() > 0 and y.std() > 0:
        same = bool((x == y).all())
        correlation = 1.0 if same else float(np.clip(np.corrcoef(x, y)[0, 1], -1, 1))
    return {"correlation": _tidy(correlation), "variance_ratio": _tidy(ratio)}


def _middle(x: NDArray[np.float64]) -> dict[str, Any]:
    known = x[np.isfinite(x)]
    out: dict[str, Any] = {"known": len(known), "mean": None, "median": None}
    if len(known):
        out |= {"mean": _tidy(float(known.mean())), "median": _tidy(float(np.median(known)))}
        out |= spread(known, len(x))
    return out


def _most(values: list[str]) -> dict[str, Any]:
    if not values:
        return {"known": 0, "value": None, "share": None}
    value, number = min(Counter(values).items(), key=lambda item: (-item[1], item[0]))
    return {"known": len(values), "value": value, "share": _tidy(number / len(values))}


def _floats(values: Sequence[float | None]) -> NDArray[np.float64]:
    return np.array([np.nan if v is None else v for v in values], float)


def _tidy(x: float | None) -> float | None:
    """As people and JSON have it: six digits behind the point at most, and no negative zero."""
    return None if x is None else round(float(x), 6) + 0.0
