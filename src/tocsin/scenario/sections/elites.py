"""Elites and powers in a scenario: offices with coded positions, and who has influence over them.

An actor is an office, never a person.  Its coded figures carry a range and a source; every run draws
them from the range (triangular, with the value as its mode), keyed by the actor's name.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from tocsin.scenario.sections.fields import (
    CodedActor,
    Label,
    Name,
    NotNegative,
    OwnService,
    PlaceId,
    Positive,
    PositiveHours,
    PowerName,
    Share,
    Text,
)
from tocsin.scenario.sections.section import Figure, Section, ShareFigure


class Actor(Section):
    """Who can act: an office, never a person.

    faction : whom it is counted with
    position : what it wants on the issue of `elites`, 0 to 1; who has one takes part in bargaining
    capability : its weight among the elites, in any unit
    salience : how much the issue matters to it, 0 to 1
    controls : share of each service that follows it
    leans : share of its orientation that goes to each power; what is left is its own country's
    office : what it holds
    """

    office: Text
    faction: Name | None = None
    position: ShareFigure | None = None
    capability: Figure | None = None
    salience: ShareFigure | None = None
    controls: dict[OwnService, ShareFigure] = {}
    leans: dict[PowerName, ShareFigure] = {}
    source: Text = ""

    @model_validator(mode="after")
    def _whole(self) -> Actor:
        coded = {"capability": self.capability, "salience": self.salience}
        lacking = [name for name, value in coded.items() if value is None]
        if self.position is not None and lacking:
            raise ValueError(f"has a position but no {lacking[0]}; expected both")
        given = [name for name, value in coded.items() if value is not None]
        if self.controls:
            given.append("controls")
        if self.leans:
            given.append("leans")
        if self.position is None and given:
            raise ValueError(f"has {given[0]!r} but no position; expected both")
        return self


class Patronage(Section):
    """Selectorate arithmetic (Bueno de Mesquita et al. 2003), optional: how safe a coalition is.

    revenue, price : in one unit of money; coalition, selectorate : persons; discount : per period
    """

    revenue: Positive
    price: Positive = 1.0
    coalition: Positive
    selectorate: Positive
    discount: Annotated[float, Field(ge=0, lt=1)] = 0.9
    source: Text = ""

    @model_validator(mode="after")
    def _ordered(self) -> Patronage:
        if self.coalition > self.selectorate:
            raise ValueError("the coalition cannot be larger than the selectorate")
        return self


class Street(Section):
    """The street as a party to bargaining: its position, and its weight while all are out.

    position : what the street wants, 0 to 1
    capability : its weight while all are out
    salience : how much it matters to it, 0 to 1
    """

    position: ShareFigure
    capability: Figure
    salience: ShareFigure
    source: Text = ""


class Elites(Section):
    """Who bargains: the issue, who leads, where he sits, how often the elites bargain.

    issue : what positions from 0 to 1 mean
    leader : actor whose hold is at stake
    seat : id of the place where crowds press it most
    vote, victory, standing : rules of `tocsin.theory.bargaining`
    street : the crowds as a party to bargaining
    patronage : optional rule, see `Patronage`
    every : hours between rounds of bargaining
    """

    issue: Text
    leader: CodedActor
    seat: PlaceId
    every: PositiveHours = 6.0
    vote: Literal["proportional", "cubic", "proportional-cubic", "binary"] = "proportional"
    victory: Literal["linear", "square", "quartic", "octic", "binary"] = "linear"
    standing: Literal["conditional", "uniform", "incentive"] = "conditional"
    street: Street | None = None
    patronage: Patronage | None = None
    source: Text = ""

    @field_validator("every")
    @classmethod
    def _whole(cls, value: float) -> float:
        if value < 1 or value != round(value):
            raise ValueError(f"{value:g} h: expected whole hours")
        return value


class Power(Section):
    """An external power.

    history : share of influence over the elites that it regards as its own
    trade, aid : weight of its trade and aid with the country among the powers', which draw leanings
        to it in the long run
    """

    title: Label = ""
    history: ShareFigure
    trade: Share = 0.0
    aid: NotNegative = 0.0
    source: Text = ""
