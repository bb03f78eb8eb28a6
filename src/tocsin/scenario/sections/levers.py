"""Levers: what an actor can do, and when: `at` a time, or `when` a condition holds.

One model per kind, told apart by `kind`.  A lever acts from its time (plus `after`) until `until`, or
for as long as it `lasts`, or to the end.  With `each: region` the condition is read in each region
and the lever acts there alone.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from tocsin.scenario.sections import conditions
from tocsin.scenario.sections.fields import (
    Hours,
    Label,
    Moment,
    Name,
    NotNegative,
    NumberOrName,
    PositiveHours,
    Regions,
    Share,
    Text,
    Truth,
)


class Lever(BaseModel):
    """What all levers have in common.

    part : a name under which several levers are switched together (`--without PART`)
    enabled : whether it acts at all; `--with` and `--without` switch it
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    national: ClassVar[bool] = False  # acts as a whole, not region by region
    moment: ClassVar[bool] = False  # is done in a moment: nothing of it lasts or ends

    kind: str
    actor: Name
    enabled: Truth = True
    title: Label = ""
    part: Name | None = None
    at: Moment | None = None
    when: Label | None = None
    each: Literal["region"] | None = None
    after: Hours = 0.0
    until: Moment | None = None
    lasts: PositiveHours | None = None
    regions: Regions = "all"
    source: Text = ""

    @field_validator("when")
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
        if self.until is not None and self.lasts is not None:
            raise ValueError("has both 'until' and 'lasts'; expected one of them at most")
        if self.moment and (self.until is not None or self.lasts is not None):
            given = "until" if self.lasts is None else "lasts"
            raise ValueError(f"a lever of this kind is the act of a moment; it has no {given!r}")
        if self.national and (self.each or self.regions != "all"):
            given = "each" if self.each else "regions"
            raise ValueError(f"a lever of this kind acts as a whole; it has no {given!r}")
        if self.each and self.when is None:
            raise ValueError("'each: region' needs a 'when'")
        if self.when is not None and conditions.parse(self.when).local and not self.each:
            raise ValueError("'here' needs 'each: region'")
        return self


class RulesOfEngagement(Lever):
    """What a service does with a crowd; each step includes those before it."""

    kind: Literal["rules_of_engagement"]
    service: Name = "all"
    rules: Literal["observe", "disperse", "arrest"]


class LiveFire(Lever):
    """Permission to shoot: with warning (emergency, and rioters many for the force) or without."""

    kind: Literal["live_fire"]
    warning: Truth = True


class Emergency(Lever):
    """State of emergency, with a curfew in the dark hours."""

    kind: Literal["emergency"]


class Shutdown(Lever):
    """The internet cut down by `level`: 0 none, 1 all."""

    kind: Literal["shutdown"]
    level: Share


class PriceCap(Lever):
    """The price is taken back. `legitimacy`: what is won by it, a number or a parameter's name."""

    kind: Literal["price_cap"]
    legitimacy: NumberOrName = 0.0


class Resignation(Lever):
    """The government resigns."""

    kind: Literal["resignation"]
    legitimacy: NumberOrName = 0.0


class Release(Lever):
    """Some of the detained are let go at once."""

    kind: Literal["release"]
    share: Share = 1.0
    legitimacy: NumberOrName = 0.0


class Mobilise(Lever):
    """A service's reserve is called up, to regions under emergency in proportion to rioters.

    It is sent at the pace of `officers` over a time, until so many have gone or the reserve is empty.
    """

    national: ClassVar[bool] = True
    kind: Literal["mobilise"]
    service: Name
    officers: NotNegative
    over: PositiveHours = 1.0


class StandDown(Lever):
    """The guards of a site leave; `remaining` stay."""

    national: ClassVar[bool] = True
    kind: Literal["stand_down"]
    site: Name
    remaining: NotNegative = 0.0


class Sweeps(Lever):
    """Known participants are looked for at home and detained, where there is an emergency."""

    kind: Literal["sweeps"]


class Checkpoints(Lever):
    """Checkpoints manned by armed officers, where there is an emergency; bystanders die at them."""

    kind: Literal["checkpoints"]


class Dismiss(Lever):
    """An actor of the elites loses its office, its services go to a successor (the leader)."""

    national: ClassVar[bool] = True
    moment: ClassVar[bool] = True
    kind: Literal["dismiss"]
    target: Name
    successor: Name | None = None


class Arrest(Lever):
    """An actor of the elites is arrested: it loses what weight it had, in or out of office."""

    national: ClassVar[bool] = True
    moment: ClassVar[bool] = True
    kind: Literal["arrest"]
    target: Name
    successor: Name | None = None


class Aid(Lever):
    """A power gives aid while the lever lasts; `size` in units of its usual aid."""

    national: ClassVar[bool] = True
    kind: Literal["aid"]
    power: Name
    size: NotNegative = 1.0


class Threaten(Lever):
    """A power threatens critics in public."""

    national: ClassVar[bool] = True
    moment: ClassVar[bool] = True
    kind: Literal["threaten"]
    power: Name


class Alliance(Lever):
    """Allied troops take over the guard of sites and set domestic officers free.

    They come over a time, and leave at the same pace once the lever ends.
    """

    national: ClassVar[bool] = True
    kind: Literal["alliance"]
    service: Name
    sites: Annotated[list[Name], Field(min_length=1)]
    troops: NotNegative
    officers: NotNegative
    over: PositiveHours = 72.0


class Request(Lever):
    """The alliance of the section `alliance` is asked for troops to guard `sites`; it decides.

    framing : what the threat is said to be; by : who asks.  A refusal is asked again for as long as a
    `when` lever lasts and the crisis with it.
    """

    national: ClassVar[bool] = True
    kind: Literal["request"]
    framing: Literal["external", "mixed", "internal"]
    by: Literal["government", "contested", "faction"] = "government"
    sites: Annotated[list[Name], Field(min_length=1)]


class Summit(Lever):
    """The members of the alliance meet; once it is calm they vote whether troops stay."""

    national: ClassVar[bool] = True
    kind: Literal["summit"]


AnyLever = Annotated[
    RulesOfEngagement
    | LiveFire
    | Emergency
    | Shutdown
    | PriceCap
    | Resignation
    | Release
    | Mobilise
    | StandDown
    | Sweeps
    | Checkpoints
    | Dismiss
    | Arrest
    | Aid
    | Threaten
    | Alliance
    | Request
    | Summit,
    Field(discriminator="kind"),
]

KINDS: dict[str, type[Lever]] = {
    "rules_of_engagement": RulesOfEngagement,
    "live_fire": LiveFire,
    "emergency": Emergency,
    "shutdown": Shutdown,
    "price_cap": PriceCap,
    "resignation": Resignation,
    "release": Release,
    "mobilise": Mobilise,
    "stand_down": StandDown,
    "sweeps": Sweeps,
    "checkpoints": Checkpoints,
    "dismiss": Dismiss,
    "arrest": Arrest,
    "aid": Aid,
    "threaten": Threaten,
    "alliance": Alliance,
    "request": Request,
    "summit": Summit,
}
