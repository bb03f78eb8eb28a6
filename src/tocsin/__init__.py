"""Tocsin simulates, person by person and hour by hour, how a shock becomes a national crisis."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from tocsin.declare.catalogue import provide
from tocsin.declare.outcome import OUTCOMES
from tocsin.results import shown
from tocsin.version import __version__

if TYPE_CHECKING:
    from tocsin.declare.field import Field
    from tocsin.experiments.comparisons.compare import compare
    from tocsin.experiments.ensembles.ensemble import ensemble
    from tocsin.experiments.ensembles.simulate import simulate
    from tocsin.experiments.sweeps.sweep import sweep
    from tocsin.hour.simulation import Simulation
    from tocsin.inference.calibration.calibrate import calibrate
    from tocsin.results.result import Result
    from tocsin.scenario import Lever, Scenario, load, scenarios
    from tocsin.world.atlas.new import new

#: Where the public names live; they are imported when first used, so that a start is quick.
_HOMES = {
    "load": "tocsin.scenario",
    "scenarios": "tocsin.scenario",
    "Scenario": "tocsin.scenario",
    "Lever": "tocsin.scenario",
    "Field": "tocsin.declare.field",
    "Result": "tocsin.results.result",
    "Simulation": "tocsin.hour.simulation",
    "simulate": "tocsin.experiments.ensembles.simulate",
    "compare": "tocsin.experiments.comparisons.compare",
    "ensemble": "tocsin.experiments.ensembles.ensemble",
    "sweep": "tocsin.experiments.sweeps.sweep",
    "new": "tocsin.world.atlas.new",
    "calibrate": "tocsin.inference.calibration.calibrate",
}

__all__ = [
    "Field", "Lever", "Result", "Scenario", "Simulation", "__version__", "calibrate", "compare",
    "ensemble", "load", "new", "scenarios", "simulate", "sweep", "world",
]  # fmt: skip


class _Room(ModuleType):
    """The room `tocsin.world`, which has the name of a command: called, it is `tocsin world`."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """As `tocsin.inference.world.ensemble.world`."""
        made = importlib.import_module("tocsin.inference.world.ensemble")
        return made.world(*arguments, **options)


class _Package(ModuleType):
    """This package, which sees its rooms come in."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "world" and isinstance(value, ModuleType):
            value.__class__ = _Room
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def _catalogue() -> Any:
    return importlib.import_module("tocsin.hour.order").catalogue()


provide(_catalogue)
shown.provide(
    {
        "report": "tocsin.view.report.write:write",
        "leave report": "tocsin.view.report.write:leave",
        "plots": "tocsin.view.figures.plots:Plots",
        "differences": "tocsin.view.figures.differences:draw",
        "save differences": "tocsin.view.figures.differences:save",
        "indices": "tocsin.view.figures.indices:save",
        "calibration": "tocsin.view.figures.calibration:save",
        "evidence": "tocsin.view.figures.evidence:save",
        "world": "tocsin.view.figures.world:save",
        "export": "tocsin.export:export",
        "html": "tocsin.view.notebook:html",
    }
)


def __getattr__(name: str) -> Any:
    if name == "world":
        return importlib.import_module("tocsin.world")
    if name in _HOMES:
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
