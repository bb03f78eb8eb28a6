"""The laws as questions to the flagship: which variants are run, and what has to hold of them.

A row of the table is a variant beside the scenario as it is (`of`).  `before` is what the version of 23
November 2026 gave, measured by a reviewer with 3 to 12 runs (dead, peak) and copied from there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

CLOCK, RULES = "kazakhstan-2022", "kazakhstan-2022-rules"
RARELY, OFTEN, STILL = 0.1, 0.8, 0.005
OF_A_MEDIAN = 1.2533  # standard error of a median over that of a mean, for about normal values

Found = dict[str, Any]  # statistics of the outcomes of a variant


@dataclass(frozen=True)
class Question:
    """A row: a variant, and how it is judged.

    how : 'base', 'same', 'quiet', 'moved', 'dose', 'police'
    tolerance : of medians, for 'same'; copies : by how many the outcome is divided
    """

    law: str
    label: str
    scenario: str
    variant: str
    how: str
    before: str = "not measured"
    tolerance: float = 0.15
    copies: int = 1
    region: str = ""


QUESTIONS: tuple[Question, ...] = (
    Question("-", "as it is, by the clock", CLOCK, "base", "base", "264, 54 k"),
    Question("-", "as it is, by rules", RULES, "base", "base", "164, 35 k"),
    Question("L1 additive", "every town over 4,000 cut in two", CLOCK, "split 2", "same", "208"),
    Question("L1 additive", "cut in four", CLOCK, "split 4", "same", "41, 18 k"),
    Question("L2 scale", "the country twice, far apart, per copy", CLOCK, "double", "same",
             "337, 247 k", 0.2, 2),
    Question("L3 step", "30 minutes", CLOCK, "dt 30", "same", "232 (of 275)", 0.1),
    Question("L3 step", "15 minutes", CLOCK, "dt 15", "same", "212 (of 275)", 0.1),
    Question("L4 placebo", "no shock, by the clock", CLOCK, "none", "quiet",
             "0, 40, every act all the same"),
    Question("L4 placebo", "no shock, by rules", RULES, "none", "quiet"),
    Question("L4 placebo", "a tenth of the shock, by the clock", CLOCK, "tenth", "quiet",
             "0, 66, every act all the same"),
    Question("L4 placebo", "a tenth of the shock, by rules", RULES, "tenth", "quiet"),
    Question("L4 placebo", "the shock in Kostanay", CLOCK, "in Kostanay", "moved",
             "14.5 dead, first crowd in Zhanaozen in 4 of 4", region="Kostanay"),
    Question("L4 placebo", "the shock in Almaty", CLOCK, "in Almaty city", "moved",
             region="Almaty city"),
    Question("L7 order", "half the shock, by the clock", CLOCK, "x0.5", "dose"),
    Question("L7 order", "twice the shock, by the clock", CLOCK, "x2", "dose", "-, 263 k"),
    Question("L7 order", "half the shock, by rules", RULES, "x0.5", "dose"),
    Question("L7 order", "twice the shock, by rules", RULES, "x2", "dose",
             "x 1.1 kills fewer than x 1"),
    Question("L7 order", "half the police, by the clock", CLOCK, "police 0.5", "police"),
    Question("L7 order", "ten times the police, by the clock", CLOCK, "police 10", "police",
             "280 (`f_police` x 10)"),
    Question("L7 order", "half the police, by rules", RULES, "police 0.5", "police"),
    Question("L7 order", "ten times the police, by rules", RULES, "police 10", "police"),
)  # fmt: skip


def noise(found: Found, outcome: str) -> float:
    """Two standard errors of a median, from the 5 and 95 % quantiles of its runs."""
    v = found[outcome]
    spread = (v["p95"] - v["p05"]) / 3.29
    return 2 * OF_A_MEDIAN * float(spread) / math.sqrt(max(v["n"], 1))


def verdict(q: Question, found: Found, base: Found) -> str:
    """Whether the law holds in this row, in words."""
    if q.how == "same":
        return _same(q, found, base)
    if q.how == "quiet":
        acts = {k: v["mean"] for k, v in found["acted"].items()}
        acts["claims"] = found["claimed"]["mean"]
        wrong = [f"{k} in {x:.0%}" for k, x in acts.items() if x > RARELY]
        if found["influence_moved"]["median"] > STILL:
            wrong.append(f"influence moves by {found['influence_moved']['median']:.3f}")
        if found["dead"]["median"] > 0:
            wrong.append(f"{found['dead']['median']:.0f} dead")
        return f"no: {', '.join(wrong)}" if wrong else "yes"
    if q.how == "moved":
        first = found["first_region"]
        if first.get("value") is None:
            return "no: no crowd in most runs"
        here = first["value"] == q.region and first["share"] >= OFTEN
        return f"{'yes' if here else 'no'}: first in {first['value']} in {first['share']:.0%}"
    if q.how in ("dose", "police"):
        return _ordered(q, found, base)
    return "-"


def _same(q: Question, found: Found, base: Found) -> str:
    parts, worst = [], "yes"
    for outcome in ("dead", "peak_active", "sites_captured"):
        was, now = base[outcome]["median"], found[outcome]["median"] / q.copies
        room = math.hypot(noise(base, outcome), noise(found, outcome) / q.copies)
        name = {"dead": "dead", "peak_active": "peak", "sites_captured": "sites"}[outcome]
        parts.append(f"{name} {now / max(was, 1e-9) - 1:+.0%}")
        if abs(now - was) > q.tolerance * abs(was):
            worst = "no" if abs(now - was) > room or worst == "no" else "within the noise"
    return f"{worst}: {', '.join(parts)}"


def _ordered(q: Question, found: Found, base: Found) -> str:
    """A larger shock is no smaller crisis; police change something."""
    parts = []
    up = q.variant in ("x2", "police 0.5")
    wrong, moved = [], False
    for outcome, name in (("dead", "dead"), ("peak_active", "peak")):
        was, now = base[outcome]["median"], found[outcome]["median"]
        room = math.hypot(noise(base, outcome), noise(found, outcome))
        parts.append(f"{name} {now / max(was, 1e-9) - 1:+.0%}")
        if (now < was - room) if up else (now > was + room):
            wrong.append(name)
        moved |= abs(now - was) > max(room, 0.05 * was)
    if q.how == "police":
        return f"{'yes' if moved else 'no'}: {', '.join(parts)}"
    return f"{'no, ' + ' and '.join(wrong) if wrong else 'yes'}: {', '.join(parts)}"
