"""The review: whether troops stay once it is calm.

Once fewer than `withdrawal.active` have been out for `withdrawal.hours`, the exit is announced, unless
a summit has met since the request or can still meet.  If one has met, its members have an answer after
a lag (as for the consultation) and vote again, by the reasons of that hour and the decision's dice:

    to stay if u < s(U - al_calm calm)        calm = hours of calm / withdrawal.hours, 1 at least

The mandate goes on if the rule carries it; then they vote again after al_again hours.  A summit that
can still meet is waited for: one with a date to come, or with a condition that has not held so far.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.parts.alliance import consultation

if TYPE_CHECKING:
    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values
    from tocsin.parts.alliance.plan import AlliancePlan, Ask


def review(alliance: AlliancePlan, ask: Ask, s: Fields, p: Values, now: Now) -> None:
    """Announce the exit if it has been calm for long enough and the members will not stay."""
    if np.isfinite(s.exit_at):
        return
    rule = alliance.section.withdrawal
    if s.active.sum() >= rule.active:
        s.calm_since[...] = np.inf
        return
    s.calm_since[...] = min(float(s.calm_since), now.t)
    quiet = float(now.t - s.calm_since)
    if quiet < rule.hours:
        return
    met, to_come = _summits(alliance, s, now)
    if met is None:
        if not to_come:
            s.exit_at[...] = now.t
        return
    due = max(met, float(s.decided_at)) + consultation.lag(p, now, "/review", int(s.asked))
    if s.reviews:
        due = float(s.reviewed_at) + p.al_again
    if now.t < due:
        return
    calm = max(1.0, quiet / max(rule.hours, 1.0))
    _, s.stay_vote[:] = consultation.weigh(alliance, ask, s, p, now, float(s.airlift), calm)
    s.reviews += 1
    s.reviewed_at[...] = now.t
    if not consultation.approved(s.stay_vote, alliance.section.rule, alliance.lead):
        s.exit_at[...] = now.t


def _summits(alliance: AlliancePlan, s: Fields, now: Now) -> tuple[float | None, bool]:
    """Hour of the first summit since the request; whether one can still come."""
    met, to_come = [], False
    for i in alliance.summits:
        act, hour = now.program.acts[i], float(s.lever_time[i].min())
        if s.request_at <= hour <= now.t and hour < act.until:
            met.append(hour)
        waiting = np.isinf(hour) and act.condition is not None
        to_come |= (now.t + act.lever.after if waiting else hour) < act.until and hour > now.t
    return min(met, default=None), to_come
