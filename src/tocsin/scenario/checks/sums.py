"""What must add up: shares of strata in every place, guards of sites in every region, all persons.

Runs on the raw data, like `check`; where a figure cannot be read, pydantic says so and the sum is
left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tocsin.errors import Problem
from tocsin.scenario.reading.document import Document
from tocsin.scenario.reading.units import SHARES, is_name, quantity

#: Persons are numbered in 32 bits.
MOST_PERSONS = 2_000_000_000
CLOSE = 1e-6


def sums(document: Document) -> list[Problem]:
    """Every sum that does not come out right."""
    return [*_persons(document), *_shares(document), *_guards(document)]


def _persons(document: Document) -> Iterator[Problem]:
    each = [_figure(p.get("population")) or 0.0 for p in _places(document)]
    total = sum(each)
    if total > MOST_PERSONS >= max(each):
        message = f"has {total:,.0f} persons in all; expected {MOST_PERSONS:,} at most"
        yield document.problem(("places",), message)


def _shares(document: Document) -> Iterator[Problem]:
    """Shares of a place sum to one, or to less if one stratum takes the rest."""
    strata = list(_sections(document.data.get("strata")).values())
    rest = any(s.get("complement") is True for s in strata)
    wrong: dict[float, list[str]] = {}
    for place in _places(document):
        total = 0.0
        for stratum in strata:
            if stratum.get("complement") is True:
                continue
            share = _share(stratum, str(place.get("id")), str(place.get("region")))
            if share is None:
                return
            total += share
        if total > 1 + CLOSE or (total < 1 - CLOSE and not rest):
            wrong.setdefault(round(total, 6), []).append(str(place.get("name") or place.get("id")))
    for total, names in wrong.items():
        others = len(names) - 1
        where = repr(names[0]) + (f" and {others} other places" if others else "")
        expected = (
            "expected 1 at most" if rest else "expected 1, or a stratum with complement: true"
        )
        message = f"shares of the population sum to {total:g} in {where}; {expected}"
        yield document.problem(("strata",), message)


def _share(stratum: dict[str, Any], place: str, region: str) -> float | None:
    for part, key in (("by_place", place), ("by_region", region)):
        own = stratum.get(part)
        if isinstance(own, dict) and key in own:
            return _of_one(own[key])
    return _of_one(stratum.get("share"))


def _guards(document: Document) -> Iterator[Problem]:
    """The guards of a region's sites are taken out of what each service can deploy there."""
    data = document.data
    region_of = {str(p.get("id")): str(p.get("region")) for p in _places(document)}
    services = _sections(data.get("services"))
    sites = data.get("sites")
    needed: dict[tuple[str, str], float] = {}
    for site in sites if isinstance(sites, list) else []:
        guards = site.get("guards") if isinstance(site, dict) else None
        region = region_of.get(str(site.get("place"))) if isinstance(site, dict) else None
        for name, value in guards.items() if isinstance(guards, dict) else ():
            figure = _figure(value)
            if name in services and region is not None and figure is not None:
                needed[name, region] = needed.get((name, region), 0.0) + figure
    for (name, region), guards in needed.items():
        if region not in _sections(data.get("regions")):
            continue
        personnel = services[name].get("personnel", {})
        if not isinstance(personnel, dict):
            continue
        there = _figure(personnel.get(region, 0))
        share = _deployable(services[name].get("deployable", 1), data)
        if there is not None and share is not None and guards > there * share + 1e-9:
            at = ("services", name, *(("personnel", region) if region in personnel else ()))
            yield document.problem(
                at,
                f"sites in {region} need {guards:g} guards of {name}, but {there * share:g} are "
                "deployable there; raise the personnel or lower the guards",
            )


def _deployable(value: Any, data: Any) -> float | None:
    if is_name(value):
        parameter = _sections(data.get("parameters")).get(value, {})
        value = parameter.get("value")
    return _of_one(value)


def _of_one(value: Any) -> float | None:
    """The number of a share; None if it is none."""
    share = _figure(value)
    return share if share is not None and 0 <= share <= 1 else None


def _figure(value: Any) -> float | None:
    """The number of a figure; None if it cannot be read."""
    if isinstance(value, dict):
        value = value.get("value")
    try:
        number = quantity(value, SHARES, "")
    except ValueError:
        return None
    return float(number) if isinstance(number, int | float) else None


def _places(document: Document) -> list[dict[str, Any]]:
    places = document.data.get("places")
    return [p for p in places if isinstance(p, dict)] if isinstance(places, list) else []


def _sections(data: Any) -> dict[str, dict[str, Any]]:
    if not isinstance(data, dict):
        return {}
    return {name: value for name, value in data.items() if isinstance(value, dict)}
