"""Laws of counts: Poisson, negative binomial, and Consul's generalised Poisson.

The last is the size of all clusters that a Poisson number of ancestors start when each event has
Poisson(g) direct offspring on the same day (Borel-Tanner): mean theta / (1 - g), variance theta /
(1 - g)^3. None gives a chance of zero to a count that was never seen."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
TINY = 1e-300


def log_poisson(y: object, mean: object) -> Array:
    """Log-probability of counts `y` with that mean."""
    from scipy.special import gammaln, xlogy

    return np.asarray(xlogy(y, mean) - mean - gammaln(np.asarray(y) + 1.0))


def log_negative_binomial(y: Any, mean: Any, alpha: Any) -> Array:
    """The same with variance mean + alpha mean^2; alpha = 0 is Poisson."""
    from scipy.special import gammaln

    y, mean = np.asarray(y, float), np.maximum(np.asarray(mean, float), TINY)
    alpha = np.asarray(alpha, float)
    if np.all(alpha < 1e-9):
        return log_poisson(y, mean)
    r = 1 / np.maximum(alpha, 1e-9)
    out = gammaln(y + r) - gammaln(r) - gammaln(y + 1)
    return np.asarray(out - r * np.log1p(mean / r) + y * (np.log(mean) - np.log(mean + r)))


def log_generalised_poisson(y: Any, theta: Any, g: Any) -> Array:
    """Log-probability of `y` events from Poisson(theta) ancestors, 0 <= g < 1 offspring each."""
    from scipy.special import gammaln, xlogy

    y, theta = np.asarray(y, float), np.maximum(np.asarray(theta, float), TINY)
    rate = theta + g * y
    return np.asarray(np.log(theta) + xlogy(y - 1, rate) - rate - gammaln(y + 1))


def draw_negative_binomial(mean: Array, alpha: object, rng: np.random.Generator) -> Array:
    """Counts with variance mean + alpha mean^2."""
    mean = np.maximum(mean, 0.0)
    alpha = np.broadcast_to(np.asarray(alpha, float), mean.shape)
    rate = np.where(alpha > 1e-9, 0.0, mean)
    some = (alpha > 1e-9) & (mean > 0)
    rate[some] = rng.gamma(1 / alpha[some], alpha[some] * mean[some])
    return rng.poisson(np.minimum(rate, 1e15)).astype(float)


def draw_generalised_poisson(theta: Array, g: Array, rng: np.random.Generator) -> Array:
    """Sizes of all clusters: generation after generation until nobody follows."""
    new = rng.poisson(np.minimum(np.maximum(theta, 0.0), 1e12)).astype(float)
    total = new.copy()
    for _ in range(10_000):
        if not (new > 0).any() or total.max() > 1e14:
            break
        new = rng.poisson(new * g).astype(float)
        total += new
    return total


def log_mean(log_p: Array) -> Array:
    """The logarithm of the mean of probabilities over the first axis."""
    from scipy.special import logsumexp

    return np.asarray(logsumexp(log_p, axis=0) - np.log(len(log_p)))
