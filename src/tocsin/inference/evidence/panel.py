"""A panel: what would be reported of a crisis, where no observations are given.

Crowds and riots of the largest places by day, totals of harm by day, sites at the end: reports of the
press and of officials, whose figures nobody has yet.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tocsin.inference.observations.observation import Observation

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

PLACES = 10
STEP = 12  # hours
PRESS: dict[str, Any] = {"counted_by": "press", "channel": "press", "reliability": "B2"}
OFFICIAL: dict[str, Any] = {
    "counted_by": "officials", "channel": "statement", "reliability": "A2", "status": "official",
}  # fmt: skip


def panel(scenario: Scenario) -> list[Observation]:
    """Observations whose figure is one, of which only what they are of is used."""
    hour, start, hours = timedelta(hours=1), scenario.start, scenario.hours
    places = sorted(scenario.spec.places, key=lambda p: -p.population)[:PLACES]
    out = []
    for begin in range(0, hours, STEP):
        span = (start + begin * hour, start + min(begin + STEP, hours) * hour)
        for p in places:
            out += [
                Observation(kind, *span, place=p.name, region=p.region, best=1.0, **PRESS)
                for kind in ("crowd", "riot")
            ]
    for end in range(24, hours + 1, 24):
        for kind in ("dead", "injured", "detained"):
            out.append(
                Observation(kind, start, start + end * hour, so_far=True, best=1.0, **OFFICIAL)
            )
    last = start + hours * hour
    out += [
        Observation(kind, start, last, so_far=True, best=1.0, **PRESS)
        for kind in ("site", "premises")
    ]
    return out
