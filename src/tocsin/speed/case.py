"""One case, in a process of its own: `python -m tocsin.speed.case NAME ARGUMENTS` prints JSON."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tocsin.experiments.ensembles.member import peak_memory_mb
from tocsin.hour.simulation import Simulation
from tocsin.speed.commands import command, help_, world
from tocsin.speed.country import country
from tocsin.speed.pairing import pairing
from tocsin.world import build

if TYPE_CHECKING:
    from tocsin.people.hazards import Hazards


def national(
    engine: str = "thinning",
    threads: int = 1,
    repeats: int = 3,
    hours: int | None = None,
    **size: Any,  # arguments of `country`
) -> dict[str, Any]:
    """Runs 0, 1, ... in process, world at hand and kernels compiled; medians over them."""
    scenario = country(**size)
    begin = time.perf_counter()
    world = build(scenario, threads)
    built = time.perf_counter() - begin
    Simulation(scenario, 1, engine=engine, threads=threads, world=world).run(3)  # type: ignore[arg-type]
    rows = []
    for k in range(repeats):
        run = Simulation(scenario, 1, k, engine=engine, threads=threads, world=world)  # type: ignore[arg-type]
        wall, cpu = time.perf_counter(), time.process_time()
        record = run.run(hours)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        active = record.active.sum(1)
        row = {
            "seconds": wall,
            "cpu_seconds": cpu,
            "peak_share": float(active.max()) / scenario.persons,
            "person_hours_out": int(active.sum()),
        }
        if engine == "thinning":
            row |= {k: getattr(run.people, k) for k in ("candidates", "joined")}
        rows.append(row)
    return {name: statistics.median(row[name] for row in rows) for name in rows[0]} | {
        "world_seconds": built,
        "persons": scenario.persons,
        "places": len(world.places),
        "peak_memory_mb": peak_memory_mb(),
    }


def kernel(threads: int = 1) -> dict[str, Any]:
    """The sweep over every person, nothing passed over, with the fields of 5 January."""
    import numpy as np

    from tocsin.people.engine import Persons

    scenario = country()
    run = Simulation(scenario, 1, engine="sweep", threads=threads, world=build(scenario, threads))
    run.run(112)
    people = run.people
    assert isinstance(people, Persons)
    people.skip = False
    seen: list[Any] = []
    decide = people.decide

    def watch(hazards: Hazards, hour: int) -> None:
        seen.append(hazards)
        decide(hazards, hour)

    people.decide = watch  # type: ignore[method-assign]
    run.step()
    wall, cpu = [], []
    for hour in range(20):
        a, b = time.perf_counter(), time.process_time()
        decide(seen[0], 1000 + hour)
        wall.append(time.perf_counter() - a)
        cpu.append(time.process_time() - b)
    seconds = float(np.median(wall))
    return {
        "seconds": seconds,
        "cpu_seconds": float(np.median(cpu)),
        "person_hours_per_second": people.layout.persons / seconds,
        "peak_memory_mb": peak_memory_mb(),
    }


def limits(threads: int = 1) -> dict[str, Any]:
    """Bandwidth and the sweep in C."""
    from tocsin.speed.limits import sweep_in_c, triad

    in_c = sweep_in_c(threads)
    return triad(threads) | ({f"c_{k}": v for k, v in in_c.items()} if in_c else {})


def hour(threads: int = 1) -> dict[str, Any]:
    """Seconds of a run by mechanism."""
    scenario = country()
    run = Simulation(scenario, 1, threads=threads, world=build(scenario, threads))
    run.run(3)
    spent: dict[str, float] = {}

    def timed(name: str, work: Callable[..., None]) -> Callable[..., None]:
        def inner(*arguments: object) -> None:
            t = time.perf_counter()
            work(*arguments)
            spent[name] = spent.get(name, 0.0) + time.perf_counter() - t

        return inner

    run.wrap(lambda mechanism, step: timed(mechanism.name, step))
    run.recorder.take = timed("record", run.recorder.take)  # type: ignore[method-assign]
    decide = timed("persons (part of decision)", run.people.decide)
    run.people.decide = decide  # type: ignore[method-assign]
    run.run()
    return dict(sorted(spent.items(), key=lambda item: -item[1]))


NAMES = {f.__name__: f for f in (national, kernel, limits, hour, command, help_, world, pairing)}

if __name__ == "__main__":
    print(json.dumps(NAMES[sys.argv[1]](**json.loads(sys.argv[2]))))
