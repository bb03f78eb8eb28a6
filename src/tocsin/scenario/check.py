"""What one section says of another: regions, places, services, levers and parameters by name.

Runs on the raw data beside pydantic, so that a file with an unknown key *and* a lever on an unknown
actor shows both at once; whatever has the wrong form is left to pydantic.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from tocsin.errors import Problem, did_you_mean
from tocsin.record.names import OUTCOMES
from tocsin.scenario import conditions
from tocsin.scenario.document import Document, Path_
from tocsin.scenario.schema import SiteKind
from tocsin.scenario.times import moment, zone

ALL = "all"


def references(document: Document, needed: Iterable[str], allowed: Iterable[str]) -> list[Problem]:
    """Every reference between sections that leads nowhere.

    needed, allowed : names of the parameters that the loop uses, and that may be given
    """
    checker = _Checker(document, frozenset(needed), frozenset(allowed))
    checker.run()
    return checker.problems


class _Checker:
    def __init__(self, document: Document, needed: frozenset[str], allowed: frozenset[str]) -> None:
        self.document = document
        self.data: Any = document.data
        self.problems: list[Problem] = []
        self.needed, self.allowed = needed, allowed
        data = document.data
        self.regions = _names(data.get("regions"))
        self.services = _names(data.get("services"))
        self.actors = _names(data.get("actors")) + self.services
        self.levers = _names(data.get("levers"))
        self.parameters = _names(data.get("parameters"))
        places = data.get("places")
        self.places = [p for p in _listed(places) if isinstance(p, dict)]
        self.ids = [str(p.get("id")) for p in self.places]
        sites = data.get("sites")
        self.sites = [s for s in _listed(sites) if isinstance(s, dict)]

    def say(self, path: Path_, message: str) -> None:
        self.problems.append(self.document.problem(path, message))

    def need(self, path: Path_, value: Any, known: list[str], what: str) -> None:
        """`value` must be one of the known names."""
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and value not in known:
            self.say(path, f"unknown {what} {value!r}{did_you_mean(value, known)}")

    def parameter(self, path: Path_, value: Any) -> None:
        """A number, or the name of a parameter."""
        if isinstance(value, str) and not value.replace(".", "").strip("-+ %").isnumeric():
            self.need(path, value, self.parameters, "parameter")

    def run(self) -> None:
        self.clock()
        self.geography()
        self.people()
        self.forces()
        self.acts()
        self.figures()
        for name in self.parameters:
            if name not in self.allowed:
                near = did_you_mean(name, self.allowed)
                self.say(("parameters", name), f"no mechanism uses this parameter{near}")
        for name in sorted(self.needed):
            if name not in self.parameters:
                self.say(("parameters",), f"the parameter {name!r} is missing")

    def clock(self) -> None:
        data: Any = self.data
        clock, shock = data.get("clock"), data.get("shock")
        if not isinstance(clock, dict) or not isinstance(shock, dict):
            return
        try:
            local = zone(str(clock.get("zone", "UTC")))
            start = moment(str(clock["start"]), local)
            hours = float(clock["hours"])
            at = moment(str(shock["at"]), local)
        except (ValueError, KeyError, TypeError):
            return
        end = (at - start).total_seconds() / 3600
        if end > hours:
            self.say(("shock", "at"), "lies after the end of the run")
        if end < 0:
            self.say(("shock", "at"), "lies before the start of the run")

    def geography(self) -> None:
        data: Any = self.data
        for kind, values in (("id", self.ids),):
            seen: dict[str, int] = {}
            for i, value in enumerate(values):
                if value in seen:
                    _, first = self.document.mark(("places", seen[value]))
                    self.say(("places", i, kind), f"{value!r} stands twice; first on line {first}")
                seen.setdefault(value, i)
        has = dict.fromkeys(self.regions, 0)
        for i, place in enumerate(self.places):
            self.need(("places", i, "region"), place.get("region"), self.regions, "region")
            self.need(("places", i, "acts_in"), place.get("acts_in"), self.ids, "place")
            if place.get("region") in has:
                has[place["region"]] += 1
            target = place.get("acts_in")
            if target is not None and str(target) in self.ids:
                other = self.places[self.ids.index(str(target))]
                if other.get("acts_in") is not None:
                    self.say(("places", i, "acts_in"), f"{target!r} itself acts elsewhere")
                if other.get("kind") == "rural":
                    self.say(("places", i, "acts_in"), f"{target!r} is rural; expected a town")
        for name, number in has.items():
            if not number and self.places:
                self.say(("regions", name), "has no place")
        for name, region in _items(data.get("regions")):
            capital = region.get("capital")
            self.need(("regions", name, "capital"), capital, self.ids, "place (give its id)")
            if str(capital) in self.ids:
                place = self.places[self.ids.index(str(capital))]
                if place.get("region") != name:
                    where = place.get("region")
                    self.say(("regions", name, "capital"), f"{capital!r} lies in {where!r}")
        travel = data.get("travel")
        if isinstance(travel, dict):
            self.need(("travel", "depot"), travel.get("depot"), self.ids, "place (give its id)")
        shock = data.get("shock")
        if isinstance(shock, dict):
            for i, name in enumerate(_listed(shock.get("regions"))):
                self.need(("shock", "regions", i), name, self.regions, "region")

    def people(self) -> None:
        strata = dict(_items(self.data.get("strata")))
        whole = [name for name, s in strata.items() if s.get("complement") is True]
        if len(whole) > 1:
            self.say(("strata", whole[1], "complement"), f"{whole[0]!r} is the complement already")
        for name, stratum in strata.items():
            at = ("strata", name)
            for region in _names(stratum.get("by_region")):
                self.need((*at, "by_region", region), region, self.regions, "region")
            for place in _names(stratum.get("by_place")):
                self.need((*at, "by_place", place), place, self.ids, "place (give its id)")
            self.parameter((*at, "join"), stratum.get("join"))
            self.parameter((*at, "violence"), stratum.get("violence"))

    def forces(self) -> None:
        data: Any = self.data
        for name, service in _items(data.get("services")):
            for region in _names(service.get("personnel")):
                at = ("services", name, "personnel", region)
                self.need(at, region, self.regions, "region")
            self.parameter(("services", name, "deployable"), service.get("deployable"))
        seen: set[str] = set()
        for i, site in enumerate(self.sites):
            self.need(("sites", i, "place"), site.get("place"), self.ids, "place (give its id)")
            called = str(site.get("name"))
            if called in seen:
                self.say(("sites", i, "name"), f"{called!r} stands twice")
            seen.add(called)
            for guard in _names(site.get("guards")):
                self.need(("sites", i, "guards", guard), guard, self.services, "service")
        cells = data.get("cells")
        groups = cells.get("groups") if isinstance(cells, dict) else None
        for i, group in enumerate(_listed(groups)):
            if isinstance(group, dict):
                place = group.get("place")
                self.need(("cells", "groups", i, "place"), place, self.ids, "place (give its id)")

    def figures(self) -> None:
        data: Any = self.data
        for name in _names(data.get("references")):
            self.need(("references", name), name.partition(".")[0], list(OUTCOMES), "outcome")
        ledger = data.get("ledger")
        for part in ("fitted", "imposed") if isinstance(ledger, dict) else ():
            for i, name in enumerate(_listed(ledger.get(part))):
                self.need(("ledger", part, i), name, list(OUTCOMES), "outcome")

    def acts(self) -> None:
        data: Any = self.data
        kinds = list(get_args(SiteKind))
        site_names = [str(s.get("name")) for s in self.sites]
        for name, lever in _items(data.get("levers")):
            at = ("levers", name)
            self.need((*at, "actor"), lever.get("actor"), self.actors, "actor")
            for i, region in enumerate(_listed(lever.get("regions"))):
                self.need((*at, "regions", i), region, self.regions, "region")
            service = lever.get("service")
            if service != ALL:
                self.need((*at, "service"), service, self.services, "service")
            self.need((*at, "site"), lever.get("site"), site_names, "site")
            for i, site in enumerate(_listed(lever.get("sites"))):
                self.need((*at, "sites", i), site, site_names, "site")
            self.parameter((*at, "legitimacy"), lever.get("legitimacy"))
            if isinstance(lever.get("when"), str):
                self.condition((*at, "when"), lever["when"], kinds)
            self.moments(at, lever)

    def moments(self, at: Path_, lever: dict[str, Any]) -> None:
        clock = self.data.get("clock")
        try:
            local = zone(str(clock.get("zone", "UTC")))
            first = moment(str(lever["at"]), local)
            last = moment(str(lever["until"]), local)
        except (ValueError, KeyError, TypeError, AttributeError):
            return
        if last <= first:
            self.say((*at, "until"), f"{lever['until']!r} is not after {lever['at']!r}")

    def condition(self, at: Path_, text: str, kinds: list[str]) -> None:
        try:
            parsed = conditions.parse(text)
        except ValueError:
            return  # pydantic has said it
        for lever in parsed.levers:
            self.need(at, lever, self.levers, "lever")
        for kind in parsed.kinds:
            self.need(at, kind, kinds, "kind of site")


def _names(section: Any) -> list[str]:
    return [str(k) for k in section] if isinstance(section, dict) else []


def _items(section: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(section, dict):
        for name, value in section.items():
            if isinstance(value, dict):
                yield str(name), value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
