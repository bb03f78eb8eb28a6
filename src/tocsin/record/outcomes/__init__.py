"""Outcomes of one run, from its record: declared one by one, a file for each subject.

    harm        dead, injured, detained             sites       sites, damage, the internet
    crowds      how many were out, where, how long  groups      who took part
    run         the record as those functions read it

and `parts/*/outcomes` for politics.  `tocsin.declare.outcome` says what a declaration holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.declare.outcome import OUTCOMES, Value, lacking
from tocsin.parts.alliance import outcomes as alliance
from tocsin.parts.elites import outcomes as elites
from tocsin.parts.officials import outcomes as officials
from tocsin.parts.powers import outcomes as powers
from tocsin.record.outcomes import crowds, groups, harm, sites
from tocsin.record.outcomes.crowds import ANY, CALM, calm_from
from tocsin.record.outcomes.run import Run, days, days_of

if TYPE_CHECKING:
    from tocsin.record.recorder import Recorder

__all__ = ["ANY", "CALM", "Value", "calm_from", "days", "days_of", "outcomes"]

#: In the order in which they are told.
OUTCOMES.add(harm, crowds, sites, groups, alliance, elites, powers, officials)


def outcomes(recorder: Recorder) -> dict[str, Value]:
    """All outcomes of a finished run by name; tables are mappings."""
    run, missing = Run(recorder), lacking(recorder.scenario.spec)
    return {name: o.of(run) for name, o in OUTCOMES.items() if name not in missing}
