"""Levers of an alliance: troops by the clock, or asked for and voted on."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from tocsin.declare.lever import Line, Over, lever_kind
from tocsin.scenario.sections.fields import Contingent, NotNegative, PositiveHours, SiteName
from tocsin.scenario.sections.levers.lever import Lever

ALLIANCE = Line("alliance", 7)


@lever_kind(told=ALLIANCE, grave=True, over=Over("Allied troops begin to leave", 3))
class AlliedTroops(Lever):
    """Allied troops take over the guard of sites and set domestic officers free.

    They come over a time, and leave at the same pace once the lever ends.

    service : the contingent
    sites : that it guards
    troops : that come
    officers : that it sets free
    over : hours in which they come
    """

    national: ClassVar[bool] = True
    kind: Literal["alliance"]
    service: Contingent
    sites: Annotated[list[SiteName], Field(min_length=1)]
    troops: NotNegative
    officers: NotNegative
    over: PositiveHours = 72.0


@lever_kind(told=None, by="alliance", needs="alliance", grave=True)
class Request(Lever):
    """The alliance of the section `alliance` is asked for troops to guard `sites`; it decides.

    framing : what the threat is said to be; by : who asks.  A refusal is asked again for as long as a
    `when` lever lasts and the crisis with it.
    sites : that it is to guard
    times : how many times as many troops are asked for as relieve the sites' guards
    """

    national: ClassVar[bool] = True
    kind: Literal["request"]
    framing: Literal["external", "mixed", "internal"]
    by: Literal["government", "contested", "faction"] = "government"
    times: NotNegative = 1.0
    sites: Annotated[list[SiteName], Field(min_length=1)]


@lever_kind(told=ALLIANCE, by="alliance", needs="alliance")
class Summit(Lever):
    """The members of the alliance meet and vote on mandate and exit, and again once it is calm."""

    national: ClassVar[bool] = True
    kind: Literal["summit"]
