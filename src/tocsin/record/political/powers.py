"""Powers in the record: shares of influence before and after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tocsin.record.chronicle import Found, Teller
    from tocsin.record.outcomes import Value
    from tocsin.record.recorder import Recorder

FINAL: dict[str, tuple[tuple[str, ...], float]] = {"influence_before": (("power",), 0.0)}


def outcomes(recorder: Recorder) -> dict[str, Value]:
    """Influence of each power over the elites; none without powers."""
    realm = recorder.plan.politics.realm
    if realm is None or recorder.plan.politics.palace is None:
        return {}
    before, after = recorder.final["influence_before"], recorder.arrays["influence"][-1]
    return {
        "influence_before": {n: float(x) for n, x in zip(realm.names, before, strict=True)},
        "influence_after": {n: float(x) for n, x in zip(realm.names, after, strict=True)},
    }


def events(teller: Teller) -> Iterator[Found]:
    """Nothing beyond the levers, which the chronicle tells."""
    del teller
    yield from ()
