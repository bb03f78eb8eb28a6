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
from pydantic.json_schema import SkipJsonSchema

from tocsin.scenario.reading.units import in_unit
from tocsin.scenario.sections.alliance import Alliance
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
    YesNo,
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
#: Readiness to join by local hour, judged from reported gatherings: few at night, most from 15 to 20.
EVENINGS = (.25, .12, .05, .03, .02, .02, .03, .06, .15, .3, .5, .65,
            .75, .85, .95, 1, 1, 1, 1, 1, .95, .85, .65, .4)  # fmt: skip


class Clock(Section):
    """When the run starts (local time), how many hours it lasts, the scenario's zone, and the step.

    start : local time at which the run starts
    hours : how many hours it lasts
    zone : time zone of the scenario, such as UTC+6 or Asia/Almaty
    dt : length of a step, an hour or a whole part of it; the record is hourly all the same
    """

    start: Moment
    hours: Annotated[int, Field(ge=1, le=24 * 366), whole]
    zone: Zone = "UTC"
    dt: Step = 1.0


class Population(Section):
    """The seed with which traits are dealt out, once per scenario and the same in all runs.

    seed : of the traits; another deals them out anew
    """

    seed: Annotated[int, Field(ge=0), whole] = 1
    source: Text = ""


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


class Table(Section):
    """Rows that stand in a CSV file beside the scenario: places, or the cloud of parameter sets.

    `load` reads them in, so that a resolved scenario stands alone.

    file : name of the CSV file
    """

    file: Name


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


class Shock(Section):
    """What starts it: a price that rises, where, and for whom.

    The grievance it can raise is parameter `shock` times exposure / exposure_reference in `regions`
    and parameter `s_rest` times that elsewhere.

    enabled : whether it happens
    what : what it is, in words
    at : local time
    regions : where people are exposed to it
    exposure_reference : exposure at which it raises grievance by the parameter `shock`
    """

    enabled: YesNo = True
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
    title : as it is called
    personnel : by region
    """

    title: Label = ""
    personnel: dict[RegionName, Figure] = {}
    deployable: ShareOrName = 1.0
    reserve: Figure = Quantity(value=0.0)
    foreign: YesNo = False
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


class CellGroup(Section):
    """An organised cell: residents of a place who act together from a time on.

    place : id of the place where they live
    size : how many they are
    at : local time from which they act
    targets : kinds of sites that they go for
    """

    place: PlaceId
    size: Annotated[int, Field(ge=0, le=1_000_000), whole]
    at: Moment
    targets: list[SiteKind] = ["administration"]


class Cells(Section):
    """Organised cells; off unless enabled. Radios: a shutdown does not touch them.

    enabled : whether they act
    groups : the cells
    """

    enabled: YesNo = False
    groups: list[CellGroup] = []
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


class Squares(Section):
    """Who shares a square: towns of a region within walking or riding distance of each other.

    radius : km within which towns share the square of the largest of them
    source : by what it was judged
    """

    radius: Kilometres = 6.0
    source: Text = ""


class Workplace(Section):
    """An employer or a shift camp whose workers live in several places.

    places : share of the residents of a place (ids) who work there
    struck : how much they have been on strike in memory, 0 never to 1 long and lately
    source : where that is told
    """

    places: Annotated[dict[PlaceId, ShareFigure], Field(min_length=1)]
    struck: ShareFigure = Proportion(value=0.0)
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


#: Events announced in a city over a year start by day and early evening and disperse before
#: midnight, tear gas flies in the evening and until two (Hong Kong 2019, hours of 2,316 and 1,369
#: events); smoothed by hand, 1 in the afternoon for leaving, mean 1 for violence.
LEAVE = [5, 5, 5, 5, 5, 4, 3, 2, 1.2, 1, 1, 1, 1, 1, 1, 1, 1, 1.1, 1.3, 1.6, 2, 2.6, 3.5, 4.5]
RIOT = [1.5, 1, 0.6, 0.3, 0.2, 0.2, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8,
        0.9, 1, 1.1, 1.2, 1.4, 1.5, 1.6, 1.7, 1.8, 2, 2, 1.8]  # fmt: skip


def _of_the_day(value: Any) -> Any:
    if isinstance(value, list) and len(value) != 24:
        raise ValueError(f"expected 24 factors, an hour each from midnight on, not {len(value)}")
    return value


_day = (Field(min_length=24, max_length=24), BeforeValidator(_of_the_day))


class Rhythm(Section):
    """Rhythm of the day: how ready people are to join by local hour, and which hours are dark.

    join : 24 factors on readiness to join, from midnight on; without them those of a working day
        with gatherings in the evening, by judgement
    leave : 24 factors on how readily marchers go home
    riot : 24 factors on how readily a crowd turns violent
    dark_from, dark_to : local hours between which it is dark
    """

    join: Annotated[list[Share], *_day] = list(EVENINGS)
    leave: Annotated[list[NotNegative], *_day] = LEAVE
    riot: Annotated[list[NotNegative], *_day] = RIOT
    dark_from: Annotated[int, Field(ge=0, le=23), whole] = 23
    dark_to: Annotated[int, Field(ge=0, le=23), whole] = 7
    source: Text = ""


#: Where a value is meant to hold, and how it came about.
Scope = Literal["universal", "by country", "by case"]
Standing = Literal["fitted", "set by hand", "from literature", "prior only"]


class Parameter(Section):
    """A number of the model with its passport.

    unit : in which it is meant
    value : in its unit or with another, such as 2 d
    prior : such as uniform(0.1, 0.4), loguniform(1e-3, 1e-2) or fixed
    scope : for which cases it holds
    status : how its value was found
    """

    unit: Label = "1"  # before the value, which may be written in another unit
    value: Number
    prior: Label = "fixed"
    source: Text
    scope: Scope = "by case"
    status: Standing = "set by hand"

    @field_validator("value", mode="before")
    @classmethod
    def _units(cls, value: object, info: ValidationInfo) -> Any:
        return in_unit(value, info.data.get("unit", "1"))

    @field_validator("prior")
    @classmethod
    def _prior(cls, value: str, info: ValidationInfo) -> str:
        prior, at = Prior.parse(value), info.data.get("value")
        if at is not None and not prior.contains(at):
            raise ValueError(f"the value {at:g} lies outside of its prior {value}")
        return value


class Reference(Section):
    """A recorded figure beside which an outcome is shown. It is never an input.

    value : what was recorded
    low, high : its range
    date : of the record
    status : who says so
    """

    value: NumberOrText = None
    low: Number | None = None
    high: Number | None = None
    date: Label = ""
    source: Text
    status: Literal["official", "retracted", "estimate", "claim"] = "estimate"


class Ledger(Section):
    """Which outcomes were used to fit or follow from what is imposed; the others are predicted.

    fitted : outcomes that were used to fit
    imposed : outcomes that follow from what is imposed
    notes : on outcomes, by name
    """

    fitted: list[Name] = []
    imposed: list[Name] = []
    notes: dict[str, Text] = {}


class UserMechanism(Section):
    """A mechanism from the user's own Python file, and after which of ours it runs.

    file : Python file
    after : name of the mechanism after which it runs
    """

    file: Name
    after: Name
    source: SkipJsonSchema[str] = ""  # the file's text, read once when the scenario is


def _version(value: object) -> Any:
    if isinstance(value, bool) or value != SCHEMA_VERSION:
        raise ValueError(f"this Tocsin reads scenarios of version {SCHEMA_VERSION}")
    return value


Version = Annotated[Literal[1], BeforeValidator(_version)]


class Spec(Section):
    """A whole scenario.

    schema_version : of this form
    name : short name
    title : as it is called
    description : what it is about
    attribution : whose data are used
    clock : when it runs
    population : how traits are dealt out
    regions : by name
    places : a list, or a CSV table
    strata : parts of the population by name
    shock : what starts it
    services : forces by name
    sites : what can be held or taken
    cells : organised cells
    actors : who can act, by name
    elites : who leads and who bargains
    powers : external powers by name
    alliance : who may send troops
    levers : what actors do, by name
    squares : who shares a square
    workplaces : employers and shift camps by name
    ties : who knows whom
    travel : how force moves
    rhythm : of the day
    parameters : numbers of the model, by name
    cloud : parameter sets that pass the checks: a list, or a CSV table
    officials : figures and claims
    references : recorded figures by outcome, or by OUTCOME.KEY of a table
    ledger : what was fitted or imposed
    mechanisms : the user's own
    """

    schema_version: Version
    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,99}$")]
    title: Name
    description: Text = ""
    attribution: list[Text] = []
    clock: Clock
    population: Population = Population()
    regions: Annotated[dict[Name, Region], Field(min_length=1)]
    places: Annotated[list[Place], Field(min_length=1, max_length=MOST_PLACES)]
    strata: Annotated[dict[Name, Stratum], Field(min_length=1, max_length=8)]
    shock: Shock
    services: Annotated[dict[Name, Service], Field(min_length=1)]
    sites: list[Site] = []
    cells: Cells = Cells()
    actors: dict[Name, Actor] = {}
    elites: Elites | None = None
    powers: dict[Name, Power] = {}
    alliance: Alliance | None = None
    levers: dict[Name, AnyLever] = {}
    squares: Squares = Squares()
    workplaces: dict[Name, Workplace] = {}
    ties: Ties = Ties()
    travel: Travel = Travel()
    rhythm: Rhythm = Rhythm()
    parameters: dict[Name, Parameter]
    cloud: Annotated[list[dict[str, Number]], Field(max_length=1000)] = []
    officials: Officials | None = None
    references: dict[str, list[Reference]] = {}
    ledger: Ledger = Ledger()
    mechanisms: list[UserMechanism] = []
