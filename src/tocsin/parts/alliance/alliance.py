"""Alliance: asked, it decides, sends troops by road and air, and takes them back.

    request        a lever asks; a refusal is asked again after al_again hours while the crisis lasts
    consultation   after a lag, lognormal about al_lag hours: see `consultation`
    contingents    who gives how much: see `contingents`;  pipeline   how they come and go
    guarantee      dg/dt = (aim - g) / al_t_guarantee,  aim = w + (1 - w) present / need,  w = al_word
                   from the decision until the last have left; then 0, with al_t_after instead
    resentment     dx/dt = (al_resent present / need - x) / al_t_resent       lowers legitimacy
    alarm          da/dt = al_spill likeness hope (1 - a) - a / al_t_alarm    in each member's politics
    at home        protests = people al_out alarm,  cost at home = al_home alarm likeness: what alarm
                   does on each member's own streets, and what taking part then costs its government
    withdrawal     calm for long enough, and reviewed if a summit meets: see `review`; notice, then they
                   go

The mandate is to guard: officers are set free, no crowd is met.  A scenario without a section
`alliance` has none of this; the lever kind `alliance` imposes a contingent instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import HOURLY, LAST, Field, code, flag, fraction
from tocsin.declare.lever import carries_out
from tocsin.declare.parameter import hours, rate, share
from tocsin.mechanisms.forces.levers import begins
from tocsin.parts.alliance import consultation, contingents, pipeline, review
from tocsin.scenario.sections.levers.alliance import Request, Summit

if TYPE_CHECKING:
    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values
    from tocsin.parts.alliance.plan import AlliancePlan

PART = "alliance"
carries_out("alliance", Request, Summit)

FIELDS = (
    Field("request_at", (), "h", "hour of the request", np.inf, keep=LAST),
    Field("decided_at", (), "h", "hour of the decision", np.inf, keep=LAST),
    flag("approved", (), "1 if it was decided to send troops", keep=HOURLY),
    code("vote", ("member",), "0 not asked, 1 for, 2 abstains, 3 objects", keep=HOURLY),
    Field("contingent", ("member",), "persons", "allied troops in the country", keep=HOURLY),
    fraction("alarm", ("member",), "alarm in the member's own politics", keep=HOURLY),
    Field("protests", ("member",), "persons", "out in the member's own streets", keep=HOURLY),
    fraction("cost_at_home", ("member",), "what taking part costs beyond its usual cost"),
    fraction("hold_first", (), "hold of the first hour", 1.0),
    Field("guarded_lost", (), "objects", "lost while allied troops stood there", keep=HOURLY),
    fraction("guarantee", (), "how far the alliance stands behind the incumbent", keep=HOURLY),
    Field("resentment", (), "1", "legitimacy lost to foreign troops", keep=HOURLY, low=0),
    code("asked", (), "how often the alliance was asked", keep=HOURLY),
    code("decisions", (), "how often it has decided", keep=HOURLY),
    Field(
        "asked_by",
        (),
        "1",
        "lever that asked last; -1: none",
        -1,
        np.int64,
        keep=HOURLY,
        kept_as=np.int16,
    ),
    Field("reasons", ("member", "term"), "1", "what the last decision was made of", keep=LAST),
    Field("pledged", ("member",), "persons", "troops that members have decided to send", keep=LAST),
    Field("due", ("member",), "h", "hour from which they can be there", np.inf),
    Field("landed", ("member",), "persons", "troops that have come so far"),
    fraction("airlift", (), "share of the airlift that can land", 1.0, keep=HOURLY),
    Field("allied_most", ("site",), "persons", "most allied troops at a site so far", keep=LAST),
    Field("standby", (), "persons", "allied troops in the country who stand at no site"),
    code("stay_vote", ("member",), "last review: 1 to stay, 2 abstains, 3 to go", keep=HOURLY),
    code("reviews", (), "how often the mandate was reviewed", keep=HOURLY),
    Field("reviewed_at", (), "h", "hour of the last review", np.inf),
    Field("calm_since", (), "h", "hour from which it has been calm", np.inf),
    Field("exit_at", (), "h", "hour at which the exit was announced", np.inf, keep=LAST),
)
READS = (
    "lever_time", "active", "rioting", "force", "hope", "ground_lost", "site_state", "site_guards",
    "hold", "captured_at", "enemy",
)  # fmt: skip
WRITES = (
    *(f.name for f in FIELDS), "allied", "relieved", "site_guards", "allied_troops",
)  # fmt: skip
PARAMETERS = (
    *consultation.PARAMETERS,
    *contingents.PARAMETERS,
    *pipeline.PARAMETERS,
    hours("al_again", least=0),
    share("al_word"),
    hours("al_t_guarantee"),
    hours("al_t_after"),
    share("al_resent"),
    hours("al_t_resent"),
    rate("al_spill", most=1),
    hours("al_t_alarm"),
    share("al_out"),
    share("al_home"),
)


def step(s: Fields, p: Values, now: Now) -> None:
    """Take alarm, be asked, decide, come, stand guard, go."""
    alliance: AlliancePlan | None = now.program.politics.alliance
    if alliance is None:
        return
    if now.step == 0:
        s.hold_first[...] = s.hold
    _alarm(alliance, s, p, now)
    _ask(alliance, s, p, now)
    if not s.asked:
        return
    s.airlift[...] = pipeline.opening(alliance, s, p, now)
    if s.decisions < s.asked:
        _decide(alliance, s, p, now)
    if s.approved:
        _serve(alliance, s, p, now)


def _alarm(alliance: AlliancePlan, s: Fields, p: Values, now: Now) -> None:
    if s.hope or s.alarm.any():
        grow = p.al_spill * alliance.figures(now).likeness * s.hope * (1 - s.alarm)
        s.alarm += now.dt * grow - now.toward(p.al_t_alarm) * s.alarm
        np.minimum(s.alarm, 1.0, out=s.alarm)
        s.protests[:] = alliance.people * p.al_out * s.alarm
        s.cost_at_home[:] = p.al_home * s.alarm * alliance.figures(now).likeness


def _ask(alliance: AlliancePlan, s: Fields, p: Values, now: Now) -> None:
    """A request that has come, or that comes again after a refusal."""
    if s.approved or s.decisions < s.asked:
        return
    for ask in alliance.asks:
        act = now.program.acts[ask.lever]
        since = float(s.lever_time[ask.lever].min())
        # one that lasts from one whole hour to before the next is made once all the same
        short = since > 0 and begins(since, now) and since < act.until
        if not (since <= now.t < min(act.until, since + act.lasts) or short):
            continue
        new = s.asked_by != ask.lever and (not s.asked or since >= s.request_at)
        if not new:
            same = s.asked_by == ask.lever and ask.repeats
            out = s.active.sum() >= alliance.section.withdrawal.active
            if now.t < s.decided_at + p.al_again or not (same and out):
                continue
        s.asked += 1
        s.asked_by[...] = ask.lever
        s.request_at[...] = max(since, now.t - now.dt) if new else now.t
        return


def _decide(alliance: AlliancePlan, s: Fields, p: Values, now: Now) -> None:
    """The chair has called round: votes, and what is pledged."""
    lag = consultation.lag(p, now, "/consultation", int(s.asked))
    if now.t < s.request_at + lag:
        return
    ask = alliance.ask(int(s.asked_by))
    s.decided_at[...] = s.request_at + lag
    s.decisions += 1
    s.approved[...] = consultation.consult(alliance, ask, s, p, now, float(s.airlift))
    if s.approved:
        s.pledged[:] = contingents.contingents(alliance, ask, s, p, now)
        s.due[:] = pipeline.due(alliance, s, p, now)


def _serve(alliance: AlliancePlan, s: Fields, p: Values, now: Now) -> None:
    """Troops come, stand guard and go; what their presence does."""
    ask = alliance.ask(int(s.asked_by))
    pipeline.fallen(alliance, s)
    np.maximum(s.allied_most, s.site_guards[alliance.service], out=s.allied_most)
    review.review(alliance, ask, s, p, now)
    over = s.exit_at + alliance.section.withdrawal.notice <= now.t
    if over:
        pipeline.leave(alliance, s, now)
    else:
        pipeline.spread(alliance, ask, s, p, now)
        pipeline.arrive(alliance, ask, s, p, now)
    need = contingents.need(ask, p)
    there = float(s.contingent.sum())
    present = min(1.0, there / need) if need else float(there > 0)
    gone = over and not there
    aim = 0.0 if gone else p.al_word + (1 - p.al_word) * present
    pace = now.toward(p.al_t_after if gone else p.al_t_guarantee)
    s.guarantee += pace * (aim - s.guarantee)
    s.resentment += now.toward(p.al_t_resent) * (p.al_resent * present - s.resentment)
