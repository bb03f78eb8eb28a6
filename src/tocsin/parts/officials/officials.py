"""Officials: figures that are published late and short of the truth, and what is claimed.

    withheld = w0 (of_rest + (1 - of_rest) exp(-e / reveal)) exp(of_noise N(0, 1))
    figure   = floor(D(t - delay) (1 - withheld) (1 + double)), never below what stands already

at fixed local hours, e hours after the first report, D the true number of the run.  With chance
`slip` a report shows the share `of_slipped` of what should be held back; after `of_takeback` hours the
figure before it stands again, for a while nothing is said, and it does not happen twice.  A claim is
noted with the number of the run beside it.

What is said comes back, unless `feedback` is off:

    doubt     dq/dt = (1 - q) of_gap hidden - q / of_t_doubt,  hidden = largest 1 - reported / counted;
              + of_found (1 - q) when a figure is taken back, or a claim of an armed enemy found out:
              `of_exposed` hours after it was made, if it said more than of_untrue times what was true
    discredit = of_price q                     legitimacy lost to it
    enemy     1 once an armed enemy is claimed, fading with of_t_claim, less as it is doubted: (1 - q)

Who is told of an armed enemy shoots more readily (`engagement`) and is helped more easily from outside
(`consultation`); the price is paid when it is found out.
Sources: our own form (`tocsin.theory.figures.process`); what it explains of 2022 is in
docs/officials.md.  That lies found out cost trust: Edmond 2013, Guriev & Treisman 2019;
that a named enemy makes force easier to order: Bandura 1999, Davenport 2007.  Coefficients are
priors only.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from tocsin.declare.field import HOURLY, LAST, Field, flag, fraction
from tocsin.declare.parameter import Named, Parameter, factor, hours, rate, share, value_of
from tocsin.declare.purposes import Purpose
from tocsin.mechanisms.forces import levers
from tocsin.parts.officials import feedback, true_numbers
from tocsin.parts.officials.plan import LAGS
from tocsin.parts.ranges import spread
from tocsin.people import quantiles
from tocsin.theory.figures.process import figure, withheld

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.mechanisms.given.now import Now
    from tocsin.mechanisms.given.views import Fields, Values
    from tocsin.parts.officials.plan import OfficialsPlan, Told

PART = "officials"
FIELDS = (
    Field("reported", ("figure",), "persons", "official figure", keep=HOURLY, kept_as=np.int32),
    Field(
        "counted",
        ("figure",),
        "persons",
        "what it counts, as it is true",
        keep=HOURLY,
        kept_as=np.int32,
    ),
    Field("true_at", ("figure", "lag"), "persons", "that number in the last two weeks, by hour"),
    Field("first_case", ("figure",), "h", "hour of the first case", np.inf),
    Field("before_slip", ("figure",), "persons", "figure that stood before one that slipped out"),
    Field("taken_back_at", ("figure",), "h", "hour at which a figure is taken back", np.inf),
    Field("silent_until", ("figure",), "h", "hour until which nothing is said", -np.inf),
    Field("retracted", ("figure",), "persons", "largest figure that was taken back", keep=LAST),
    Field("claim_at", ("claim",), "h", "hour of a claim", np.inf, keep=LAST),
    Field("claim_said", ("claim",), "persons", "number in the claim", np.nan, keep=LAST),
    Field("claim_true", ("claim",), "persons", "number of the run beside it", np.nan, keep=LAST),
    Field("claim_most", ("claim",), "persons", "most of it so far"),
    fraction("doubt", (), "doubt of official figures", keep=HOURLY),
    Field("discredit", (), "1", "legitimacy lost to figures and claims found out", low=0),
    fraction("enemy", (), "how far an armed enemy is believed in, by claims", keep=HOURLY),
    flag("exposed", ("claim",), "1 once it was found out whether a claim was true"),
)
READS = tuple(dict.fromkeys((*true_numbers.READS, *levers.READS, "lever_time", "emergency")))
WRITES = tuple(f.name for f in FIELDS)


def _delay(name: str) -> Parameter:
    """True numbers are kept for so long."""
    return hours(name, least=0, most=LAGS - 1)


PARAMETERS = (
    _delay("of_delay"),
    share("of_withheld"),
    hours("of_reveal"),
    share("of_rest"),
    share("of_slip"),
    share("of_slipped"),
    hours("of_takeback"),
    share("of_noise"),  # standard deviation of a logarithm: at 1 a share already varies by 2.7
    rate("of_gap", most=1),
    share("of_found"),
    hours("of_exposed", least=0),
    factor("of_untrue"),
    hours("of_t_doubt"),
    share("of_price"),
    hours("of_t_claim"),
)
NAMED = tuple(
    Named("officials.figures", *item)
    for item in (("delay", _delay), ("withheld", share), ("reveal", hours), ("slip", share))
) + (Named("officials.claims", "when", factor, condition=True),)


def start(s: Fields, p: Values, now: Now) -> None:
    """Enter the hours of what is claimed by the clock."""
    plan = now.program.politics.officials
    for i, told in enumerate(plan.claims if plan is not None else ()):
        s.claim_at[i] = told.at


def step(s: Fields, p: Values, now: Now) -> None:
    """Count, publish, take back, claim; the time is that of the end of the hour."""
    plan = now.program.politics.officials
    if plan is None:
        return
    if plan.feedback:
        feedback.fade(s, p, now)
    if (now.step + 1) % now.steps:  # figures are made up at the end of an hour
        return
    t = (now.step + 1) // now.steps
    if plan.figures:
        _count(s, t, plan)
        _take_back(s, p, t, plan)
        if plan.slots[:, t].any():
            due = plan.slots[:, t] & (s.first_case + plan.first <= t)
            due &= (s.silent_until <= t) & np.isinf(s.taken_back_at)
            _publish(s, p, now, t, plan, np.flatnonzero(due))
    if plan.claims:
        facts, told_of = levers.Facts(s, p, now), s.claim_true.tolist()
        for i, told in enumerate(plan.claims):
            if math.isnan(told_of[i]) or told.spec.how == "whole":
                _claim(i, told, s, t, facts)
    if plan.feedback:
        feedback.listen(s, p, t, plan)


def _count(s: Fields, t: int, plan: OfficialsPlan) -> None:
    totals = np.array([true_numbers.COUNTED[name](s).sum() for name in plan.counted], float)
    s.counted[:] = plan.sums @ totals
    s.true_at[:, t % LAGS] = s.counted
    new = (s.counted > 0) & (s.first_case > t)
    if new.any():
        s.first_case[new] = t


def _take_back(s: Fields, p: Values, t: int, plan: OfficialsPlan) -> None:
    due = s.taken_back_at <= t
    if not due.any():
        return
    gone = due & (s.reported > s.before_slip)
    s.retracted[gone] = np.maximum(s.retracted, s.reported)[gone]
    s.reported[due] = s.before_slip[due]
    s.taken_back_at[due] = np.inf
    if plan.feedback and gone.any():
        feedback.found_out(s, p)


def _publish(
    s: Fields, p: Values, now: Now, t: int, plan: OfficialsPlan, who: NDArray[np.int64]
) -> None:
    if not len(who):
        return
    # a draw for every figure, whatever the others do, keyed by its name
    names = list(plan.figures)
    slipping = now.uniform_by_name(names, Purpose.OFFICIAL_SLIP)
    noise = quantiles.normal(now.uniform_by_name(names, Purpose.OFFICIAL_NOISE))
    specs = list(plan.figures.values())
    once = now.uniform_once(names, Purpose.OFFICIAL_DOUBLE)  # one share for the whole run
    double = spread(once, [spec.double for spec in specs])
    for i in who:
        spec = specs[i]
        delay = min(max(round(value_of(spec.delay, p)), 0), LAGS - 1)
        true = s.true_at[i, (t - delay) % LAGS]
        first = value_of(spec.withheld, p)
        since = t - (s.first_case[i] + spec.first)
        held = withheld(since, first, p.of_rest, value_of(spec.reveal, p))
        held = held * np.exp(p.of_noise * noise[i])
        careful = np.isfinite(s.silent_until[i])  # it has happened once
        slips = first > 0 and not careful and slipping[i] < value_of(spec.slip, p)
        told = float(figure(true, held, p.of_slipped if slips else 0.0, double[i]))
        if slips:
            s.before_slip[i] = s.reported[i]
            s.taken_back_at[i] = t + p.of_takeback
            s.silent_until[i] = t + p.of_takeback + spec.silence
        s.reported[i] = max(s.reported[i], told)


def _claim(i: int, told: Told, s: Fields, t: int, facts: levers.Facts) -> None:
    true = true_numbers.beside(told.of, told.where, s)
    s.claim_most[i] = max(s.claim_most[i], true)
    condition = told.condition if np.isinf(s.claim_at[i]) else None
    if condition is not None and condition.holds(facts.of(None)):
        s.claim_at[i] = t + told.spec.after
    if s.claim_at[i] > t:
        return
    s.claim_true[i] = true if told.spec.how == "now" else s.claim_most[i]
    if told.spec.said is not None:
        s.claim_said[i] = told.spec.said.value
    elif told.spec.times is not None:
        s.claim_said[i] = np.floor(told.spec.times * s.claim_true[i])
