"""Runs one by one, in memory: outcomes and chosen series of set after set of parameters.

For calibrations, sweeps and pages that ask thousands of sets and keep a few figures of each: nothing is
written, packed or summed up.  What is to be kept, shown or shared is an `ensemble`.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tocsin.declare.choices import ENGINES, Engine
from tocsin.errors import InputError, did_you_mean
from tocsin.experiments import arguments
from tocsin.experiments.executors.dispatch import carry_out
from tocsin.experiments.executors.parcels import world_of
from tocsin.experiments.executors.work import Failure, Task
from tocsin.hour.kept import variables
from tocsin.hour.simulation import Simulation
from tocsin.record.outcomes import Value, outcomes
from tocsin.record.willing import TERMS
from tocsin.scenario import Scenario, load

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

Sets = Iterable[Mapping[str, float]]


@dataclass(frozen=True)
class One:
    """A run of a set.

    index : number of the set; run : of the run, which with the seed decides its random numbers
    values : of the set
    outcomes : by name, tables as mappings; empty if the run failed, and `error` says why
    series : the variables of the record that were asked for, (time, axis) or (time,)
    seconds : that it took
    """

    index: int
    run: int
    values: dict[str, float]
    outcomes: dict[str, Value] = field(default_factory=dict)
    series: dict[str, NDArray[Any]] = field(default_factory=dict)
    seconds: float = 0.0
    error: str = ""


@dataclass(frozen=True)
class EachTask(Task):
    """A run of a set, and the series that are asked of it."""

    of: int = 0
    values: tuple[tuple[str, float], ...] = ()
    series: tuple[str, ...] = ()


def each(
    scenario: Scenario | str | Path,
    sets: Sets = ({},),
    runs: int = 1,
    seed: int = 1,
    *,
    series: Iterable[str] = (),
    first_run: int = 0,
    engine: Engine = "thinning",
    executor: object = "serial",
    workers: int | None = None,
) -> Iterator[One]:
    """Simulate set after set of parameters and give what came of each run, in order, as it ends.

    sets : values of parameters by name, in place of the scenario's; read one by one as there is room
    runs, seed, first_run : of each set; run k of a seed is the same as in an ensemble
    series : names of variables of the record to give, as in `run.zarr`
    executor, workers : as for `ensemble`

    A run that fails has an `error`.  Raises InputError for a set or a series that there cannot be.
    """
    if not isinstance(scenario, Scenario):
        scenario = load(scenario)
    arguments.whole(runs=(runs, 1), seed=(seed, 0), first_run=(first_run, 0))
    arguments.one_of("engine", engine, ENGINES)
    names = tuple(series)
    known = [v.name for v in variables(scenario)]
    for name in names:
        if name not in known:
            raise InputError(f"unknown series {name!r}{did_you_mean(name, known)}")
    tasks = (
        EachTask(at * runs + k, scenario, seed, first_run + k, engine, of=at,
                 values=tuple(_checked(given, scenario, at)), series=names)
        for at, given in enumerate(sets) for k in range(runs)
    )  # fmt: skip
    return _in_order(tasks, executor, workers)


def _in_order(tasks: Iterator[EachTask], executor: object, workers: int | None) -> Iterator[One]:
    waiting: dict[int, One] = {}
    due = 0
    with closing(carry_out(tasks, simulate_one, executor, workers=workers)) as results:
        for task, found in results:
            assert isinstance(task, EachTask)
            if isinstance(found, Failure):
                found = One(task.of, task.run, dict(task.values), error=found.error)
            waiting[task.index] = found
            while due in waiting:
                yield waiting.pop(due)
                due += 1


def _checked(
    given: Mapping[str, float], scenario: Scenario, at: int
) -> Iterator[tuple[str, float]]:
    known = scenario.spec.parameters
    for name, value in given.items():
        if name not in known:
            raise InputError(f"set {at}: unknown parameter {name!r}{did_you_mean(name, known)}")
        if not isinstance(value, int | float) or not math.isfinite(value):
            raise InputError(f"set {at}: {name} is {value!r}; expected a finite number")
        yield name, float(value)


def simulate_one(task: Task) -> One:
    """A run with the values of its set, where the task has travelled to."""
    assert isinstance(task, EachTask)
    begin = time.perf_counter()
    values = dict(task.values)
    run = Simulation(
        task.scenario, task.seed, task.run, engine=task.engine, values=values, threads=1,
        world=world_of(task.scenario), terms=any(t.name in task.series for t in TERMS),
    )  # fmt: skip
    record = run.run()
    series = {name: record.arrays[name] for name in task.series}
    found = outcomes(record)
    return One(task.of, task.run, values, found, series, time.perf_counter() - begin)
