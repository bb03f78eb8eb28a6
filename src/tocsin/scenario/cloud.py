"""What a cloud was fitted to: a fingerprint of places, shock and parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.scenario.scenario import fingerprint

if TYPE_CHECKING:
    from tocsin.scenario.scenario import Scenario


def fitted_to(scenario: Scenario) -> str:
    """The fingerprint of what a scenario's cloud depends on; levers and the clock are not in it."""
    data = scenario.spec.model_dump(mode="json", include={"places", "shock", "parameters"})
    return fingerprint(data)
