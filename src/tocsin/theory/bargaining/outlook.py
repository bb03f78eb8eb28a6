"""The prospects of the positions as they are: whose is likely to stand.

Source: KTAB (github lsyaseen/KTAB, examples/smp), written anew from its equations; KTAB gives every
holder of a shared position its whole probability, here they share it.
"""

from __future__ import annotations

import numpy as np

from tocsin.theory.bargaining.actors import Actors
from tocsin.theory.bargaining.kinds import Array, Index, real
from tocsin.theory.bargaining.rules import Rules
from tocsin.theory.bargaining.standings import standing
from tocsin.theory.bargaining.viewing import views
from tocsin.theory.bargaining.voting import coalitions


def prospects(actors: Actors, rules: Rules | None = None, alike: float = 1e-3) -> Array:
    """(..., actor) share of the probability that an actor's position is the standing favourite.

    Positions nearer to each other than `alike` (Euclidean; KTAB's 1e-3 of the scale) are one
    option, that of the first actor there; all who hold it share its probability, so that the sum
    over actors is 1. Weights are capabilities, utilities those of `views`.
    """
    rules = rules or Rules()
    view = views(actors, rules)
    leader = leaders(actors.position, alike)
    distinct = leader == np.arange(leader.shape[-1])
    strength = coalitions(view.utility, actors.capability, rules.vote)
    p = standing(strength, rules.victory, rules.standing, distinct)
    holders = (leader[..., :, None] == leader[..., None, :]).sum(-1)
    return real(np.take_along_axis(p, leader, -1) / holders)


def leaders(position: Array, alike: float) -> Index:
    """(..., actor) the first actor whose position counts for this one: itself if none before."""
    gap = position[..., :, None, :] - position[..., None, :, :]
    near = np.sqrt((gap**2).sum(-1)) < alike
    n = near.shape[-1]
    leader = np.broadcast_to(np.arange(n), near.shape[:-1]).copy()
    for i in range(1, n):
        held = near[..., i, :i] & (leader[..., :i] == np.arange(i))
        leader[..., i] = np.where(held.any(-1), held.argmax(-1), i)
    return leader.astype(np.int64)
