"""The expected-utility model in plain loops: what `scholz.py` must agree with."""

from __future__ import annotations

from math import pow

Row = list[float]


def one_round(
    x: Row, salience: Row, capability: Row, width: float, denominator: str, pick: str
) -> tuple[Row, Row]:
    """Exponents of risk and new positions after one round.

    x, salience, capability : by actor; width : range of the first positions
    """
    every = range(len(x))

    def votes(k: int, a: float, b: float, r: Row) -> float:
        far_a, far_b = abs(x[k] - a) / width, abs(x[k] - b) / width
        return capability[k] * salience[k] * (pow(far_b, r[k]) - pow(far_a, r[k]))

    def chance(i: int, j: int, r: Row) -> float:
        if x[i] == x[j]:
            return 0.0
        mine = sum(max(0.0, votes(k, x[i], x[j], r)) for k in every)
        if denominator == "pair":
            whole = sum(abs(votes(k, x[i], x[j], r)) for k in every)
        else:
            whole = sum(abs(votes(k, x[a], x[b], r)) for k in every for a in every for b in every)
        return mine / whole if whole else 0.0

    def expects(i: int, j: int, viewer: int, r: Row) -> float:
        p, d, e = chance(i, j, r), abs(x[i] - x[j]) / width, r[viewer]
        win, lose = 2 - 4 * pow(max(0.5 - 0.5 * d, 0.0), e), 2 - 4 * pow(0.5 + 0.5 * d, e)
        fight = p * win + (1 - p) * lose
        return salience[j] * fight + (1 - salience[j]) * win - (2 - 4 * pow(0.5, e))

    neutral = [1.0 for _ in every]
    danger = [sum(expects(j, i, i, neutral) for j in every if j != i) for i in every]
    low, high = min(danger), max(danger)
    big = [(2 * d - high - low) / (high - low) if high - low > 1e-12 else 0.0 for d in danger]
    r = [(1 - b / 3) / (1 + b / 3) for b in big]

    moved = []
    for a in every:
        offers = []
        for o in every:
            if x[a] == x[o]:
                continue
            mine, theirs = expects(a, o, a, r), expects(o, a, a, r)
            if theirs > mine > 0:
                offers.append((0, abs(x[o] - x[a]), x[o] - x[a]))
            elif theirs > 0 > mine:
                part = -mine / theirs
                step = x[o] - x[a]
                offers.append(
                    (1, abs(step * part), step * part) if part < 1 else (2, abs(step), step)
                )
        best = min(
            offers, key=lambda f: f[:2] if pick == "by-kind" else f[1:2], default=(3, 0.0, 0.0)
        )
        moved.append(x[a] + best[2])
    return r, moved
