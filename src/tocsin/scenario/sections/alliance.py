"""The alliance in a scenario: its members, how it decides, how its troops come and when they leave.

What the model makes of these figures is in `mechanisms.consultation`, `contingents` and `pipeline`; the
numbers of the model itself are parameters (al_*).  Figures of members are drawn for each run from
their ranges.  Recorded votes, contingents and dates are references, never inputs.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tocsin.scenario.sections.fields import (
    Contingent,
    Hours,
    Kilometres,
    Label,
    MemberName,
    Name,
    NotNegative,
    Positive,
    PowerName,
    SiteName,
    Text,
    YesNo,
)
from tocsin.scenario.sections.section import Figure, Proportion, Quantity, Section, ShareFigure

NONE = Proportion(value=0.0)


class Member(Section):
    """A member that may send troops or object; the host is none of them.

    expendable : soldiers that it could send abroad within days
    committed : share of them that is bound on other fronts
    stake : how much it would lose with the incumbent, 0 to 1
    ties : to those who rise against him, 0 none to 1 strong
    cost : what sending troops costs it at home, 0 to 1
    dependence : on the lead, 0 to 1
    likeness : of its own politics to the host's, for the alarm there
    people : who live there, for the protests that alarm brings
    token : soldiers of the smallest unit that it would send as its own
    distance : on the way that its troops take; adjacent : shares a border with the host
    readiness : hours from the decision until they set out
    power : its name among the `powers`, whose lost ground it feels
    route : how its troops come
    """

    title: Label = ""
    expendable: Figure
    committed: ShareFigure = NONE
    stake: ShareFigure
    ties: ShareFigure = NONE
    cost: ShareFigure = NONE
    dependence: ShareFigure = NONE
    likeness: ShareFigure = NONE
    people: NotNegative = 0.0
    token: Figure = Quantity(value=0.0)
    route: Literal["road", "air"] = "air"
    distance: Kilometres
    adjacent: YesNo = False
    readiness: Hours
    power: PowerName | None = None
    source: Text = ""


class Airlift(Section):
    """What lands: sorties a day and soldiers (with their vehicles) in each.

    elsewhere : share of it that other airfields can take while none of `airports` is open
    flights : sorties a day
    per_flight : soldiers in each
    """

    flights: Figure
    per_flight: Figure
    elsewhere: ShareFigure = NONE
    source: Text = ""


class Withdrawal(Section):
    """When troops go: fewer than `active` out in the whole country for `hours`, and notice given.

    active : persons out below which it is calm
    hours : for which it must be calm
    notice : hours from the decision to leave until they do
    """

    active: Positive = 500.0
    hours: Hours = 48.0
    notice: Hours = 48.0
    source: Text = ""


class Alliance(Section):
    """The alliance.

    service : the foreign service by which its troops stand at sites
    rule : consensus, nobody objects; majority of the members; lead_state, the lead alone
    clause : whether the treaty covers the case, as in `tocsin alliance`
    opponent : what the other side is taken to be, and objections from outside, likewise
    suspected : share of the protesters whom members take for a rival power's people
    precedent : 0 if it has never intervened, 1 if it does so often
    airports : sites of which one must be in the state's hands for its troops to land; none: no matter
    lead : the member that leads
    chair : the member that presides
    objections : from outside
    airlift : what lands
    withdrawal : when they leave
    members : by name
    """

    title: Label
    service: Contingent
    rule: Literal["consensus", "majority", "lead_state"] = "consensus"
    lead: MemberName
    chair: MemberName | None = None
    clause: Literal["covers", "arguable", "none"] = "arguable"
    opponent: Literal["unrest", "armed_groups", "rebel_army", "state_army"] = "unrest"
    objections: Literal["none", "some", "strong"] = "none"
    suspected: ShareFigure = NONE
    precedent: ShareFigure = NONE
    airports: list[SiteName] = []
    airlift: Airlift
    withdrawal: Withdrawal = Withdrawal()
    members: Annotated[dict[Name, Member], Field(min_length=1, max_length=100)]
    source: Text = ""
