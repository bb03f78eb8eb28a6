"""Crowds: how many were out at once, where first, how widely, how long.  By the contract:

active_by_day     largest simultaneous number of each local day
places_active     places with at least 50 active at once in some hour
regions_active    regions with at least 500 active at once (recorded counts are of mass events)
regions_with_any  regions with at least 50
first_active_place  first with 20 active (the largest of several in the same hour)
hours_to_calm     from the start to the last hour with 500 active nationwide; none if there is no
                  such hour, which the summary counts as `never`, or if the run does not see a whole
                  day after it: a night, or the last hour of the clock, is no calm
largest_crowd, crowd_at  of a town on a day, or at a time, for which a figure is recorded
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.outcome import outcome
from tocsin.record.outcomes.run import table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tocsin.record.outcomes.run import Run

ANY, MASS, FIRST, CALM = 50, 500, 20, 500
CALM_SEEN = 24  # hours below CALM that a run must see: crowds go home every night


def calm_from(national: NDArray[Any]) -> int | None:
    """The first hour from which fewer than CALM are out for good; none if the run has not seen it.

    national : (hour,) active persons
    """
    busy = np.flatnonzero(national >= CALM)
    seen = len(busy) > 0 and busy[-1] + CALM_SEEN < len(national)
    return int(busy[-1]) + 1 if seen else None


@outcome(
    "place", "first place with 20 active", group="crowds", shown="first place with 20 people out"
)
def first_active_place(run: Run) -> str | None:
    """By its name; none if nobody went out."""
    hours = np.flatnonzero((run.active >= FIRST).any(1))
    names = run.world.places.names
    return names[int(np.argmax(run.active[hours[0]]))] if len(hours) else None


@outcome(
    "persons", "largest number active at once",
    group="crowds", column="most out at once", sweep="spread",
)  # fmt: skip
def peak_active(run: Run) -> int:
    """In the country, at the end of an hour."""
    return int(run.national.max())


@outcome("persons", "largest number rioting at once", group="crowds", sweep="more")
def peak_rioting(run: Run) -> int:
    """In the country, at the end of an hour."""
    return int(run.rioting.sum(1).max())


@outcome("places", "places with at least 50 active at once", group="crowds", sweep="spread")
def places_active(run: Run) -> int:
    """In some hour, each in its own."""
    return int((run.active.max(0) >= ANY).sum())


@outcome("regions", "regions with at least 500 active at once", group="crowds", sweep="spread")
def regions_active(run: Run) -> int:
    """In some hour, each in its own."""
    return int((run.by_region.max(0) >= MASS).sum())


@outcome("regions", "regions with at least 50 active at once", group="crowds", sweep="more")
def regions_with_any(run: Run) -> int:
    """In some hour, each in its own."""
    return int((run.by_region.max(0) >= ANY).sum())


@outcome("person hours", "hours spent out by all", group="crowds", sweep="spread")
def person_hours_active(run: Run) -> int:
    """The sum of the active over all hours."""
    return int(run.national.sum())


def _undisturbed(outcomes: Mapping[str, Any]) -> bool:
    return float(outcomes["peak_active"]) < CALM


@outcome(
    "h", "hours to the last with 500 active nationwide, where the run has seen it",
    group="crowds", shown="calm", dated=True, sweep="duration",
    absent=_undisturbed, never=f"never disturbed (no {CALM} out)",
)  # fmt: skip
def hours_to_calm(run: Run) -> float | None:
    """From the start; none if there is no such hour or less than a day is left after it."""
    hour = calm_from(run.national)
    return None if hour is None else float(hour)


@outcome(
    "h", "hours after which the run was stopped by `clock.stop_when`; later ones repeat the last",
    part="clock.stop_when", group="crowds", shown="stopped early", dated=True, predicted=False,
    absent=lambda run: True, never="not stopped early",
)  # fmt: skip
def stopped_hour(run: Run) -> float | None:
    """From the start; none if it went on to the end."""
    return float(run.stopped) if run.stopped else None


@outcome(
    "persons", "largest number active at once, by day",
    keys="day", shown="most out at once, {}", compared=True,
)  # fmt: skip
def active_by_day(run: Run) -> dict[str, int]:
    """Of each local day."""
    return {day: int(run.national[hours].max()) for day, hours in run.calendar}


@outcome("regions", "the same by day", keys="day", shown="regions with 500 out, {}", compared=True)
def regions_active_by_day(run: Run) -> dict[str, int]:
    """Regions with at least 500 active at once, by day."""
    return {day: int((run.by_region[hours].max(0) >= MASS).sum()) for day, hours in run.calendar}


@outcome(
    "persons", "largest crowd of a place on a day, where a record exists",
    keys="place and day", shown="largest crowd, {}",
)  # fmt: skip
def largest_crowd(run: Run) -> dict[str, int]:
    """Active in the place at once; of places that share a name, in the largest."""
    hours, out = dict(run.calendar), {}
    for key in run.recorded("largest_crowd"):
        name, _, day = key.rpartition(" ")
        place = run.place(name)
        if place is not None and day in hours:
            out[key] = int(run.active[hours[day], place].max())
    return out


@outcome(
    "persons", "crowd of a place at a time, where a record exists",
    keys="place and time", shown="crowd, {}",
)  # fmt: skip
def crowd_at(run: Run) -> dict[str, int]:
    """Active in the place at that time; between hours, at the end of the hour that holds it."""
    out = {}
    for key in run.recorded("crowd_at"):
        name, _, when = key.rpartition(" ")
        place, hour = run.place(name), run.scenario.hour_of(when)
        if place is not None and 0 <= hour <= len(run.active):
            # states are those at the end of an hour; nobody is out before the first begins
            end = int(np.ceil(hour - 1e-9))
            out[key] = int(run.active[end - 1, place]) if end else 0
    return out


@outcome("share", "rioting share of the hours spent out, by region", keys="region")
def rioting_share(run: Run) -> dict[str, Any]:
    """None where nobody was out."""
    rioting, out = run.over_regions(run.rioting.sum(0)), run.over_regions(run.active.sum(0))
    shares = (float(x / y) if y else None for x, y in zip(rioting, out, strict=True))
    return table(run.regions, shares)
