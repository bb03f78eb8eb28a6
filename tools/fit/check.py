"""Prints the figures of an ensemble of cells beside their targets.

python tools/fit/check.py [RESULT.json] [--seeds 12]
"""

from __future__ import annotations

import argparse
import json
import multiprocessing as mp
from pathlib import Path

import numpy as np
from fit import simulate
from targets import LOG, PLAIN, figures, loss


def one(job: tuple[dict[str, float], int]) -> dict[str, float]:
    f = figures(simulate(*job))
    f["quiet_peak"] = float(simulate(*job, shock=False, hours=72).active.sum(1).max())
    return f


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("result", type=Path, nargs="?")
    arguments.add_argument("--seeds", type=int, default=12)
    arguments.add_argument("--processes", type=int, default=2)
    a = arguments.parse_args()
    values = json.loads(a.result.read_text())["values"] if a.result else {}
    with mp.Pool(a.processes) as pool:
        runs = pool.map(one, [(values, s) for s in range(1, a.seeds + 1)], chunksize=1)
    misses = [loss(r) for r in runs]
    print(f"mean loss {np.mean([m[0] for m in misses]):.1f}")
    for name in [*LOG, *PLAIN]:
        x = np.array([r[name] for r in runs])
        z = np.mean([np.sqrt(1 + m[1][name] ** 2) - 1 for m in misses])
        q = np.quantile(x, [0.05, 0.5, 0.95])
        target = (LOG | PLAIN)[name][0]
        print(
            f"{name:20s} {q[1]:10.4g}  [{q[0]:.4g}, {q[2]:.4g}]  target {target:<8g} loss {z:.2f}"
        )


if __name__ == "__main__":
    main()
