"""Over what a forecast runs: the cloud, if it may be used, or the priors.

A cloud that was fitted to what came after the moment knows the answer: it is left for the priors, and
asked for it is refused.  One that was fitted to reports that were known by then may be used, and these
count once (`weights`).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tocsin.declare.choices import Mode
from tocsin.errors import InputError
from tocsin.inference.observations.observation import hour_text
from tocsin.plural import counted
from tocsin.scenario.cloud import stale
from tocsin.scenario.reading.times import moment

if TYPE_CHECKING:
    from tocsin.scenario import Scenario


def over(
    scenario: Scenario, asked: Mode | None, now: datetime, *, evaluates: bool, hindsight: bool
) -> tuple[Mode, str]:
    """Where runs take their parameters from, and what is to be said of it.

    asked : 'point', 'prior' or 'cloud'; without it the cloud, if there is one that may be used
    evaluates : whether forecasts are scored, so that a cloud may know what they are scored by
    hindsight : whether a cloud that was fitted to later reports is taken all the same

    Raises InputError for a cloud that was asked for and knows what came later.
    """
    spec = scenario.spec
    if asked not in (None, "cloud"):
        return asked, ""
    if not spec.cloud:
        return asked or "prior", ""
    late = [i for i, when in spec.cloud_reports.items() if moment(when, scenario.zone) > now]
    what = (
        f"the cloud of {scenario.name} was fitted to {counted(len(late), 'report')} that came after"
    )
    if asked == "cloud":
        if late and not hindsight:
            raise InputError(
                f"{what} {hour_text(now)}: it knows the answer; forecast over the priors (--parameters "
                "prior), fit a cloud to what was known by then, or say --hindsight"
            )
        return "cloud", f"{what} {hour_text(now)}: no forecast, but hindsight" if late else ""
    if evaluates:
        return "prior", ""
    why = stale(scenario) or (f"{what} {hour_text(now)}" if late and not hindsight else "")
    if why:
        return "prior", f"{why}; runs are over the priors"
    unknown = "" if spec.cloud_reports else "the cloud does not say what it was fitted to"
    return "cloud", f"{unknown}: reports may count twice" if unknown else ""
