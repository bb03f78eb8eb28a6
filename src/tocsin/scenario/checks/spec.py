"""What one section says of another: regions, places, services, levers and parameters by name.

Runs on the raw data beside pydantic, so that a file with an unknown key *and* a lever on an unknown
actor shows both at once; whatever has the wrong form is left to pydantic.  `sums` has what must add
up, `records` the recorded figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any, get_args

from tocsin.declare.parameter import Parameter
from tocsin.errors import Problem, did_you_mean
from tocsin.scenario.checks import alliance as check_alliance
from tocsin.scenario.checks import elites as check_elites
from tocsin.scenario.checks import officials as check_officials
from tocsin.scenario.checks.sums import sums
from tocsin.scenario.reading.document import Document, Path_
from tocsin.scenario.reading.times import moment, zone
from tocsin.scenario.reading.units import HOURS, is_name, quantity
from tocsin.scenario.sections import conditions
from tocsin.scenario.sections.officials import NUMBERS
from tocsin.scenario.sections.priors import Prior
from tocsin.scenario.sections.records import recorded
from tocsin.scenario.sections.spec import SiteKind

ALL = "all"
PLACE = "place (give its id)"
#: Where such a section is missing as a whole, that is said once and not at every reference to it.
WHOLE = ("region", PLACE, "service", "parameter")


def references(
    document: Document,
    needed: Iterable[str],
    allowed: Iterable[str],
    limits: Mapping[str, Parameter],
) -> list[Problem]:
    """Every reference between sections that leads nowhere.

    needed, allowed : names of the parameters that the loop uses, and that may be given
    limits : what each parameter that is used can take, by name
    """
    checker = _Checker(document, frozenset(needed), frozenset(allowed), limits)
    checker.run()
    return [
        *checker.problems,
        *sums(document),
        *recorded(document),
        *check_elites.problems(document),
        *check_alliance.problems(document),
        *check_officials.problems(document),
    ]


class _Checker:
    def __init__(
        self,
        document: Document,
        needed: frozenset[str],
        allowed: frozenset[str],
        limits: Mapping[str, Parameter],
    ) -> None:
        self.document = document
        self.data: Any = document.data
        self.problems: list[Problem] = []
        self.needed, self.allowed, self.limits = needed, allowed, limits
        self.told: set[str] = set()  # names of parameters that are missing where they are used
        data = document.data
        self.regions = names(data.get("regions"))
        self.services = names(data.get("services"))
        self.actors = names(data.get("actors")) + self.services
        self.levers = names(data.get("levers"))
        self.parameters = names(data.get("parameters"))
        places = data.get("places")
        self.places = [p for p in _listed(places) if isinstance(p, dict)]
        self.ids = [name for p in self.places if (name := _text(p.get("id"))) is not None]
        sites = data.get("sites")
        self.sites = [s for s in _listed(sites) if isinstance(s, dict)]

    def say(self, path: Path_, message: str) -> None:
        self.problems.append(self.document.problem(path, message))

    def need(self, path: Path_, value: Any, known: list[str], what: str) -> None:
        """`value` must be one of the known names."""
        name = _text(value)
        whole_section = not known and what in WHOLE
        if name is not None and name not in known and not whole_section:
            self.say(path, f"unknown {what} {name!r}{did_you_mean(name, known)}")

    def parameter(self, path: Path_, value: Any) -> None:
        """A number, or the name of a parameter."""
        if is_name(value):
            self.told.add(value)
            self.need(path, value, self.parameters, "parameter")

    def run(self) -> None:
        self.clock()
        self.geography()
        self.people()
        self.forces()
        self.acts()
        self.official_figures()
        for name in self.parameters:
            if name not in self.allowed:
                near = did_you_mean(name, self.allowed)
                self.say(("parameters", name), f"unknown parameter: no mechanism uses it{near}")
            else:
                self.limit(name)
        seen: set[str] = set()
        for i, row in enumerate(_listed(self.data.get("cloud"))):
            for name in [n for n in names(row) if n not in seen]:
                seen.add(name)
                self.need(("cloud", i, name), name, self.parameters, "parameter")
        for name in sorted(self.needed - self.told):
            if self.parameters and name not in self.parameters:
                self.say(("parameters",), f"the parameter {name!r} is missing")

    def limit(self, name: str) -> None:
        """A parameter that is used must be what the equations can take, in every draw too."""
        passport = self.data["parameters"][name]
        value = passport.get("value") if isinstance(passport, dict) else passport
        limit = self.limits.get(name)
        if limit is None or not isinstance(value, int | float):
            return
        if not limit.allows(value):
            self.say(("parameters", name, "value"), f"{value:g}: expected {limit.expected(value)}")
        self.draws(name, limit, passport)
        rows = self.data.get("cloud")
        for i, row in enumerate(rows if isinstance(rows, list) else []):
            x = row.get(name) if isinstance(row, dict) else None
            if isinstance(x, int | float) and not limit.allows(x):
                self.say(("cloud", i, name), f"{x:g}: expected {limit.expected(x)}")

    def draws(self, name: str, limit: Parameter, passport: Any) -> None:
        """No draw may leave what the equations can take."""
        text = passport.get("prior") if isinstance(passport, dict) else None
        try:
            prior = Prior.parse(str(text or "fixed"))
        except ValueError:
            return
        least, most = prior.lowest(), prior.highest()
        if least is None or most is None:
            return
        zero = least == 0 and limit.low > 0 and limit.kind == "positive" and prior.open_at(least)
        if not (limit.allows(least) or zero) or not limit.allows(most):
            far = least if least < limit.low else most
            told = limit.expected(far).removeprefix("a number ")
            self.say(("parameters", name, "prior"), f"{text}: expected draws {told}")

    def moment(self, section: Any, key: str) -> Any:
        """A moment of a section; None if it cannot be read."""
        clock = self.data.get("clock")
        try:
            return moment(str(section[key]), zone(str(clock.get("zone", "UTC"))))
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    def clock(self) -> None:
        clock, shock = self.data.get("clock"), self.data.get("shock")
        start, at = self.moment(clock, "start"), self.moment(shock, "at")
        hours = _hours(clock.get("hours")) if isinstance(clock, dict) else None
        if start is None or at is None or hours is None:
            return
        if at > start + timedelta(hours=hours):
            self.say(("shock", "at"), f"{shock['at']!r} lies after the end of the run")
        if at < start:
            self.say(("shock", "at"), f"{shock['at']!r} lies before the start of the run")

    def geography(self) -> None:
        self.ids_once()
        self.regions_and_places()
        travel, shock = self.data.get("travel"), self.data.get("shock")
        if isinstance(travel, dict):
            self.need(("travel", "depot"), travel.get("depot"), self.ids, PLACE)
        if isinstance(shock, dict):
            for i, name in enumerate(_listed(shock.get("regions"))):
                self.need(("shock", "regions", i), name, self.regions, "region")

    def ids_once(self) -> None:
        seen: dict[str, int] = {}
        for i, place in enumerate(self.places):
            name = _text(place.get("id"))
            if name is None:
                continue
            if name in seen:
                _, first = self.document.mark(("places", seen[name]))
                self.say(("places", i, "id"), f"{name!r} stands twice; first on line {first}")
            seen.setdefault(name, i)

    def regions_and_places(self) -> None:
        by_id = {_text(p.get("id")): p for p in self.places}
        region_of = {name: _text(p.get("region")) for name, p in by_id.items()}
        for i, place in enumerate(self.places):
            self.need(("places", i, "region"), place.get("region"), self.regions, "region")
            self.need(("places", i, "acts_in"), place.get("acts_in"), self.ids, PLACE)
            elsewhere = _text(place.get("acts_in"))
            target = by_id.get(elsewhere, {}) if elsewhere is not None else {}
            if target.get("acts_in") is not None:
                self.say(("places", i, "acts_in"), f"{elsewhere!r} itself acts elsewhere")
            if target.get("kind") == "rural":
                self.say(("places", i, "acts_in"), f"{elsewhere!r} is rural, not a town")
        lost = set(region_of.values()) - set(self.regions)
        for name in self.regions:
            # if a place has a region that there is not, that has been said and may be the cause
            if self.places and not lost and name not in region_of.values():
                self.say(("regions", name), "has no place")
        for name, region in _items(self.data.get("regions")):
            at, capital = ("regions", name, "capital"), region.get("capital")
            self.need(at, capital, self.ids, PLACE)
            where = region_of.get(_text(capital)) if capital is not None else None
            if where in self.regions and where != name:
                self.say(at, f"{capital!r} lies in {where!r}")

        for name, workplace in _items(self.data.get("workplaces")):
            for place in names(workplace.get("places")):
                self.need(("workplaces", name, "places", place), place, self.ids, PLACE)

    def people(self) -> None:
        strata = dict(_items(self.data.get("strata")))
        whole = [name for name, s in strata.items() if s.get("complement") is True]
        if len(whole) > 1:
            self.say(("strata", whole[1], "complement"), f"{whole[0]!r} is the complement already")
        for name, stratum in strata.items():
            at = ("strata", name)
            for region in names(stratum.get("by_region")):
                self.need((*at, "by_region", region), region, self.regions, "region")
            for place in names(stratum.get("by_place")):
                self.need((*at, "by_place", place), place, self.ids, PLACE)
            self.parameter((*at, "join"), stratum.get("join"))
            self.parameter((*at, "violence"), stratum.get("violence"))

    def forces(self) -> None:
        data: Any = self.data
        for name, service in _items(data.get("services")):
            for region in names(service.get("personnel")):
                at = ("services", name, "personnel", region)
                self.need(at, region, self.regions, "region")
            self.parameter(("services", name, "deployable"), service.get("deployable"))
        seen: set[str] = set()
        for i, site in enumerate(self.sites):
            self.need(("sites", i, "place"), site.get("place"), self.ids, PLACE)
            called = str(site.get("name"))
            if called in seen:
                self.say(("sites", i, "name"), f"{called!r} stands twice")
            seen.add(called)
            for guard in names(site.get("guards")):
                self.need(("sites", i, "guards", guard), guard, self.services, "service")
        cells = data.get("cells")
        groups = cells.get("groups") if isinstance(cells, dict) else None
        for i, group in enumerate(_listed(groups)):
            if isinstance(group, dict):
                place = group.get("place")
                self.need(("cells", "groups", i, "place"), place, self.ids, PLACE)

    def acts(self) -> None:
        data: Any = self.data
        kinds = list(get_args(SiteKind))
        site_names = [str(s.get("name")) for s in self.sites]
        for name, lever in _items(data.get("levers")):
            at = ("levers", name)
            self.need((*at, "actor"), lever.get("actor"), self.actors, "actor")
            for i, region in enumerate(_listed(lever.get("regions"))):
                self.need((*at, "regions", i), region, self.regions, "region")
            if lever.get("service") != ALL or lever.get("kind") != "rules_of_engagement":
                self.need((*at, "service"), lever.get("service"), self.services, "service")
            if lever.get("kind") == "alliance":
                self.contingent((*at, "service"), lever.get("service"))
            self.need((*at, "site"), lever.get("site"), site_names, "site")
            for i, site in enumerate(_listed(lever.get("sites"))):
                self.need((*at, "sites", i), site, site_names, "site")
            self.parameter((*at, "legitimacy"), lever.get("legitimacy"))
            if isinstance(lever.get("when"), str):
                self.condition((*at, "when"), lever["when"], kinds)
            self.moments(at, lever)

    def official_figures(self) -> None:
        officials: Any = self.data.get("officials")
        figures = officials.get("figures") if isinstance(officials, dict) else None
        for name, figure in _items(figures):
            for key in NUMBERS:
                self.parameter(("officials", "figures", name, key), figure.get(key))

    def contingent(self, at: Path_, name: Any) -> None:
        service = dict(_items(self.data.get("services"))).get(str(name))
        if service is not None and service.get("foreign") is not True:
            self.say(at, f"{name!r} is no contingent; expected a service with foreign: true")

    def moments(self, at: Path_, lever: dict[str, Any]) -> None:
        """An act that would end before it begins."""
        first, last = self.moment(lever, "at"), self.moment(lever, "until")
        after = _hours(lever.get("after", 0))
        if last is None or after is None:
            return
        start = self.moment(self.data.get("clock"), "start")
        if first is not None and last <= first + timedelta(hours=after):
            delay = f" and {lever['after']} more" if after else ""
            self.say((*at, "until"), f"{lever['until']!r} is not after {lever['at']!r}{delay}")
        elif start is not None and last <= start:
            self.say((*at, "until"), f"{lever['until']!r} is not after the start of the run")

    def condition(self, at: Path_, text: str, kinds: list[str]) -> None:
        try:
            parsed = conditions.parse(text)
        except ValueError:
            return  # pydantic has said it
        for problem in check_elites.lacking(self.document, at, parsed):
            self.problems.append(problem)
        for lever in parsed.levers:
            self.need(at, lever, self.levers, "lever")
        for kind in parsed.kinds:
            self.need(at, kind, kinds, "kind of site")


def names(section: Any) -> list[str]:
    """The names in a section of the raw data."""
    return [str(k) for k in section] if isinstance(section, dict) else []


def _items(section: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(section, dict):
        for name, value in section.items():
            if isinstance(value, dict):
                yield str(name), value


def _text(value: Any) -> str | None:
    """A name, which may be a whole number; None for what is no name."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else None


def _hours(value: Any) -> float | None:
    """Hours within reach of a calendar; None if they cannot be read."""
    try:
        hours = quantity(value, HOURS, "")
    except ValueError:
        return None
    return hours if isinstance(hours, int | float) and abs(hours) < 1e6 else None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
