"""Reports put together: what was said twice, what was revised, what changed its status.

same report    the same figure of the same fact by the same kind of source: kept once, known from the
               first time on; a status or grade that came later is taken over, and the hour of a
               retraction is that of the report which brings it
revision       the same event of a database with another figure: the older is `revised`, from the hour
               of the newer on
duplicate      the same figure of the same fact, passed on by another: the later is `duplicate of`
the first
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from tocsin.inference.observations.kinds import DUPLICATE, UNGRADED, WITHDRAWN
from tocsin.inference.observations.observation import Observation


@dataclass
class Merged:
    """Observations with nothing said twice, in the order of time; and how many of what there were."""

    observations: list[Observation]
    new: int = 0
    known: int = 0
    changed: int = 0
    revised: int = 0
    duplicates: int = 0


def merge(old: Iterable[Observation], new: Iterable[Observation]) -> Merged:
    """Put new reports to old ones."""
    by_id = {o.id: o for o in old}
    out = Merged([])
    for o in new:
        had = by_id.get(o.id)
        if had is None:
            by_id[o.id] = o
            out.new += 1
            continue
        both = _both(had, o)
        out.known += 1
        out.changed += both != had
        by_id[o.id] = both
    _revise(by_id, out)
    _duplicates(by_id, out)
    out.observations = sorted(by_id.values(), key=_order)
    return out


def _order(o: Observation) -> tuple[object, ...]:
    return (o.time, o.until, o.what, o.region, o.place, o.known, o.id)


def _both(had: Observation, o: Observation) -> Observation:
    told = [x.reported for x in (had, o) if x.reported is not None]
    status = o.status or had.status
    return replace(
        had,
        reported=min(told) if told else None,
        status=status,
        fell=_fell(had, o) if status in WITHDRAWN else None,
        zone=had.zone or o.zone,
        reliability=had.reliability if o.reliability == UNGRADED else o.reliability,
    )


def _fell(had: Observation, o: Observation) -> datetime | None:
    """When a report fell: as it is said, or when it was told as fallen after it had been told first."""
    said = [x.fell for x in (had, o) if x.fell is not None]
    if said:
        return min(said)
    back = [x.reported for x in (had, o) if x.status in WITHDRAWN and x.reported is not None]
    first = [x.known for x in (had, o) if x.status not in WITHDRAWN]
    return min(back) if back and first and min(back) > min(first) else None


def _revise(by_id: dict[str, Observation], out: Merged) -> None:
    """Of several figures of one event the last that was reported stands."""
    events: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
    for o in by_id.values():  # in the order in which they came
        if o.event:
            events[(o.event, o.channel, o.what, o.part, o.place, o.region)].append(o)
    for same in events.values():
        standing = [o for o in same if o.stands]
        if len(standing) < 2:
            continue
        last = max(enumerate(standing), key=lambda item: (item[1].known, item[0]))[1]
        for o in standing:
            if o is not last:
                by_id[o.id] = o.marked("revised", last.known if last.known > o.known else None)
                out.revised += 1


def _duplicates(by_id: dict[str, Observation], out: Merged) -> None:
    facts: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for o in by_id.values():
        if o.stands and o.counted:
            facts[(*o.subject, o.low, o.best, o.high)].append(o)
    for same in facts.values():
        same.sort(key=lambda o: o.known)  # of one hour, in the order in which they came
        for i, o in enumerate(same):
            first = next((x for x in same[:i] if x.stands and _passed_on(x, o)), None)
            if first is not None:
                same[i] = by_id[o.id] = o.marked(f"{DUPLICATE}{first.id}")
                out.duplicates += 1


def _passed_on(first: Observation, o: Observation) -> bool:
    """Whether one may be the other, passed on: not two events of one database, nor two who counted."""
    if first.channel == o.channel and first.event and o.event and first.event != o.event:
        return False
    return first.counted_by == o.counted_by or "unknown" in (first.counted_by, o.counted_by)
