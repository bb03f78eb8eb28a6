"""One report by hand: the cells of `tocsin observe add`, read as those of a table are.

Without a scenario, places and their zones are those that the file has already; times of a place whose
zone it does not have need their offset.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from tocsin.errors import ScenarioError
from tocsin.inference.observations.draft import Draft, Settling
from tocsin.inference.observations.formats import csv
from tocsin.inference.observations.importing import Imported
from tocsin.inference.observations.observation import HOUR, Observation
from tocsin.inference.observations.places import Names
from tocsin.inference.observations.private import shown
from tocsin.inference.observations.table import Findings, Row
from tocsin.scenario.reading.times import zone as named_zone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.inference.observations.cells import When
    from tocsin.scenario import Scenario


def one(
    cells: dict[str, str], scenario: Scenario | None, old: Iterable[Observation] = ()
) -> Imported:
    """The observation of some cells by their columns; none if its place is not known.

    old : what the file has already
    Raises ScenarioError with every problem.
    """
    findings = Findings("", tips=True)
    drafts = list(csv.drafts(Row(0, cells, findings)))
    found: list[Observation] = []
    if scenario is not None:
        found = Settling(scenario, findings).all(drafts)
    else:
        old = list(old)
        names = Names((o.place, o.region) for o in old)
        zones = {o.region: o.zone for o in old if o.zone}
        found = [o for d in drafts if (o := _alone(d, names, zones, findings)) is not None]
    if findings.problems:
        raise ScenarioError(findings.problems)
    return Imported(found, len(drafts), [n.removeprefix(": ") for n in findings.told()])


def _alone(
    draft: Draft, names: Names, zones: dict[str, str], findings: Findings
) -> Observation | None:
    """Without a scenario; `zones` by region, as the file has them."""
    where = names.find(draft.place, draft.region)
    only = next(iter(zones.values())) if len(set(zones.values())) == 1 else ""
    zone_name = zones.get(where.region, only) if where.known else only
    zone = named_zone(zone_name) if zone_name else None
    for name in ("begin", "end", "reported"):
        given: When | None = getattr(draft, name)
        if given is not None and given.at.tzinfo is None and zone is None:
            findings.problem(
                0, {"begin": "time", "end": "until"}.get(name, name),
                "its zone is not known; expected an hour with its offset such as 2022-01-05T08:00Z, or "
                "--scenario S",
            )  # fmt: skip
    if findings.problems or draft.begin is None:
        return None
    if not where.known:
        text = shown(draft.place or draft.region, written_by_people=True)
        findings.problem(
            0, "place" if draft.place else "region",
            f"{text} is not in the file yet; expected --scenario S, which knows its places",
        )  # fmt: skip
        return None
    begin, until = draft.begin.span(zone or UTC)
    if draft.end is not None:
        until = draft.end.span(zone or UTC)[1]
    figures = [x for x in (draft.low, draft.best, draft.high) if x is not None]
    if figures != sorted(figures):
        findings.problem(0, "low", "is more than best or high; expected low, best, high in order")
    if until <= begin:
        findings.problem(0, "until", "is before time; expected a later hour")
    reported = None
    if draft.reported is not None:  # of a day nobody knows the hour: its last
        reported = draft.reported.span(zone or UTC)[1] - HOUR
    if reported is not None and reported < begin:
        findings.problem(0, "reported", "is before the fact itself; expected a time after it")
    return Observation(
        what=draft.what, place=where.place, region=where.region, time=begin, until=until,
        so_far=draft.so_far, reported=reported, low=draft.low, best=draft.best, high=draft.high,
        counted_by=draft.counted_by, channel=draft.channel, reliability=draft.reliability,
        status=draft.status, zone=zone_name,
    )  # fmt: skip
