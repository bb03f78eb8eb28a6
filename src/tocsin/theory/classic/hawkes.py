"""The Hawkes process: events that call forth events.

A. G. Hawkes, 'Spectra of some self-exciting and mutually exciting point processes', Biometrika 58:
83-90 (1971); for civil unrest e.g. G. Mohler, Annals of Applied Statistics 7 (2013).  Intensity
l(t) = mu + sum over past events of n beta exp(-beta (t - t_i)): each has n direct offspring after
some 1/beta days. With n < 1 the mean is mu / (1 - n) and the size of a cluster is Borel: mean 1 /
(1 - n), variance n / (1 - n)^3.  Simulated by thinning (Ogata 1981); `fit_hawkes_times` fits times
of events, and `fitting` next door daily counts."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import InputError
from tocsin.people.kernels.jit import Jit, kernel
from tocsin.theory.classic import checks
from tocsin.theory.classic.result import Result

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SOURCE = "Hawkes 1971, Biometrika 58:83; thinning: Ogata 1981"
MOST = 1_000_000  # events


def borel(n: float, sizes: object) -> NDArray[np.float64]:
    """The chance of a cluster of each size, first event included: exp(-n s) (n s)^(s-1) / s!.

    0.54881, 0.18072, 0.08926 for n = 0.6 and sizes 1, 2, 3.  Raises InputError.
    """
    from scipy.special import gammaln, xlogy

    n = checks.number("n", n, 0, 1)
    s = checks.numbers("sizes", sizes, 1)
    return np.asarray(np.exp(-n * s + xlogy(s - 1, n * s) - gammaln(s + 1)))


def hawkes(
    mu: float = 1.0, n: float = 0.6, beta: float = 0.5, *, days: int = 200, seed: int = 1
) -> Result:
    """Simulate a Hawkes process from an empty past.

    mu : spontaneous events, 1/day; n : direct offspring of an event; beta : 1/beta is their mean
        wait, days
    returns : data.time (event,) days, data.count (day,)
    Raises InputError for a value out of range, or if there are more than a million events.
    """
    mu, n = checks.number("mu", mu, 0, 1e6), checks.number("n", n, 0, 10)
    beta = checks.number("beta", beta, above=0, high=1e4)
    days = checks.whole("days", days, 1, 1_000_000)
    times = _thin(mu, n, beta, days, checks.generator(seed))
    return _result(mu, n, beta, days, times)


def _thin(
    mu: float, n: float, beta: float, days: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Candidates at the intensity after the last one, each kept by what is left of it."""
    t, excited, times = 0.0, 0.0, []
    pool, at = rng.random(4096), 0
    while True:
        top = mu + excited
        if top <= 0:
            break
        if at > 4090:
            pool, at = rng.random(4096), 0
        wait = -log(1 - pool[at]) / top
        t += wait
        if t >= days:
            break
        excited *= exp(-beta * wait)
        if pool[at + 1] * top < mu + excited:
            times.append(t)
            excited += n * beta
            if len(times) > MOST:
                raise InputError(
                    f"more than {MOST:,} events by day {t:.1f}; take a smaller n, mu or days"
                )
        at += 2
    return np.array(times)


def _result(mu: float, n: float, beta: float, days: int, times: NDArray[np.float64]) -> Result:
    import xarray as xr

    counts = np.bincount(times.astype(int), minlength=days)
    about = {"model": "hawkes", "source": SOURCE, "mu": mu, "n": n, "beta": beta, "days": days}
    data = xr.Dataset(
        {
            "time": ("event", times, {"units": "day"}),
            "count": ("day", counts, {"units": "events"}),
        },
        attrs=about,
    )
    mean = mu / (1 - n) if n < 1 else None
    numbers = {
        "events": len(times), "per_day": len(times) / days, "mean_per_day": mean,
        "cluster_mean": 1 / (1 - n) if n < 1 else None,
        "cluster_variance": n / (1 - n) ** 3 if n < 1 else None,
        "dispersion": counts.var() / counts.mean() if counts.any() else None,
        "largest_day": counts.max(),
    }  # fmt: skip
    told = [f"{len(times):,} events in {days:,} days; the busiest day has {counts.max():,}."]
    if mean is not None:
        told.append(
            f"In the long run {mean:.4g} a day in clusters of {1 / (1 - n):.4g} events; variance over "
            f"mean of daily counts {numbers['dispersion'] or 0:.2f} (chance alone: 1)."
        )
    else:
        told.append("With n of 1 or more a cluster may never end.")
    return Result(
        "hawkes", SOURCE, data, numbers, tuple(told), ("events by day", counts.tolist()), _draw
    )


@kernel
def _loglik(times: Jit, end: float, mu: float, n: float, beta: float) -> float:
    total, excited, before = -mu * end, 0.0, 0.0
    for t in times:
        excited *= exp(-beta * (t - before))
        total += log(mu + n * beta * excited) - n * (1 - exp(-beta * (end - t)))
        excited += 1.0
        before = t
    return total


@dataclass(frozen=True)
class TimesProblem:
    """Times of events, sorted, from 0 to `end`, days."""

    times: NDArray[np.float64]
    end: float
    names: tuple[str, ...] = ("mu", "n", "beta")

    @property
    def limits(self) -> NDArray[np.float64]:
        """Memory from a minute to the length of the series."""
        rate = len(self.times) / self.end
        return np.array([[1e-4 * rate, 2 * rate], [1e-3, 5.0], [0.5 / self.end, 1440.0]])

    def loglik(self, theta: NDArray[np.float64]) -> float:
        """Ogata's log-likelihood, in one pass."""
        return float(_loglik(self.times, self.end, theta[0], theta[1], theta[2]))


def fit_hawkes_times(times: object, end: float) -> dict[str, Any]:
    """mu, n and beta from times of events by maximum likelihood, with 90 % profile intervals.

    times : (event,) days since observation began; end : days observed
    returns : by parameter {"value", "low", "high"}; None where the data set no limit
    Raises InputError for fewer than 10 events, or times outside of 0 to `end`.
    """
    from tocsin.theory.classic.fitting.likelihood import maximise, profile

    end = checks.number("end", end, above=0)
    found = np.sort(checks.numbers("times", times, 0, end, least=10))
    problem = TimesProblem(found, end)
    rate = len(found) / end
    starts = [
        np.array([rate * (1 - n), n, beta]) for n, beta in ((0.5, 1.0), (0.8, 0.2), (0.3, 10.0))
    ]
    best, most = maximise(problem, starts)
    spans = profile(problem, best, most)
    return {name: {"value": s.value, "low": s.low, "high": s.high}
            for name, s in zip(problem.names, spans, strict=True)}  # fmt: skip


def _draw(figure: Figure, result: Result) -> None:
    from tocsin.theory.classic import drawing as d

    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    about = result.data.attrs
    left.bar(np.arange(about["days"]) + 0.5, result.data["count"].values, width=1, color=d.BLUE)
    if result.numbers["mean_per_day"] is not None:
        left.axhline(result.numbers["mean_per_day"], color=d.ORANGE, linewidth=0.9,
                     label="in the long run, mu / (1 - n)")  # fmt: skip
        left.legend(loc="upper left")
        left.margins(y=0.15)
    d.finish(
        left, "day", "events", f"mu = {about['mu']:g}, n = {about['n']:g}, beta = {about['beta']:g}"
    )
    sizes = np.arange(1, 101)
    if about["n"] <= 1:
        right.loglog(sizes, borel(about["n"], sizes), color=d.BLUE)
    right.set_ylim(bottom=1e-6)
    d.finish(right, "events in a cluster", "chance", "sizes of clusters (Borel)")
