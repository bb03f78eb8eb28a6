"""Edited copies of a scenario: without the shock, with the shock elsewhere, towns cut in parts.

All go through `Scenario.edit`, so that what comes out has been checked like a file.  A country and its
copy side by side are in `twice`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

#: Towns of fewer people are not cut: a part has to hold a crowd.
LEAST_CUT = 4000


def without_shock(scenario: Scenario) -> Scenario:
    """The same country, undisturbed."""
    return scenario.without("shock")


def dosed(scenario: Scenario, times: float) -> Scenario:
    """The shock so many times as large."""
    at = "parameters.shock"
    return scenario.set(at, times * scenario.spec.parameters["shock"].value)


def policed(scenario: Scenario, times: float) -> Scenario:
    """Every domestic service and its reserve so many times as strong.

    Guards of sites stay; of fewer officers as many fewer can be spared for them.
    """
    data = scenario.copy_of_data()
    services, sites = data["services"], data.get("sites") or []
    for service in services.values():
        if service.get("foreign"):
            continue
        for region, officers in service.get("personnel", {}).items():
            service["personnel"][region] = number(officers) * times
        if "reserve" in service:
            service["reserve"] = number(service["reserve"]) * times
    if times >= 1:
        return scenario.set("services", services)
    for site in sites:
        site["guards"] = {s: number(n) * times for s, n in (site.get("guards") or {}).items()}
    return scenario.edit(set={"services": services, "sites": sites})


def struck(scenario: Scenario, region: str) -> Scenario:
    """The shock in another region, which is as exposed as any was; the others as little as any."""
    spec = scenario.spec
    was = list(spec.shock.regions)
    most = max(spec.regions[r].exposure.value for r in was)
    least = min(r.exposure.value for r in spec.regions.values())
    changes: dict[str, Any] = {"shock.regions": [region]}
    for name in was:
        changes[f"regions.{name}.exposure"] = least
    changes[f"regions.{region}.exposure"] = most
    return scenario.edit(set=changes)


def elsewhere(scenario: Scenario, most: int) -> list[str]:
    """Regions that the shock does not strike, the most populous first; some `most` of them."""
    people = dict.fromkeys(scenario.spec.regions, 0)
    for place in scenario.spec.places:
        people[place.region] += place.population
    others = [r for r in people if r not in scenario.spec.shock.regions]
    return sorted(others, key=lambda r: -people[r])[:most]


def split(scenario: Scenario, parts: int, least: int = LEAST_CUT) -> tuple[Scenario, int]:
    """Every town of `least` people or more cut into `parts` at the same spot; how many were cut.

    What belongs to a place (sites, cells, capitals) stays with its first part, which keeps the name;
    shares by place, of strata and of workplaces, hold for every part.
    """
    data = scenario.copy_of_data()
    places: list[dict[str, Any]] = []
    cut: dict[str, list[str]] = {}
    for place in data["places"]:
        people = int(place["population"])
        if place.get("kind", "town") == "rural" or people < max(least, parts):
            places.append(place)
            continue
        sizes = [people // parts] * parts
        sizes[0] += people - sum(sizes)
        ids = [str(place["id"]), *(f"{place['id']}-part-{k}" for k in range(2, parts + 1))]
        cut[ids[0]] = ids
        for k, (name, size) in enumerate(zip(ids, sizes, strict=True)):
            part = dict(place, id=name, population=size)
            if k:
                part["name"] = f"{place['name']}, part {k + 1}"
            places.append(part)
    changes: dict[str, Any] = {"places": places}
    for section, key in (("strata", "by_place"), ("workplaces", "places")):
        items = data.get(section) or {}
        for item in items.values():
            if item.get(key):
                item[key] = {
                    part: x for place, x in item[key].items() for part in cut.get(place, [place])
                }
        if items:
            changes[section] = items
    return scenario.edit(set=changes), len(cut)


def stepped(scenario: Scenario, minutes: int) -> Scenario:
    """The same scenario in steps of so many minutes."""
    return scenario.set("clock.dt", f"{minutes} min")


def number(figure: float | dict[str, float]) -> float:
    """The value of a figure, bare or with its range."""
    return float(figure["value"] if isinstance(figure, dict) else figure)
