"""What all levers have in common: who acts, and when: `at` a time, or `when` a condition holds.

A lever acts from its time (plus `after`) until `until`, or for as long as it `lasts`, or to the end.
With `each: region` the condition is read in each region and the lever acts there alone.

A lever with a time may have an occasion, `provided`: a condition without which it does not act.  It
then acts from the first hour of its time in which the condition holds, and ends with its time, which
`lasts` counts from the time itself; the act of a moment may have an `until` for this alone.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from tocsin.scenario.sections import conditions
from tocsin.scenario.sections.fields import (
    ActorName,
    Hours,
    Label,
    Moment,
    Name,
    PositiveHours,
    Regions,
    Text,
    When,
    YesNo,
)
from tocsin.scenario.sections.section import describe


class Lever(BaseModel):
    """What all levers have in common.

    kind : what it is: see the reference
    actor : who acts: an actor or a service
    enabled : whether it acts at all; `--with` and `--without` switch it
    title : how the chronicle tells it
    part : a name under which several levers are switched together (`--without PART`)
    at : local time at which it acts, unless it carries an offset
    when : condition from which on it acts, in place of a time
    provided : occasion: a condition without which it does not act at its time
    each : with `region`, the condition is read in each region and the lever acts there alone
    after : hours from its time or its condition until it acts
    until : local time at which it ends
    lasts : hours for which it acts
    regions : where it acts: `all`, or a list of regions
    source : where it is recorded, or what it was judged by
    """

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=describe)
    national: ClassVar[bool] = False  # acts as a whole, not region by region
    moment: ClassVar[bool] = False  # is done in a moment: nothing of it lasts or ends
    usual: ClassVar[dict[str, str]] = {}  # what one that a comparison adds has unless it is said

    kind: str
    actor: ActorName
    enabled: YesNo = True
    title: Label = ""
    part: Name | None = None
    at: Moment | None = None
    when: When | None = None
    provided: When | None = None
    each: Literal["region"] | None = None
    after: Hours = 0.0
    until: Moment | None = None
    lasts: PositiveHours | None = None
    regions: Regions = "all"
    source: Text = ""

    @field_validator("when", "provided")
    @classmethod
    def _condition(cls, value: str | None) -> str | None:
        if value is not None:
            conditions.parse(value)
        return value

    @model_validator(mode="after")
    def _trigger(self) -> Lever:
        if self.at is not None and self.when is not None:
            raise ValueError("has both 'at' and 'when'; expected one of them")
        if self.at is None and self.when is None:
            raise ValueError("has neither 'at' nor 'when'; expected one of them")
        if self.provided is not None and self.at is None:
            raise ValueError("'provided' goes with 'at'; join it to 'when' by 'and'")
        if self.until is not None and self.lasts is not None:
            raise ValueError("has both 'until' and 'lasts'; expected one of them at most")
        if self.moment and self.provided is None:
            given = "until" if self.until is not None else "lasts"
            if getattr(self, given) is not None:
                raise ValueError(
                    f"a lever of this kind is the act of a moment; it has no {given!r}"
                )
        if self.national and (self.each or self.regions != "all"):
            given = "each" if self.each else "regions"
            raise ValueError(f"a lever of this kind acts as a whole; it has no {given!r}")
        condition = self.when or self.provided
        if self.each and condition is None:
            raise ValueError("'each: region' needs a 'when'")
        if condition is not None and conditions.parse(condition).local and not self.each:
            raise ValueError("'here' needs 'each: region'")
        return self
