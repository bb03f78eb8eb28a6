"""Targets: the outcomes that a sweep may analyse, of harm, of spread, of duration, of strain.

What actors win or lose is none of them: the survival of a government is no target, and nothing here
looks for the levers that serve it best.  Strain on the elites may be asked for, where there are elites.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tocsin.declare.outcome import OUTCOMES, Sweep, lacking
from tocsin.errors import InputError, did_you_mean

if TYPE_CHECKING:
    from tocsin.scenario.sections.spec import Spec


def offered(*kinds: Sweep) -> tuple[str, ...]:
    """Outcomes of these kinds, kind after kind: 'harm', 'spread', 'duration', 'more', 'never'."""
    return tuple(name for kind in kinds for name, o in OUTCOMES.items() if o.sweep == kind)


def targets(names: Iterable[str] | None, spec: Spec) -> list[str]:
    """The chosen outcomes, else all of harm, spread and duration; raises InputError for others."""
    unasked = offered("harm", "spread", "duration")
    every = unasked + offered("more")
    missing = lacking(spec)
    names = [names] if isinstance(names, str) else list(names or unasked)
    for name in names:
        if name in offered("never"):
            raise InputError(
                f"--outcome {name}: the survival of a government is an outcome, never an objective;"
                " choose one of harm, spread, duration or strain, such as coup_risk"
            )
        if name not in every:
            raise InputError(
                f"--outcome {name}: no outcome of harm, spread, duration or strain"
                f"{did_you_mean(name, every)}"
            )
        if name in missing:
            part = OUTCOMES[name].part
            raise InputError(f"--outcome {name}: the scenario has no section {part!r}")
    return list(dict.fromkeys(names))
