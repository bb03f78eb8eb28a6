"""Bueno de Mesquita's expected-utility model on one issue, as unravelled by Scholz and others.

Each round every actor weighs, for each other actor, what it expects from challenging him and from
being challenged by him, takes the offers that follow, and moves by the best one.

Sources: Scholz, Calbert & Smith 2011, Unravelling Bueno De Mesquita's group decision model, Journal
of Theoretical Politics 23:510; details settled by github jmckib/bdm-scholz-expected-utility-model
and written anew. See docs/bargaining.md for what it does not reproduce.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tocsin.errors import InputError
from tocsin.theory.bargaining.actors import Actors
from tocsin.theory.bargaining.kinds import Array, Index, known, real, share

DENOMINATORS = ("all-pairs", "pair")
PICKS = ("by-kind", "least-move")

#: Codes of `ExpectedUtility.offer`; under 'by-kind' the lowest of those on offer is taken.
CONFRONTATION, COMPROMISE, CAPITULATION, NONE = 0, 1, 2, 3


@dataclass(frozen=True)
class ExpectedUtility:
    """What `expected_utility` returns.

    position : (..., round + 1, actor), the first as given
    risk : (..., round, actor) exponent r of the utility, 1/2 (seeks risk) to 2 (averse)
    offer : (..., round, actor) what each took: 0 confrontation (it loses one), 1 compromise,
        2 capitulation, 3 nothing
    partner : (..., round, actor) who made the offer, -1 nobody
    median, mean : (..., round + 1) position weighted by capability times salience
    """

    position: Array
    risk: Array
    offer: Index
    partner: Index
    median: Array
    mean: Array


def expected_utility(
    actors: Actors, rounds: int = 1, denominator: str = "all-pairs", pick: str = "by-kind"
) -> ExpectedUtility:
    """Rounds of offers; simultaneous, certain, without random numbers.

    actors : on one issue, at least two of them apart
    rounds : how many, at least 1
    denominator : all-pairs, as Scholz et al. have it: the votes of i's side over the votes in all
        contests, so that chances are tiny and do not add up to 1 | pair, as in the textbook: over
        the votes in this contest
    pick : by-kind: an actor who loses a confrontation must take the least costly of those, else the
        least costly compromise, else capitulation | least-move: the least move whatever its kind

    Distances are relative to the range of the first positions. Raises InputError.
    """
    known(denominator, DENOMINATORS, "denominator")
    known(pick, PICKS, "pick")
    if actors.position.shape[-1] != 1 or actors.position.shape[-2] < 2:
        raise InputError("expected_utility: expected one issue and at least two actors")
    if rounds < 1:
        raise InputError(f"expected_utility: expected at least 1 round, got {rounds}")
    x = actors.position[..., 0]
    width = x.max(-1, keepdims=True) - x.min(-1, keepdims=True)
    if (width <= 0).any():
        raise InputError("expected_utility: all actors hold one position; nothing to decide")
    s = actors.salience[..., 0]
    c = actors.capability
    path, attitudes, kinds, partners = [x], [], [], []
    for _ in range(rounds):
        neutral = np.ones_like(x)
        danger = _expected(x / width, c, s, neutral, denominator)[1].sum(-1)
        r = _attitude(danger)
        mine, theirs = _expected(x / width, c, s, r, denominator)
        x, kind, partner = _settle(x, mine, theirs, pick)
        path.append(x)
        attitudes.append(r)
        kinds.append(kind)
        partners.append(partner)
    position = np.stack(path, -2)
    weight = np.broadcast_to((c * s)[..., None, :], position.shape)
    return ExpectedUtility(
        position,
        np.stack(attitudes, -2),
        np.stack(kinds, -2),
        np.stack(partners, -2),
        weighted_median(position, weight),
        real((position * weight).sum(-1) / weight.sum(-1)),
    )


def weighted_median(position: Array, weight: Array) -> Array:
    """(...) the position at which half of the weight is reached, from below.

    position, weight : (..., actor), the weights not negative and not all 0. The winner of all
    pairwise votes when actors vote for what is nearer (Black 1948).
    """
    order = np.argsort(position, -1, kind="stable")
    reached = np.cumsum(np.take_along_axis(weight, order, -1), -1)
    at = (reached >= reached[..., -1:] / 2).argmax(-1)[..., None]
    return np.take_along_axis(np.take_along_axis(position, order, -1), at, -1)[..., 0]


def chances(x: Array, weight: Array, r: Array, denominator: str) -> Array:
    """(..., i, j) what i has behind it against j, as a share of the votes counted; 0 if at one place.

    x : (..., actor) positions, in units of the range; weight : capability times salience
    r : (..., actor) exponents
    """
    far = np.abs(x[..., :, None] - x[..., None, :]) ** r[..., :, None]  # actor k, position of i
    vote = weight[..., :, None, None] * (far[..., :, None, :] - far[..., :, :, None])
    if denominator == "all-pairs":
        whole = np.abs(vote).sum((-3, -2, -1))[..., None, None]
    else:
        whole = np.abs(vote).sum(-3)
    here = x[..., :, None] == x[..., None, :]
    return np.where(here, 0.0, share(np.maximum(vote, 0.0).sum(-3), whole, 0.0))


def _expected(x: Array, c: Array, s: Array, r: Array, denominator: str) -> tuple[Array, Array]:
    """(..., a, o) what a expects of challenging o, and what, by a's lights, o of challenging a.

    U_win = 2 - 4 (1/2 - d/2)^r, U_lose = 2 - 4 (1/2 + d/2)^r, U_stay = 2 - 4 (1/2)^r, always with
    the exponent of a; E = s_o (P U_win + (1 - P) U_lose) + (1 - s_o) U_win - U_stay.
    """
    p = chances(x, c * s, r, denominator)
    d = np.abs(x[..., :, None] - x[..., None, :])
    e = r[..., :, None]
    win = 2.0 - 4.0 * np.maximum(0.5 - 0.5 * d, 0.0) ** e
    lose = 2.0 - 4.0 * (0.5 + 0.5 * d) ** e
    stay = 2.0 - 4.0 * 0.5**e

    def expect(chance: Array, resist: Array) -> Array:
        fight = chance * win + (1.0 - chance) * lose
        return resist * fight + (1.0 - resist) * win - stay

    other = ~np.eye(x.shape[-1], dtype=bool)
    mine = expect(p, s[..., None, :])
    theirs = expect(np.swapaxes(p, -1, -2), s[..., :, None])
    return np.where(other, mine, 0.0), np.where(other, theirs, 0.0)


def _attitude(danger: Array) -> Array:
    """(..., actor) exponent r = (1 - R/3) / (1 + R/3), R from -1 (safest) to 1 (most in danger)."""
    low, high = danger.min(-1, keepdims=True), danger.max(-1, keepdims=True)
    r = share(2.0 * danger - high - low, np.where(high - low > 1e-12, high - low, 0.0), 0.0)
    return real((1.0 - r / 3.0) / (1.0 + r / 3.0))


def _settle(x: Array, mine: Array, theirs: Array, pick: str) -> tuple[Array, Index, Index]:
    """New positions, and the kind and maker of the offer that each took."""
    gap = x[..., None, :] - x[..., :, None]
    apart = gap != 0
    kind = np.full(gap.shape, NONE)
    kind[apart & (theirs > mine) & (mine > 0)] = CONFRONTATION
    meets = apart & (theirs > 0) & (mine < 0)
    kind[meets & (theirs > -mine)] = COMPROMISE
    kind[meets & (theirs <= -mine)] = CAPITULATION
    part = np.where(kind == COMPROMISE, share(-mine, theirs, 0.0), 1.0)
    step = np.where(kind == NONE, 0.0, gap * part)
    cost = np.where(kind == NONE, np.inf, np.abs(step))
    if pick == "by-kind":
        cost = np.where(kind == kind.min(-1, keepdims=True), cost, np.inf)
    best = cost.argmin(-1)[..., None]
    taken = np.take_along_axis(kind, best, -1)[..., 0]
    moved = x + np.where(taken == NONE, 0.0, np.take_along_axis(step, best, -1)[..., 0])
    partner = np.where(taken == NONE, -1, best[..., 0])
    return moved, taken.astype(np.int64), partner.astype(np.int64)
