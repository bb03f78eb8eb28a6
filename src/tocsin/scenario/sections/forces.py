"""Services with their people, and the sites that they hold."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tocsin.scenario.sections.fields import (
    Label,
    Name,
    PlaceId,
    Positive,
    RegionName,
    ServiceName,
    ShareOrName,
    Text,
    YesNo,
    number,
    whole,
)
from tocsin.scenario.sections.section import Figure, Proportion, Quantity, Section, ShareFigure


class Service(Section):
    """A force: its people by region, how many of them can be used, and what is held back.

    deployable : share of the personnel that can face crowds or guard sites, or a parameter's name
    reserve : officers held back centrally until a `mobilise` lever calls them up
    foreign : a contingent of an ally; comes by an `alliance` or a `request` lever only
    local : share of its officers who serve where they are from and know the crowd (needs elites)
    pay : how much better they are paid than others in the pay of the state, 0 to 1 (needs elites)
    title : as it is called
    personnel : by region
    """

    title: Label = ""
    personnel: dict[RegionName, Figure] = {}
    deployable: ShareOrName = 1.0
    reserve: Figure = Quantity(value=0.0)
    foreign: YesNo = False
    local: ShareFigure = Proportion(value=0.5)
    pay: ShareFigure = Proportion(value=0.0)
    source: Text = ""


SiteKind = Literal[
    "administration",
    "police_headquarters",
    "airport",
    "broadcaster",
    "security_service",
    "residence",
    "arms_shop",
    "strategic",
]


class Site(Section):
    """Something to hold or to take: its pull on a crowd, how it is armed and who guards it.

    value : weight as a target (0: nobody goes for it); weapon : factor on the guards' strength
    objects : how many buildings or works it stands for
    name : as it is called
    place : id of the place where it stands
    kind : what it is
    guards : by service
    """

    name: Name
    place: PlaceId
    kind: SiteKind
    value: Annotated[float, Field(ge=0, le=10), number]
    weapon: Positive = 1.0
    guards: dict[ServiceName, Figure] = {}
    objects: Annotated[int, Field(ge=1, le=10_000), whole] = 1
    source: Text = ""
