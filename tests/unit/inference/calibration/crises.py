"""Synthetic crises that take no time: the accounts differ in how their figures come about."""

from __future__ import annotations

import random
from typing import Any

from tocsin.experiments.executors.work import Task
from tocsin.inference.jobs import AskedTask

#: Means of detained, dead and premises: far apart, by two figures each, so that one may be missing.
APART = {
    "spontaneous": (900, 2, 10),
    "organised": (900, 300, 100),
    "stand-down": (10, 2, 1000),
    "mixed": (10, 300, 10_000),
}


def apart(task: Task) -> dict[str, Any]:
    """Accounts whose figures tell them apart."""
    return _crisis(task, APART[task.label])


def alike(task: Task) -> dict[str, Any]:
    """Accounts that look the same."""
    return _crisis(task, (200, 20, 50))


def _crisis(task: Task, means: tuple[float, ...]) -> dict[str, Any]:
    assert isinstance(task, AskedTask)
    chance = random.Random(task.run)
    true = {
        kind: float(round(m * chance.lognormvariate(0, 0.3)))
        for kind, m in zip(("detained", "dead", "premises"), means, strict=True)
    }
    young = chance.uniform(0.3, 0.5)
    return {
        "true": [true.get(o.what, 0.0) for o in task.observations],
        "groups": [young, 1 - young, 0.0],
    }
