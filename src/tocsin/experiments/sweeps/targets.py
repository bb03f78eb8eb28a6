"""Targets: the outcomes that a sweep may analyse, of harm, of spread and of duration.

What actors win or lose is none of them: the survival of a government is no target, and nothing here
looks for the levers that serve it best.
"""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.errors import InputError, did_you_mean

HARM = ("dead", "dead_participants", "dead_bystanders", "dead_forces", "injured")
SPREAD = ("peak_active", "places_active", "regions_active", "person_hours_active")
DURATION = ("hours_to_calm",)
DEFAULT = HARM + SPREAD + DURATION
#: Analysed where they are asked for.
MORE = (
    "injured_forces", "detained", "peak_rioting", "regions_with_any", "sites_captured",
    "premises_damaged", "vehicles_damaged",
)  # fmt: skip


def targets(names: Iterable[str] | None = None) -> list[str]:
    """The chosen outcomes, all of `DEFAULT` without a choice; raises InputError for others."""
    names = [names] if isinstance(names, str) else list(names or DEFAULT)
    for name in names:
        if name not in DEFAULT + MORE:
            raise InputError(
                f"--outcome {name}: no outcome of harm, spread or duration"
                f"{did_you_mean(name, DEFAULT + MORE)}"
            )
    return list(dict.fromkeys(names))
