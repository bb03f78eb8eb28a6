"""Times in figures: hours of a run that users give, and dates as readers know them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.errors import InputError
from tocsin.scenario.reading.times import moment

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def hour_of(given: int | str, scenario: Scenario) -> int:
    """An hour of the run from hours since the start, or from a time in the scenario's zone.

    Raises InputError if it is no time or lies outside of the run.
    """
    if isinstance(given, str):
        try:
            when = moment(given, scenario.zone)
        except ValueError as error:
            raise InputError(f"hour: {error}") from None
        hour = int((when - scenario.start).total_seconds() // 3600)
    else:
        hour = int(given)
    if not 0 <= hour < scenario.hours:
        raise InputError(f"hour {given!r}: the run has the hours 0 to {scenario.hours - 1}")
    return hour


def clock(hour: float, scenario: Scenario, brief: bool = False) -> str:
    """A moment in the scenario's zone: 5 January 2022, 14:00 (UTC+6); or 5 Jan 14:00."""
    when = scenario.moment_of(hour).astimezone(scenario.zone)
    if brief:
        return f"{when.day} {MONTHS[when.month - 1][:3]} {when:%H:%M}"
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}, {when:%H:%M} ({scenario.spec.clock.zone})"


def midnights(scenario: Scenario) -> list[tuple[float, str]]:
    """Local midnights of the run: hours since the start, and the day with the month where it is new."""
    found: list[tuple[float, str]] = []
    month = 0
    for hour, day in scenario.midnights():
        name = f"{day.day} {MONTHS[day.month - 1][:3]}" if day.month != month else f"{day.day}"
        found.append((hour, name))
        month = day.month
    return found
