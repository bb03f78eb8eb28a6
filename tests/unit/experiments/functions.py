"""Functions with known indices, in place of the simulator: factors come as numbers in 0..1."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import InputError
from tocsin.experiments.sweeps.runs import PointTask

Left = dict[str, dict[str, Any]]  # outcomes of a run

NAMES = ("kappa", "tau", "T")
OVER = [f"parameters.{name}=0.1:0.9" for name in NAMES]
#: Ishigami & Homma 1990, a = 7, b = 0.1: (S1, ST) by factor.
ISHIGAMI = {"kappa": (0.3139, 0.5576), "tau": (0.4424, 0.4424), "T": (0.0, 0.2437)}


def unit(task: PointTask) -> list[float]:
    return [(task.changes.get(f"parameters.{name}", 0.5) - 0.1) / 0.8 for name in NAMES]


def ishigami(task: PointTask) -> Left:
    x, y, z = (math.pi * (2 * u - 1) for u in unit(task))
    return {"outcomes": {"dead": math.sin(x) + 7 * math.sin(y) ** 2 + 0.1 * z**4 * math.sin(x)}}


def not_ishigami(task: PointTask) -> Left:
    """The same with a smaller coefficient."""
    x, y, z = (math.pi * (2 * u - 1) for u in unit(task))
    return {"outcomes": {"dead": math.sin(x) + 5 * math.sin(y) ** 2 + 0.1 * z**4 * math.sin(x)}}


def steep_flat_inert(task: PointTask) -> Left:
    """Ten times the first factor, minus the second, curved; the third does nothing."""
    x, y, _ = unit(task)
    return {"outcomes": {"dead": 10 * x - y**2 + 20}}


def failing_where_steep(task: PointTask) -> Left:
    """The same, but where the first factor is high: a screening of 16 runs misses its effect."""
    if task.index < 16 and unit(task)[0] > 0.5:
        raise InputError("it broke")
    return steep_flat_inert(task)


def with_gaps(task: PointTask) -> Left:
    """Missing where the second factor is high."""
    x, y, _ = unit(task)
    return {"outcomes": {"dead": 10 * x, "hours_to_calm": None if y > 0.9 else x + y}}


def sometimes_failing(task: PointTask) -> Left:
    if task.index % 7 == 3:
        raise InputError("it broke")
    return {"outcomes": {"dead": sum(unit(task))}}


def chance(run: int | tuple[int, int], size: int) -> NDArray[np.float64]:
    """Normal numbers of a run."""
    return np.random.default_rng(run).normal(size=size)


def crossed(task: PointTask) -> Left:
    """Variances: parameters 4, chance alike everywhere 9, chance of this point 1."""
    x = (unit(task)[0] - 0.5) * math.sqrt(12) * 2
    alike = 3 * chance(task.run, 1)[0]
    own = chance((task.run, task.index), 1)[0]
    return {"outcomes": {"dead": 100 + x + alike + own}}
