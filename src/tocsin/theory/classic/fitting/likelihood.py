"""Maximum likelihood on a logarithmic scale: the optimum, intervals, and parameters drawn around
it.

A problem has named positive parameters between limits and a log-likelihood.  Intervals are those of
the profile likelihood: the values at which the best of all other parameters loses 1.35 (90 %).
Where the likelihood does not fall by that much before the limit, the data do not bound the
parameter, and the interval says so.  Large problems take the curvature at the optimum instead
(`curvature`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

LEVEL = 0.9
CUT = 1.352771727047702  # half the 0.9 quantile of chi-square with one degree of freedom
Z = 1.6448536269514722
Array = NDArray[np.float64]


class Problem(Protocol):
    """What is fitted."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parameters."""
        ...

    @property
    def limits(self) -> Array:
        """(parameter, 2): the least and largest value that are searched, both positive."""
        ...

    def loglik(self, theta: Array) -> float:
        """The log-likelihood; -inf where impossible."""
        ...


@dataclass(frozen=True)
class Interval:
    """A parameter with its interval; None where the data set no limit."""

    value: float
    low: float | None
    high: float | None

    @property
    def identified(self) -> bool:
        """Whether the data bound it on both sides."""
        return self.low is not None and self.high is not None


def maximise(problem: Problem, starts: Sequence[Array]) -> tuple[Array, float]:
    """The best parameters from several starts, and their log-likelihood."""
    best, most = np.log(starts[0]), -np.inf
    for start in starts:
        every = np.arange(len(start))
        u, value = _settle(problem, np.log(start), every, 0.3 * np.eye(len(start)), 60)
        if value > most:
            best, most = u, value
    for _ in range(3):
        root = _root(spread(problem, np.exp(best)))
        u, value = _settle(problem, best, np.arange(len(best)), root)
        gained = value - most
        if gained > 0:
            best, most = u, value
        if gained < 1e-3:
            break
    return np.exp(best), most


def _settle(
    problem: Problem, u: Array, free: Any, root: Array, steps: int = 25
) -> tuple[Array, float]:
    """The best near `u` over the free parameters, in coordinates `root` in which the hill is round.

    BFGS without bounds, which is plain NumPy: L-BFGS-B calls LAPACK for a handful of numbers, whose
    threads cost a hundred times the step on a busy machine.  Beyond the limits the hill falls off.
    """
    from scipy.optimize import minimize

    low, high = np.log(problem.limits).T

    def at(z: Array) -> Array:
        whole = u.copy()
        whole[free] = u[free] + root @ z
        return whole

    def cost(z: Array) -> float:
        whole = at(z)
        kept = np.clip(whole, low, high)
        value = problem.loglik(np.exp(kept))
        return -value + 10 * float(((whole - kept) ** 2).sum()) if np.isfinite(value) else 1e10

    if not len(free):
        return u, -cost(np.zeros(0))
    found = minimize(cost, np.zeros(len(free)), method="BFGS",
                     options={"maxiter": steps, "eps": 1e-4, "gtol": 3e-3})  # fmt: skip
    return np.asarray(np.clip(at(found.x), low, high)), -float(found.fun)


def _root(cov: Array) -> Array:
    return np.asarray(np.linalg.cholesky(cov + 1e-10 * np.eye(len(cov))))


def profile(
    problem: Problem, best: Array, most: float, only: Sequence[int] | None = None
) -> list[Interval]:
    """The interval of each parameter, or of `only` these, by its profile likelihood."""
    cov = spread(problem, best)
    out = []
    for which in range(len(best)) if only is None else only:
        low, high = (_edge(problem, np.log(best), most, which, cov, sign) for sign in (-1.0, 1.0))
        out.append(Interval(float(best[which]), low, high))
    return out


def _edge(
    problem: Problem, u: Array, most: float, which: int, cov: Array, sign: float
) -> float | None:
    """Where the profile has fallen by CUT on one side; None if not before the limit.

    The root of what is lost is nearly a straight line, so that few points are needed.
    """
    limit = float(np.log(problem.limits[which][0 if sign < 0 else 1]))
    others = np.array([i for i in range(len(u)) if i != which], int)
    sd = float(np.sqrt(cov[which, which]))
    along = cov[others, which] / sd**2
    root = (
        _root(cov[np.ix_(others, others)] - np.outer(along, along) * sd**2) if len(others) else cov
    )
    inside, lost, outside, lost_outside = u, 0.0, None, 0.0
    to = u[which] + sign * min(Z * sd, 1.0)
    for tries in range(14):
        to = max(to, limit) if sign < 0 else min(to, limit)
        trial = inside.copy()
        trial[others] += along * (to - inside[which])
        trial[which] = to
        trial, value = _settle(problem, trial, others, root)
        now = float(np.sqrt(2 * max(0.0, most - value)))
        if now > Z:  # far out the hill is bent: climb again before believing it
            trial, value = _again(problem, trial, value, u, which, others, along)
            now = float(np.sqrt(2 * max(0.0, most - value)))
        if now > Z:
            outside, lost_outside = to, now
        else:
            inside, lost = trial, now
            if to == limit:
                return None
        if abs(now - Z) < 0.02 or (outside is not None and abs(outside - inside[which]) < 0.005):
            break
        if outside is None:
            far = abs(inside[which] - u[which]) * np.clip((Z - lost) / max(lost, 0.1), 0.3, 2)
            to = inside[which] + sign * max(float(far), 0.05) if tries < 2 else limit
        else:
            part = float(np.clip((Z - lost) / (lost_outside - lost), 0.1, 0.9))
            to = inside[which] + part * (outside - inside[which])
    return float(np.exp(to))


def _again(
    problem: Problem, trial: Array, value: float, u: Array, which: int, others: Any, along: Array
) -> tuple[Array, float]:
    """A better point with the same value of one parameter: from where it is, in coordinates that fit
    there, and from the line through the optimum, with what has shrunk to nothing lifted up again."""
    low, high = np.log(problem.limits).T
    straight = u.copy()
    straight[others] += along * (trial[which] - u[which])
    straight = np.clip(straight, low, high)
    for start in (trial, straight):
        gone = (start < low + np.log(3)) & (np.arange(len(u)) != which)
        start = np.where(gone, (low + high) / 2, start)
        start[which] = trial[which]
        for _ in range(3):
            around = hessian(problem, np.exp(start))[np.ix_(others, others)]
            start, found = _settle(problem, start, others, _root(_inverse(around, 2.0)))
            gained = found - value
            if gained > 0:
                trial, value = start, found
            if gained < 5e-3:
                break
    return trial, value


def hessian(problem: Problem, best: Array) -> Array:
    """Minus the second derivatives of the log-likelihood by the logarithms of the parameters."""
    u, h, n = np.log(best), 0.02, len(best)
    low, high = np.log(problem.limits).T
    u = np.clip(u, low + 2 * h, high - 2 * h)

    def at(*moves: tuple[int, float]) -> float:
        x = u.copy()
        for i, s in moves:
            x[i] += s
        value = problem.loglik(np.exp(x))
        return value if np.isfinite(value) else -1e10

    centre, out = at(), np.zeros((n, n))
    for i in range(n):
        out[i, i] = -(at((i, h)) - 2 * centre + at((i, -h))) / h**2
        for j in range(i):
            both = (
                at((i, h), (j, h))
                - at((i, h), (j, -h))
                - at((i, -h), (j, h))
                + at((i, -h), (j, -h))
            )
            out[i, j] = out[j, i] = -both / (4 * h**2)
    return out


def spread(problem: Problem, best: Array, widest: float = 2.0) -> Array:
    """A covariance of the logarithms from the curvature; directions without any get `widest`."""
    return _inverse(hessian(problem, best), widest)


def _inverse(curvature: Array, widest: float) -> Array:
    """The inverse, with directions that are flat or bent upwards at most `widest` wide."""
    values, vectors = np.linalg.eigh(curvature)
    sd = np.where(values > widest**-2, np.maximum(values, widest**-2) ** -0.5, widest)
    return np.asarray(vectors * sd**2 @ vectors.T)


def curvature(problem: Problem, best: Array) -> list[Interval]:
    """Intervals from the curvature at the optimum, on the logarithmic scale."""
    sd = np.sqrt(np.diag(spread(problem, best, 50.0)))
    found = []
    for value, s, (low, high) in zip(best, sd, problem.limits, strict=True):
        a, b = value * np.exp(-Z * min(s, 50)), value * np.exp(Z * min(s, 50))
        found.append(
            Interval(float(value), float(a) if a > low else None, float(b) if b < high else None)
        )
    return found


def draws(
    problem: Problem,
    best: Array,
    n: int,
    rng: np.random.Generator,
    log_prior: Callable[[Array], float],
) -> Array:
    """Parameters drawn in proportion to likelihood times prior, (n, parameter), by importance.

    The prior is on the logarithms.  Candidates come from a t distribution around the optimum, then
    from one around what weighed most, and are drawn again by weight.  Where few candidates carry
    all weight, weights are flattened: the draws are then wider than they need be, never a single
    point."""
    low, high = np.log(problem.limits).T
    middle = np.log(np.clip(best, problem.limits[:, 0] * 1.01, problem.limits[:, 1] / 1.01))
    cov = spread(problem, best)
    for least in (0.2, 0.2, 0.1):
        root = _root(cov)
        free = rng.chisquare(5, n) / 5
        u = middle + (rng.standard_normal((n, len(middle))) @ root.T) / np.sqrt(free)[:, None]
        u = np.clip(u, low, high)
        away = np.linalg.solve(root, (u - middle).T)
        log_q = -(5 + len(middle)) / 2 * np.log1p((away**2).sum(0) / 5)
        each = np.array([problem.loglik(t) + log_prior(t) for t in np.exp(u)])
        w = _flatten(np.where(np.isfinite(each), each - log_q, -np.inf), least * n)
        middle = w @ u
        cov = (w[:, None] * (u - middle)).T @ (u - middle) * 1.2 + 1e-4 * np.eye(len(middle))
    at = (rng.random() + np.arange(n)) / n
    return np.asarray(np.exp(u[np.searchsorted(np.cumsum(w), at).clip(0, n - 1)]))


def _flatten(log_w: Array, effective: float) -> Array:
    """Weights that sum to one, to the power at which they are as good as so many equal ones, at most
    1."""
    if not np.isfinite(log_w).any():
        return np.full(len(log_w), 1 / len(log_w))
    low, high, power = 0.0, 1.0, 1.0
    for _ in range(30):
        w = np.exp(power * (log_w - log_w.max()))
        w /= w.sum()
        enough = 1 / (w**2).sum() >= effective
        if enough and power == 1.0:
            break
        low, high = (power, high) if enough else (low, power)
        power = (low + high) / 2
    return np.asarray(w)
