"""The section `officials`: which figures are published, how, and what is claimed.

A *figure* counts what is true in a run and is published by a process
(`tocsin.theory.figures.process`).  A *claim* is something that was said, with its source; the run's own
number stands beside it.  What is found out costs trust, and a claimed enemy makes force easier to
order (`feedback`).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from tocsin.scenario.sections import conditions
from tocsin.scenario.sections.fields import (
    ActorName,
    FactorOrName,
    Hours,
    Label,
    Moment,
    Name,
    NotNegative,
    PlaceId,
    ShareOrName,
    Text,
    When,
    YesNo,
    whole,
)
from tocsin.scenario.sections.section import Figure, Proportion, Section, ShareFigure

#: What a figure may count: numbers so far, in the whole country.
Counted = Literal[
    "dead",
    "dead_participants",
    "dead_bystanders",
    "dead_forces",
    "injured",
    "injured_civilians",
    "injured_forces",
    "detained",
]

#: What may stand beside a claim.
Beside = Literal[
    Counted,
    "active",
    "marching",
    "rioting",
    "armed",
    "cells",
    "allied_troops",
]

#: Numbers in a figure that may be a parameter's name.
NUMBERS = ("delay", "withheld", "reveal", "slip")

#: Hours for which true numbers are kept.
LONGEST_DELAY = 336

#: A count and its parts, which would be counted twice beside it.
PARTS = {
    "dead": ("dead_participants", "dead_bystanders", "dead_forces"),
    "injured": ("injured_civilians", "injured_forces"),
}


class OfficialFigure(Section):
    """A figure that is published again and again.

    counts : what it sums
    first : hours from the first case to the first report
    every, hour : reports come every so many hours, by the local hour of the scenario's zone
    delay : hours by which a count is old, 336 at most; withheld : share held back at first
    reveal : hours in which that is let out
    slip : chance of a report, until it happens, to show what should be held back, which is then taken
        back; all four are numbers or parameters' names
    silence : hours without a report after a figure was taken back
    double : share that is counted twice
    """

    title: Label = ""
    counts: Annotated[list[Counted], Field(min_length=1)]
    first: Hours = 24.0
    every: Annotated[int, Field(ge=1, le=168), whole] = 24
    hour: Annotated[int, Field(ge=0, le=23), whole] = 8
    delay: FactorOrName = "of_delay"
    withheld: ShareOrName = "of_withheld"
    reveal: FactorOrName = "of_reveal"
    slip: ShareOrName = "of_slip"
    silence: Hours = 0.0
    double: ShareFigure = Proportion(value=0.0)
    source: Text = ""

    @field_validator("counts")
    @classmethod
    def _once(cls, value: list[str]) -> list[str]:
        if len(set(value)) < len(value):
            raise ValueError("counts something twice; 'double' says how much is counted twice")
        for whole_, parts in PARTS.items():
            both = [part for part in parts if part in value]
            if whole_ in value and both:
                raise ValueError(f"{whole_!r} has {both[0]!r} in it already; expected one of them")
        return value

    @field_validator("delay")
    @classmethod
    def _kept(cls, value: float | str) -> float | str:
        if not isinstance(value, str) and value > LONGEST_DELAY:
            raise ValueError(f"{value:g}: expected {LONGEST_DELAY} hours at most")
        return value


class Claim(Section):
    """Something that was said: `said` so many, or so many `times` what is true, or no number.

    of : what of the run stands beside it
    place : id of the place that is meant; without it the country
    how : beside it stands the number `now`, the `most` up to then, or the most of the `whole` run
    actor : who says it
    text : what is said
    enabled : whether it is said
    enemy : whether it speaks of an armed enemy
    at : local time
    when : condition from which on, in place of a time
    after : hours from its time or condition
    said : the number in it
    times : how many times the truth is said
    """

    actor: ActorName
    text: Annotated[Text, Field(min_length=1)]
    enabled: YesNo = True
    enemy: YesNo = False
    at: Moment | None = None
    when: When | None = None
    after: Hours = 0.0
    said: Figure | None = None
    times: NotNegative | None = None
    of: Annotated[list[Beside], Field(min_length=1)]
    place: PlaceId | None = None
    how: Literal["now", "most", "whole"] = "most"
    source: Text = ""

    @field_validator("when")
    @classmethod
    def _condition(cls, value: str | None) -> str | None:
        if value is not None and conditions.parse(value).local:
            raise ValueError("'here' means nothing in a claim; it is made once")
        return value

    @model_validator(mode="after")
    def _one_of_each(self) -> Claim:
        if (self.at is None) == (self.when is None):
            raise ValueError("expected one of 'at' and 'when'")
        if self.said is not None and self.times is not None:
            raise ValueError("has both 'said' and 'times'; expected one of them at most")
        if self.times is not None and (len(self.of) > 1 or self.how == "whole"):
            raise ValueError("'times' needs one thing in 'of', and how: now or most")
        if len(set(self.of)) < len(self.of):
            raise ValueError("'of' has something twice")
        return self


class Officials(Section):
    """Official figures and claims, told beside the truth of the run.

    actor : who publishes
    figures : by name
    claims : by name
    feedback : whether what is said changes what happens
    """

    actor: ActorName
    feedback: YesNo = True
    figures: dict[Name, OfficialFigure] = {}
    claims: dict[Name, Claim] = {}
    source: Text = ""
