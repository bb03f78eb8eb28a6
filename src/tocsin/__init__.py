"""Tocsin simulates, person by person and hour by hour, how a shock becomes a national crisis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from tocsin.scenario import Lever, Scenario, load
    from tocsin.simulate import Simulation

#: Where the public names live; they are imported when first used, so that a start is quick.
_HOMES = {
    "load": "tocsin.scenario",
    "Scenario": "tocsin.scenario",
    "Lever": "tocsin.scenario",
    "Simulation": "tocsin.simulate",
}

__all__ = ["Lever", "Scenario", "Simulation", "__version__", "load"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        import importlib

        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'tocsin' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
