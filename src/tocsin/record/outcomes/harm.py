"""Harm to people: the dead apart by group, the injured, the detained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tocsin.declare.outcome import outcome
from tocsin.record.outcomes.run import table

if TYPE_CHECKING:
    from tocsin.record.outcomes.run import Run


@outcome("persons", "dead, all", group="harm", harm=True, shown="dead", sweep="harm")
def dead(run: Run) -> int:
    """All dead at the end."""
    return run.count("dead")


@outcome(
    "persons", "dead among those who took part",
    group="harm", under="dead", harm=True, shown="participants", column="participants", sweep="harm",
)  # fmt: skip
def dead_participants(run: Run) -> int:
    """The others are bystanders and officers."""
    return run.count("dead_participants")


@outcome(
    "persons", "dead among bystanders",
    group="harm", under="dead", harm=True, shown="bystanders", column="bystanders", sweep="harm",
)  # fmt: skip
def dead_bystanders(run: Run) -> int:
    """Who stood by and was hit."""
    return run.count("dead_bystanders")


@outcome(
    "persons", "dead among officers",
    group="harm", under="dead", harm=True, shown="forces", column="forces", sweep="harm",
)  # fmt: skip
def dead_forces(run: Run) -> int:
    """Officers of all services."""
    return run.count("dead_forces")


@outcome(
    "persons", "injured, all",
    group="harm", harm=True, shown="injured", column="injured", sweep="harm",
)  # fmt: skip
def injured(run: Run) -> int:
    """All injured."""
    return run.count("injured")


@outcome(
    "persons", "injured officers",
    group="harm", under="injured", harm=True, shown="forces", sweep="more",
)  # fmt: skip
def injured_forces(run: Run) -> int:
    """Officers among them."""
    return run.count("injured_forces")


@outcome(
    "persons", "ever detained",
    group="harm", harm=True, shown="ever detained", column="detained", sweep="more",
)  # fmt: skip
def detained(run: Run) -> int:
    """Detentions in all; who is released and detained again counts twice."""
    return run.count("ever_detained")


@outcome("persons", "dead by region, all", keys="region", harm=True, compared=True)
def dead_by_region(run: Run) -> dict[str, int]:
    """Every region, also those without dead."""
    return table(run.regions, (int(x) for x in run.over_regions(run.last("dead"))))


@outcome(
    "persons", "detained by the end of each day",
    keys="day", harm=True, shown="detained by the end of {}", compared=True,
)  # fmt: skip
def detained_by(run: Run) -> dict[str, Any]:
    """Ever detained so far."""
    so_far = run.arrays["ever_detained"]
    return {day: int(so_far[hours[-1]].sum()) for day, hours in run.calendar}
