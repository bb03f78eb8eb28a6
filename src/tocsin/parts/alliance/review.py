"""The review: the session that decides whether the mandate goes on, and when troops go home.

A summit has its answer after a lag (as for the consultation).  Its members vote, by the reasons of
that hour and the decision's dice, whether it is calm or not; the chair has a vote, a reason to carry
through what it presides over (`al_chair`), and where a majority is asked for it decides a tie:

    to stay if u < s(U - al_calm calm)        calm = hours of calm / withdrawal.hours

If the rule does not carry the mandate, the exit is announced.  If it does, they vote again once fewer
than `withdrawal.active` have been out for `withdrawal.hours`, and every al_again hours from then on.
Without a summit since the request the exit is announced as soon as it has been calm for so long; one
that can still meet is waited for: with a date to come, or a condition that has not held so far.
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
    """Let a session that has met decide; announce the exit if it, or the calm, ends the mandate."""
    if np.isfinite(s.exit_at):
        return
    rule = alliance.section.withdrawal
    out = s.active.sum() >= rule.active
    s.calm_since[...] = np.inf if out else min(float(s.calm_since), now.t)
    quiet = 0.0 if out else float(now.t - s.calm_since)
    calm = 0.0 if out else quiet / max(rule.hours, 1.0)
    over = not out and quiet >= rule.hours
    met, to_come = _summits(alliance, s, now)
    if met is None:
        if over and not to_come:
            s.exit_at[...] = now.t
        return
    due = max(met, float(s.decided_at)) + consultation.lag(p, now, "/review", int(s.asked))
    if s.reviews:
        due = float(s.reviewed_at) + p.al_again if over else np.inf
    if now.t < due:
        return
    if over:
        calm = max(1.0, calm)
    _, s.stay_vote[:] = consultation.weigh(alliance, ask, s, p, now, float(s.airlift), calm)
    s.reviews += 1
    s.reviewed_at[...] = now.t
    if not consultation.approved(s.stay_vote, alliance):
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
