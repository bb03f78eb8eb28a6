"""What a user waits for: a whole command, the first one after installation, the building of a world."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Any

from tocsin.world import build


def world(empty: bool = False) -> dict[str, Any]:
    """Building the flagship's world, or reading it from the cache."""
    import tocsin as tc

    scenario = tc.load("kazakhstan-2022")
    if not empty:
        build(scenario, 1)
    with tempfile.TemporaryDirectory() as folder:
        if empty:
            build(tc.load("two-towns"), 1)  # loads what is compiled
            os.environ["TOCSIN_CACHE"] = folder
        t, cpu = time.perf_counter(), time.process_time()
        build(scenario, 2)
        return {"seconds": time.perf_counter() - t, "cpu_seconds": time.process_time() - cpu}


def command(empty: bool = False) -> dict[str, Any]:
    """`tocsin run kazakhstan-2022` from start to exit, files written; `empty`: nothing in any cache."""
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ)
        if empty:
            environment |= dict.fromkeys(("TOCSIN_CACHE", "XDG_CACHE_HOME"), f"{folder}/cache")
        t = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "tocsin", "run", "kazakhstan-2022", "--quiet",
             "--out", f"{folder}/run"],
            check=True, capture_output=True, env=environment,
        )  # fmt: skip
        return {"seconds": time.perf_counter() - t, **_of_children()}


def help_(repeats: int = 9) -> dict[str, Any]:
    """`tocsin --help`, above a bare interpreter; medians."""
    shown = _median(["-m", "tocsin", "--help"], repeats)
    return {"seconds": shown - _median(["-c", "pass"], repeats)}


def _median(arguments: list[str], repeats: int) -> float:
    times = []
    for _ in range(repeats):
        t = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        times.append(time.perf_counter() - t)
    return statistics.median(times)


def _of_children() -> dict[str, float]:
    if sys.platform == "win32":
        return {}
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, KiB elsewhere
    return {
        "cpu_seconds": used.ru_utime + used.ru_stime,
        "peak_memory_mb": used.ru_maxrss * unit / 2**20,
    }
