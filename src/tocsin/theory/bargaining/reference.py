"""The spatial model in plain loops over plain lists: what the arrays of this package must agree with.

For one run and few actors; the tests compare both on random actors. Written from the equations and
apart from the arrays: the stationary distribution, for one, is found by iteration here.
"""

from __future__ import annotations

from math import floor, prod, sqrt

from tocsin.theory.bargaining.rules import Rules

Row = list[float]
Table = list[Row]

EXPONENTS = {"linear": 1, "square": 2, "quartic": 4, "octic": 8}
LOWEST = {"min": 0.0, "mid": -0.5, "max": -1.0}


def utility(ideal: Row, salience: Row, option: Row, risk: float) -> float:
    """What an option is worth to an actor."""
    top = sum((s * (x - o)) ** 2 for s, x, o in zip(salience, ideal, option, strict=True))
    d = min(sqrt(top / sum(s**2 for s in salience)), 1.0)
    return (1 - d) * (1 + d * risk)


def vote(du: float, weight: float, rule: str) -> float:
    """The votes of one actor."""
    sign = max(-1.0, min(1.0, du / 1e-8))
    if rule == "binary":
        return weight * sign
    if rule == "proportional-binary":
        return weight * (0.8 * du + 0.2 * sign)
    if rule == "cubic":
        return weight * du**3
    if rule == "proportional-cubic":
        return weight * (0.5 * du + 0.5 * du**3)
    if rule == "prospect" and du > 0:
        return weight * 2 * du / 3
    return weight * du


def coalitions(utilities: Table, weight: Row, rule: str) -> Table:
    """Strength of each option against each other; utilities by actor and option."""
    n = len(utilities[0])
    out = [[1e-8 * sum(weight)] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            for k, u in enumerate(utilities):
                out[i][j] += max(0.0, vote(u[i] - u[j], weight[k], rule))
    return out


def beats(mine: float, yours: float, rule: str) -> float:
    """The chance that one side beats the other."""
    if rule != "binary":
        v = EXPONENTS[rule]
        return mine**v / (mine**v + yours**v)
    if mine >= 1.1 * yours:
        return 1 / (1 + 1e-6)
    if yours >= 1.1 * mine:
        return 1e-6 / (1 + 1e-6)
    return (mine / (mine + yours) * 2.1 - 1) / 0.1


def standing(c: Table, win: str, rule: str, steps: int = 20_000, close: float = 1e-15) -> Row:
    """Probability of each option as the favourite, by iteration from the uniform distribution."""
    n = len(c)
    every = range(n)
    v = [[0.5 if i == j else beats(c[i][j], c[j][i], win) for j in every] for i in every]
    if rule == "conditional":
        alone = [prod(row) for row in v]
        return [a / sum(alone) for a in alone]
    calls = [[1 / n] * n for _ in every]  # that i challenges the favourite j
    if rule == "incentive":
        most = max(max(row) for row in c)
        hope = [[c[i][j] * v[i][j] + 1e-10 * most * (i == j) for j in every] for i in every]
        calls = [[hope[i][j] / sum(hope[k][j] for k in every) for j in every] for i in every]
    p = [1 / n] * n
    for _ in range(steps):
        q = [sum(v[i][j] * (p[i] * calls[j][i] + p[j] * calls[i][j]) for j in every) for i in every]
        gap = max(abs(a - b) for a, b in zip(p, q, strict=True))
        p = [(a + b) / 2 for a, b in zip(p, q, strict=True)]
        if gap < close:
            break
    return p


def attitudes(p: Row, span: str) -> Row:
    """Attitudes to risk from the probabilities of standing."""
    low, high = min(p), max(p)
    if high - low <= 1e-9:
        return [0.0] * len(p)
    return [LOWEST[span] + (1 - LOWEST[span]) * (x - low) / (high - low) for x in p]


def chance(i: int, j: int, seen: Table, weight: Row, rules: Rules) -> float:
    """That i beats j, by a table of utilities (actor, option) as somebody sees them."""
    n = len(seen)
    plus = minus = 1e-8 * sum(weight)
    for k in (i, j):
        cast = vote(seen[k][i] - seen[k][j], weight[k], rules.vote)
        plus, minus = plus + max(cast, 0.0), minus + max(-cast, 0.0)
    first, second = plus, minus
    for k in range(n):
        if k in (i, j) or rules.third_parties == "none":
            continue
        cast = vote(seen[k][i] - seen[k][j], weight[k], rules.vote)
        if rules.third_parties == "committed":
            p = (first + max(cast, 0.0)) / (first + second + abs(cast))
            keep_with_i, keep_with_j = seen[k][k] - seen[k][i], seen[k][k] - seen[k][j]
            cast = vote(p * keep_with_i - (1 - p) * keep_with_j, weight[k], rules.vote)
        plus, minus = plus + max(cast, 0.0), minus + max(-cast, 0.0)
    return plus / (plus + minus)


def meeting(x: float, y: float, s: float, z: float, p: float, rule: str) -> tuple[float, float]:
    """Where two bargainers meet on one issue."""
    if rule == "s2pmax":
        down, up = max(1 - 2 * p, 0.0), max(2 * p - 1, 0.0)
        a = down * z**2 / (down * z**2 + 1e-6 + (1 - down) * s**2)
        b = up * s**2 / (up * s**2 + 1e-6 + (1 - up) * z**2)
        return x + a * (y - x), y + b * (x - y)
    m = 1 if rule == "s1p1" else 2
    w, v = (s * p) ** m, (z * (1 - p)) ** m
    return ((w + 1e-6) * x + v * y) / (w + v + 1e-6), (w * x + (v + 1e-6) * y) / (w + v + 1e-6)


def one_round(
    position: Table,
    ideal: Table,
    salience: Table,
    capability: Row,
    rules: Rules,
    risk: Row | None = None,
) -> tuple[list[int], Row, list[dict[int, float]], Table]:
    """One round in which each takes its most likely option.

    returns : whom each challenges (-1 nobody); what it expects to gain; for each actor the
        probability of its options, by number of the bargain plus 1, and 0 to stay; new positions
    """
    n = len(position)
    every = range(n)

    def table(risks: Row) -> Table:
        return [
            [utility(ideal[a], salience[a], position[o], risks[a]) for o in every] for a in every
        ]

    c = coalitions(table([0.0] * n), capability, rules.vote)
    if rules.risk == "given":
        own = risk or [0.0] * n
    else:
        own = attitudes(standing(c, rules.victory, rules.standing), rules.risk)
    t = rules.insight
    seen = [table([(1 - t) * own[h] + t * own[a] for a in every]) for h in every]
    resist = [min(sum(s), 1.0) for s in salience]
    weight = [capability[k] * resist[k] for k in every]

    target, gains = [-1] * n, [0.0] * n
    for i in every:
        for j in every:
            if i == j:
                continue
            p, u = chance(i, j, seen[i], weight, rules), seen[i][i]
            fight = 2 * (p * u[i] + (1 - p) * u[j])
            gain = (1 - resist[j]) * 2 * u[i] + resist[j] * fight - u[i] - u[j]
            if gain > max(gains[i], 1e-5):
                target[i], gains[i] = j, gain

    def rounded(x: float) -> float:
        if rules.digits is None:
            return x
        scale = 10.0**rules.digits
        return floor(0.5 + x * scale) / scale

    deals: dict[int, tuple[int, int, Row, Row]] = {}
    for i in every:
        j = target[i]
        if j < 0:
            continue
        pairs = []
        for eyes in (i, j):
            p = chance(i, j, seen[eyes], weight, rules)
            ends = [
                meeting(x, y, s, z, p, rules.meeting)
                for x, y, s, z in zip(
                    position[i], position[j], salience[i], salience[j], strict=True
                )
            ]
            pairs.append([[rounded(e[0]) for e in ends], [rounded(e[1]) for e in ends]])
        if rules.proposals == "both":
            deals[i + 1] = (i, j, pairs[0][0], pairs[0][1])
            deals[n + i + 1] = (i, j, pairs[1][0], pairs[1][1])
        elif rules.proposals == "initiator":
            deals[i + 1] = (i, j, pairs[0][0], pairs[0][1])
        else:
            w = weight[i] / (weight[i] + weight[j])
            first, second = (
                [w * a + (1 - w) * b for a, b in zip(pairs[0][side], pairs[1][side], strict=True)]
                for side in (0, 1)
            )
            deals[i + 1] = (i, j, first, second)

    def worth(a: int, deal: int) -> float:
        at = list(position)
        if deal:
            i, j, at[i], at[j] = deals[deal]
        return sum(utility(ideal[a], salience[a], x, own[a]) for x in at) / n

    likely: list[dict[int, float]] = []
    moved: Table = []
    for k in every:
        options = [0] + sorted(d for d in deals if k in deals[d][:2])
        values = [[worth(a, d) for d in options] for a in every]
        c = coalitions(values, capability, rules.vote)
        q = standing(c, rules.victory, rules.standing)
        likely.append(dict(zip(options, q, strict=True)))
        taken = options[q.index(max(q))]
        if not taken:
            moved.append(position[k])
        else:
            i, _, first, second = deals[taken]
            moved.append(first if i == k else second)
    return target, gains, likely, moved
