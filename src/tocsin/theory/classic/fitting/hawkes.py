"""The Hawkes process on daily counts: mu, n and beta by maximum likelihood.

Events of a day, given the past, are the clusters on that day of Poisson(m_t) ancestors, m_t = mu +
n sum_j g_j y_(t-j), where g_j is the share of direct offspring that come j days later when waiting
times are exponential with rate beta and events fall evenly on their day: g_0 = 1 - (1 - exp(-beta))
/ beta, g_j = ((1 - exp(-beta))^2 / beta) exp(-beta (j - 1)).  The offspring of the same day make
the counts scatter as a generalised Poisson (`laws`).  So mu, n and beta mean what they mean in
continuous time (`hawkes` next door but one).  Counts of places are added up; an unknown count
stands for its mean."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf, lgamma, log
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from tocsin.people.kernels.jit import Jit, kernel
from tocsin.theory.classic.counts import Counts
from tocsin.theory.classic.fitting import laws

Array = NDArray[np.float64]
SAME_DAY = 0.99  # offspring of the same day must stay below one for each event


@kernel
def _run(y: Jit, mu: Jit, n: Jit, beta: Jit, ancestors: Jit) -> Jit:
    """Log-likelihood; fills in m_t for each day and the day after the last."""
    keep = exp(-beta)
    same = n * (1 - (1 - keep) / beta)
    later = n * (1 - keep) ** 2 / beta
    past, total = 0.0, 0.0
    for t in range(len(y)):
        m = mu + later * past
        ancestors[t] = m
        seen = y[t]
        if seen != seen:  # unknown
            seen = m / (1 - same)
        else:
            rate = m + same * seen
            total += log(m) + (seen - 1) * log(rate) - rate - lgamma(seen + 1)
        past = keep * past + seen
    ancestors[len(y)] = mu + later * past
    return total, past


@dataclass(frozen=True)
class HawkesProblem:
    """Daily totals to which mu (events/day), n and beta (1/day) are fitted."""

    y: Array
    names: tuple[str, ...] = ("mu", "n", "beta")

    @property
    def limits(self) -> Array:
        """Between what a day can tell: memory of an hour to twice the length of the series."""
        top = max(float(np.nanmax(self.y)), 1.0)
        return np.array([[1e-4, 2 * top], [1e-3, 5.0], [0.5 / len(self.y), 24.0]])

    def loglik(self, theta: Array) -> float:
        """Log-likelihood of all known counts."""
        if same_day(theta[1], theta[2]) >= SAME_DAY:
            return -inf
        return float(_run(self.y, theta[0], theta[1], theta[2], np.empty(len(self.y) + 1))[0])


def same_day(n: Any, beta: Any) -> Any:
    """Direct offspring on the day of the event itself."""
    return n * (1 - (1 - np.exp(-beta)) / beta)


class Hawkes:
    """How the Hawkes process is fitted and looks ahead."""

    name = "hawkes"
    floors = ("mu", "n")  # parameters whose least value is as good as zero
    units: ClassVar = {"mu": "events/day", "n": "offspring of an event", "beta": "1/day"}

    def problem(self, counts: Counts) -> HawkesProblem:
        """The problem of these counts."""
        return HawkesProblem(np.ascontiguousarray(counts.total))

    def starts(self, problem: HawkesProblem) -> list[Array]:
        """Where the search begins: short and long memory, much and little contagion."""
        mean = max(float(np.nanmean(problem.y)), 0.01)
        return [
            np.array([mean * (1 - n), n, beta]) for n, beta in ((0.5, 0.3), (0.8, 1.5), (0.2, 1.0))
        ]

    def log_prior(self, problem: HawkesProblem) -> Any:
        """Weak, for looking ahead only: n about 0.7, memory about two days, within a factor of ten."""

        def prior(theta: Array) -> float:
            return float(-0.5 * (np.log(theta[1] / 0.7) / 0.7) ** 2
                         - 0.5 * (np.log(theta[2] / 0.5) / 1.5) ** 2)  # fmt: skip

        return prior

    def expected(self, problem: HawkesProblem, theta: Array) -> Array:
        """(day,) the mean of each day's count given the days before it."""
        m = np.empty(len(problem.y) + 1)
        _run(problem.y, theta[0], theta[1], theta[2], m)
        return np.asarray(m[:-1] / (1 - same_day(theta[1], theta[2])))

    def ahead(
        self, problem: HawkesProblem, thetas: Array, days: int, rng: np.random.Generator
    ) -> tuple[Array, Any]:
        """Paths of the coming days, (draw, day), and the log-probability of a count on day k."""
        mu, n, beta = thetas.T
        m = np.empty(len(problem.y) + 1)
        past = np.array([_run(problem.y, t[0], t[1], t[2], m)[1] for t in thetas])
        keep, same = np.exp(-beta), np.minimum(same_day(n, beta), SAME_DAY)
        later = n * (1 - keep) ** 2 / beta
        paths, ancestors = np.empty((len(thetas), days)), np.empty((len(thetas), days))
        for k in range(days):
            ancestors[:, k] = mu + later * past
            paths[:, k] = laws.draw_generalised_poisson(ancestors[:, k], same, rng)
            past = keep * past + paths[:, k]

        def log_p(k: int, y: float) -> float:
            return float(laws.log_mean(laws.log_generalised_poisson(y, ancestors[:, k], same)))

        return paths, log_p

    def also(self, problem: HawkesProblem, best: Array) -> dict[str, tuple[Any, Array, int]]:
        """Parameters that follow from those fitted: none."""
        return {}

    def derived(self, theta: Array) -> dict[str, float]:
        """What follows from the parameters."""
        return {"memory_days": 1 / theta[2], "share_from_contagion": min(1.0, theta[1])}
