"""Who lives there: strata with their traits, and the workplaces that some of them share."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from tocsin.scenario.sections.fields import (
    FactorOrName,
    Label,
    PlaceId,
    RegionName,
    Text,
    YesNo,
    number,
    whole,
)
from tocsin.scenario.sections.section import Proportion, Section, ShareFigure


class Population(Section):
    """The seed with which traits are dealt out, once per scenario and the same in all runs.

    seed : of the traits; another deals them out anew
    """

    seed: Annotated[int, Field(ge=0), whole] = 1
    source: Text = ""


class Trait(Section):
    """Beta distribution of a trait in [0, 1] by mean and concentration (a + b).

    mean : of the distribution
    concentration : how close to the mean people are
    """

    mean: Annotated[float, Field(gt=0, lt=1), number]
    concentration: Annotated[float, Field(ge=0.5, le=1000), number]
    source: Text = ""


class Stratum(Section):
    """A part of the population by age, sex and livelihood.

    share : of the population; `by_region` and `by_place` (ids) override it
    complement : take what the other strata leave, instead of a share
    join, violence : multipliers of the hazards to join and to turn violent, or parameters' names
    sex : of its people
    ages : of its people, as text
    livelihood : of its people, as text
    by_region : shares by region
    by_place : shares by id of place
    hardship : how hard its people live, 0 to 1
    risk_aversion : how its people shy away from risk, 0 to 1
    """

    sex: Literal["female", "male", "all"] = "all"
    ages: Label = ""
    livelihood: Label = ""
    share: ShareFigure | None = None
    complement: YesNo = False
    by_region: dict[RegionName, ShareFigure] = {}
    by_place: dict[PlaceId, ShareFigure] = {}
    join: FactorOrName = 1.0
    violence: FactorOrName = 1.0
    hardship: Trait
    risk_aversion: Trait
    source: Text = ""

    @model_validator(mode="after")
    def _has_share(self) -> Stratum:
        if self.complement == (self.share is not None):
            raise ValueError("expected either a share or complement: true")
        if self.complement and (self.by_region or self.by_place):
            raise ValueError("by_region and by_place have no effect on a complement")
        return self


class Workplace(Section):
    """An employer or a shift camp whose workers live in several places.

    places : share of the residents of a place (ids) who work there
    struck : how much they have been on strike in memory, 0 never to 1 long and lately
    source : where that is told
    """

    places: Annotated[dict[PlaceId, ShareFigure], Field(min_length=1)]
    struck: ShareFigure = Proportion(value=0.0)
    source: Text = ""
