"""Officials in the record: figures as published beside what is true, and claims, in the chronicle.

Outcomes of them stand next door, in `outcomes`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.parts.officials.true_numbers import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.parts.officials.plan import OfficialsPlan
    from tocsin.record.chronicle import Found, Teller


def events(teller: Teller) -> Iterator[Found]:
    """Figures published, figures taken back, claims: each with what is true in the run."""
    plan = teller.recorder.plan.politics.officials
    if plan is None:
        return
    yield from _figures(teller, plan)
    yield from _claims(teller, plan)


def _figures(teller: Teller, plan: OfficialsPlan) -> Iterator[Found]:
    arrays = teller.recorder.arrays
    for i, (name, spec) in enumerate(plan.figures.items()):
        series = arrays["reported"][:, i].astype(np.int64)
        before = np.concatenate([[0], series[:-1]])
        title = spec.title or name
        for t in np.flatnonzero(series != before).tolist():
            said, true = int(series[t]), int(arrays["counted"][t, i])
            beside = f"in this run {true:,}"
            if said > before[t]:
                kind, text = "report", f"Official figure, {title}: {said:,} ({beside})"
            else:
                kind, gone = "retraction", f"{int(before[t]):,} is taken back, {said:,} stands"
                text = f"Official figure, {title}: {gone} ({beside})"
            yield teller.event(t + 1, kind, text, actor=plan.actor, value=said)


def _claims(teller: Teller, plan: OfficialsPlan) -> Iterator[Found]:
    final = teller.recorder.final
    known = np.isfinite(final["claim_true"])
    for name in dict.fromkeys(told.claim for told in plan.claims):
        rows = [i for i, told in enumerate(plan.claims) if told.claim == name and known[i]]
        if not rows:
            continue
        spec = plan.claims[rows[0]].spec
        said, at = float(final["claim_said"][rows[0]]), float(final["claim_at"][rows[0]])
        when = {"now": "", "most": " at most so far", "whole": " at most in all"}[spec.how]
        place = next((p.name for p in teller.scenario.spec.places if p.id == spec.place), "")
        where = f" in {place}" if place else ""
        numbers = "; ".join(
            f"{int(final['claim_true'][i]):,} {WORDS[plan.claims[i].of]}" for i in rows
        )
        beside = f"in this run {numbers}{where}{when}"
        value = said if np.isfinite(said) else None
        text = f"Claim: {spec.text} ({beside})"
        yield teller.event(max(at, 0.0), "claim", text, actor=spec.actor, value=value)
