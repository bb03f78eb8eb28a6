"""What a scenario file may say, as a whole: a pydantic model for each section, unknown keys are errors.

The sections stand next door, each in the file of its subject; `levers` has the acts of the actors,
`scenario.checks` what one section says of another, `scenario.load` puts a file, its tables and what it
extends together.  `tocsin schema` prints this as JSON Schema for editors.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic.json_schema import SkipJsonSchema

from tocsin.scenario.sections.alliance import Alliance
from tocsin.scenario.sections.cells import Cells
from tocsin.scenario.sections.clock import Clock, Rhythm
from tocsin.scenario.sections.elites import Actor, Elites, Power
from tocsin.scenario.sections.fields import Name, Number, Text
from tocsin.scenario.sections.forces import Service, Site
from tocsin.scenario.sections.levers import AnyLever
from tocsin.scenario.sections.officials import Officials
from tocsin.scenario.sections.parameters import Parameter
from tocsin.scenario.sections.people import Population, Stratum, Workplace
from tocsin.scenario.sections.places import MOST_PLACES, Place, Region, Squares, Ties, Travel
from tocsin.scenario.sections.references import Ledger, Reference
from tocsin.scenario.sections.section import Section
from tocsin.scenario.sections.shock import Shock

SCHEMA_VERSION = 1


def _version(value: object) -> Any:
    if isinstance(value, bool) or value != SCHEMA_VERSION:
        raise ValueError(
            f"expected {SCHEMA_VERSION}; this Tocsin reads scenarios of version {SCHEMA_VERSION}"
        )
    return value


Version = Annotated[Literal[1], BeforeValidator(_version)]


class Table(Section):
    """Rows that stand in a CSV file beside the scenario: places, or the cloud of parameter sets.

    `load` reads them in, so that a resolved scenario stands alone.

    file : name of the CSV file
    """

    file: Name


class UserMechanism(Section):
    """A mechanism from the user's own Python file, and after which of ours it runs.

    file : Python file
    after : name of the mechanism after which it runs
    """

    file: Name
    after: Name
    source: SkipJsonSchema[str] = ""  # the file's text, read once when the scenario is


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
    cloud : parameter sets that pass the checks, with or without weight: a list, or a CSV table
    cloud_for : fingerprint of what it was fitted to, written by a calibration
    cloud_reports : the reports that it was fitted to, and when each was known, written by it too
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
    cloud_for: Text = ""
    cloud_reports: dict[Name, Text] = {}
    officials: Officials | None = None
    references: dict[str, list[Reference]] = {}
    ledger: Ledger = Ledger()
    mechanisms: list[UserMechanism] = []
