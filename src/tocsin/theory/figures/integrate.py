"""Draws of an account's parameters, carried from the prior to the posterior report by report.

Five figures leave little of a wide prior: of 65,000 plain draws one or two would count.  So a cloud of
draws is led there in small steps (tempered sequential Monte Carlo, Chopin 2002; Del Moral et al. 2006):
weigh by part of a report's likelihood, draw anew, move each by a few Metropolis steps.  The weights'
means multiply to the evidence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import logsumexp, ndtr

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.theory.figures.models import Drawn, Model
    from tocsin.theory.figures.series import Series

TINY = 1e-300
EDGE = 1e-12
MOVES = 8
LEAST = 0.5  # share of draws that still count after a step


@dataclass
class Draws:
    """What a cloud of draws says of a series.

    gain : (report,) log probability of each report, given those before it
    before : for each report, (draw,) medians and scatter as expected before it is known
    parameters : posterior draws, (draw, 1) arrays by name
    """

    gain: list[float] = field(default_factory=list)
    before: list[tuple[NDArray[np.float64], NDArray[np.float64]]] = field(default_factory=list)
    parameters: Drawn = None


def draws(model: Model, series: Series, number: int, seed: int) -> Draws:
    """A cloud of so many draws, by a fixed seed."""
    cloud = _Cloud(model, series, number, np.random.default_rng(seed))
    out = Draws()
    for k in range(len(series.values)):
        out.before.append((cloud.expected[:, k], cloud.parameters.scatter[:, 0]))
        out.gain.append(cloud.learn(k))
    out.parameters = cloud.parameters
    return out


class _Cloud:
    """Draws in standard normal scores `z`; `known` is how much of each report they know."""

    def __init__(self, model: Model, series: Series, number: int, rng: np.random.Generator) -> None:
        self.model, self.series, self.rng = model, series, rng
        self.known = np.zeros(len(series.values))
        self.scale = 1.0
        self.z = rng.standard_normal((number, len(model.all_priors(series))))
        self.parameters, self.expected, self.each = self.weigh(self.z)

    def weigh(self, z: NDArray[np.float64]) -> tuple[Any, NDArray[np.float64], NDArray[np.float64]]:
        """Parameters, expected reports and the log probabilities of the reports."""
        d = self.model.draw(np.clip(ndtr(z), EDGE, 1 - EDGE), self.series)
        expected = self.model.expected(d, self.series)
        return d, expected, likelihood(expected, d.scatter, self.series.values)

    def learn(self, k: int) -> float:
        """Take in report `k`; its log probability given what was known."""
        gain = 0.0
        while self.known[k] < 1:
            step = self._step(self.each[:, k], 1 - self.known[k])
            log = step * self.each[:, k]
            gain += float(logsumexp(log) - np.log(len(log)))
            self.known[k] += step
            self._take(_systematic(np.exp(log - logsumexp(log)), self.rng))
            for _ in range(MOVES):
                self._move()
        return gain

    def _step(self, log: NDArray[np.float64], most: float) -> float:
        """The largest step that leaves enough draws that count."""
        low, high = 0.0, most
        if _effective(most * log) >= LEAST:
            return most
        for _ in range(40):
            middle = (low + high) / 2
            low, high = (middle, high) if _effective(middle * log) >= LEAST else (low, middle)
        return max(low, 1e-6)

    def _take(self, who: NDArray[np.int64]) -> None:
        self.z, self.expected, self.each = self.z[who], self.expected[who], self.each[who]
        for name, values in vars(self.parameters).items():
            setattr(self.parameters, name, values[who])

    def _move(self) -> None:
        n = self.z.shape[1]
        root = np.linalg.cholesky(np.cov(self.z.T) + 1e-9 * np.eye(n))
        step = self.rng.standard_normal(self.z.shape) @ root.T
        z = self.z + self.scale * 2.38 / np.sqrt(n) * step
        d, expected, each = self.weigh(z)
        change = (each - self.each) @ self.known + 0.5 * ((self.z**2).sum(1) - (z**2).sum(1))
        yes = np.log(self.rng.random(len(z))) < change
        self.z[yes], self.expected[yes], self.each[yes] = z[yes], expected[yes], each[yes]
        for name, values in vars(self.parameters).items():
            values[yes] = getattr(d, name)[yes]
        self.scale *= float(np.clip(np.exp(yes.mean() - 0.25), 0.7, 1.4))


def _effective(log: NDArray[np.float64]) -> float:
    w = np.exp(log - log.max())
    return float(w.sum() ** 2 / (w**2).sum() / len(w))


def _systematic(weights: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.int64]:
    at = (np.arange(len(weights)) + rng.random()) / len(weights)
    return np.minimum(np.searchsorted(np.cumsum(weights), at), len(weights) - 1)


def likelihood(
    expected: NDArray[np.float64], scatter: NDArray[np.float64], values: NDArray[np.float64]
) -> NDArray[np.float64]:
    """(draw, report) log probability of whole numbers that scatter lognormally about `expected`.

    expected : (draw, report) medians; scatter : (draw, 1) standard deviation of the logarithm
    """
    centre = np.log(np.maximum(expected, TINY))
    high = ndtr((np.log(values + 0.5) - centre) / scatter)
    low = ndtr((np.log(np.maximum(values - 0.5, TINY)) - centre) / scatter)
    return np.asarray(np.log(np.maximum(high - low, TINY)))
