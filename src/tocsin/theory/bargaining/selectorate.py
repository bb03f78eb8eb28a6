"""Selectorate arithmetic: what a leader must give its winning coalition to keep it.

A leader is kept in office by W supporters out of a selectorate of S who could have been chosen. It
spends revenue on a public good g (price p) and on private goods z for each of the W. A challenger
who takes over would need W supporters too, and a member of today's coalition is in his with chance
W / S only: the loyalty norm. The smaller W / S, the more the leader keeps.

Theory: Bueno de Mesquita, Smith, Siverson & Morrow 2003, The Logic of Political Survival. The
worked instance with utility sqrt(g) + z is ours, so its numbers are regressions and not published.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tocsin.errors import InputError
from tocsin.theory.bargaining.kinds import Array, numbers


@dataclass(frozen=True)
class Patronage:
    """What `patronage` returns, in the shape of its arguments broadcast.

    public, private : the incumbent's public good, and private goods for each supporter
    kept : what the incumbent keeps of the revenue; below 0 it cannot hold its coalition
    offer_public, offer_private : the challenger's best first offer
    norm : W / S, the chance to be in the challenger's coalition later
    """

    public: Array
    private: Array
    kept: Array
    offer_public: Array
    offer_private: Array
    norm: Array


def patronage(
    coalition: ArrayLike,
    selectorate: ArrayLike,
    revenue: ArrayLike,
    price: ArrayLike = 1.0,
    discount: ArrayLike = 0.9,
) -> Patronage:
    """The cheapest policy that keeps a coalition, and what is left of the revenue.

    coalition, selectorate : persons W and S, 0 < W <= S
    revenue : money for each period, above 0; price : money for a unit of the public good, above 0
    discount : weight of the next period, from 0 to below 1
    returns : a Patronage; all arguments broadcast

    The challenger spends all: g* = (W / 2p)^2 at most, as far as the revenue goes, and
    z* = (Rv - p g*) / W. Who stays gets sqrt(g) + z for ever; who defects gets sqrt(g*) + z* once,
    then sqrt(g), and z with chance W / S. So with k = (1 - d W/S) / (1 - d) the incumbent must match
    sqrt(g) + k z = sqrt(g*) + z*; the cheapest is sqrt(g) = W / (2 p k), and no z below 0.
    """
    named = {
        "coalition": coalition,
        "selectorate": selectorate,
        "revenue": revenue,
        "price": price,
        "discount": discount,
    }
    arrays = [numbers(v, k, "(...)") for k, v in named.items()]
    try:
        w, s, money, p, d = (np.array(a) for a in np.broadcast_arrays(*arrays))
    except ValueError:
        raise InputError(f"patronage: shapes {[a.shape for a in arrays]} do not fit") from None
    if ((w <= 0) | (w > s)).any():
        raise InputError("patronage: expected 0 < coalition <= selectorate")
    if ((money <= 0) | (p <= 0)).any():
        raise InputError("patronage: expected revenue and price above 0")
    if ((d < 0) | (d >= 1)).any():
        raise InputError("patronage: expected discount from 0 to below 1")
    with np.errstate(all="ignore"):
        found = _policy(w, s, money, p, d)
    if not all(np.isfinite(x).all() for x in vars(found).values()):
        raise InputError("patronage: the numbers are too far apart to be reckoned with")
    return found


def _policy(w: Array, s: Array, money: Array, p: Array, d: Array) -> Patronage:
    norm = w / s
    g_offer = np.minimum((w / (2 * p)) ** 2, money / p)
    z_offer = (money - p * g_offer) / w
    asked = np.sqrt(g_offer) + z_offer
    k = (1 - d * norm) / (1 - d)
    root = np.minimum(w / (2 * p * k), asked)
    z = (asked - root) / k
    return Patronage(root**2, z, money - p * root**2 - w * z, g_offer, z_offer, norm)
