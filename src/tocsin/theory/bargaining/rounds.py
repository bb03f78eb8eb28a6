"""Rounds of bargaining: judge, challenge, offer, choose, move.

Source: the spatial model of politics (SMP) of KTAB (github lsyaseen/KTAB, examples/smp), written
anew from its equations; and with 'most likely' choices, not only drawn ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tocsin.errors import InputError
from tocsin.theory.bargaining.actors import Actors
from tocsin.theory.bargaining.challenging import challenges, targets
from tocsin.theory.bargaining.kinds import Array, Index, numbers
from tocsin.theory.bargaining.offers import Bargains, bargains, worth
from tocsin.theory.bargaining.outlook import prospects
from tocsin.theory.bargaining.rules import Rules
from tocsin.theory.bargaining.standings import mean, standing
from tocsin.theory.bargaining.viewing import Views, views
from tocsin.theory.bargaining.voting import coalitions


@dataclass(frozen=True)
class Round:
    """One round before anybody moves.

    views : utilities and attitudes to risk
    target : (..., actor) whom each challenges, -1 nobody
    gain, chance : (..., actor) what it expects to gain, and its chance to win; 0 without a target
    table : the bargains
    worth : (..., actor, 1 + bargain) utility of each to each actor
    likely : (..., actor, 1 + bargain) probability that an actor takes this option; 0 is to stay
    """

    views: Views
    target: Index
    gain: Array
    chance: Array
    table: Bargains
    worth: Array
    likely: Array


@dataclass(frozen=True)
class Rounds:
    """What `bargain` returns; the round is the last axis but the actors.

    position, ideal : (..., round + 1, actor, issue), the first as given
    standing : (..., round + 1, actor) share of the probability that the actor's position stands
    outcome : (..., round + 1, issue) the expected outcome, positions weighted by `standing`
    risk, gain, chance : (..., round, actor), as in `Round`
    target : (..., round, actor) whom each challenged, -1 nobody
    partner : (..., round, actor) with whom each settled and moved, -1 with nobody
    """

    position: Array
    ideal: Array
    standing: Array
    outcome: Array
    risk: Array
    gain: Array
    chance: Array
    target: Index
    partner: Index


def judge(actors: Actors, rules: Rules | None = None) -> Round:
    """The first half of a round: who challenges whom, the bargains, and who likes which."""
    rules = rules or Rules()
    view = views(actors, rules)
    arguments = (actors, view.seen, rules.vote, rules.third_parties)
    mine = challenges(*arguments)
    theirs = None if rules.proposals == "initiator" else challenges(*arguments, eyes="target")
    target = targets(mine.gain)
    table = bargains(actors, target, mine, theirs, rules)
    value = worth(actors, view.utility, view.risk, table)
    strength = coalitions(value, actors.capability, rules.vote)[..., None, :, :]
    open_ = table.open_to(target.shape[-1])
    likely = standing(strength, rules.victory, rules.standing, open_)

    def of_target(x: Array) -> Array:
        found = np.take_along_axis(x, np.maximum(target, 0)[..., None], -1)[..., 0]
        return np.where(target >= 0, found, 0.0)

    return Round(view, target, of_target(mine.gain), of_target(mine.chance), table, value, likely)


def chosen(likely: Array, draw: Array | None) -> Index:
    """(..., actor) which option each takes: the most likely, or by a number from 0 to 1."""
    if draw is None:
        return np.asarray(likely.argmax(-1), dtype=np.int64)
    above = np.cumsum(likely, -1) > draw[..., None] * likely.sum(-1, keepdims=True)
    return np.asarray(above.argmax(-1), dtype=np.int64)


def move(actors: Actors, table: Bargains, choice: Index) -> tuple[Array, Index]:
    """New positions (..., actor, issue) and the partner (..., actor) of each, -1 for nobody.

    choice : (..., actor) 0 to stay, b + 1 for bargain b
    """
    b = np.maximum(choice - 1, 0)
    actor = np.arange(actors.capability.shape[-1])
    first = np.take_along_axis(table.initiator, b, -1)
    second = np.take_along_axis(table.target, b, -1)
    as_first = np.take_along_axis(table.to_initiator, b[..., None], -2)
    as_second = np.take_along_axis(table.to_target, b[..., None], -2)
    to = np.where((first == actor)[..., None], as_first, as_second)
    stays = choice == 0
    partner = np.where(stays, -1, np.where(first == actor, second, first))
    return np.where(stays[..., None], actors.position, to), partner.astype(np.int64)


def bargain(
    actors: Actors,
    rounds: int = 10,
    rules: Rules | None = None,
    draws: ArrayLike | None = None,
    follow: ArrayLike | None = None,
) -> Rounds:
    """Rounds of offers among the actors of every run; nothing in here draws random numbers.

    actors : at least two, with any leading axes
    rounds : how many, at least 1
    draws : (..., round, actor) numbers from 0 to below 1 by which each picks among its bargains
        (KTAB's stochastic mode); without them each takes the most likely, the first of equals
    follow : (actor, actor) how an actor's ideal follows: it moves by follow[a, b] of the way to
        b's new position, summed over b, and stays within 0 to 1. Identity if left out: what an
        actor says is what it then wants.

    A round costs O(actor^4) time and O(actor^3) memory a run.
    Raises InputError where something does not fit.
    """
    rules = rules or Rules()
    shape = actors.capability.shape
    if shape[-1] < 2:
        raise InputError("bargain: expected at least two actors")
    if rounds < 1:
        raise InputError(f"bargain: expected at least 1 round, got {rounds}")
    luck = None if draws is None else _draws(draws, (*shape[:-1], rounds, shape[-1]))
    pull = None if follow is None else _follow(follow, shape[-1])
    position, ideal, stand = [actors.position], [actors.aim], [prospects(actors, rules)]
    facts: list[tuple[Array, Array, Array, Index, Index]] = []
    for t in range(rounds):
        now = judge(actors, rules)
        choice = chosen(now.likely, None if luck is None else luck[..., t, :])
        moved, partner = move(actors, now.table, choice)
        heart = moved if pull is None else _drift(actors.aim, moved, pull)
        facts.append((now.views.risk, now.gain, now.chance, now.target, partner))
        actors = actors.at(moved, heart)
        position.append(moved)
        ideal.append(heart)
        stand.append(prospects(actors, rules))
    risk, gain, chance, target, partner = (np.stack(x, -2) for x in zip(*facts, strict=True))
    x, p = np.stack(position, -3), np.stack(stand, -2)
    return Rounds(x, np.stack(ideal, -3), p, mean(x, p), risk, gain, chance, target, partner)


def _draws(draws: ArrayLike, shape: tuple[int, ...]) -> Array:
    array = numbers(draws, "draws", "(..., round, actor)")
    if ((array < 0) | (array >= 1)).any():
        raise InputError("draws: expected numbers from 0 to below 1")
    try:
        return np.broadcast_to(array, shape)
    except ValueError:
        raise InputError(f"draws: shape {array.shape}; expected {shape}") from None


def _follow(follow: ArrayLike, n: int) -> Array:
    array = numbers(follow, "follow", "(actor, actor)")
    if array.shape != (n, n):
        raise InputError(f"follow: shape {array.shape}; expected {(n, n)}")
    return array


def _drift(ideal: Array, position: Array, pull: Array) -> Array:
    gap = position[..., None, :, :] - ideal[..., :, None, :]
    return np.asarray(np.clip(ideal + (pull[:, :, None] * gap).sum(-2), 0.0, 1.0))
