"""Epstein's Model I in Tocsin, plain C, Mesa and AgentPy, as DECLARATION.md fixes it.

    python benchmarks/epstein/run.py --peers PYTHON --out benchmarks/results/epstein.json

PYTHON is an interpreter that has mesa and agentpy (`python3 -m venv peers && peers/bin/pip install
mesa agentpy`); without it they are left out.  C is compiled on the spot.  `--quick` takes the small
sizes.
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
from pathlib import Path

HERE = Path(__file__).parent
SEEDS = (1, 2, 3)
#: Rows of the torus and periods: 1.2 thousand to 10.7 million agents.
SIZES = {40: 200, 120: 100, 370: 40, 1000: 20, 3800: 3}
LARGE = {10_000: 1}
PEERS = {40: 40, 120: 4}


def tocsin(rows: int, steps: int, schedule: str, threads: int, variant: str, seed: int) -> dict:
    """In this process, compiled beforehand; the first period of a run is left out by nobody."""
    from tocsin.theory.classic.epstein import simulate
    from tocsin.theory.classic.epstein.inputs import chosen

    given = {"steps": steps, "population": "random", "density_of": "citizens"}
    if variant == "floor":
        i = chosen(2, "paper", given | {"ratio": "floor", "jailed": "blocking"})
    else:
        i = chosen(2, "mesa", given)
    simulate._compiled(schedule)
    made = simulate.model_one(i, rows, rows, seed, schedule, threads)
    counts = made.counts[1:]
    agents = int(counts[0, 1:].sum())
    return {
        "agents": agents, "steps": steps, "seconds": made.seconds,
        "cpu_seconds": made.cpu_seconds, "threads": made.threads,
        "mean_active": float(counts[:, 2].mean()) / agents,
        "mean_jailed": float(counts[:, 3].mean()) / agents, "bytes_per_site": made.bytes_per_site,
    }  # fmt: skip


def c(
    binary: str, rows: int, steps: int, schedule: str, threads: int, variant: str, seed: int
) -> dict:
    shape = ["disc", "floor", "paper"] if variant == "floor" else ["diamond", "round", "mesa"]
    if schedule == "synchronous":
        shape[2] = "mesa"
    told = subprocess.run(
        [binary, str(rows), str(steps), schedule, str(threads), str(seed), *shape],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(told.stdout)


def peer(python: str, name: str, rows: int, steps: int, seed: int) -> dict:
    told = subprocess.run(
        [python, str(HERE / "peers.py"), name, str(rows), str(steps), str(seed)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(told.stdout.splitlines()[-1])


def medians(runs: list[dict]) -> dict:
    """Median of the rates over seeds, mean of what was seen."""
    steps = [r["agents"] * r["steps"] for r in runs]
    return {
        "agents": runs[0]["agents"], "steps": runs[0]["steps"], "seeds": len(runs),
        "per_second": statistics.median(s / r["seconds"] for s, r in zip(steps, runs, strict=True)),
        "per_cpu_second": statistics.median(
            s / r["cpu_seconds"] for s, r in zip(steps, runs, strict=True)
        ),
        "best_per_second": max(s / r["seconds"] for s, r in zip(steps, runs, strict=True)),
        "mean_active": statistics.fmean(r["mean_active"] for r in runs),
        "mean_jailed": statistics.fmean(r["mean_jailed"] for r in runs),
        "bytes_per_site": runs[0].get("bytes_per_site"),
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", help="a Python that has mesa and agentpy")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--quick", action="store_true", help="up to 370 rows, no 10^8 sites")
    parser.add_argument("--large", action="store_true", help="10^8 sites as well")
    parser.add_argument("--sizes", help="ROWSxPERIODS,... in place of those declared")
    parser.add_argument("--seeds", type=int, default=len(SEEDS))
    chosen = parser.parse_args()
    rows: list[dict] = []
    cores = os.cpu_count() or 1

    with tempfile.TemporaryDirectory() as folder:
        binary = str(Path(folder) / "reference")
        subprocess.run(
            ["gcc", "-O3", "-march=native", "-fopenmp", str(HERE / "reference.c"), "-o", binary, "-lm"],
            check=True,
        )  # fmt: skip
        cases = [
            ("exact", 1),
            ("blocks", 1),
            ("blocks", cores),
            ("synchronous", 1),
            ("synchronous", cores),
        ]

        def add(who: str, variant: str, schedule: str, threads: int, runs: list[dict]) -> None:
            row = {"who": who, "variant": variant, "schedule": schedule, "threads": threads}
            rows.append(row | medians(runs) | {"load": os.getloadavg()[0]})
            print(json.dumps(rows[-1]), file=sys.stderr, flush=True)

        sizes = {n: s for n, s in SIZES.items() if not chosen.quick or n <= 370}
        sizes |= LARGE if chosen.large else {}
        if chosen.sizes:
            pairs = (p.split("x") for p in chosen.sizes.split(","))
            sizes = {int(n): int(steps) for n, steps in pairs}
        all_seeds = range(1, chosen.seeds + 1)
        for n, steps in sizes.items():
            seeds = all_seeds if n < 3800 else all_seeds[:1]
            for schedule, threads in cases:
                if threads > 1 and n < 300:  # Tocsin takes one there
                    continue
                if n >= 10_000 and threads == 1 and schedule != "exact":
                    continue
                # Tocsin and C by turns, so that both meet the same neighbours on the machine
                pairs = [
                    (
                        tocsin(n, steps, schedule, threads, "floor", seed),
                        c(binary, n, steps, schedule, threads, "floor", seed)
                        if schedule != "blocks" and n < 10_000 else None,
                    )
                    for seed in seeds
                ]  # fmt: skip
                add("tocsin", "floor", schedule, threads, [p[0] for p in pairs])
                if pairs[0][1]:
                    add("c", "floor", schedule, threads, [p[1] for p in pairs if p[1]])
        for n, steps in PEERS.items():
            add(
                "tocsin",
                "mesa",
                "exact",
                1,
                [tocsin(n, steps, "exact", 1, "mesa", s) for s in all_seeds],
            )
            add(
                "c",
                "mesa",
                "exact",
                1,
                [c(binary, n, steps, "exact", 1, "mesa", s) for s in all_seeds],
            )
            if chosen.peers:
                for name in ("mesa", "agentpy"):
                    runs = [peer(chosen.peers, name, n, steps, s) for s in all_seeds]
                    add(name, "mesa", "exact", 1, runs)
    found = {"machine": machine(), "lines_of_code": lines_of_code(), "rows": rows}
    if chosen.out:
        chosen.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(table(rows))
    return 0


def machine() -> dict:
    name = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        name = next(x.split(":")[1].strip() for x in lines if x.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return {
        "cpu": name, "cores": os.cpu_count(), "python": platform.python_version(),
        "date": time.strftime("%Y-%m-%d", time.gmtime()),
    }  # fmt: skip


def lines_of_code() -> dict:
    """Lines that are neither empty nor comment nor docstring, of the model and its schedules."""
    folder = HERE.parents[1] / "src" / "tocsin" / "theory" / "classic" / "epstein"
    model = [
        "memory", "draws", "vision", "states", "counts", "acts", "exact", "blocks", "synchronous",
        "placing", "world", "schedules", "rule",
    ]  # fmt: skip
    return {
        "tocsin, all three schedules": sum(_code(folder / f"{name}.py") for name in model),
        "tocsin, the rules alone (acts)": _code(folder / "acts.py"),
        "c, two schedules": _code(HERE / "reference.c"),
        "agentpy": _code(HERE / "agentpy_model.py"),
    }


def _code(path: Path) -> int:
    text, inside, n = path.read_text(encoding="utf-8"), False, 0
    for line in (x.strip() for x in text.splitlines()):
        quotes = line.count('"""')
        if inside or quotes or line.startswith(("/*", "*", "//", "#")) or not line:
            inside ^= quotes % 2 == 1
            continue
        n += 1
    return n


def table(rows: list[dict]) -> str:
    head = (
        "| who | variant | schedule | thr. | agents | M steps/s | of CPU s | active % | jailed % |"
    )
    lines = [head, "|---|---|---|---:|---:|---:|---:|---:|---:|"]
    for r in rows:
        lines.append(
            f"| {r['who']} | {r['variant']} | {r['schedule']} | {r['threads']} | {r['agents']:,} | "
            f"{r['per_second'] / 1e6:.3g} | {r['per_cpu_second'] / 1e6:.3g} | "
            f"{100 * r['mean_active']:.2f} | {100 * r['mean_jailed']:.1f} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
