"""Where things happen: regions, places, and how places hang together by squares, ties and roads."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tocsin.scenario.sections.fields import (
    Kilometres,
    Name,
    NotNegative,
    PlaceId,
    Positive,
    PositiveHours,
    RegionName,
    Share,
    Text,
    YesNo,
    Zone,
    number,
    whole,
)
from tocsin.scenario.sections.section import Proportion, Section, ShareFigure

MOST_PLACES = 10_000


class Region(Section):
    """A region: its zone, capital, exposure to the shock and how corrupt it is held to be.

    zone : its time zone, if it is not that of the scenario
    capital : id of the place where it is governed
    exposure : share of its people whom the shock reaches
    corruption : how corrupt it is held to be, 0 to 1
    """

    zone: Zone | None = None
    capital: PlaceId
    exposure: ShareFigure = Proportion(value=0.0)
    corruption: ShareFigure = Proportion(value=0.0)


class Place(Section):
    """A settlement, or what is left of a region outside its settlements (`kind: rural`).

    `acts_in` is the id of the place where its people go out, if it is not their own; towns near each
    other share a square without it (`squares`), and what is rural goes to the capital of its region.

    id : by which other sections speak of it
    name : as it is called
    region : the region that it lies in
    lat, lon : degrees
    population : residents
    kind : `town`, or `rural` for what is left of a region
    acts_in : id of the place where its people go out, if it is not their own
    earlier : how used its people are to protest, 0 none known to 1 the most of any town
    single_industry : whether it lives by one industry
    """

    id: Name
    name: Name
    region: RegionName
    lat: Annotated[float, Field(ge=-90, le=90), number]
    lon: Annotated[float, Field(ge=-180, le=180), number]
    population: Annotated[int, Field(ge=1, le=2_000_000_000), whole]
    kind: Literal["town", "rural"] = "town"
    acts_in: PlaceId | None = None
    earlier: Share = 0.0
    single_industry: YesNo = False


class Squares(Section):
    """Who shares a square: towns of a region within walking or riding distance of each other.

    radius : km within which towns share the square of the largest of them
    source : by what it was judged
    """

    radius: Kilometres = 6.0
    source: Text = ""


class Ties(Section):
    """Who knows whom between places: a local half by radiation or gravity, a long-range half.

    long-range weight of place q seen from afar: m_q (offset + distance) ** -exponent

    local : how near ties fall off
    long_share : share of ties that reach far
    offset : km within which distance does not matter for far ties
    exponent : how far ties fall off with distance
    gravity_exponent : how near ties fall off by gravity
    rural_weight : weight of rural people in ties
    """

    local: Literal["radiation", "gravity"] = "radiation"
    long_share: Share = 0.5
    offset: Kilometres = 100.0
    exponent: NotNegative = 0.5
    gravity_exponent: NotNegative = 2.0
    rural_weight: Share = 0.2
    source: Text = ""


class Travel(Section):
    """How force moves: great-circle distance times a detour by road, or by air from the depot.

    detour : length of the way by road in great-circle distances
    road_speed, air_speed : km/h
    assembly : hours until what is called up sets out
    depot : id of the place from which reserves come by air; without it the most populous place
    """

    detour: Annotated[float, Field(ge=1, le=5), number] = 1.2
    road_speed: Positive = 50.0
    air_speed: Positive = 600.0
    assembly: PositiveHours = 2.0
    depot: PlaceId | None = None
    source: Text = ""
