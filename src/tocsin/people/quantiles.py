"""Counts from uniforms by inversion: one uniform, one count, monotone in the uniform.

Monotone inversion keeps comparisons tight: with the same uniform, a slightly larger rate gives the
same count or one more.  Means above 50 use the normal quantile with the Cornish-Fisher term for
skewness (error of the distribution function below 0.002 there).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from tocsin.people.kernels.jit import Jit, kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

LARGE = 50.0


@kernel
def normal_quantile(u: float) -> float:
    """Quantile of the standard normal: Acklam's rational approximation, relative error 1e-9."""
    if u < 0.02425 or u > 1.0 - 0.02425:
        t = u if u < 0.5 else 1.0 - u
        q = math.sqrt(-2.0 * math.log(t))
        x = (
            ((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q
              - 2.549732539343734) * q + 4.374664141464968) * q + 2.938163982698783
        ) / (
            (((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q
             + 3.754408661907416) * q + 1.0
        )  # fmt: skip
        return x if u < 0.5 else -x
    q = u - 0.5
    r = q * q
    return (
        (((((-3.969683028665376e01 * r + 2.209460984245205e02) * r - 2.759285104469687e02) * r
           + 1.383577518672690e02) * r - 3.066479806614716e01) * r + 2.506628277459239) * q
    ) / (
        ((((-5.447609879822406e01 * r + 1.615858368580409e02) * r - 1.556989798598866e02) * r
          + 6.680131188771972e01) * r - 1.328068155288572e01) * r + 1.0
    )  # fmt: skip


@kernel
def _large(u: float, mean: float, variance: float, skew: float) -> float:
    x = normal_quantile(u)
    sd = math.sqrt(variance)
    return math.floor(mean + sd * (x + skew * (x * x - 1.0) / 6.0) + 0.5)


@kernel
def poisson_quantile(u: float, mean: float) -> int:
    """Smallest k with P(Poisson(mean) <= k) >= u."""
    if not mean > 0.0:
        return 0
    if mean > LARGE:
        return max(0, int(_large(u, mean, mean, 1.0 / math.sqrt(mean))))
    term = math.exp(-mean)
    cumulative = term
    k = 0
    while u > cumulative and k < 400:
        k += 1
        term *= mean / k
        cumulative += term
    return k


@kernel
def binomial_quantile(u: float, n: int, p: float) -> int:
    """Smallest k with P(Binomial(n, p) <= k) >= u."""
    if n <= 0 or not p > 0.0:
        return 0
    if p >= 1.0:
        return n
    mean = n * p
    if mean > LARGE and n * (1.0 - p) > LARGE:
        variance = mean * (1.0 - p)
        k = int(_large(u, mean, variance, (1.0 - 2.0 * p) / math.sqrt(variance)))
        return min(max(k, 0), n)
    if p > 0.5:
        return n - binomial_small(1.0 - u, n, 1.0 - p)
    return binomial_small(u, n, p)


@kernel
def binomial_small(u: float, n: int, p: float) -> int:
    """Inversion from zero."""
    term = math.exp(n * math.log1p(-p))
    cumulative = term
    odds = p / (1.0 - p)
    k = 0
    while u > cumulative and k < n:
        k += 1
        term *= odds * (n - k + 1) / k
        cumulative += term
        if term < 1e-18 and k > n * p:
            break
    return k


@kernel
def _poisson(u: Jit, mean: Jit, out: Jit) -> None:
    for i in range(out.size):
        out[i] = poisson_quantile(u[i], mean[i])


def poisson(u: NDArray[np.float64], mean: NDArray[np.float64]) -> NDArray[np.int64]:
    """Poisson quantiles, element by element."""
    out = np.zeros(len(u), np.int64)
    _poisson(u, np.ascontiguousarray(mean, np.float64), out)
    return out


@kernel
def _binomial(u: Jit, n: Jit, p: Jit, out: Jit) -> None:
    for i in range(out.size):
        out[i] = binomial_quantile(u[i], n[i], p[i])


def binomial(
    u: NDArray[np.float64], n: NDArray[np.int64], p: NDArray[np.float64] | float
) -> NDArray[np.int64]:
    """Binomial quantiles, element by element."""
    out = np.zeros(len(u), np.int64)
    chances = np.broadcast_to(np.asarray(p, np.float64), out.shape)
    _binomial(u, np.ascontiguousarray(n, np.int64), np.ascontiguousarray(chances), out)
    return out


def normal(u: NDArray[np.float64]) -> NDArray[np.float64]:
    """Standard normal quantiles, element by element."""
    return np.asarray(ndtri(u), np.float64)
