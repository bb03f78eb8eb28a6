"""A scenario's cloud: what it was fitted to, and whether it still belongs to the scenario.

The one rule for the command line and for Python: where places, shock or parameters were edited in the
file since the cloud was fitted, it is another scenario's.  A value that is set by an option, or by
`Scenario.set`, is no such edit: it holds in every draw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.scenario.load import load
from tocsin.scenario.scenario import fingerprint

if TYPE_CHECKING:
    from tocsin.scenario.scenario import Scenario


def fitted_to(scenario: Scenario) -> str:
    """The fingerprint of what a scenario's cloud depends on; levers and the clock are not in it."""
    data = scenario.spec.model_dump(mode="json", include={"places", "shock", "parameters"})
    return fingerprint(data)


def stale(scenario: Scenario) -> str:
    """Why a cloud is not taken unless somebody asks for it; '' if it is, or there is none."""
    if not scenario.spec.cloud or not scenario.spec.cloud_for:
        return ""
    edited = bool(scenario.edits) and scenario.file is not None
    whole = load(scenario.file) if edited and scenario.file else scenario
    if scenario.spec.cloud_for == fitted_to(whole):
        return ""
    return f"{scenario.name}: places, shock or parameters were edited since its cloud was fitted"
