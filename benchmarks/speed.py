"""Measures the speed of Tocsin; what each figure means stands in benchmarks/README.md.

python benchmarks/speed.py [--out FILE] [--repeats N]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

KERNEL = """
import json, sys, time
import numpy as np
import tocsin as tc
threads = int(sys.argv[1])
simulation = tc.Simulation(tc.load("kazakhstan-2022"), 1, engine="sweep", threads=threads)
simulation.run(112)                       # into 5 January
people = simulation.people
people.skip = False
hazards = []
original = people.decide
people.decide = lambda z, hour: (hazards.append(z), original(z, hour))
simulation.step()
people.decide = original
z, hours = hazards[0], 20
wall, cpu = [], []
for hour in range(hours):
    w, c = time.perf_counter(), time.process_time()
    people.decide(z, 1000 + hour)
    wall.append(time.perf_counter() - w)
    cpu.append(time.process_time() - c)
n = people.layout.persons
print(json.dumps({"seconds": float(np.median(wall)), "cpu_seconds": float(np.median(cpu)),
                  "person_hours_per_second": n / float(np.median(wall))}))
"""

NATIONAL = """
import json, resource, sys, time
import tocsin as tc
from tocsin.world import build
scenario, threads, engine = tc.load("kazakhstan-2022"), int(sys.argv[1]), sys.argv[2]
t = time.perf_counter()
world = build(scenario, threads)
built = time.perf_counter() - t
warm = tc.Simulation(scenario, 1, engine=engine, threads=threads, world=world)
warm.run(3)                               # loads what is compiled
simulation = tc.Simulation(scenario, 1, engine=engine, threads=threads, world=world)
w, c = time.perf_counter(), time.process_time()
simulation.run()
print(json.dumps({"seconds": time.perf_counter() - w, "cpu_seconds": time.process_time() - c,
    "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    "world_cached_seconds": built}))
"""

WORLD = """
import json, time
import tocsin as tc
from tocsin.world import build
scenario = tc.load("kazakhstan-2022")
t = time.perf_counter()
build(scenario, 2)
print(json.dumps({"seconds": time.perf_counter() - t}))
"""

COMMAND = """
import json, resource, subprocess, sys, tempfile, time
with tempfile.TemporaryDirectory() as folder:
    t = time.perf_counter()
    subprocess.run([sys.executable, "-m", "tocsin", "run", "kazakhstan-2022", "--quiet",
                    "--out", folder + "/r"], check=True, capture_output=True)
    seconds = time.perf_counter() - t
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"seconds": seconds, "cpu_seconds": usage.ru_utime + usage.ru_stime,
                  "peak_memory_mb": usage.ru_maxrss / 1024}))
"""


def child(code: str, *arguments: str, **environment: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True,
        env={**os.environ, **environment},
    )  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def median(runs: list[dict[str, float]]) -> dict[str, float]:
    return {k: round(statistics.median(r[k] for r in runs), 4) for k in runs[0]}


def bare(arguments: list[str], repeats: int) -> float:
    times = []
    for _ in range(repeats):
        t = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        times.append(time.perf_counter() - t)
    return statistics.median(times)


def machine() -> dict[str, object]:
    name = platform.processor()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = [x for x in cpuinfo.read_text().splitlines() if x.startswith("model name")]
        name = lines[0].partition(":")[2].strip() if lines else name
    import numba
    import numpy

    return {
        "processor": name,
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "numba": numba.__version__,
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", type=Path)
    arguments.add_argument("--repeats", type=int, default=3)
    a = arguments.parse_args()
    results: dict[str, dict[str, float]] = {}

    def add(name: str, runs: list[dict[str, float]]) -> None:
        results[name] = median(runs)
        print(
            f"{name:28s} " + "  ".join(f"{k} {v:.4g}" for k, v in results[name].items()), flush=True
        )

    times = range(a.repeats)
    child(NATIONAL, "2", "thinning")
    for threads in ("1", "2"):
        add(f"kernel, {threads} threads", [child(KERNEL, threads) for _ in times])
        for engine in ("thinning", "sweep"):
            runs = [child(NATIONAL, threads, engine) for _ in times]
            add(f"national run, {engine}, {threads} threads", runs)
    add("world, from the cache", [child(WORLD) for _ in times])
    with tempfile.TemporaryDirectory() as empty:
        fresh = [child(WORLD, TOCSIN_CACHE=f"{empty}/{i}") for i in times]
    add("world, first time", fresh)
    add("command", [child(COMMAND) for _ in times])
    firsts = []
    for _ in range(min(2, a.repeats)):
        with tempfile.TemporaryDirectory() as empty:
            firsts.append(child(COMMAND, TOCSIN_CACHE=empty, XDG_CACHE_HOME=empty))
    add("first run", firsts)
    help_, none = bare(["-m", "tocsin", "--help"], 9), bare(["-c", "pass"], 9)
    add("help", [{"seconds": help_, "bare_interpreter": none, "difference": help_ - none}])
    if a.out:
        a.out.parent.mkdir(parents=True, exist_ok=True)
        data = {
            "date": datetime.now(UTC).date().isoformat(),
            "command": "python benchmarks/speed.py",
            "repeats": a.repeats,
            "machine": machine(),
            "results": results,
        }
        a.out.write_text(json.dumps(data, indent=1) + "\n")


if __name__ == "__main__":
    main()
