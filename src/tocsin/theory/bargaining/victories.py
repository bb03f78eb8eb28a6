"""The chance that one coalition beats another.

Source: KTAB (github lsyaseen/KTAB, KTAB/kmodel), written anew from its equations.
"""

from __future__ import annotations

import numpy as np

from tocsin.theory.bargaining.kinds import Array, known, share

#: How often the strength is squared: linear 1, square 2, quartic 4, octic 8 in the exponent.
SQUARINGS = {"linear": 0, "square": 1, "quartic": 2, "octic": 3}
VICTORIES = (*SQUARINGS, "binary")

#: A lead that is certain to win under the binary rule, and what is left to the weaker side.
LEAD, LEFT = 1.1, 1e-6


def victory(coalition: Array, rule: str = "linear") -> Array:
    """(..., i, j) chance that option i beats option j; 1/2 on the diagonal.

    coalition : (..., i, j) strength of i's side against j's, not negative
    rule : linear, square, quartic, octic: c_ij^v / (c_ij^v + c_ji^v) with v = 1, 2, 4, 8 | binary:
        certain (but for 1e-6) with a lead of 10 % or more, linear in c_ij / (c_ij + c_ji) below it
    returns : p with p_ij + p_ji = 1; 1/2 where both sides are empty
    """
    known(rule, VICTORIES, "victory rule")
    mine = np.asarray(coalition, dtype=np.float64)
    yours = np.swapaxes(mine, -1, -2)
    if rule == "binary":
        part = share(mine, mine + yours, 0.5)
        p = (part * (LEAD + 1.0) - 1.0) / (LEAD - 1.0)
        tied = (mine == 0) & (yours == 0)
        p = np.where((mine >= LEAD * yours) & ~tied, 1.0 / (1.0 + LEFT), p)
        p = np.where((yours >= LEAD * mine) & ~tied, LEFT / (1.0 + LEFT), p)
    else:
        most = np.maximum(mine, yours)
        a, b = share(mine, most, 1.0), share(yours, most, 1.0)
        for _ in range(SQUARINGS[rule]):
            a, b = a * a, b * b
        p = a / (a + b)
    same = np.arange(p.shape[-1])
    p[..., same, same] = 0.5
    return p
