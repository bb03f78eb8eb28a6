"""One case, in a process of its own: `python -m tocsin.speed.case NAME ARGUMENTS` prints JSON."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
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


def hour(threads: int = 1, repeats: int = 5) -> dict[str, Any]:
    """CPU seconds of a run by mechanism, of this thread: medians of the same run again and again."""
    scenario = country()
    world = build(scenario, threads)
    Simulation(scenario, 1, threads=threads, world=world).run(130)  # compiles what comes late, too
    rows = []
    for _ in range(repeats):
        run = Simulation(scenario, 1, threads=threads, world=world)
        spent: dict[str, float] = {}

        def timed(
            name: str, work: Callable[..., Any], spent: dict[str, float] = spent
        ) -> Callable[..., Any]:
            def inner(*arguments: object) -> Any:
                t = time.thread_time()
                found = work(*arguments)
                spent[name] = spent.get(name, 0.0) + time.thread_time() - t
                return found

            return inner

        run.wrap(lambda mechanism, step, timed=timed: timed(mechanism.name, step))  # type: ignore[misc]
        run.recorder.take = timed("record", run.recorder.take)  # type: ignore[method-assign]
        for name, inside in (("decide", "decision"), ("move", "others"), ("recall", "activists")):
            work = timed(f"persons: {name} (part of {inside})", getattr(run.people, name))
            setattr(run.people, name, work)
        timed("all", run.run)()
        rows.append(spent)
    middle = {k: statistics.median(row.get(k, 0.0) for row in rows) for k in rows[0]}
    politics = {m.name for m in run._order if m.part}
    middle["the political layer together"] = sum(v for k, v in middle.items() if k in politics)
    found = dict(sorted(middle.items(), key=lambda item: -item[1]))
    return found | {"peak_memory_mb": peak_memory_mb()}


def asking(how: str, runs: int = 40) -> dict[str, Any]:
    """Seconds a run, one after the other on one core, by how they are asked for.

    how : 'loop', the hours alone; 'run', with what a run needs before them; 'each', outcomes of set
        after set; 'memory', an ensemble that writes nothing; 'hourly', one with every hour; 'files'
    """
    from tocsin.experiments.ensembles.each import each
    from tocsin.experiments.ensembles.ensemble import ensemble

    scenario = country()
    world = build(scenario, 1)
    Simulation(scenario, 1, threads=1, world=world).run(130)
    wall = cpu = 0.0

    def clocked(work: Callable[[], object]) -> None:
        nonlocal wall, cpu
        a, b = time.perf_counter(), time.process_time()
        work()
        wall, cpu = wall + time.perf_counter() - a, cpu + time.process_time() - b

    def made(k: int) -> Simulation:
        return Simulation(scenario, 1, k, threads=1, world=world, terms=False)

    with tempfile.TemporaryDirectory() as folder:
        together: dict[str, Callable[[], object]] = {
            "run": lambda: [made(k).run() for k in range(runs)],
            "each": lambda: list(each(scenario, runs=runs)),
            "memory": lambda: ensemble(
                scenario, runs, keep="quantiles", executor="serial", workers=1
            ),
            "hourly": lambda: ensemble(scenario, runs, keep="hourly", executor="serial", workers=1),
            "files": lambda: ensemble(
                scenario, runs, keep="quantiles", executor="serial", workers=1, report=False,
                out=Path(folder) / "out",
            ),
        }  # fmt: skip
        if how == "loop":
            for k in range(runs):
                clocked(made(k).run)
        else:
            clocked(together[how])
    return {
        "seconds": wall / runs,
        "cpu_seconds": cpu / runs,
        "peak_memory_mb": peak_memory_mb(),
    }


NAMES = {
    f.__name__: f for f in (national, kernel, limits, hour, asking, command, help_, world, pairing)
}

if __name__ == "__main__":
    print(json.dumps(NAMES[sys.argv[1]](**json.loads(sys.argv[2]))))
