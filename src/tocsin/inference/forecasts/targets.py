"""What is forecast: totals of harm and the day's largest crowd, of the nation and its regions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tocsin.inference.observations.observation import Observation

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

NATION = "nation"
TOTALS = ("dead", "injured", "detained")
CROWDS = {"active": "crowd", "rioting": "riot"}  # outcomes by kind of report
DAY = timedelta(hours=24)


def asked(
    scenario: Scenario, as_of: datetime, until: datetime
) -> list[tuple[str, str, Observation]]:
    """Target, location, and the observation whose figure it is; days count from `as_of`."""
    places = [("", NATION), *((r, r) for r in scenario.spec.regions)]
    ends = []
    end = as_of + DAY
    while end < until:
        ends.append(end)
        end += DAY
    ends.append(until)
    out = []
    for i, end in enumerate(ends):
        begin = ends[i - 1] if i else as_of
        for region, location in places:
            out += [
                (kind, location,
                 Observation(kind, scenario.start, end, region=region, so_far=True))
                for kind in TOTALS
            ]  # fmt: skip
            out += [
                (name, location, Observation(kind, begin, end, region=region))
                for name, kind in CROWDS.items()
            ]
    return out
