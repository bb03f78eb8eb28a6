"""Reports of two-towns, made by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

import tocsin as tc
from tocsin.inference.observations.observation import Observation
from tocsin.inference.observing.reports import Reports, reports_of

START = datetime(2030, 6, 4, 12, tzinfo=UTC)


def observation(**changed) -> Observation:
    """A crowd of 500 in Alpha, counted by the press."""
    given = {
        "what": "crowd", "place": "Alpha", "region": "West", "time": START,
        "until": START + timedelta(hours=1), "best": 500.0, "counted_by": "press", "reliability": "B2",
    }  # fmt: skip
    return Observation(**(given | changed))


@cache
def _towns() -> tc.Scenario:
    return tc.load("two-towns")


def reports(*observations: Observation) -> Reports:
    """Arrays of some observations of two-towns."""
    return reports_of(observations, _towns())
