"""Twice: a country and its copy side by side, far apart, hearing the same news.

What happens in each has to be what happens in one: nothing in the model may depend on how many people
a country has.  `tocsin check` does not ask it, since it takes twice the time and an alliance or a
palace has no copy; the tests of the laws and `tools/laws` do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tocsin.experiments.checks.worlds import number

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

MARK = " 2"
FAR = 40.0  # degrees of longitude between the two


def doubled(scenario: Scenario) -> Scenario:
    """Every region, place, site and service twice; orders hold in both copies."""
    data = scenario.copy_of_data()
    _places(data)
    for section, keys in (("strata", ("by_region", "by_place")), ("workplaces", ("places",))):
        for item in (data.get(section) or {}).values():
            for key in keys:
                if item.get(key):
                    item[key] |= {name + MARK: x for name, x in item[key].items()}
    for service in data["services"].values():
        of = service.get("personnel") or {}
        of |= {name + MARK: x for name, x in of.items()}
        if "reserve" in service:
            service["reserve"] = 2 * number(service["reserve"])
    for site in list(data.get("sites") or []):
        data["sites"].append(dict(site, name=site["name"] + MARK, place=str(site["place"]) + MARK))
    groups = (data.get("cells") or {}).get("groups", [])
    groups += [dict(group, place=str(group["place"]) + MARK) for group in groups]
    data["shock"]["regions"] = _both(data["shock"]["regions"])
    for lever in (data.get("levers") or {}).values():
        if lever.get("regions"):
            lever["regions"] = _both(lever["regions"])
        if lever.get("officers") and lever["kind"] == "mobilise":
            lever["officers"] = 2 * lever["officers"]
    data["references"] = {}
    return scenario.edit(set={key: data[key] for key in data if key in _TOUCHED})


_TOUCHED = ("regions", "places", "strata", "workplaces", "services", "sites", "cells", "shock",
            "levers", "references")  # fmt: skip


def _places(data: dict[str, Any]) -> None:
    for name, region in list(data["regions"].items()):
        data["regions"][name + MARK] = dict(region, capital=str(region["capital"]) + MARK)
    for place in list(data["places"]):
        copy = dict(place, id=str(place["id"]) + MARK, name=place["name"] + MARK)
        copy["region"] += MARK
        copy["lon"] = float(place["lon"]) + (FAR if float(place["lon"]) < 100 else -FAR)
        if place.get("acts_in"):
            copy["acts_in"] = str(place["acts_in"]) + MARK
        data["places"].append(copy)


def _both(names: str | list[str]) -> str | list[str]:
    return names if names == "all" else [*names, *(name + MARK for name in names)]
