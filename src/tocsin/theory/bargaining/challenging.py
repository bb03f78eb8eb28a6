"""What an actor expects from challenging another.

Actor i challenges j to take over i's position. With chance 1 - s_j (its salience in sum) j gives
in; else they fight, the others weigh in, and the loser takes over the winner's position.

Source: the spatial model of politics (SMP) of KTAB (github lsyaseen/KTAB, examples/smp,
KTAB/kmodel), written anew from its equations.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tocsin.theory.bargaining.actors import Actors
from tocsin.theory.bargaining.kinds import FLOOR, Array, Index, real
from tocsin.theory.bargaining.voting import vote

#: A smaller expected gain is not worth a challenge.
WORTH = 1e-5


@dataclass(frozen=True)
class Challenges:
    """Every challenge i -> j, (..., i, j), in the eyes of one of the two.

    chance : that i wins the fight
    gain : what i expects to gain against the status quo, in units of utility
    gain_target : what j expects to gain (usually a loss)
    """

    chance: Array
    gain: Array
    gain_target: Array


def challenges(
    actors: Actors, seen: Array, vote_rule: str, third_parties: str, eyes: str = "initiator"
) -> Challenges:
    """Chances and gains of all challenges, in the eyes of the 'initiator' or the 'target'.

    seen : (..., h, actor, option) as of `viewing.views`
    """
    n = seen.shape[-1]
    i, j = _pairs(n)
    viewer = i if eyes == "initiator" else j
    at_i, at_j = (
        np.ascontiguousarray(np.moveaxis(seen[..., viewer, :, k], (0, 1), (-3, -2))) for k in (i, j)
    )
    own = np.diagonal(seen, axis1=-2, axis2=-1)[..., viewer, :]  # utility to n of n's position
    weight = actors.capability * actors.resist
    p = contest(at_i, at_j, own, weight, vote_rule, third_parties)
    resist = actors.resist[..., None, :]

    def gain(of: NDArray[np.int_]) -> Array:
        k = of[..., None]
        mine = np.take_along_axis(at_i, np.broadcast_to(k, (*at_i.shape[:-1], 1)), -1)[..., 0]
        other = np.take_along_axis(at_j, np.broadcast_to(k, (*at_j.shape[:-1], 1)), -1)[..., 0]
        fight = 2.0 * (p * mine + (1.0 - p) * other)
        out = (1.0 - resist) * 2.0 * mine + resist * fight - (mine + other)
        return np.where(i == j, 0.0, out)

    return Challenges(p, gain(i), gain(j))


def contest(
    at_i: Array, at_j: Array, own: Array, weight: Array, vote_rule: str, third_parties: str
) -> Array:
    """(..., i, j) chance that i beats j, with whoever weighs in.

    at_i, at_j, own : (..., i, j, n) utility to actor n of i's, of j's and of its own position
    weight : (..., n) capability times salience
    third_parties : none: the two are alone | preference: n votes for the position it likes better
        | committed: n votes by what siding can bring it: who wins beside an ally keeps its own
        position, who loses beside it must take over the winner's. With P the chance that i wins
        when n does what it likes, n votes on P (u_n - u_i) - (1 - P)(u_n - u_j).

    'committed' is KTAB's SemiCommit. Since P does not depend on the side that n takes, n insures
    itself: who holds i's very position votes for j (docs/bargaining.md). KTAB's FullCommit and
    NoCommit, as its stored source stands, give third parties no vote at all, since both sides of
    the comparison are equal: they are 'none'.
    """
    n = weight.shape[-1]
    heft = weight[..., None, None, :]
    two = _those_two(n)
    like = vote(at_i - at_j, heft, vote_rule)
    floor = FLOOR * weight.sum(-1)[..., None, None]
    plus = floor + np.where(two, np.maximum(like, 0.0), 0.0).sum(-1)
    minus = floor + np.where(two, np.maximum(-like, 0.0), 0.0).sum(-1)
    if third_parties == "none":
        return real(plus / (plus + minus))
    if third_parties == "preference":
        cast = like
    else:
        first, second = plus[..., None], minus[..., None]
        p = (first + np.maximum(like, 0.0)) / (first + second + np.abs(like))
        cast = vote(p * (own - at_i) - (1.0 - p) * (own - at_j), heft, vote_rule)
    cast = np.where(two, 0.0, cast)
    plus = plus + np.maximum(cast, 0.0).sum(-1)
    minus = minus + np.maximum(-cast, 0.0).sum(-1)
    return real(plus / (plus + minus))


@lru_cache(maxsize=64)
def _pairs(n: int) -> NDArray[np.int_]:
    """(2, n, n) who challenges and who is challenged."""
    found = np.indices((n, n))
    found.flags.writeable = False
    return found


@lru_cache(maxsize=64)
def _those_two(n: int) -> NDArray[np.bool_]:
    """(i, j, n) whether n is one of the two."""
    one = np.eye(n, dtype=bool)
    found = one[:, None, :] | one[None, :, :]
    found.flags.writeable = False
    return found


def targets(gain: Array) -> Index:
    """(..., i) whom each actor challenges: where it gains most, the first of equals; -1 nobody."""
    best = gain.argmax(-1)
    most = np.take_along_axis(gain, best[..., None], -1)[..., 0]
    return np.asarray(np.where(most > WORTH, best, -1), dtype=np.int64)
