"""Regions and places: each once, each region with a place, its capital within it; when the shock is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from tocsin.errors import Problem
from tocsin.scenario.reading.raw import PLACE, Raw, name_of
from tocsin.scenario.reading.times import moment, zone
from tocsin.scenario.reading.units import HOURS, quantity


def geography(raw: Raw) -> Iterator[Problem]:
    """What places and regions say of one another, and what stands twice."""
    yield from _shock(raw)
    yield from _twice(raw, "places", "id")
    yield from _places(raw)
    yield from _regions(raw)
    seen: set[str] = set()
    for i, site in raw.rows("sites"):
        called = str(site.get("name"))
        if called in seen:
            yield raw.say(("sites", i, "name"), f"{called!r} stands twice")
        seen.add(called)
    strata = dict(raw.items("strata"))
    whole = [name for name, s in strata.items() if s.get("complement") is True]
    if len(whole) > 1:
        at = ("strata", whole[1], "complement")
        yield raw.say(at, f"{whole[0]!r} is the complement already")


def moment_in(raw: Raw, *path: str) -> datetime | None:
    """A moment of the scenario; None if it cannot be read."""
    text, name = raw.value(*path), raw.value("clock", "zone")
    try:
        return None if text is None else moment(str(text), zone(str(name or "UTC")))
    except ValueError:
        return None


def hours_of(value: object) -> float | None:
    """Hours within reach of a calendar; None if they cannot be read."""
    try:
        hours = quantity(value, HOURS, "")
    except ValueError:
        return None
    return float(hours) if isinstance(hours, int | float) and abs(hours) < 1e6 else None


def _shock(raw: Raw) -> Iterator[Problem]:
    start, at = moment_in(raw, "clock", "start"), moment_in(raw, "shock", "at")
    hours = hours_of(raw.value("clock", "hours"))
    if start is None or at is None or hours is None:
        return
    text = raw.value("shock", "at")
    if at > start + timedelta(hours=hours):
        yield raw.say(("shock", "at"), f"{text!r} lies after the end of the run")
    if at < start:
        yield raw.say(("shock", "at"), f"{text!r} lies before the start of the run")


def _twice(raw: Raw, section: str, key: str) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for i, item in raw.rows(section):
        name = name_of(item.get(key))
        if name is None:
            continue
        if name in seen:
            _, first = raw.document.mark((section, seen[name]))
            yield raw.say((section, i, key), f"{name!r} stands twice; first on line {first}")
        seen.setdefault(name, i)


def _places(raw: Raw) -> Iterator[Problem]:
    """Who acts elsewhere acts in a town whose people act at home."""
    known = raw.names[PLACE]
    for i, place in raw.rows("places"):
        elsewhere = name_of(place.get("acts_in"))
        target = known.get(elsewhere, {}) if elsewhere is not None else {}
        if target.get("acts_in") is not None:
            yield raw.say(("places", i, "acts_in"), f"{elsewhere!r} itself acts elsewhere")
        if target.get("kind") == "rural":
            yield raw.say(("places", i, "acts_in"), f"{elsewhere!r} is rural, not a town")


def _regions(raw: Raw) -> Iterator[Problem]:
    regions, known = raw.names["region"], raw.names[PLACE]
    region_of = {name: name_of(p.get("region")) for name, p in known.items()}
    settled = {name_of(p.get("region")) for _, p in raw.rows("places")}
    for name in regions:
        # if a place has a region that there is not, that has been said and may be the cause
        if settled and settled <= regions.keys() and name not in settled:
            yield raw.say(("regions", name), "has no place")
    for name, region in raw.items("regions"):
        capital = name_of(region.get("capital"))
        where = region_of.get(capital) if capital is not None else None
        if where in regions and where != name:
            yield raw.say(("regions", name, "capital"), f"{capital!r} lies in {where!r}")
