"""Powers in the record: shares of influence before and after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tocsin.record.chronicle import Found, Teller
    from tocsin.record.outcomes import Value
    from tocsin.record.recorder import Recorder


def outcomes(recorder: Recorder) -> dict[str, Value]:
    """Influence of each power over the elites; none without powers."""
    realm = recorder.plan.politics.realm
    palace = recorder.plan.politics.palace
    if realm is None or palace is None:
        return {}
    weight = recorder.final["weight"].copy()
    if palace.street is not None:
        weight[palace.street] = 0
    moved = recorder.final["lean"] - recorder.final["lean_before"]
    won = (weight[:, None] * moved).sum(0) / max(weight.sum(), 1e-9)
    before, after = recorder.final["influence_before"], recorder.arrays["influence"][-1]
    return {
        "influence_before": {n: float(x) for n, x in zip(realm.names, before, strict=True)},
        "influence_won": {n: float(x) for n, x in zip(realm.names, won, strict=True)},
        "influence_after": {n: float(x) for n, x in zip(realm.names, after, strict=True)},
    }


def events(teller: Teller) -> Iterator[Found]:
    """Nothing beyond the levers, which the chronicle tells."""
    del teller
    yield from ()
