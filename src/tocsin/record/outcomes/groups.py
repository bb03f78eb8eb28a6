"""Who took part: shares of the hours spent out, and of the population, by stratum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.outcome import outcome
from tocsin.record.outcomes.run import table

if TYPE_CHECKING:
    from tocsin.record.outcomes.run import Run


@outcome("share", "share of the hours spent out, by stratum", keys="stratum", elsewhere=True)
def participants_by_stratum(run: Run) -> dict[str, Any]:
    """None where nobody was out."""
    a = run.arrays
    out = (a["marching_by_stratum"] + a["rioting_by_stratum"]).sum(0).astype(float)
    total = out.sum()
    return table(run.world.strata.names, (float(x / total) if total else None for x in out))


@outcome(
    "share", "share of the population, by stratum", keys="stratum", elsewhere=True, predicted=False
)  # fmt: skip
def population_by_stratum(run: Run) -> dict[str, Any]:
    """What the scenario says, for comparison."""
    world = run.world
    sizes = np.diff(world.layout.segment_start).reshape(-1, len(world.strata)).sum(0)
    return table(world.strata.names, (float(x / sizes.sum()) for x in sizes))
