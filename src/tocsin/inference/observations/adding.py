"""One report by hand: the cells of `tocsin observe add`, read as those of a table are.

Without a scenario, places are those that the file names already, and times need their offset.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.errors import ScenarioError
from tocsin.inference.observations.draft import Draft, Settling
from tocsin.inference.observations.formats import csv
from tocsin.inference.observations.importing import Imported
from tocsin.inference.observations.observation import HOUR, Observation, hour
from tocsin.inference.observations.places import Names
from tocsin.inference.observations.private import shown
from tocsin.inference.observations.table import Findings, Row

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
        names = Names((o.place, o.region) for o in old)
        found = [o for d in drafts if (o := _alone(d, names, findings)) is not None]
    if findings.problems:
        raise ScenarioError(findings.problems)
    return Imported(found, len(drafts), [n.removeprefix(": ") for n in findings.told()])


def _alone(draft: Draft, names: Names, findings: Findings) -> Observation | None:
    """Without a scenario."""
    for name in ("begin", "end", "reported"):
        given: When | None = getattr(draft, name)
        if given is not None and given.at.tzinfo is None:
            findings.problem(
                0, {"begin": "time", "end": "until"}.get(name, name),
                "its zone is not known; expected an hour with its offset such as 2022-01-05T08:00Z, or "
                "--scenario S",
            )  # fmt: skip
    if findings.problems or draft.begin is None:
        return None
    where = names.find(draft.place, draft.region)
    if not where.known:
        text = shown(draft.place or draft.region, written_by_people=True)
        findings.problem(
            0, "place" if draft.place else "region",
            f"{text} is not in the file yet; expected --scenario S, which knows its places",
        )  # fmt: skip
        return None
    begin = hour(draft.begin.at)
    until = begin + HOUR if draft.end is None else hour(draft.end.at) + HOUR
    figures = [x for x in (draft.low, draft.best, draft.high) if x is not None]
    if figures != sorted(figures):
        findings.problem(0, "low", "is more than best or high; expected low, best, high in order")
    if until <= begin:
        findings.problem(0, "until", "is before time; expected a later hour")
    reported = hour(draft.reported.at) if draft.reported is not None else None
    if reported is not None and reported < begin:
        findings.problem(0, "reported", "is before the fact itself; expected a time after it")
    return Observation(
        what=draft.what, place=where.place, region=where.region, time=begin, until=until,
        so_far=draft.so_far, reported=reported, low=draft.low, best=draft.best, high=draft.high,
        counted_by=draft.counted_by, channel=draft.channel, reliability=draft.reliability,
        status=draft.status,
    )  # fmt: skip
