"""The decision to send: a logistic model with few parameters, its posterior drawn exactly.

    P(sent) = e + (1 - 2 e) s(a + sum over k of b_k x_k),    s(t) = 1 / (1 + exp(-t))
    a ~ N(0, 1.5^2),    b_k = |z_k| w_k,   z_k ~ N(0, 1)     (half-normal with scale w_k)

x_k runs from -1 to +1 and is turned so that theory says b_k > 0 (see `coding`).  With some fifty
requests, a third of them refused, ten slopes are not known from the data alone: the sign is assumed,
the size is shrunk, and complete separation does no harm.  e = 0.02 says that in one request of fifty
something happens that no covariate tells, so that no answer is 0 or 1.

Drawn by elliptical slice sampling (Murray, Adams and MacKay 2010) on z, many chains side by side, each
with its own weights of the rows, so that leaving every row out in turn is one call.  Same seed, same
draws.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.theory.coding import COVARIATES

LAPSE = 0.02
INTERCEPT = 1.5  # standard deviation
PRIORS = np.array([c.prior for c in COVARIATES])
BURN, EVERY, SEED = 150, 5, 20220105

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Draws:
    """Draws of the posterior."""

    intercept: Array  # (draw,)
    slopes: Array  # (draw, covariate), positive

    def chance(self, x: Array) -> Array:
        """Probability that troops are sent, by draw; x : (covariate,) or (draw, covariate)."""
        return squash(self.intercept + (self.slopes * x).sum(-1))


def squash(t: Array) -> Array:
    """From log-odds to a probability between the lapses."""
    return np.asarray(LAPSE + (1 - 2 * LAPSE) / (1 + np.exp(-t)), dtype=np.float64)


def draw(
    x: Array, y: Array, weights: Array, chains: int, keep: int, scale: float = 1.0, seed: int = SEED
) -> list[Draws]:
    """Draws of the posterior for each set of weights.

    x       : (row, covariate)      y : (row,) 1 where troops were sent, else 0
    weights : (set, row) 1 for a row that is seen, 0 for one that is left out
    returns : a Draws of chains * keep draws for each set; `scale` multiplies the priors' scales
    """
    priors = np.concatenate([[INTERCEPT], PRIORS * scale])
    rows = np.repeat(weights, chains, axis=0)
    rng = np.random.Generator(np.random.Philox(seed))
    shape = (chains, priors.size)
    # every set begins and moves alike: what differs between them is the data, not the dice
    z = np.tile(rng.standard_normal(shape), (len(weights), 1))
    now = _likelihood(z, priors, x, y, rows)
    kept = []
    for step in range(BURN + keep * EVERY):
        z, now = _move(z, now, priors, x, y, rows, rng, chains)
        if step >= BURN and (step - BURN) % EVERY == 0:
            kept.append(_natural(z, priors))
    out = np.stack(kept, axis=1).reshape(len(weights), -1, priors.size)
    return [Draws(d[:, 0], d[:, 1:]) for d in out]


def _natural(z: Array, priors: Array) -> Array:
    values = z * priors
    values[:, 1:] = np.abs(values[:, 1:])
    return values


def _likelihood(z: Array, priors: Array, x: Array, y: Array, rows: Array) -> Array:
    values = _natural(z, priors)
    p = squash(values[:, :1] + np.einsum("cp,rp->cr", values[:, 1:], x))
    return np.asarray(np.einsum("cr,cr->c", rows, np.log(np.where(y > 0, p, 1 - p))))


def _move(
    z: Array, now: Array, priors: Array, x: Array, y: Array, rows: Array,
    rng: np.random.Generator, chains: int,
) -> tuple[Array, Array]:  # fmt: skip
    """One step of elliptical slice sampling for all chains; each shrinks until it is inside."""
    sets = len(z) // chains
    other = np.tile(rng.standard_normal((chains, z.shape[1])), (sets, 1))
    floor = now + np.log(np.tile(rng.random(chains), sets))
    angle = np.tile(rng.random(chains), sets) * 2 * np.pi
    low, high = angle - 2 * np.pi, angle.copy()
    z, now = z.copy(), now.copy()
    todo = np.arange(len(z))
    while todo.size:
        a = angle[todo, None]
        proposed = z[todo] * np.cos(a) + other[todo] * np.sin(a)
        found = _likelihood(proposed, priors, x, y, rows[todo])
        good = found > floor[todo]
        z[todo[good]], now[todo[good]] = proposed[good], found[good]
        todo = todo[~good]
        below = angle[todo] < 0
        low[todo] = np.where(below, angle[todo], low[todo])
        high[todo] = np.where(below, high[todo], angle[todo])
        u = np.tile(rng.random(chains), sets)[todo]
        angle[todo] = low[todo] + u * (high[todo] - low[todo])
    return z, now
