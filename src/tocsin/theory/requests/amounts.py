"""How many soldiers, and after how many days: two Bayesian regressions on a log scale.

    log10 troops = c . (1, forces, resistance, population, stake) + noise
    log10 days   = d . (1, urgency, outside help, reach, access)  + noise

forces: log10 of the dominant member's soldiers, less 5; population: log10 of the host's, less 6.5; the
others as coded.  The first is Olson and Zeckhauser's idea in its barest form: what is given rises with
the giver's means and stake and with the size of the task.  Coefficients have normal priors with
the mean that theory suggests, noise an inverse gamma: the posterior is exact (normal-inverse-gamma),
predictions are Student's t.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.theory.coding import NAMES
from tocsin.theory.requests.read import AMOUNTS, Seen

Array = NDArray[np.float64]
SOONEST = 0.25  # days; nothing is dated more finely
FEWEST = 1.0  # soldier


@dataclass(frozen=True)
class Regression:
    """What is regressed on what, with priors: means, and standard deviations in units of the noise."""

    name: str
    features: tuple[tuple[str, float, float], ...]  # name, less, times
    mean: tuple[float, ...]
    sd: tuple[float, ...]
    noise: float  # prior guess of the noise's standard deviation, worth `worth` rows
    worth: float = 4.0


TROOPS = Regression(
    "troops",
    (("forces", 5, 1), ("resistance", 0, -1), ("population", 6.5, 1), ("stake", 0, 1)),
    (3.1, 0.3, 0.3, 0.2, 0.1),
    (2.0, 0.6, 0.6, 0.6, 0.6),
    0.5,
)
LAG = Regression(
    "lag_days",
    (("urgency", 0, 1), ("outside_help", 0, 1), ("reach", 0, 1), ("access", 0, 1)),
    (1.1, -0.7, 0.5, -0.2, -0.15),
    (2.0, 0.6, 0.6, 0.6, 0.3),
    0.5,
)


@dataclass(frozen=True)
class Fitted:
    """The exact posterior: mean, covariance in units of the noise's variance, and the noise."""

    mean: Array
    covariance: Array
    shape: float
    rate: float

    def predict(self, f: Array) -> tuple[float, float, float]:
        """Location, scale and degrees of freedom of Student's t at features (1, ...)."""
        spread = float(1 + f @ self.covariance @ f)
        return float(f @ self.mean), float(np.sqrt(self.rate / self.shape * spread)), 2 * self.shape

    def draw(self, f: Array, rng: np.random.Generator) -> Array:
        """A draw for each row of features (draw, feature)."""
        location = f @ self.mean
        spread = 1 + np.einsum("di,ij,dj->d", f, self.covariance, f)
        scale = np.sqrt(self.rate / self.shape * spread)
        return np.asarray(location + scale * rng.standard_t(2 * self.shape, len(f)))


def features(regression: Regression, seen: Seen) -> Array:
    """(1, ...) of a case; NaN where it does not tell."""
    values = [1.0]
    for name, less, times in regression.features:
        value = seen.amounts[name] if name in AMOUNTS else seen.x[NAMES.index(name)]
        values.append(times * (value - less))
    return np.array(values)


def fit(regression: Regression, f: Array, y: Array, only_mean: bool = False) -> Fitted:
    """The posterior after rows of features (row, feature) and log10 amounts (row,).

    A feature that a row does not tell takes its mean over the rows.  With `only_mean` nothing but the
    constant is fitted: the yardstick.
    """
    f = np.where(np.isnan(f), np.nanmean(f, axis=0), f)
    mean, sd = np.array(regression.mean), np.array(regression.sd)
    if only_mean:
        f, mean, sd = f[:, :1], mean[:1], sd[:1]
    before = np.diag(1 / sd**2)
    precision = before + f.T @ f
    covariance: Array = np.asarray(np.linalg.inv(precision), dtype=np.float64)
    after = covariance @ (before @ mean + f.T @ y)
    shape = regression.worth / 2 + len(y) / 2
    rate = regression.worth / 2 * regression.noise**2 + 0.5 * float(
        y @ y + mean @ before @ mean - after @ precision @ after
    )
    return Fitted(after, covariance, shape, rate)
