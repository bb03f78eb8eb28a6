"""What must add up: shares of strata in every place, guards of sites in every region, all persons.

Runs on the raw data, like `check`; where a figure cannot be read, pydantic says so and the sum is
left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tocsin.errors import Problem
from tocsin.scenario.reading.raw import Raw, figure, mapping
from tocsin.scenario.reading.units import is_name

#: Persons are numbered in 32 bits.
MOST_PERSONS = 2_000_000_000
CLOSE = 1e-6


def sums(raw: Raw) -> list[Problem]:
    """Every sum that does not come out right."""
    return [*_persons(raw), *_shares(raw), *_guards(raw)]


def _persons(raw: Raw) -> Iterator[Problem]:
    each = [figure(p.get("population")) or 0.0 for p in _places(raw)]
    total = sum(each)
    if total > MOST_PERSONS >= max(each, default=0):
        message = f"has {total:,.0f} persons in all; expected {MOST_PERSONS:,} at most"
        yield raw.say(("places",), message)


def _shares(raw: Raw) -> Iterator[Problem]:
    """Shares of a place sum to one, or to less if one stratum takes the rest."""
    strata = [stratum for _, stratum in raw.items("strata")]
    rest = any(s.get("complement") is True for s in strata)
    wrong: dict[float, list[str]] = {}
    for place in _places(raw):
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
        yield raw.say(("strata",), message)


def _share(stratum: dict[str, Any], place: str, region: str) -> float | None:
    for part, key in (("by_place", place), ("by_region", region)):
        own = stratum.get(part)
        if isinstance(own, dict) and key in own:
            return _of_one(own[key])
    return _of_one(stratum.get("share"))


def _guards(raw: Raw) -> Iterator[Problem]:
    """The guards of a region's sites are taken out of what each service can deploy there."""
    region_of = {str(p.get("id")): str(p.get("region")) for p in _places(raw)}
    services, regions = dict(raw.items("services")), dict(raw.items("regions"))
    needed: dict[tuple[str, str], float] = {}
    for _, site in raw.rows("sites"):
        region = region_of.get(str(site.get("place")))
        for name, value in mapping(site.get("guards")).items():
            number = figure(value)
            if name in services and region is not None and number is not None:
                needed[name, region] = needed.get((name, region), 0.0) + number
    for (name, region), guards in needed.items():
        if region not in regions:
            continue
        personnel = services[name].get("personnel", {})
        if not isinstance(personnel, dict):
            continue
        there = figure(personnel.get(region, 0))
        share = _deployable(services[name].get("deployable", 1), raw)
        if there is not None and share is not None and guards > there * share + 1e-9:
            at = ("services", name, *(("personnel", region) if region in personnel else ()))
            yield raw.say(
                at,
                f"sites in {region} need {guards:g} guards of {name}, but {there * share:g} are "
                "deployable there; raise the personnel or lower the guards",
            )


def _places(raw: Raw) -> list[dict[str, Any]]:
    return [place for _, place in raw.rows("places")]


def _deployable(value: Any, raw: Raw) -> float | None:
    if is_name(value):
        value = mapping(raw.value("parameters", value)).get("value")
    return _of_one(value)


def _of_one(value: object) -> float | None:
    """The number of a share; None if it is none."""
    share = figure(value)
    return share if share is not None and 0 <= share <= 1 else None
