"""A hub's target data (hubverse): observed values by target, place and day.

`target_end_date` (or `date`), `location` (a region, a place, or `nation`), `target` (an outcome's
name, or a kind), `observation` (in oracle output `oracle_value`), and `as_of`, the version: when it
was known. Totals such as dead are so far, crowds are the largest of the day.  Source: hubverse
schemas 6.0.0.
"""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.declare.outcome import OUTCOMES
from tocsin.errors import did_you_mean
from tocsin.inference.observations.draft import Draft
from tocsin.inference.observations.formats.format import Format
from tocsin.inference.observations.kinds import WHAT
from tocsin.inference.observations.places import NATION
from tocsin.inference.observations.table import Row

#: Names of targets by kinds.
_TARGETS = {
    "active": "crowd", "peak_active": "crowd", "active_by_day": "crowd", "rioting": "riot",
    "peak_rioting": "riot", "dead_by_region": "dead", "detained_by": "detained",
}  # fmt: skip
_REPORTED = "reported."


def drafts(row: Row) -> Iterator[Draft]:
    """One figure; rows of a pmf or cdf other than the value itself have no observation."""
    target = row.text("target", "variable") or "dead"
    official = target.startswith(_REPORTED)
    bare = target.removeprefix(_REPORTED)
    what = _TARGETS.get(bare, bare)
    if what not in WHAT and what not in OUTCOMES:
        known = [*WHAT, *_TARGETS]
        row.wrong("target", f"is no target{did_you_mean(bare, known)}")
        return
    begin = row.when("target_end_date", "date", "time")
    if begin is None and not row.text("target_end_date", "date", "time"):
        row.findings.problem(row.line, "target_end_date", "is empty; expected a date")
    name = "observation" if row.text("observation") else "oracle_value"
    value = row.amount(name, ("NA", "NaN"))
    if value is None:
        return
    where = row.text("location")
    where = "" if where.casefold() in NATION else where
    yield Draft(
        row.line, what, begin, place=where, reported=row.when("as_of"), best=value,
        so_far=what in WHAT and WHAT[what].total, channel="hub", reliability="C3",
        counted_by="officials" if official else "unknown", status="official" if official else "",
    )  # fmt: skip


FORMAT = Format("hub", "a hub's target data", drafts, sign=("location", "observation"))
