"""Learning: from features to the probability of each account.

Gradient-boosted trees (scikit-learn's), whose probabilities are scaled by one temperature on crises
that they did not see (Guo et al. 2017); and sets that hold the true account in 90 % of the synthetic
crises of each, by the threshold of class-conditional conformal prediction (Vovk 2012).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

HELD = 0.9  # of the crises of each account, whose set is to hold it
FLOOR = 1e-4  # of a probability before it is scaled


def classifier() -> Any:
    """Boosted trees, not yet fitted; raises InputError without scikit-learn."""
    try:
        from sklearn.ensemble import HistGradientBoostingClassifier
    except ImportError:
        raise InputError(
            "evidence needs scikit-learn; install it with: pip install scikit-learn"
        ) from None
    return HistGradientBoostingClassifier(
        max_iter=60, learning_rate=0.1, max_leaf_nodes=15, min_samples_leaf=10,
        l2_regularization=1.0, random_state=0,
    )  # fmt: skip


@dataclass(frozen=True)
class Learned:
    """A fitted classifier.

    used : (feature,) those that differ between crises
    temperature : by which logarithms of its probabilities are divided
    thresholds : (account,) least probability with which an account is in the set
    """

    model: Any
    used: NDArray[np.bool_]
    temperature: float
    thresholds: NDArray[np.float64]

    def probabilities(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """(crisis, account), with accounts as likely as one another before."""
        return scaled(_predicted(self.model, features[:, self.used]), self.temperature)

    def sets(self, probabilities: NDArray[np.float64]) -> NDArray[np.bool_]:
        """(crisis, account) which accounts cannot be ruled out."""
        return np.asarray(probabilities >= self.thresholds)


def learn(
    train: tuple[NDArray[np.float64], NDArray[np.int64]],
    rest: tuple[NDArray[np.float64], NDArray[np.int64]],
) -> Learned:
    """Fit to some crises, scale and set thresholds on others.

    train, rest : features and accounts
    """
    from scipy.optimize import minimize_scalar

    x, truth = train[0], rest[1]
    used = np.array([len(np.unique(column[~np.isnan(column)])) > 1 for column in x.T])
    if not used.any():
        raise InputError(
            "the reports are the same in all synthetic crises: nothing can be told by them"
        )
    with _alone():
        model = classifier().fit(x[:, used], train[1])
    plain = _predicted(model, rest[0][:, used])

    def loss(log_t: float) -> float:
        p = scaled(plain, float(np.exp(log_t)))
        return float(-np.log(p[np.arange(len(truth)), truth]).mean())

    temperature = float(np.exp(minimize_scalar(loss, bounds=(-1.5, 2.5), method="bounded").x))
    p = scaled(plain, temperature)
    thresholds = []
    for h in range(p.shape[1]):
        own = np.sort(p[truth == h, h])
        # the finite-sample quantile of conformal prediction
        k = int(np.floor((len(own) + 1) * (1 - HELD)))
        thresholds.append(own[k - 1] if k >= 1 and len(own) else 0.0)
    return Learned(model, used, temperature, np.array(thresholds))


def scaled(p: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
    """Probabilities with their logarithms divided by a temperature."""
    z = np.log(np.clip(p, FLOOR, 1.0)) / temperature
    z = np.exp(z - z.max(1, keepdims=True))
    return np.asarray(z / z.sum(1, keepdims=True))


def _predicted(model: Any, x: NDArray[np.float64]) -> NDArray[np.float64]:
    with _alone():
        return np.asarray(model.predict_proba(x))


def _alone() -> Any:
    """One thread: tables as small as these gain nothing by more, which wait for one another."""
    from threadpoolctl import threadpool_limits

    return threadpool_limits(1)
