"""Bargains: where a challenger and its target agree to meet, and who takes which bargain.

Source: the spatial model of politics (SMP) of KTAB (github lsyaseen/KTAB, examples/smp), written
anew from its equations.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tocsin.theory.bargaining.actors import Actors
from tocsin.theory.bargaining.challenging import Challenges
from tocsin.theory.bargaining.kinds import Array, Index, Mask, real
from tocsin.theory.bargaining.rules import Rules
from tocsin.theory.bargaining.utilities import distance, utility

#: Weight that a bargainer's own position has when neither cares nor can coerce: both stay.
STAY = 1e-6


def meet(
    one: Array, other: Array, s_one: Array, s_other: Array, chance: Array, rule: str
) -> tuple[Array, Array]:
    """Where two bargainers would meet on each issue: the new positions of the first and the second.

    one, other : (..., issue) positions; s_one, s_other : (..., issue) saliences
    chance : (...) that the first wins
    rule : s1p1, s2p2: positions weighted by salience and chance of winning, (s p)^m, m = 1 or 2
        | s2pmax: only the likely loser moves, by its lead in chances
    """
    p = chance[..., None]
    q = 1.0 - p
    if rule == "s2pmax":
        a, b = s_one * s_one, s_other * s_other
        down, up = np.maximum(q - p, 0.0), np.maximum(p - q, 0.0)
        to_other = down * b / (down * b + STAY + (1.0 - down) * a)
        to_one = up * a / (up * a + STAY + (1.0 - up) * b)
        return one + to_other * (other - one), other + to_one * (one - other)
    w, z = s_one * p, s_other * q
    if rule == "s2p2":
        w, z = w * w, z * z
    whole = w + z + STAY
    return ((w + STAY) * one + z * other) / whole, (w * one + (STAY + z) * other) / whole


@dataclass(frozen=True)
class Bargains:
    """The bargains on the table.

    initiator, target : (..., bargain) actors; target -1 where there is no bargain
    to_initiator, to_target : (..., bargain, issue) the positions that each would take
    """

    initiator: Index
    target: Index
    to_initiator: Array
    to_target: Array

    def open_to(self, actors: int) -> Mask:
        """(..., actor, 1 + bargain) the options of each actor; option 0 is to leave things be."""
        actor = np.arange(actors)[:, None]
        first, second = self.initiator[..., None, :], self.target[..., None, :]
        mine = (second >= 0) & ((first == actor) | (second == actor))
        return np.concatenate([np.ones((*mine.shape[:-1], 1), dtype=bool), mine], -1)


def bargains(
    actors: Actors, target: Index, mine: Challenges, theirs: Challenges | None, rules: Rules
) -> Bargains:
    """The bargain of each actor with its target; with rules.proposals 'both', two of each.

    target : (..., actor), -1 for nobody
    mine, theirs : challenges in the eyes of initiator and target; the latter may be None with
        rules.proposals 'initiator'
    """
    whom = np.maximum(target, 0)[..., None]
    x, s = actors.position, actors.salience
    y, z = np.take_along_axis(x, whom, -2), np.take_along_axis(s, whom, -2)

    def seen(eyes: Challenges) -> tuple[Array, Array]:
        chance = np.take_along_axis(eyes.chance, whom, -1)[..., 0]
        a, b = meet(x, y, s, z, chance, rules.meeting)
        return _rounded(a, rules.digits), _rounded(b, rules.digits)

    a, b = seen(mine)
    initiator = np.broadcast_to(np.arange(x.shape[-2]), target.shape)
    if rules.proposals == "initiator" or theirs is None:
        return Bargains(initiator, target, a, b)
    a2, b2 = seen(theirs)
    if rules.proposals == "both":
        both = np.concatenate([initiator, initiator], -1), np.concatenate([target, target], -1)
        return Bargains(*both, np.concatenate([a, a2], -2), np.concatenate([b, b2], -2))
    weight = (actors.capability * actors.resist)[..., None]
    other = np.take_along_axis(weight, whom, -2)
    whole = np.where(weight + other > 0, weight + other, 1.0)
    part = np.where(weight + other > 0, weight / whole, 0.5)
    return Bargains(initiator, target, part * a + (1.0 - part) * a2, part * b + (1.0 - part) * b2)


def _rounded(x: Array, digits: int | None) -> Array:
    if digits is None:
        return x
    scale = 10.0**digits
    return real(np.floor(0.5 + x * scale) / scale)


def worth(actors: Actors, own: Array, risk: Array, table: Bargains) -> Array:
    """(..., actor, 1 + bargain) utility of the state after each bargain: the mean over positions.

    own : (..., actor, option) each actor's utility of the present positions; risk : (..., actor)
    """
    n = own.shape[-1]
    whom = np.maximum(table.target, 0)

    def now(who: Index) -> Array:
        return np.take_along_axis(own, np.broadcast_to(who[..., None, :], shape), -1)

    def then(position: Array) -> Array:
        return utility(distance(actors.aim, actors.salience, position), risk[..., None])

    shape = (*own.shape[:-1], table.target.shape[-1])
    total = own.sum(-1, keepdims=True)
    move = then(table.to_initiator) + then(table.to_target) - now(table.initiator) - now(whom)
    return real(np.concatenate([total, total + move], -1) / n)
