"""All that is told of a crisis: the references of its scenario with observations that are added.

The one door for who sets runs beside observations, so that what was said twice counts once, whether or
not the scenario has references.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.inference.observations import file
from tocsin.inference.observations.merging import merge
from tocsin.inference.observations.references import references

if TYPE_CHECKING:
    from tocsin.inference.observations.observation import Observation
    from tocsin.scenario import Scenario


def told(
    scenario: Scenario, observations: str | Path | Iterable[Observation] | None
) -> list[Observation]:
    """Of a file, of some observations or of none: merged, what fell marked as such, in order of time.

    Raises InputError for a file that cannot be read.
    """
    if observations is None:
        added: list[Observation] = []
    elif isinstance(observations, str | Path):
        added = file.read(observations, scenario)
    else:
        added = list(observations)
    return merge(references(scenario), added).observations
