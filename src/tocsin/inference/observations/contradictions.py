"""What cannot both be true: told, never mended; the observation model weighs both.

apart     two counts of the same crowd whose bounds are more than a factor `FACTOR` apart
falling   a total so far that is smaller than one before it
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.inference.observations.kinds import WHAT
from tocsin.inference.observations.observation import Observation

#: Two counts of one crowd within this factor are taken for the same (judgement; counts of one crowd by
#: organisers and by officials often differ by more, and that is what this is to tell).
FACTOR = 2.0
#: Different counts of one fact that are held against each other: each against each.
MOST_COMPARED = 200


@dataclass(frozen=True)
class Contradiction:
    """Two observations, and what is wrong with them in words."""

    one: Observation
    other: Observation
    kind: str

    @property
    def text(self) -> str:
        """As it is told."""
        a, b = figure(self.one), figure(self.other)
        where = self.one.place or self.one.region or "the country"
        if self.kind == "falling":
            return f"{self.one.what}, {where}: so far {a} and later {b}: a total does not fall"
        return f"{self.one.what}, {where}: {a} or {b}"


def contradictions(observations: Iterable[Observation]) -> list[Contradiction]:
    """All pairs among those that stand and were counted; of totals only neighbours in time."""
    standing = [o for o in observations if o.stands and o.counted]
    out: list[Contradiction] = []
    at_once: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
    totals: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
    for o in standing:
        if o.so_far:
            totals[(o.what, o.part, o.place, o.region)].append(o)
        elif o.what in WHAT and not WHAT[o.what].total:
            at_once[o.subject].append(o)
    for same in at_once.values():
        different = {(o.bounds, o.counted_by, o.channel): o for o in reversed(same)}
        same = sorted(different.values(), key=lambda o: (o.bounds[0], o.id))[:MOST_COMPARED]
        for i, a in enumerate(same):
            out += [Contradiction(a, b, "apart") for b in same[i + 1 :] if _apart(a, b)]
    for same in totals.values():
        same.sort(key=lambda o: (o.until, o.bounds[1], o.id))
        for a, b in zip(same, same[1:], strict=False):
            if a.until == b.until and _apart(a, b):
                out.append(Contradiction(a, b, "apart"))
            elif a.until < b.until and a.bounds[0] > b.bounds[1]:
                out.append(Contradiction(a, b, "falling"))
    return out


def _apart(a: Observation, b: Observation) -> bool:
    if a.channel == b.channel and a.event and b.event and a.event != b.event:
        return False  # two events of one database are not one crowd
    return b.bounds[0] > FACTOR * a.bounds[1] or a.bounds[0] > FACTOR * b.bounds[1]


def figure(o: Observation) -> str:
    """The figure of an observation as it is told: '1,000 to 1,500', 'at least 60', 'seen'."""
    if not o.counted:
        return "seen"
    if o.best is not None and (o.low is None or o.high is None or o.low == o.high):
        return f"{o.best:,.6g}" if o.best < 1e6 else f"{o.best:,.0f}"
    if o.low is not None and o.high is not None:
        return f"{o.low:,.0f} to {o.high:,.0f}"
    return f"at least {o.low:,.0f}" if o.low is not None else f"at most {o.high:,.0f}"
