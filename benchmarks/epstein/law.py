"""Is Tocsin's lattice Mesa's? The same variant and parameters, many seeds, means with their errors.

python benchmarks/epstein/law.py --peers PYTHON --runs 12 --out benchmarks/results/epstein-law.json
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
ROWS, STEPS = 30, 60


def seen(active: list, jailed: list, agents: int) -> dict:
    """What is compared: shares of all agents, peak, outbursts and their activation."""
    import numpy as np

    from tocsin.theory.classic.epstein.statistics import outbursts

    found = outbursts(np.array([0, *active]), 50 * ROWS**2 / 1600)
    return {
        "mean active": statistics.fmean(active), "mean jailed": statistics.fmean(jailed),
        "peak active": max(active), "outbursts": len(found.start),
        "in outbursts": float(found.activation.sum()), "agents": agents,
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", required=True)
    parser.add_argument("--runs", type=int, default=12)
    parser.add_argument("--jobs", type=int, default=1, help="Mesa's runs at a time")
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    from tocsin.theory.classic.epstein import epstein

    def mesa(seed: int) -> dict:
        told = subprocess.run(
            [chosen.peers, str(HERE / "peers.py"), "mesa", str(ROWS), str(STEPS), str(seed)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        run = json.loads(told.stdout.splitlines()[-1])
        print(seed, run["seconds"], file=sys.stderr, flush=True)
        return seen(run["active"], run["jailed"], run["agents"])

    with ThreadPoolExecutor(chosen.jobs) as pool:
        theirs = list(pool.map(mesa, range(chosen.runs)))
    ours = []
    for seed in range(40 * chosen.runs):
        data = epstein(2, "mesa", steps=STEPS, seed=seed, size=ROWS, tension=False).data
        people = int((data.active + data.quiet + data.jailed + data.cops)[0])
        ours.append(seen(data.active.values[1:].tolist(), data.jailed.values[1:].tolist(), people))
    rows = []
    for name in theirs[0]:
        a, b = ([r[name] for r in x] for x in (theirs, ours))
        error = (statistics.variance(a) / len(a) + statistics.variance(b) / len(b)) ** 0.5
        difference = statistics.fmean(b) - statistics.fmean(a)
        rows.append(
            {
                "what": name, "mesa": statistics.fmean(a), "tocsin": statistics.fmean(b),
                "difference": difference, "standard_error": error,
            }
        )  # fmt: skip
        print(json.dumps(rows[-1]))
    found = {"rows": ROWS, "steps": STEPS, "mesa_runs": len(theirs), "tocsin_runs": len(ours)}
    if chosen.out:
        chosen.out.write_text(
            json.dumps(found | {"found": rows}, indent=1) + "\n", encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
