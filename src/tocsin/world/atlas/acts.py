# ruff: noqa: E501  (lines of YAML stand as they are written)
"""Actors and levers of a draft: a state that answers by rules, from the profile of its world region.

Thresholds are those of the world over the odds of the answer (`state`).  Nothing acts by the clock, so that
a quiet country stays quiet and a small crisis is answered like one.
"""

from __future__ import annotations

from tocsin.world.atlas.state import State
from tocsin.world.atlas.text import short

#: Where a state of the world's average acts: persons of a million people, by judgement; the lags of hours
#: are those of Kazakhstan 2022, Iran and Ecuador 2019, rounded.
DISPERSE_RIOT, DISPERSE_OUT = 10, 500
ARREST_RIOT, ARREST_OUT = 20, 1000
EMERGENCY, SHOOT, GIVE_WAY = 300, 200, 800

ACTORS = """\
actors:  # offices, never persons
  head of state: {office: Head of state}
  government: {office: Government}
  interior: {office: Ministry of the Interior}"""


def levers(state: State) -> str:
    """The section `levers`."""
    said = {k: f"{state.share[k]:.1%} of {state.protests:,}" for k in state.share}

    def at(base: float, answer: str) -> str:
        return short(base / state.odds[answer] * 1e-6)

    def odds(answer: str) -> str:
        return (f"{said[answer]} protests in {_where(state)} were met so; odds {state.odds[answer]:.2f} of the "
                f"world's (90 %: {state.low[answer]:.2f} to {state.high[answer]:.2f})")  # fmt: skip

    return f"""\
levers:
  # STATE PROFILE, by rules and not by the clock: how a state of its world region answers ({_where(state)}).
  # A threshold is one of the world, set by hand, over the odds of the answer in the region; it is a prior and
  # knows nothing of this state. Source: {state.source}.
  # Ignored were {said["ignore"]}; killings in {said["kill"]}. REPLACE by what this state has done before.
  disperse:
    kind: rules_of_engagement
    actor: interior
    title: Police disperse crowds
    when: "here.rioting > {at(DISPERSE_RIOT, "disperse")} * here.people or here.active > {at(DISPERSE_OUT, "disperse")} * here.people"
    each: region
    after: 1 h
    rules: disperse
    source: "{odds("disperse")}"
  arrest:
    kind: rules_of_engagement
    actor: interior
    title: Police arrest
    when: "here.rioting > {at(ARREST_RIOT, "arrest")} * here.people or here.active > {at(ARREST_OUT, "arrest")} * here.people"
    each: region
    after: 2 h
    rules: arrest
    source: "{odds("arrest")}"
  emergency:
    kind: emergency
    actor: head of state
    title: Emergency
    when: "here.rioting > {at(EMERGENCY, "beat")} * here.people"
    each: region
    after: 6 h
    source: "beatings stand for a hard hand: {odds("beat")}"
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
    when: "here.rioting > {at(SHOOT, "shoot")} * here.people and captured('administration') >= 1"
    each: region
    after: 6 h
    warning: true
    source: "{odds("shoot")}; that a seat must have fallen is judgement"
  concession:
    kind: price_cap
    actor: government
    title: The price is taken back
    when: "active > {at(GIVE_WAY, "accommodate")} * people"
    after: 72 h
    legitimacy: dL_conc
    source: "{odds("accommodate")}; 0.07 of protests of a day and 0.39 of those of 8 to 30 days: hence the delay"
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
