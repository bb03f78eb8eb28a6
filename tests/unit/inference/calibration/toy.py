"""A model that takes no time: figures from values of parameters, by the equations of a line.

It travels to workers as the simulation does, so that budgets, executors and interruptions can be tried
on it; the studies of `benchmarks/calibration` use two-towns itself.
"""

from __future__ import annotations

import math
import os
import random
from datetime import timedelta
from typing import Any

import numpy as np

import tocsin as tc
from tocsin.experiments.executors.work import Task
from tocsin.inference.calibration.runs import SetTask
from tocsin.inference.observations.observation import Observation

FREE = ("kappa", "T", "omega")


def towns() -> tc.Scenario:
    return tc.load("two-towns").set("clock.hours", 24)


def reports(scenario: tc.Scenario, *figures: float, **more: Any) -> list[Observation]:
    """Totals of the nation: the detained and the dead of one day, counted well."""
    end = scenario.start + timedelta(hours=24)
    about = {"counted_by": "researchers", "reliability": "A1", "status": "estimate"} | more
    kinds = ("detained", "dead", "premises")
    return [
        Observation(kind, scenario.start, end, so_far=True, best=best, **about)
        for kind, best in zip(kinds, figures, strict=False)
    ]


def line(task: Task) -> dict[str, Any]:
    """Three figures: the detained follow kappa, the dead kappa and T, the premises nothing.

    By kind, since observations come in an order of their own.
    """
    assert isinstance(task, SetTask)
    given = dict(zip(task.names, task.values, strict=True))
    chance = random.Random(task.run)
    kappa = math.log(given["kappa"] / 0.02) if "kappa" in given else 0.0
    t = (given["T"] - 0.55) / 0.04 if "T" in given else 0.0
    true = {
        "detained": 500 * math.exp(kappa + 0.1 * chance.gauss(0, 1)),
        "dead": 200 * math.exp(0.5 * kappa - 0.5 * t + 0.1 * chance.gauss(0, 1)),
        "premises": 50 * math.exp(0.3 * chance.gauss(0, 1)),
    }
    return {"true": [float(round(true[o.what])) for o in task.observations], "seconds": 0.001}


def failing(task: Task) -> dict[str, Any]:
    """Every seventh run fails."""
    if task.run % 7 == 3:
        raise ValueError("of seven the fourth")
    return line(task)


def slow(task: Task) -> dict[str, Any]:
    """As `line`, but each run takes a while (for what is killed on the way)."""
    import time

    time.sleep(float(os.environ.get("TOY_SECONDS", "0.005")))
    return line(task)


def gauss(n: int, seed: int, noise: float = 0.5) -> tuple[np.ndarray, np.ndarray]:
    """Places on the cube of three parameters, and four statistics that follow two of them."""
    rng = np.random.default_rng(seed)
    unit = rng.random((n, 3))
    z = np.log(unit / (1 - unit))
    clean = np.c_[z[:, 0], z[:, 0] + z[:, 1], z[:, 1] ** 2 / 3, np.zeros(n)]
    return unit, clean + noise * rng.normal(size=clean.shape)
