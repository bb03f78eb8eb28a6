"""Edited copies of a scenario: what the laws compare.  Each takes a scenario and gives another.

base                as it is
none, tenth, x0.5   no shock, a share of it
in REGION           the shock in another region
split N             every town over 4,000 cut in N at the same coordinates
double              two copies of the country far apart: every place, service and site twice
police X            services X times as strong
dt N                steps of N minutes
set NAME=VALUE,...  parameters replaced
"""

from __future__ import annotations

import copy
from typing import Any

from tocsin.scenario.load import build
from tocsin.scenario.reading.document import Document

LEAST = 4000  # persons; smaller towns are not cut
FAR = 40.0  # degrees of longitude between two copies of a country


def variant(scenario: Any, what: str) -> Any:
    """The scenario that the words `what` ask for; several are joined by ' + '."""
    for part in what.split(" + "):
        scenario = _variant(scenario, part.strip())
    return scenario


def _variant(scenario: Any, what: str) -> Any:
    word, _, rest = what.partition(" ")
    if word == "base":
        return scenario
    if word == "none":
        return scenario.without("shock")
    if word == "tenth":
        return dosed(scenario, 0.1)
    if word[0] == "x" and word[1:2].isdigit():
        return dosed(scenario, float(word[1:]))
    if word == "in":
        return struck(scenario, rest)
    if word == "split":
        return split(scenario, int(rest))
    if word == "double":
        return doubled(scenario)
    if word == "police":
        return policed(scenario, float(rest))
    if word == "dt":
        return scenario.set("clock.dt", f"{rest} min")
    if word == "without":
        return scenario.without(*rest.split(","))
    if word == "set":
        pairs = (item.partition("=") for item in rest.split(","))
        return scenario.edit(set={f"parameters.{k}": float(v) for k, _, v in pairs})
    raise ValueError(what)


def changed(scenario: Any, change: Any) -> Any:
    """A scenario whose plain data were changed by a function."""
    data = copy.deepcopy(scenario.copy_of_data())
    change(data)
    data["cloud"] = []
    return build(Document(data, {}), scenario.folder)


def dosed(scenario: Any, times: float) -> Any:
    """The shock so many times as large, beyond its prior if need be."""

    def change(data: dict[str, Any]) -> None:
        table = data["parameters"]["shock"]
        table["value"], table["prior"] = times * float(table["value"]), "fixed"

    return changed(scenario, change)


def struck(scenario: Any, region: str) -> Any:
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


def split(scenario: Any, parts: int) -> Any:
    """Every town over `LEAST` cut in equal parts; sites and capitals stay with the first."""

    def change(data: dict[str, Any]) -> None:
        places, cut = [], {}
        for place in data["places"]:
            people = int(place["population"])
            if place.get("kind") == "rural" or people <= LEAST:
                places.append(place)
                continue
            sizes = [people // parts] * parts
            sizes[0] += people - sum(sizes)
            ids = [str(place["id"]), *(f"{place['id']}x{k}" for k in range(1, parts))]
            cut[ids[0]] = ids
            for k, (i, n) in enumerate(zip(ids, sizes, strict=True)):
                name = place["name"] + (f", part {k + 1}" if k else "")
                places.append(dict(place, id=i, population=n, name=name))
        data["places"] = places
        for stratum in data["strata"].values():
            if stratum.get("by_place"):
                stratum["by_place"] = {
                    i: x
                    for place, x in stratum["by_place"].items()
                    for i in cut.get(place, [place])
                }
        for key in ("workplaces", "earlier"):
            for item in (data.get(key) or {}).values():
                if isinstance(item, dict) and isinstance(item.get("places"), dict):
                    item["places"] = {
                        i: x for place, x in item["places"].items() for i in cut.get(place, [place])
                    }

    return changed(scenario, change)


def doubled(scenario: Any) -> Any:
    """Two copies far apart: regions, places, strata by place, services, sites, orders."""
    mark = " 2"

    def regions(x: Any) -> Any:
        return x if x == "all" else [*x, *(r + mark for r in x)]

    def change(data: dict[str, Any]) -> None:
        for name, r in list(data["regions"].items()):
            data["regions"][name + mark] = dict(r, capital=str(r["capital"]) + mark)
        for p in list(data["places"]):
            q = dict(p, id=str(p["id"]) + mark, name=p["name"] + mark, region=p["region"] + mark)
            q["lon"] = float(p["lon"]) + (FAR if float(p["lon"]) < 100 else -FAR)
            if p.get("acts_in"):
                q["acts_in"] = str(p["acts_in"]) + mark
            data["places"].append(q)
        for s in data["strata"].values():
            for key in ("by_region", "by_place"):
                for name, x in list((s.get(key) or {}).items()):
                    s[key][name + mark] = x
        for s in data["services"].values():
            for name, x in list((s.get("personnel") or {}).items()):
                s["personnel"][name + mark] = x
            if "reserve" in s:
                s["reserve"] = 2 * _number(s["reserve"])
        for s in list(data.get("sites") or []):
            data["sites"].append(dict(s, name=s["name"] + mark, place=str(s["place"]) + mark))
        data["shock"]["regions"] = regions(data["shock"]["regions"])
        for c in list((data.get("cells") or {}).get("groups", [])):
            data["cells"]["groups"].append(dict(c, place=str(c["place"]) + mark))
        for lever in (data.get("levers") or {}).values():
            if lever.get("regions"):
                lever["regions"] = regions(lever["regions"])
            if lever.get("kind") == "mobilise":
                lever["officers"] = 2 * lever["officers"]
        for key in ("workplaces", "earlier"):
            for item in list((data.get(key) or {}).values()):
                if isinstance(item, dict) and isinstance(item.get("places"), dict):
                    for name, x in list(item["places"].items()):
                        item["places"][name + mark] = x
        data["references"] = {}

    return changed(scenario, change)


def policed(scenario: Any, times: float) -> Any:
    """Every domestic service so many times as strong; guards of sites stay."""

    def change(data: dict[str, Any]) -> None:
        for s in data["services"].values():
            if s.get("foreign"):
                continue
            for name, x in (s.get("personnel") or {}).items():
                s["personnel"][name] = max(_number(x) * times, 1.0)
            if "reserve" in s:
                s["reserve"] = _number(s["reserve"]) * times

    return changed(scenario, change)


def _number(x: Any) -> float:
    return float(x["value"] if isinstance(x, dict) else x)
