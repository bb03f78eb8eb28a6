"""Are the lattices alike? Same choices and parameters, many seeds, differences with their errors.

    python benchmarks/epstein/law.py schedules c mesa --peers PYTHON --runs 20 \\
        --out benchmarks/results/epstein-law.json

`mesa`      Tocsin's exact schedule under Mesa's choices beside Mesa's own example
`c`         Tocsin beside reference.c, exact and synchronous, which share no line and no random number
`schedules` blocks and synchronous beside exact, on the same first lattices (differences of pairs)

Each part takes its place in the file and leaves the others there as they are.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
ROWS, STEPS = 30, 60  # of Mesa's runs
#: Rows, periods and seeds: a first rise on a large lattice, and long runs on smaller ones.
CASES = ((1000, 8, 12), (370, 16, 24), (120, 40, 60), (120, 400, 12))


def told(first: list[float], second: list[float], *, pairs: bool = False) -> dict:
    """Means, the difference second - first and its standard error."""
    n = len(first)
    if pairs:
        apart = [b - a for a, b in zip(first, second, strict=True)]
        error = statistics.stdev(apart) / n**0.5
    else:
        error = (
            statistics.variance(first) / n + statistics.variance(second) / len(second)
        ) ** 0.5  # fmt: skip
    a, b = statistics.fmean(first), statistics.fmean(second)
    return {"first": a, "second": b, "difference": b - a, "standard_error": error}


def lattice(rows: int, steps: int, schedule: str, seed: int) -> dict:
    """Shares of all people, means over the periods, of a run with the declaration's `floor`."""
    from run import tocsin

    return tocsin(rows, steps, schedule, 1, "floor", seed)


def schedules() -> list[dict]:
    found = []
    for rows, steps, seeds in CASES:
        runs = {
            name: [lattice(rows, steps, name, s) for s in range(1, seeds + 1)]
            for name in ("exact", "blocks", "synchronous")
        }
        for name in ("blocks", "synchronous"):
            for what in ("mean_active", "mean_jailed"):
                first, second = ([r[what] for r in runs[k]] for k in ("exact", name))
                found.append(
                    {"rows": rows, "periods": steps, "seeds": seeds, "first": "exact",
                     "second": name, "what": what}
                    | {"means": told(first, second, pairs=True)}
                )  # fmt: skip
                print(json.dumps(found[-1]), file=sys.stderr, flush=True)
    return found


def beside_c() -> list[dict]:
    from run import c, compiled

    found = []
    with tempfile.TemporaryDirectory() as folder:
        binary = compiled(Path(folder))
        for schedule in ("exact", "synchronous"):
            for rows, steps, seeds in CASES:
                numbers = range(1, seeds + 1)
                theirs = [c(binary, rows, steps, schedule, 1, "floor", s) for s in numbers]
                ours = [lattice(rows, steps, schedule, s) for s in numbers]
                for what in ("mean_active", "mean_jailed"):
                    means = told([r[what] for r in theirs], [r[what] for r in ours])
                    found.append(
                        {"rows": rows, "periods": steps, "seeds": seeds, "schedule": schedule,
                         "first": "c", "second": "tocsin", "what": what, "means": means}
                    )  # fmt: skip
                    print(json.dumps(found[-1]), file=sys.stderr, flush=True)
    return found


def seen(active: list, jailed: list, agents: int) -> dict:
    """What is compared with Mesa: persons, on average and at most, and outbursts."""
    import numpy as np

    from tocsin.theory.classic.epstein.statistics import outbursts

    found = outbursts(np.array([0, *active]), 50 * ROWS**2 / 1600)
    return {
        "mean active": statistics.fmean(active), "mean jailed": statistics.fmean(jailed),
        "peak active": max(active), "outbursts": len(found.start),
        "in outbursts": float(found.activation.sum()), "agents": agents,
    }  # fmt: skip


def beside_mesa(python: str, runs: int, jobs: int) -> list[dict]:
    from tocsin.theory.classic.epstein import epstein

    def mesa(seed: int) -> dict:
        done = subprocess.run(
            [python, str(HERE / "peers.py"), "mesa", str(ROWS), str(STEPS), str(seed)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        run = json.loads(done.stdout.splitlines()[-1])
        print(seed, run["seconds"], file=sys.stderr, flush=True)
        return seen(run["active"], run["jailed"], run["agents"])

    with ThreadPoolExecutor(jobs) as pool:
        theirs = list(pool.map(mesa, range(runs)))
    ours = []
    for seed in range(40 * runs):
        data = epstein(2, "mesa", steps=STEPS, seed=seed, size=ROWS, tension=False).data
        people = int((data.active + data.quiet + data.jailed + data.cops)[0])
        ours.append(seen(data.active.values[1:].tolist(), data.jailed.values[1:].tolist(), people))
    found = []
    for name in theirs[0]:
        means = told([r[name] for r in theirs], [r[name] for r in ours])
        found.append(
            {"rows": ROWS, "periods": STEPS, "seeds": runs, "tocsin_seeds": len(ours),
             "first": "mesa", "second": "tocsin", "what": name, "means": means}
        )  # fmt: skip
        print(json.dumps(found[-1]), file=sys.stderr, flush=True)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="+", choices=("mesa", "c", "schedules"))
    parser.add_argument("--peers", help="a Python that has mesa")
    parser.add_argument(
        "--runs", type=int, default=20, help="of Mesa; ours are forty times as many"
    )
    parser.add_argument("--jobs", type=int, default=1, help="Mesa's runs at a time")
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    if "mesa" in chosen.parts and not chosen.peers:
        parser.error("mesa needs --peers PYTHON, a Python that has mesa")
    for part in chosen.parts:
        found = {
            "schedules": schedules,
            "c": beside_c,
            "mesa": lambda: beside_mesa(chosen.peers, chosen.runs, chosen.jobs),
        }[part]()
        kept = json.loads(chosen.out.read_text("utf-8")) if chosen.out.exists() else {}
        chosen.out.write_text(json.dumps(kept | {part: found}, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
