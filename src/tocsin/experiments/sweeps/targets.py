"""Targets: the outcomes that a sweep may analyse, of harm, of spread, of duration, of strain.

What actors win or lose is none of them: the survival of a government is no target, and nothing here
looks for the levers that serve it best.  Strain on the palace may be asked for, where there are elites.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tocsin.errors import InputError, did_you_mean
from tocsin.record.names import lacking

if TYPE_CHECKING:
    from tocsin.scenario.sections.spec import Spec

HARM = ("dead", "dead_participants", "dead_bystanders", "dead_forces", "injured")
SPREAD = ("peak_active", "places_active", "regions_active", "person_hours_active")
DURATION = ("hours_to_calm",)
DEFAULT = HARM + SPREAD + DURATION
#: Analysed where they are asked for.
MORE = (
    "injured_forces", "detained", "peak_rioting", "regions_with_any", "sites_captured",
    "premises_damaged", "vehicles_damaged", "coup_risk", "hold_least", "guards_left",
)  # fmt: skip
#: Outcomes of each run, but never what a sweep is about.
NEVER = ("incumbent_survives", "incumbent_deal", "coup_succeeded")


def targets(names: Iterable[str] | None, spec: Spec) -> list[str]:
    """The chosen outcomes, all of `DEFAULT` without a choice; raises InputError for others."""
    missing = lacking(spec)
    names = [names] if isinstance(names, str) else list(names or DEFAULT)
    for name in names:
        if name in NEVER:
            raise InputError(
                f"--outcome {name}: the survival of a government is an outcome, never an objective;"
                " choose one of harm, spread, duration or strain, such as coup_risk"
            )
        if name not in DEFAULT + MORE:
            raise InputError(
                f"--outcome {name}: no outcome of harm, spread, duration or strain"
                f"{did_you_mean(name, DEFAULT + MORE)}"
            )
        if name in missing:
            raise InputError(f"--outcome {name}: the scenario has no section 'elites'")
    return list(dict.fromkeys(names))
