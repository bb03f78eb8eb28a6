"""Levers that move or use forces: reserves called up, guards withdrawn, searches, checkpoints."""

from __future__ import annotations

from typing import ClassVar, Literal

from tocsin.declare.lever import Line, lever_kind
from tocsin.scenario.sections.fields import (
    NotNegative,
    OwnService,
    PositiveHours,
    ServiceName,
    Share,
    SiteName,
)
from tocsin.scenario.sections.levers.lever import Lever

ORDER = Line("order", 2)


@lever_kind(told=ORDER)
class Mobilise(Lever):
    """A service's reserve is called up, to regions under emergency in proportion to rioters.

    It is sent at the pace of `officers` over a time, until so many have gone or the reserve is empty.

    service : whose reserve is called up
    officers : how many
    over : hours in which they are sent
    """

    national: ClassVar[bool] = True
    kind: Literal["mobilise"]
    service: ServiceName
    officers: NotNegative
    over: PositiveHours = 1.0


@lever_kind(told=ORDER)
class StandDown(Lever):
    """The guards of a site leave; `remaining` stay.

    site : name of the site
    remaining : guards that stay
    """

    national: ClassVar[bool] = True
    kind: Literal["stand_down"]
    site: SiteName
    remaining: NotNegative = 0.0


@lever_kind(told=ORDER)
class Withdraw(Lever):
    """A service withdraws from squares and sites while the lever lasts, whoever told it to.

    service : that withdraws; its officers are where they were and do nothing
    share : of its officers there
    """

    kind: Literal["withdraw"]
    service: OwnService
    share: Share = 1.0


@lever_kind(told=ORDER)
class Sweeps(Lever):
    """Known participants are looked for at home and detained, where there is an emergency."""

    kind: Literal["sweeps"]


@lever_kind(told=ORDER, lethal=True)
class Checkpoints(Lever):
    """Checkpoints manned by armed officers, where there is an emergency; bystanders die at them."""

    kind: Literal["checkpoints"]
