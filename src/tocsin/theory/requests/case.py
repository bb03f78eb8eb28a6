"""What a case file may say: a request for troops, as known before it is decided.

Everything but the host's name is optional; what is left out is unknown, not average, and widens the
answer.  Name are those of the codebook.  `read` makes numbers of it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from tocsin.scenario.sections.fields import Name, YesNo, number
from tocsin.scenario.sections.section import Section

NO_MEMBER = "none"

#: No state has more soldiers, no place on earth is farther away, mankind is not larger.
Soldiers = Annotated[float, Field(ge=0, le=10_000_000), number]
Distance = Annotated[float, Field(ge=0, le=20_100), number]
People = Annotated[float, Field(ge=1, le=10_000_000_000), number]


class Host(Section):
    """The country whose government, or part of it, asks."""

    name: Name
    population: People | None = None
    member: YesNo | None = None
    access: Literal["open", "partly", "closed"] | None = None


class Request(Section):
    """Who asks, and how soon it would be too late."""

    by: Literal["government", "contested", "faction"] | None = None
    urgency: Literal["hours", "weeks", "months"] | None = None


class Threat(Section):
    """How the requester speaks of the threat, who the opponent is, and who are his friends."""

    framing: Literal["external", "mixed", "internal"] | None = None
    opponent: Literal["unrest", "armed_groups", "rebel_army", "state_army"] | None = None
    ties: Literal["none", "some", "strong"] | None = None


class Alliance(Section):
    """The treaty, how it decides, and whether others must pay or approve first."""

    name: Name | None = None
    clause: Literal["covers", "arguable", "none"] | None = None
    rule: Literal["consensus", "majority", "lead_state"] | None = None
    outside_help: Literal["none", "needed"] | None = None


class Dominant(Section):
    """The member that would carry it: its stake in the incumbent, its reach, its other fronts.

    `dominant: none` says that there is no such member; left out, it is not known.
    """

    member: Name
    stake: Literal["high", "medium", "low"] | None = None
    reach: Literal["based", "adjacent", "near", "far"] | None = None
    fronts: Literal["none", "some", "many"] | None = None


class Member(Section):
    """A member that may send troops or object."""

    name: Name
    forces: Soldiers | None = None
    distance_km: Distance | None = None
    position: Literal["for", "neutral", "against"] | None = None


def _dominant(value: object) -> Any:
    return {"member": value} if isinstance(value, str) else value


class Case(Section):
    """A request for troops."""

    case: Name | None = None
    asked: Name | None = None
    host: Host
    request: Request = Request()
    threat: Threat = Threat()
    alliance: Alliance = Alliance()
    dominant: Annotated[Dominant | None, BeforeValidator(_dominant)] = None
    objections: Literal["none", "some", "strong"] | None = None
    members: list[Member] = Field(default=[], max_length=200)

    @property
    def title(self) -> str:
        """Its own title, or the host's name."""
        return self.case or self.host.name
