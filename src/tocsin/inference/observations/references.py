"""The recorded figures of a scenario as observations: the same record, the same model of errors.

A reference speaks of an outcome, or of a key of its table: of a day, a region, a place and a time.
Totals count up to the day of the report, within the clock; an outcome that no kind of figure covers
keeps the outcome's name as `what`, with the key as `part`.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tocsin.declare.outcome import OUTCOMES
from tocsin.inference.observations.cells import when
from tocsin.inference.observations.kinds import WHAT, WITHDRAWN
from tocsin.inference.observations.observation import Observation, hour, hour_up

if TYPE_CHECKING:
    from tocsin.scenario import Scenario
    from tocsin.scenario.sections.references import Reference

#: Tables of outcomes, and single ones that are no total, as kinds of figures.
_KINDS = {
    "active_by_day": "crowd", "largest_crowd": "crowd", "crowd_at": "crowd", "peak_active": "crowd",
    "peak_rioting": "riot", "dead_by_region": "dead", "detained_by": "detained",
    "regions_active_by_day": "regions", "regions_active": "regions", "places_active": "places",
    "alliance_troops": "troops",
}  # fmt: skip
#: Those that compare a source with its own: graded by who wrote the scenario, who names them.
GRADE = "B2"


def references(scenario: Scenario) -> list[Observation]:
    """Every recorded figure of a scenario, in its order."""
    return [
        _observation(scenario, name, i)
        for name, listed in scenario.spec.references.items()
        for i in range(len(listed))
    ]


def _observation(scenario: Scenario, name: str, i: int) -> Observation:
    reference = scenario.spec.references[name][i]
    outcome, _, key = name.partition(".")
    start, end = scenario.start, hour_up(scenario.moment_of(scenario.hours))
    place, region, begin, until, part = _where_when(scenario, outcome, key)
    single = {w.outcome: name for name, w in WHAT.items() if w.outcome and w.total}
    what = _KINDS.get(outcome) or single.get(outcome) or outcome
    total = what not in WHAT or WHAT[what].total
    reported = _reported(scenario, reference.date)
    if total and until is None and reported is not None and start < reported < end:
        until = hour_up(reported)
    value = reference.value
    if isinstance(value, str):  # a place by its name
        same = [p for p in scenario.spec.places if p.name == value]
        place, region = (value, max(same, key=lambda p: p.population).region) if same else ("", "")
        value = None
    numbers = (reference.low, value, reference.high)
    low, best, high = (None if x is None else float(x) for x in numbers)
    official = reference.status in ("official", "retracted")
    return Observation(
        what=what, part=part, place=place, region=region, time=begin or hour(start),
        until=until or end, so_far=total, reported=None if reported is None else hour(reported),
        low=low, best=best, high=high, counted_by="officials" if official else "unknown",
        channel="scenario", reliability=GRADE, status=reference.status,
        fell=_fell(scenario, reference),
    )  # fmt: skip


def _fell(scenario: Scenario, reference: Reference) -> datetime | None:
    """The hour from which a figure no longer stood; of a day its first."""
    if reference.status not in WITHDRAWN or not reference.until:
        return None
    try:
        return hour(when(reference.until).span(scenario.zone)[0])
    except ValueError:  # a date in words
        return None


_Whole = tuple[str, str, "datetime | None", "datetime | None", str]


def _where_when(scenario: Scenario, outcome: str, key: str) -> _Whole:
    """Place, region, first hour, the one after the last, and what of the key is neither."""
    kind = OUTCOMES[outcome].keys
    name, _, time = key.rpartition(" ")
    what, _, more = kind.partition(" and ")
    if more not in ("day", "time"):
        name, time = ("", key) if kind == "day" else (key, "")
    begin, until = None, None
    place = region = part = ""
    if what == "region":
        region = name
    elif what == "place":
        place = name
        same = [p for p in scenario.spec.places if p.name == name]
        region = max(same, key=lambda p: p.population).region if same else ""
    elif what != "day":
        part = name
    if time:
        zone = scenario.zone  # keys of outcomes are in the scenario's own
        begin, until = when(time).span(zone)
        begin = None if _total(outcome) else begin
    return place, region, begin, until, part


def _total(outcome: str) -> bool:
    kind = _KINDS.get(outcome, outcome)
    return kind in WHAT and WHAT[kind].total


def _reported(scenario: Scenario, text: str | None) -> datetime | None:
    """The hour of a report; of a day, a month or a year its last."""
    if not text:
        return None
    try:
        found = when(text)
    except ValueError:  # a date in words
        return None
    begin, until = found.span(scenario.zone)
    return begin if found.unit == "hour" else until
