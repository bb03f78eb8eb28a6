# ruff: noqa: E501  (lines of YAML stand as they are written)
"""Actors and levers of a draft: a state that answers by rules, from the profile of its world region.

Thresholds are those of the world over the odds of the answer (`state`).  Nothing acts by the clock, so that
a quiet country stays quiet and a small crisis is answered like one.
"""

from __future__ import annotations

from tocsin.world.atlas.state import State

#: Parameters of the rules: the answer from whose odds each is, where a state of the world's average acts in
#: persons of a million people (by judgement; the lags of hours are those of Kazakhstan 2022, Iran and Ecuador
#: 2019, rounded), and what passes it.
RULES = {
    "st_disperse": ("disperse", 10.0, "share rioting at which police disperse"),
    "st_arrest": ("arrest", 20.0, "share rioting at which police arrest"),
    "st_emergency": ("beat", 300.0, "share rioting at which there is an emergency; beatings stand for a hard hand"),
    "st_shoot": ("shoot", 200.0, "share rioting at which live fire is allowed, once an administration has fallen"),
    "st_give_way": ("accommodate", 800.0, "share of the nation out at which the price is taken back"),
}  # fmt: skip
PEACEFUL = 50  # times as many have to be out, if they do not riot, for the police to step in

ACTORS = """\
actors:  # offices, never persons
  head of state: {office: Head of state}
  government: {office: Government}
  interior: {office: Ministry of the Interior}"""


def threshold(name: str, state: State) -> float:
    """Where a state of a world region acts: the world's threshold over the odds of the answer, a share."""
    answer, base, _ = RULES[name]
    return base / state.odds[answer] * 1e-6


def told(name: str, state: State) -> str:
    """What a threshold is, and from which record."""
    answer, base, what = RULES[name]
    return (f"{what}: {base:g} of a million by judgement, over the odds of the answer; {state.share[answer]:.1%} "
            f"of {state.protests:,} protests in {_where(state)} were met so, odds {state.odds[answer]:.2f} of the "
            f"world's (90 %: {state.low[answer]:.2f} to {state.high[answer]:.2f}); the prior is as wide as countries "
            f"of a region differ (sd of log odds {state.spread[answer]:.2f})")  # fmt: skip


def levers(state: State) -> str:
    """The section `levers`."""
    said = {k: f"{state.share[k]:.1%} of {state.protests:,}" for k in state.share}
    return f"""\
levers:
  # STATE PROFILE, by rules and not by the clock: how a state of its world region answers ({_where(state)}).
  # Thresholds are the parameters st_*: of the world, set by hand, over the odds of the answer in the region, with
  # priors that --parameters prior draws. They know nothing of this state. Source: {state.source}.
  # Ignored were {said["ignore"]}; killings in {said["kill"]}. REPLACE by what this state has done before; with a rule goes its parameter.
  disperse:
    kind: rules_of_engagement
    actor: interior
    title: Police disperse crowds
    when: "here.rioting > parameter('st_disperse') * here.people or here.active > {PEACEFUL} * parameter('st_disperse') * here.people"
    each: region
    after: 1 h
    rules: disperse
    source: "st_disperse; {PEACEFUL} times as many if they do not riot, by judgement"
  arrest:
    kind: rules_of_engagement
    actor: interior
    title: Police arrest
    when: "here.rioting > parameter('st_arrest') * here.people or here.active > {PEACEFUL} * parameter('st_arrest') * here.people"
    each: region
    after: 2 h
    rules: arrest
    source: "st_arrest; {PEACEFUL} times as many if they do not riot, by judgement"
  emergency:
    kind: emergency
    actor: head of state
    title: Emergency
    when: "here.rioting > parameter('st_emergency') * here.people"
    each: region
    after: 6 h
    source: st_emergency
  call-up:
    kind: mobilise
    actor: interior
    title: The reserve of the riot police is called up
    when: emergency >= 1
    after: 4 h
    service: riot police
    officers: RESERVE
    over: 18 h
    source: judgement
  live-fire:
    kind: live_fire
    actor: head of state
    title: Live fire after warning is allowed
    when: "here.rioting > parameter('st_shoot') * here.people and captured('administration') >= 1"
    each: region
    after: 6 h
    warning: true
    source: "st_shoot; that a seat must have fallen is judgement"
  concession:
    kind: price_cap
    actor: government
    title: The price is taken back
    when: "active > parameter('st_give_way') * people"
    after: 72 h
    legitimacy: dL_conc
    source: "st_give_way; 0.07 of protests of a day and 0.39 of those of 8 to 30 days: hence the delay"
  resignation:
    enabled: false  # DEFAULT off: rare; --with resignation switches it on
    kind: resignation
    actor: government
    title: The government resigns
    when: "captured('administration') >= 2"
    after: 24 h
    legitimacy: dL_resign
    source: judgement
  shutdown:
    enabled: false  # DEFAULT off: no record of all countries says which states do it
    kind: shutdown
    actor: head of state
    title: The internet is cut
    when: "captured('administration') >= 1 or active > 0.001 * people"
    after: 20 h
    lasts: 120 h
    level: 90 %
    source: "20 h (Iran 2019) to 95 h (Kazakhstan 2022) after the first protest, for 5 to 6 days"
"""


def _where(state: State) -> str:
    return "the world" if state.group == "all" else state.group
