"""Who pays for a common good among allies (Olson and Zeckhauser 1966).

Member i values the good with I_i (think of income or stake) and gives q_i to maximise

    (I_i - q_i)^(1-a) Q^a,    Q = sum of all q

so that its best reply to what the others give is max(0, a I_i - (1-a) Q_others).  In equilibrium the
large are exploited by the small: with two members the smaller gives nothing if I_2 < (1-a) I_1.
Contingents of small members beside a dominant one are then tokens, given for other reasons.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.errors import InputError


def best_reply(value: float, others: float, a: float = 0.1) -> float:
    """What a member that values the good with `value` gives when the others give `others`."""
    return max(0.0, a * value - (1 - a) * others)


def equilibrium(values: ArrayLike, a: float = 0.1) -> NDArray[np.float64]:
    """Gifts of all members, each the best reply to the others'.

    values : (member,) what each would spend from, zero or more
    a      : weight of the common good, between 0 and 1
    returns: (member,) gifts in the unit of `values`

    With k givers Q = a sum(I of givers) / (a + k (1-a)), and q_i = a I_i - (1-a) (Q - q_i), that is
    q_i = I_i - (1-a) Q / a.  Givers are the largest members for whom this is positive; the solution
    is unique.  Raises InputError for other values.  O(member log member).
    """
    v = np.asarray(values, dtype=np.float64)
    if v.ndim != 1 or not v.size or not np.isfinite(v).all() or (v < 0).any():
        raise InputError("values: expected one number or more, none below 0")
    if not 0 < a < 1:
        raise InputError(f"a: {a:g}: expected more than 0 and less than 1")
    order = np.argsort(-v, kind="stable")
    total = 0.0
    for k in range(1, v.size + 1):
        wanted = a * v[order[:k]].sum() / (a + k * (1 - a))
        if k > 1 and a * v[order[k - 1]] <= (1 - a) * total:
            break
        total = wanted
    return np.maximum(0.0, v - (1 - a) * total / a)
