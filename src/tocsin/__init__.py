"""Tocsin simulates, person by person and hour by hour, how a shock becomes a national crisis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tocsin.declare.outcome import OUTCOMES

__version__ = "0.1.0"

if TYPE_CHECKING:
    from tocsin.experiments.comparisons.compare import compare
    from tocsin.experiments.ensembles.ensemble import ensemble
    from tocsin.experiments.ensembles.simulate import simulate
    from tocsin.experiments.sweeps.sweep import sweep
    from tocsin.hour.simulation import Simulation
    from tocsin.results.result import Result
    from tocsin.scenario import Lever, Scenario, load

#: Where the public names live; they are imported when first used, so that a start is quick.
_HOMES = {
    "load": "tocsin.scenario",
    "Scenario": "tocsin.scenario",
    "Lever": "tocsin.scenario",
    "Result": "tocsin.results.result",
    "Simulation": "tocsin.hour.simulation",
    "simulate": "tocsin.experiments.ensembles.simulate",
    "compare": "tocsin.experiments.comparisons.compare",
    "ensemble": "tocsin.experiments.ensembles.ensemble",
    "sweep": "tocsin.experiments.sweeps.sweep",
}

__all__ = [
    "Lever", "Result", "Scenario", "Simulation", "__version__", "compare", "ensemble", "load",
    "simulate", "sweep",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        import importlib

        found = getattr(importlib.import_module(_HOMES[name]), name)
        globals()[name] = found
        return found
    raise AttributeError(f"module 'tocsin' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__


def _declare() -> None:
    """Who declares outcomes: asked when somebody first reads them."""
    import tocsin.record.outcomes  # noqa: F401


OUTCOMES.home(_declare)
