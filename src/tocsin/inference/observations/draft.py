"""A row on its way: what a source says, before its place, its time and its worth are settled.

Formats make drafts; `settle` makes observations of them, with the scenario's places, zones and
clock, and notes what had to be left out.  Coordinates and the names that a source uses end here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tocsin.inference.observations.cells import When
from tocsin.inference.observations.kinds import WHAT
from tocsin.inference.observations.observation import (
    HOUR,
    Observation,
    fingerprint,
    hour,
    hour_text,
)
from tocsin.inference.observations.places import Found, Gazetteer
from tocsin.inference.observations.private import looks_like, shown
from tocsin.scenario.reading.times import zone as named_zone

if TYPE_CHECKING:
    from tocsin.inference.observations.table import Findings
    from tocsin.scenario import Scenario


@dataclass
class Draft:
    """What a row says of one figure; see `Observation` for what is not explained here.

    begin, end : of the span in which the fact lies; `end` is its last hour, day, ...
    point, exact : latitude and longitude, and whether they are those of the place
    event : the source's own number
    """

    line: int
    what: str
    begin: When | None
    end: When | None = None
    part: str = ""
    place: str = ""
    region: str = ""
    country: str = ""
    point: tuple[float, float] | None = None
    exact: bool = True
    reported: When | None = None
    low: float | None = None
    best: float | None = None
    high: float | None = None
    counted_by: str = "unknown"
    channel: str = "unknown"
    reliability: str = "F6"
    status: str = ""
    fell: When | None = None
    so_far: bool = False
    event: str = ""


class Settling:
    """Drafts into observations of a scenario.

    country : whose rows are taken, as the source calls it; '' finds it (`main_country`)
    """

    def __init__(self, scenario: Scenario, findings: Findings, country: str = "") -> None:
        self.scenario, self.findings, self.country = scenario, findings, country
        self.gazetteer = Gazetteer(scenario)
        self.ends = scenario.moment_of(scenario.hours)
        self.persons = scenario.persons

    def all(self, drafts: Iterable[Draft]) -> list[Observation]:
        """All that can be used; problems and notes go to the findings."""
        drafts = list(drafts)
        country = self.country or self.main_country(drafts)
        out = []
        for draft in drafts:
            if draft.country and draft.country.casefold() != country.casefold():
                self.findings.note(f"of another country than {country}; left out", draft.line)
                continue
            made = self.settle(draft)
            if made is not None:
                out.append(made)
        return out

    def main_country(self, drafts: list[Draft]) -> str:
        """The country of whose rows most lie in a place or region of the scenario."""
        within: dict[str, int] = {}
        for d in drafts:
            if d.country:
                named = bool(self.gazetteer.named(d.place) or self.gazetteer.region(d.region))
                within[d.country] = within.get(d.country, 0) + named
        if len(within) > 1 and not any(within.values()):
            return min(within)
        return max(within, key=lambda c: within[c], default="")

    def settle(self, draft: Draft) -> Observation | None:
        """One draft; None where it has a problem or lies outside of the scenario."""
        if draft.begin is None or not self._figures_fit(draft):
            return None
        found = self._where(draft)
        if found is None:
            return None
        zone_name = self.scenario.zone_name(found.region)
        zone = named_zone(zone_name)
        begin, until = draft.begin.span(zone)
        if draft.end is not None:
            until = draft.end.span(zone)[1]
            if until <= begin:
                self.findings.problem(
                    draft.line, "until", f"{hour_text(until)} is not after {hour_text(begin)}"
                )
                return None
        reported = None if draft.reported is None else hour(draft.reported.span(zone)[0])
        if reported is not None and draft.reported is not None and draft.reported.unit != "hour":
            # of a day nobody knows the hour: its last, so that nothing is known too early
            reported = draft.reported.span(zone)[1] - HOUR
        if reported is not None and reported < begin:
            self.findings.problem(
                draft.line,
                "reported",
                f"{hour_text(reported)} is before the fact itself, {hour_text(begin)}",
            )
            return None
        fell = None if draft.fell is None else hour(draft.fell.span(zone)[0])
        if fell is not None and fell <= (reported or until):
            self.findings.problem(
                draft.line, "fell", f"{hour_text(fell)} is not after the report itself"
            )
            return None
        if not self._in_clock(draft, begin, until):
            return None
        return Observation(
            what=draft.what, part=draft.part, place=found.place, region=found.region, time=begin,
            until=until, so_far=draft.so_far, reported=reported, low=draft.low, best=draft.best,
            high=draft.high, counted_by=draft.counted_by, channel=draft.channel,
            reliability=draft.reliability, status=draft.status, fell=fell,
            event=fingerprint(draft.channel, draft.event) if draft.event else "", zone=zone_name,
        )  # fmt: skip

    def _where(self, draft: Draft) -> Found | None:
        place, region = draft.place, draft.region
        for name, text in (("place", place), ("region", region)):
            what = looks_like(text)
            if what:
                self.findings.note(f"{name}: {what}, dropped", draft.line)
                place, region = ("", region) if name == "place" else (place, "")
        if (draft.place or draft.region) and not place and not region and draft.point is None:
            self.findings.note("no place is left; left out", draft.line)
            return None
        found = self.gazetteer.find(place, region, draft.point, draft.exact)
        if found.note:
            told = shown(place or region, self.findings.tips) if place or region else "its point"
            self.findings.note(found.note.format(told), draft.line)
        return found if found.known else None

    def _in_clock(self, draft: Draft, begin: datetime, until: datetime) -> bool:
        early = until <= self.scenario.start
        late = begin >= self.ends and not draft.so_far
        if early or late:
            side = (
                "before the scenario's clock begins" if early else "after the scenario's clock ends"
            )
            self.findings.note(f"{side}; left out", draft.line)
        return not (early or late)

    def _figures_fit(self, draft: Draft) -> bool:
        figures = [("low", draft.low), ("best", draft.best), ("high", draft.high)]
        given = [(name, x) for name, x in figures if x is not None]
        fits = True
        for (less, x), (more, y) in zip(given, given[1:], strict=False):
            if x > y:
                self.findings.problem(
                    draft.line,
                    less,
                    f"{x:g} is more than {more}, {y:g}; expected low, best, high in order",
                )
                fits = False
        most = self.persons
        unit = WHAT[draft.what].unit if draft.what in WHAT else ""
        limit = {"persons": most, "share": 1}.get(unit)
        for name, x in given:
            if limit is not None and x > limit:
                all_ = (
                    f"the {most:,} persons of the scenario"
                    if unit == "persons"
                    else "a share, 0 to 1"
                )
                self.findings.problem(
                    draft.line, name, f"{x:,g} is too much; expected at most {all_}"
                )
                fits = False
        return fits


def each(rows: Iterable[Iterator[Draft]]) -> Iterator[Draft]:
    """Drafts of rows, one after the other."""
    for row in rows:
        yield from row
