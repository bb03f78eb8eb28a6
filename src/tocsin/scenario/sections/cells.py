"""Organised cells, which are off unless they are enabled."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tocsin.scenario.sections.fields import Moment, PlaceId, Text, YesNo, whole
from tocsin.scenario.sections.forces import SiteKind
from tocsin.scenario.sections.section import Section


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
