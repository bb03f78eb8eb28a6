"""The riot SIR on daily counts: its parameters by maximum likelihood.

Fitted are omega, R0 = beta zeta0 N / omega of a mean place alone, S0 = zeta0 N in events, the
activity A on the first day where it began, and a background; with two or more places that have lat
and lon also d0 and delta of the power kernel.  It begins where the first count stands.  Counts are
Poisson (the paper) or negative binomial with variance m + alpha m^2, whichever the data ask for,
unless told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import lgamma, log, log1p
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import InputError
from tocsin.people.kernels.jit import Jit, kernel
from tocsin.theory.classic.counts import Counts
from tocsin.theory.classic.fitting import laws
from tocsin.theory.classic.flows import great_circle
from tocsin.theory.classic.riot_sir import course, weights

Array = NDArray[np.float64]
STEPS = 8  # a day
MOST_PLACES = 300


@kernel
def _loglik(y: Jit, mean: Jit, alpha: float) -> float:
    total = 0.0
    for t in range(y.shape[0]):
        for k in range(y.shape[1]):
            seen, m = y[t, k], mean[t, k] + 1e-12
            if seen != seen:
                continue
            if alpha < 1e-7:
                total += seen * log(m) - m - lgamma(seen + 1)
            else:
                r = 1 / alpha
                total += lgamma(seen + r) - lgamma(r) - lgamma(seen + 1) - r * log1p(m / r)
                total += seen * (log(m) - log(m + r))
    return total


@dataclass(frozen=True)
class RiotProblem:
    """Counts (day, place) to which the riot SIR is fitted.

    size : (place,) N_k over their mean; distance : (place, place) km, None for one place or without
    began : (place,) share of A in each place on the first day
    """

    y: Array
    size: Array
    distance: Array | None
    began: Array
    scattered: bool
    rate: str = "R0"  # the second parameter: R0, or beta itself
    names: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        names = ["omega", self.rate, "S0", "A", "background"]
        names += ["d0", "delta"] if self.distance is not None else []
        names += ["alpha"] if self.scattered else []
        object.__setattr__(self, "names", tuple(names))

    @property
    def limits(self) -> Array:
        """Rates from a month to an hour, sizes from a hundredth to a thousand times the count."""
        places = self.y.shape[1]
        total = max(float(np.nansum(self.y)), 1.0)
        top = max(float(np.nanmax(np.nansum(self.y, 1))), 1.0)
        rate = (1e-9 / total, 1e3) if self.rate == "beta" else (0.05, 30.0)
        found = [(0.02, 24.0), rate, (0.01 * total / places, 1000 * total / places),
                 (1e-4, 2 * top), (1e-4, top)]  # fmt: skip
        if self.distance is not None:
            far = float(self.distance.max())
            found += [(0.1, 10 * far), (0.05, 10.0)]
        return np.array(found + ([(1e-4, 50.0)] if self.scattered else []))

    def mean(self, theta: Array, days: int | None = None) -> Array:
        """Expected counts (day, place)."""
        p = dict(zip(self.names, theta, strict=True))
        days, n = days or len(self.y), self.y.shape[1]
        w = np.eye(n)
        if self.distance is not None:
            w = np.ascontiguousarray(weights(self.distance, "power", p["d0"], p["delta"]))
        out, left = np.zeros((days, n)), np.empty((days, n))
        beta = p["beta"] if self.rate == "beta" else p["R0"] * p["omega"] / p["S0"]
        course(w, p["S0"] * self.size, p["A"] * self.began, p["omega"], beta, 0.0, 0.0, 0.0, days,
               STEPS, out, left)  # fmt: skip
        return np.asarray(out + p["background"] * self.size / n)

    def alpha(self, theta: Any) -> Any:
        """The dispersion among the parameters; 0 for Poisson."""
        return theta[..., -1] if self.scattered else np.zeros(np.shape(theta)[:-1])

    def loglik(self, theta: Array) -> float:
        """Log-likelihood of all known counts."""
        return float(_loglik(self.y, self.mean(theta), float(self.alpha(theta))))


class RiotSIR:
    """How the riot SIR is fitted and looks ahead."""

    name = "riot-sir"
    floors = ("background", "alpha")
    units: ClassVar = {
        "omega": "1/day", "R0": "1", "beta": "1/event",
        "S0": "events, of a mean place", "A": "events/day",
        "background": "events/day", "d0": "km", "delta": "1", "alpha": "1",
    }  # fmt: skip

    def __init__(self, scattered: bool) -> None:
        self.scattered = scattered

    def problem(self, counts: Counts) -> RiotProblem:
        """The problem of these counts; raises InputError for too many places."""
        y, n = counts.values, len(counts.places)
        if n > MOST_PLACES:
            raise InputError(f"{counts.source}: {n} places are too many for the riot SIR; expected "
                             f"{MOST_PLACES} at most: pool the small ones")  # fmt: skip
        if n > 1 and counts.lat is None:
            raise InputError(f"{counts.source}: several places need the columns lat and lon")
        people = counts.population
        size = np.ones(n) if people is None or people.sum() == 0 else people / people.mean()
        distance = None
        if n > 1 and counts.lat is not None and counts.lon is not None:
            distance = great_circle(counts.lat, counts.lon)
            distance = distance if distance.max() > 0 else None
        some = np.nan_to_num(y) > 0
        first = some[int(some.any(1).argmax())] if some.any() else np.ones(n, bool)
        return RiotProblem(
            np.ascontiguousarray(y), size, distance, first / first.sum(), self.scattered
        )

    def starts(self, problem: RiotProblem) -> list[Array]:
        """Where the search begins: slow and fast, small and large."""
        places = problem.y.shape[1]
        total = max(float(np.nansum(problem.y)), 1.0) / places
        each = np.nansum(problem.y, 1)
        first, rest = max(float(each[:3].mean()), 0.5), float(each.min()) / 2 + 0.05
        found = []
        for omega, r0, size in ((0.3, 2.0, 1.3), (1.0, 1.5, 1.0), (0.1, 4.0, 1.0), (0.5, 1.2, 3.0)):
            theta = [omega, r0, size * omega * total / 0.8, first, rest]
            theta += (
                [float(problem.distance.max()) / 5, 1.0] if problem.distance is not None else []
            )
            found.append(np.array(theta + ([0.2] if problem.scattered else [])))
        return found

    def log_prior(self, problem: RiotProblem) -> Any:
        """Weak, for looking ahead only: R0 about 2, 1/omega about 3 days, S0 some times what was
        counted."""
        total = max(float(np.nansum(problem.y)), 1.0) / problem.y.shape[1]

        def prior(theta: Array) -> float:
            omega, r0, s0 = np.log(theta[:3])
            return float(-0.5 * (omega - np.log(0.3)) ** 2 - 0.5 * (r0 - np.log(2)) ** 2
                         - 0.5 * ((s0 - np.log(2 * total)) / 1.5) ** 2)  # fmt: skip

        return prior

    def expected(self, problem: RiotProblem, theta: Array) -> Array:
        """(day,) the mean of each day's count over all places."""
        return np.asarray(problem.mean(theta).sum(1))

    def ahead(
        self, problem: RiotProblem, thetas: Array, days: int, rng: np.random.Generator
    ) -> tuple[Array, Any]:
        """Counts of the coming days, all places together (draw, day); log-probability by day."""
        known = len(problem.y)
        mean = np.array([problem.mean(t, known + days)[known:] for t in thetas])
        alpha = np.broadcast_to(problem.alpha(thetas)[:, None], mean.shape[:2])
        total, square = mean.sum(2), (mean**2).sum(2)
        shared = alpha * square / np.maximum(total, 1e-12) ** 2  # the same variance for the sum
        paths = laws.draw_negative_binomial(total, shared, rng)

        def log_p(k: int, y: float) -> float:
            return float(laws.log_mean(laws.log_negative_binomial(y, total[:, k], shared[:, k])))

        return paths, log_p

    def also(self, problem: RiotProblem, best: Array) -> dict[str, tuple[RiotProblem, Array, int]]:
        """Parameters that follow: the same problem in their terms, and which they are."""
        other = best.copy()
        other[1] = best[1] * best[0] / best[2]
        return {"beta": (replace(problem, rate="beta"), other, 1)}

    def derived(self, theta: Array) -> dict[str, float]:
        """What follows from the parameters."""
        omega, r0 = theta[:2]
        return {"memory_days": 1 / omega, "growth_per_day": omega * (r0 - 1)}
