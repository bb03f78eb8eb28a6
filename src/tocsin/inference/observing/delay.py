"""When a report comes: after whole hours, exponential with mean obs_delay; what is still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.inference.observing.errors import Errors, Numbers


def known_by(hours: Numbers, e: Errors) -> NDArray[np.float64]:
    """Chance that a fact which ended so many hours ago has been reported; zero before it ended."""
    whole = np.floor(np.asarray(hours, float))
    with np.errstate(divide="ignore", over="ignore"):
        late = np.where(np.asarray(e.obs_delay) > 0, np.exp(-(whole + 1) / e.obs_delay), 0.0)
    return np.where(whole < 0, 0.0, 1.0 - late)


def log_delay(hours: Numbers, e: Errors) -> NDArray[np.float64]:
    """Logarithms of the chance that a report comes in just that hour after the fact."""
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(known_by(hours, e) - known_by(np.asarray(hours, float) - 1, e)))


def hours_of(u: NDArray[np.float64], e: Errors) -> NDArray[np.float64]:
    """Whole hours of delay from uniforms."""
    return np.asarray(np.floor(-np.log(u) * e.obs_delay))
