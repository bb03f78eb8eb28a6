"""Votes between two options, and the strength of the coalitions that they make.

Source: KTAB (github lsyaseen/KTAB, KTAB/kmodel), written anew from its equations.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tocsin.theory.bargaining.kinds import FLOOR, Array, known, real


def _binary(du: Array) -> Array:
    return np.clip(du / 1e-8, -1.0, 1.0)


#: How the effort of an actor answers a difference in utility, -1 to 1.
VOTES: dict[str, Callable[[Array], Array]] = {
    "proportional": lambda du: du,
    "cubic": lambda du: du * du * du,
    "proportional-cubic": lambda du: 0.5 * du + 0.5 * (du * du * du),
    "binary": _binary,
    "proportional-binary": lambda du: 0.8 * du + 0.2 * _binary(du),
    "prospect": lambda du: np.where(du < 0, du, 2.0 * du / 3.0),
}


def vote(difference: Array, weight: Array | float = 1.0, rule: str = "proportional") -> Array:
    """The votes of actors who differ so much between a first and a second option.

    difference : any shape, utility of the first less that of the second
    weight : broadcasts to it; capability, or capability times salience
    rule : proportional x | cubic x^3 | proportional-cubic (x + x^3)/2 | binary sign(x), linear
        within 1e-8 | proportional-binary .8 x + .2 sign(x) | prospect: gains count two thirds
    returns : the shape of both broadcast; above 0 for the first option
    """
    answer = VOTES[known(rule, VOTES, "voting rule")](np.asarray(difference, dtype=np.float64))
    return real(weight * answer)


def votes(utility: Array, weight: Array, rule: str = "proportional") -> Array:
    """(..., actor, i, j) votes of each actor for option i against option j.

    utility : (..., actor, option); weight : (..., actor)
    """
    gap = utility[..., :, None] - utility[..., None, :]
    return vote(gap, weight[..., None, None], rule)


def coalitions(utility: Array, weight: Array, rule: str = "proportional") -> Array:
    """(..., i, j) strength of all who prefer option i to option j, in units of the weights.

    The sum of the votes for i, plus 1e-8 of all weights so that nobody's contest is 0 to 0. (KTAB
    adds 1e-8 in the units of the input, so that its results depend on the unit a little.)

    utility : (..., actor, option); weight : (..., actor)
    """
    cast = votes(utility, weight, rule)
    floor = FLOOR * weight.sum(-1)[..., None, None]
    return real(floor + np.maximum(cast, 0.0).sum(-3))
