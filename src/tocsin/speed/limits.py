"""What the machine can do at most: memory bandwidth, and a plain sweep in C."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from tocsin.people.kernels.jit import Jit, kernel


@kernel
def _triad(a: Jit, b: Jit, c: Jit, s: float) -> None:
    for i in range(a.size):
        a[i] = b[i] + s * c[i]


def triad(threads: int, size: int = 20_000_000) -> dict[str, float]:
    """STREAM triad, a = b + s c: bytes moved per second (24 for each element)."""
    a, b, c = (np.ones(size) for _ in range(3))
    cuts = np.linspace(0, size, threads + 1).astype(int)
    parts = list(zip(cuts[:-1], cuts[1:], strict=True))
    best = np.inf
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(8):
            t = time.perf_counter()
            list(
                pool.map(
                    lambda p: _triad(a[p[0] : p[1]], b[p[0] : p[1]], c[p[0] : p[1]], 3.0), parts
                )
            )
            best = min(best, time.perf_counter() - t)
    return {"gigabytes_per_second": 24e-9 * size / best}


def sweep_in_c(threads: int, persons: int = 19_502_453, hours: int = 10) -> dict[str, float] | None:
    """The decision of `people.sweep` in plain C with OpenMP; none without a compiler.

    The same generator and the same rule for one set of fields; nothing else of an hour.
    """
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "sweep"
        done = subprocess.run(
            [compiler, "-O3", "-march=native", "-fopenmp", "-std=c11", "-o", str(program),
             str(Path(__file__).with_name("sweep.c")), "-lm"],
            capture_output=True, check=False,
        )  # fmt: skip
        if done.returncode:
            return None
        found = subprocess.run(
            [str(program), str(persons), str(hours), str(threads)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    seconds, joined = (float(x) for x in found.stdout.split())
    return {
        "seconds": seconds,
        "person_hours_per_second": persons * hours / seconds,
        "joined": joined,
    }
