"""What starts a crisis; `docs/writing-a-scenario.md` says how its dose is told."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tocsin.scenario.sections.fields import Moment, RegionName, Text, YesNo, number
from tocsin.scenario.sections.section import Section


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
