"""What a scenario file may say: every section as a pydantic model, unknown keys are errors.

`levers` has the acts of the actors; `check` what one section says of another; `load` puts a file,
its tables and what it extends together.  `tocsin schema` prints this as JSON Schema for editors.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from tocsin.scenario.reading.units import in_unit
from tocsin.scenario.sections.alliance import League
from tocsin.scenario.sections.elites import Actor, Elites, Power
from tocsin.scenario.sections.fields import (
    FactorOrName,
    Kilometres,
    Label,
    Moment,
    Name,
    NotNegative,
    Number,
    NumberOrText,
    PlaceId,
    Positive,
    PositiveHours,
    RegionName,
    ServiceName,
    Share,
    ShareOrName,
    Step,
    Text,
    Truth,
    Zone,
    number,
    whole,
)
from tocsin.scenario.sections.levers import AnyLever
from tocsin.scenario.sections.officials import Officials
from tocsin.scenario.sections.priors import Prior
from tocsin.scenario.sections.section import Figure, Proportion, Quantity, Section, ShareFigure

SCHEMA_VERSION = 1
MOST_PLACES = 10_000


class Clock(Section):
    """When the run starts (local time), how many hours it lasts, the scenario's zone, and the step.

    dt : hours of a step, an hour or a whole part of it; the record is hourly all the same
    """

    start: Moment
    hours: Annotated[int, Field(ge=1, le=24 * 366), whole]
    zone: Zone = "UTC"
    dt: Step = 1.0


class Population(Section):
    """The seed with which traits are dealt out, once per scenario and the same in all runs."""

    seed: Annotated[int, Field(ge=0), whole] = 1
    source: Text = ""


class Region(Section):
    """A region: its zone, capital, exposure to the shock and how corrupt it is held to be."""

    zone: Zone | None = None
    capital: PlaceId
    exposure: ShareFigure = Proportion(value=0.0)
    corruption: ShareFigure = Proportion(value=0.0)


class Place(Section):
    """A settlement, or what is left of a region outside its settlements (`kind: rural`).

    `acts_in` is the id of the place where its people go out, if it is not their own; towns near each
    other share a square without it (`squares`), and what is rural goes to the capital of its region.
    earlier : how used its people are to protest, 0 none known to 1 the most of any town
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
    single_industry: Truth = False


class Table(Section):
    """Rows that stand in a CSV file beside the scenario: places, or the cloud of parameter sets.

    `load` reads them in, so that a resolved scenario stands alone.
    """

    file: Name


class Trait(Section):
    """Beta distribution of a trait in [0, 1] by mean and concentration (a + b)."""

    mean: Annotated[float, Field(gt=0, lt=1), number]
    concentration: Annotated[float, Field(ge=0.5, le=1000), number]
    source: Text = ""


class Stratum(Section):
    """A part of the population by age, sex and livelihood.

    share : of the population; `by_region` and `by_place` (ids) override it
    complement : take what the other strata leave, instead of a share
    join, violence : multipliers of the hazards to join and to turn violent, or parameters' names
    """

    sex: Literal["female", "male", "all"] = "all"
    ages: Label = ""
    livelihood: Label = ""
    share: ShareFigure | None = None
    complement: Truth = False
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


class Shock(Section):
    """What starts it: a price that rises, where, and for whom.

    The grievance it can raise is parameter `shock` times exposure / exposure_reference in `regions`
    and parameter `s_rest` times that elsewhere.
    """

    enabled: Truth = True
    what: Text
    at: Moment
    regions: Annotated[list[RegionName], Field(min_length=1)]
    exposure_reference: Annotated[float, Field(gt=0, le=1), number] = 1.0
    source: Text = ""


class Service(Section):
    """A force: its people by region, how many of them can be used, and what is held back.

    deployable : share of the personnel that can face crowds or guard sites, or a parameter's name
    reserve : officers held back centrally until a `mobilise` lever calls them up
    foreign : a contingent of an ally; comes by an `alliance` or a `request` lever only
    """

    title: Label = ""
    personnel: dict[RegionName, Figure] = {}
    deployable: ShareOrName = 1.0
    reserve: Figure = Quantity(value=0.0)
    foreign: Truth = False
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
    """

    name: Name
    place: PlaceId
    kind: SiteKind
    value: Annotated[float, Field(ge=0, le=10), number]
    weapon: Positive = 1.0
    guards: dict[ServiceName, Figure] = {}
    objects: Annotated[int, Field(ge=1, le=10_000), whole] = 1
    source: Text = ""


class CellGroup(Section):
    """An organised cell: residents of a place who act together from a time on."""

    place: PlaceId
    size: Annotated[int, Field(ge=0, le=1_000_000), whole]
    at: Moment
    targets: list[SiteKind] = ["administration"]


class Cells(Section):
    """Organised cells; off unless enabled. Radios: a shutdown does not touch them."""

    enabled: Truth = False
    groups: list[CellGroup] = []
    source: Text = ""


class Ties(Section):
    """Who knows whom between places: a local half by radiation or gravity, a long-range half.

    long-range weight of place q seen from afar: m_q (offset + distance) ** -exponent
    """

    local: Literal["radiation", "gravity"] = "radiation"
    long_share: Share = 0.5
    offset: Kilometres = 100.0
    exponent: NotNegative = 0.5
    gravity_exponent: NotNegative = 2.0
    rural_weight: Share = 0.2
    source: Text = ""


class Squares(Section):
    """Who shares a square: towns of a region within walking or riding distance of each other."""

    radius: Kilometres = 6.0
    source: Text = ""


class Workplace(Section):
    """An employer or a shift camp whose workers live in several places.

    places : share of the residents of a place (ids) who work there; struck : how much they have been
    on strike in memory, 0 never to 1 long and lately
    """

    places: Annotated[dict[PlaceId, ShareFigure], Field(min_length=1)]
    struck: ShareFigure = Proportion(value=0.0)
    source: Text = ""


class Travel(Section):
    """How force moves: great-circle distance times a detour by road, or by air from the depot."""

    detour: Annotated[float, Field(ge=1, le=5), number] = 1.2
    road_speed: Positive = 50.0
    air_speed: Positive = 600.0
    assembly: PositiveHours = 2.0
    depot: PlaceId
    source: Text = ""


#: Events announced in a city over a year start by day and early evening and disperse before
#: midnight, tear gas flies in the evening and until two (Hong Kong 2019, hours of 2,316 and 1,369
#: events); smoothed by hand, 1 in the afternoon for leaving, mean 1 for violence.
LEAVE = [5, 5, 5, 5, 5, 4, 3, 2, 1.2, 1, 1, 1, 1, 1, 1, 1, 1, 1.1, 1.3, 1.6, 2, 2.6, 3.5, 4.5]
RIOT = [1.5, 1, 0.6, 0.3, 0.2, 0.2, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8,
        0.9, 1, 1.1, 1.2, 1.4, 1.5, 1.6, 1.7, 1.8, 2, 2, 1.8]  # fmt: skip


class Rhythm(Section):
    """Rhythm of the day: how ready people are to join by local hour, and which hours are dark.

    leave : how readily marchers go home, by local hour; riot : how readily a crowd turns violent
    """

    join: Annotated[list[Share], Field(min_length=24, max_length=24)]
    leave: Annotated[list[NotNegative], Field(min_length=24, max_length=24)] = LEAVE
    riot: Annotated[list[NotNegative], Field(min_length=24, max_length=24)] = RIOT
    dark_from: Annotated[int, Field(ge=0, le=23), whole] = 23
    dark_to: Annotated[int, Field(ge=0, le=23), whole] = 7
    source: Text = ""


class Parameter(Section):
    """A number of the model with its passport."""

    unit: Label = "1"  # before the value, which may be written in another unit
    value: Number
    prior: Label = "fixed"
    source: Text

    @field_validator("value", mode="before")
    @classmethod
    def _units(cls, value: Any, info: ValidationInfo) -> Any:
        return in_unit(value, info.data.get("unit", "1"))

    @field_validator("prior")
    @classmethod
    def _prior(cls, value: str, info: ValidationInfo) -> str:
        prior, at = Prior.parse(value), info.data.get("value")
        if at is not None and not prior.contains(at):
            raise ValueError(f"the value {at:g} lies outside of its prior {value}")
        return value


class Reference(Section):
    """A recorded figure beside which an outcome is shown. It is never an input."""

    value: NumberOrText = None
    low: Number | None = None
    high: Number | None = None
    date: Label = ""
    source: Text
    status: Literal["official", "retracted", "estimate", "claim"] = "estimate"


class Ledger(Section):
    """Which outcomes were used to fit or follow from what is imposed; the others are predicted."""

    fitted: list[Name] = []
    imposed: list[Name] = []
    notes: dict[str, Text] = {}


class UserMechanism(Section):
    """A mechanism from the user's own Python file, and after which of ours it runs."""

    file: Name
    after: Name


def _version(value: Any) -> Any:
    if isinstance(value, bool) or value != SCHEMA_VERSION:
        raise ValueError(f"this Tocsin reads scenarios of version {SCHEMA_VERSION}")
    return value


Version = Annotated[Literal[1], BeforeValidator(_version)]


class Spec(Section):
    """A whole scenario."""

    schema_version: Version
    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,99}$")]
    title: Name
    description: Text = ""
    attribution: list[Text] = []
    clock: Clock
    population: Population = Population()
    regions: Annotated[dict[str, Region], Field(min_length=1)]
    places: Annotated[list[Place], Field(min_length=1, max_length=MOST_PLACES)]
    strata: Annotated[dict[str, Stratum], Field(min_length=1, max_length=8)]
    shock: Shock
    services: Annotated[dict[str, Service], Field(min_length=1)]
    sites: list[Site] = []
    cells: Cells = Cells()
    actors: dict[str, Actor] = {}
    elites: Elites | None = None
    powers: dict[str, Power] = {}
    alliance: League | None = None
    levers: dict[str, AnyLever] = {}
    squares: Squares = Squares()
    workplaces: dict[str, Workplace] = {}
    ties: Ties = Ties()
    travel: Travel
    rhythm: Rhythm
    parameters: dict[str, Parameter]
    cloud: Annotated[list[dict[str, Number]], Field(max_length=1000)] = []
    officials: Officials | None = None
    references: dict[str, list[Reference]] = {}
    ledger: Ledger = Ledger()
    mechanisms: list[UserMechanism] = []
