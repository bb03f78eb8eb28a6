"""Sites and damage: what was captured and when, what was damaged, how long the internet was off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.declare.outcome import outcome
from tocsin.record.outcomes.run import table

if TYPE_CHECKING:
    from tocsin.record.outcomes.run import Run

OFF = 0.9  # share of the internet that is cut


@outcome(
    "sites", "sites that were captured",
    group="damage", shown="sites captured", column="sites captured", sweep="more",
)  # fmt: skip
def sites_captured(run: Run) -> int:
    """At any time, also those that were retaken."""
    return int(np.isfinite(run.last("captured_at")).sum())


@outcome(
    "share of runs", "whether each site was captured",
    keys="site", shown="{} captured", compared=True,
)  # fmt: skip
def site_captured(run: Run) -> dict[str, float]:
    """At any time."""
    captured = np.isfinite(run.last("captured_at"))
    return table(run.world.sites.names, map(float, captured))


@outcome(
    "h", "hours from the start to its first capture",
    keys="site", under="site_captured", shown="when: {}", dated=True,
)  # fmt: skip
def site_captured_hour(run: Run) -> dict[str, Any]:
    """None where it held."""
    at = run.last("captured_at")
    return table(run.world.sites.names, (float(t) if np.isfinite(t) else None for t in at))


@outcome(
    "premises", "premises damaged", group="damage", shown="premises damaged", sweep="more"
)  # fmt: skip
def premises_damaged(run: Run) -> int:
    """Shops, offices, public buildings."""
    return run.count("premises_damaged")


@outcome("vehicles", "vehicles damaged", group="damage", shown="vehicles damaged", sweep="more")
def vehicles_damaged(run: Run) -> int:
    """Of all kinds."""
    return run.count("vehicles_damaged")


@outcome("h", "hours with nine tenths of the internet cut, worst region", group="damage")
def internet_off_hours(run: Run) -> int:
    """In the region that had most of them."""
    return int((run.arrays["shutdown"] >= OFF).sum(0).max())
