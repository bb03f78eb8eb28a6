"""The probability that each option is the standing favourite.

Three rules (KTAB calls the result a probabilistic Condorcet election):

- conditional: the option beats all others, given that one does: p_i ~ prod_j v_ij
- uniform: a favourite stands; each option is as likely as another to challenge it; the winner
  stands. p is the stationary distribution of that Markov chain.
- incentive: as uniform, but a challenge is as likely as there is strength and hope behind it:
  n_ij = c_ij v_ij, and i challenges j with chance n_ij / sum_k n_kj.

KTAB finds the stationary distribution by a damped iteration from the uniform one, to 1e-6 or 1e-8;
here it is solved for (Grassmann, Taksar & Heyman 1985), without subtraction, so that small
probabilities keep their digits and a run's bits do not depend on the runs beside it.

Source: KTAB (github lsyaseen/KTAB, KTAB/kmodel), written anew from its equations.
"""

from __future__ import annotations

import numpy as np

from tocsin.theory.bargaining.kinds import Array, Mask, known, real, share
from tocsin.theory.bargaining.victories import victory

STANDINGS = ("conditional", "uniform", "incentive")

#: What KTAB adds to the incentive of the favourite itself; here as a share of the largest coalition.
SELF = 1e-10


def standing(
    coalition: Array,
    win: str = "linear",
    rule: str = "incentive",
    among: Mask | None = None,
) -> Array:
    """(..., option) probability of each option as the favourite that stands; sums to 1.

    coalition : (..., i, j) strength of i's side against j's
    win : rule of `victory`; rule : conditional | uniform | incentive
    among : (..., option) the options that are open, at least one; all if left out. Leading axes
        broadcast against those of `coalition`.
    """
    known(rule, STANDINGS, "standing rule")
    c = real(coalition)
    v = victory(c, win)
    open_ = np.ones(c.shape[-1], dtype=bool) if among is None else np.asarray(among, dtype=bool)
    shape = np.broadcast_shapes(c.shape[:-2], open_.shape[:-1])
    open_ = np.broadcast_to(open_, shape + c.shape[-1:])
    pair = open_[..., :, None] & open_[..., None, :]
    if rule == "conditional":
        p = np.where(pair, v, 1.0).prod(-1) * open_
        return real(p / p.sum(-1, keepdims=True))
    if rule == "uniform":
        rate = np.where(pair, v, 0.0)
    else:
        most = c.max((-1, -2))[..., None, None]
        hope = np.where(pair, c * v + SELF * most * np.eye(c.shape[-1]), 0.0)
        challenge = share(hope, hope.sum(-2, keepdims=True), 0.0)
        rate = np.where(pair, v * challenge, 0.0)
    return stationary(rate, open_)


def stationary(rate: Array, open_: Mask) -> Array:
    """Stationary distribution of a Markov chain by state reduction.

    rate : (..., to, from), not negative; the diagonal is not read
    open_ : (..., state) the states that exist; rates to and from others are 0
    returns : (..., state), sums to 1. O(state^3) for each run.
    """
    q = np.array(np.broadcast_to(rate, (*open_.shape, open_.shape[-1])))
    n = q.shape[-1]
    for k in range(n - 1, 0, -1):  # take state k out; its visits are passed on to those before it
        out = q[..., :k, k].sum(-1)
        q[..., k, :k] = share(q[..., k, :k], out[..., None], 0.0)
        q[..., :k, :k] += q[..., :k, k, None] * q[..., None, k, :k]
    first = open_ & (np.cumsum(open_, -1) == 1)
    p = first.astype(np.float64)
    for k in range(1, n):
        p[..., k] += (p[..., :k] * q[..., k, :k]).sum(-1)
    p *= open_
    return real(p / p.sum(-1, keepdims=True))


def mean(option: Array, probability: Array) -> Array:
    """(..., issue) the expected outcome: options (..., option, issue) weighted by probability."""
    return real((option * probability[..., None]).sum(-2))
