"""How an official figure comes about from what is true: delay, a share held back, its slow release.

    withheld(e) = first (rest + (1 - rest) exp(-e / reveal))       e hours since the first report
    figure      = floor(D(t - delay) (1 - (1 - slip) withheld) (1 + double))

D is the true number; `slip` is the share of what is held back that comes out all the same (a figure
that is published and then taken back), `double` a stated double counting.  Source: our own form, after
the revisions of Kazakhstan in 2022 (26, 164 taken back, 225, 230, 238).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def withheld(
    elapsed: ArrayLike, first: ArrayLike, rest: ArrayLike = 0.0, reveal: ArrayLike = np.inf
) -> NDArray[np.float64]:
    """Share that is held back, so many hours after the first report.

    elapsed : h; first : share at first; rest : part of it that never comes out
    reveal : h, time constant of the release; 0 releases at once, inf never
    """
    elapsed = np.maximum(np.asarray(elapsed, float), 0.0)
    reveal = np.asarray(reveal, float)
    first, rest = np.asarray(first, float), np.asarray(rest, float)
    gone = np.divide(elapsed, reveal, out=np.full(np.broadcast(elapsed, reveal).shape, np.inf),
                     where=reveal > 0)  # fmt: skip
    return np.asarray(first * (rest + (1 - rest) * np.exp(-gone)))


def figure(
    true: ArrayLike, held_back: ArrayLike, slip: ArrayLike = 0.0, double: ArrayLike = 0.0
) -> NDArray[np.float64]:
    """The whole number that is published.

    true : true number by the time that the count was closed
    held_back : share, 0 to 1; slip : share of that which comes out; double : share counted twice
    """
    held = np.clip(held_back, 0.0, 1.0) * (1 - np.asarray(slip, float))
    told = np.asarray(true, float) * (1 - held) * (1 + np.asarray(double, float))
    return np.asarray(np.floor(told + 1e-9))  # a hair above, so that 0.9 of 10 is 9
