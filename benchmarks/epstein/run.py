"""Epstein's Model I in Tocsin, plain C, Mesa and AgentPy, as DECLARATION.md fixes it.

    python benchmarks/epstein/run.py --peers PYTHON --out benchmarks/results/epstein.json

PYTHON is an interpreter that has the other frameworks (`python3 -m venv peers && peers/bin/pip install
mesa agentpy BPTK-Py`); without it they are left out.  C is compiled on the spot.  `--sizes` measures
some sizes alone; what the file has of others stays there.
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
        "periods_seconds": sum(r["seconds"] for r in runs),
        "mean_active": statistics.fmean(r["mean_active"] for r in runs),
        "mean_jailed": statistics.fmean(r["mean_jailed"] for r in runs),
        "bytes_per_site": runs[0].get("bytes_per_site"),
    }  # fmt: skip


def compiled(folder: Path) -> str:
    """The C reference, compiled on the spot."""
    binary = str(folder / "reference")
    subprocess.run(
        ["gcc", "-O3", "-march=native", "-fopenmp", str(HERE / "reference.c"), "-o", binary, "-lm"],
        check=True,
    )
    return binary


class Table:
    """Rows of results; with a file, those of other runs stay, those measured anew are replaced."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.kept = json.loads(path.read_text("utf-8")) if path and path.exists() else {"rows": []}
        self.rows: list[dict] = []

    def add(
        self, side: int, who: str, variant: str, how: tuple[str, int], runs: list[dict]
    ) -> None:
        key = {"rows": side, "who": who, "variant": variant, "schedule": how[0], "threads": how[1]}
        load = {
            "load": round(os.getloadavg()[0], 2),
            "date": time.strftime("%Y-%m-%d", time.gmtime()),
        }
        row = key | medians(runs) | load
        self.rows.append(row)
        print(json.dumps(row), file=sys.stderr, flush=True)
        rest = [r for r in self.kept["rows"] if {k: r[k] for k in key} != key]
        rest.append(row)
        rest.sort(key=lambda r: [r["variant"], -r["rows"], r["schedule"], r["threads"], r["who"]])
        self.kept = {"machine": machine(), "lines_of_code": lines_of_code(), "rows": rest}
        if self.path:
            self.path.write_text(json.dumps(self.kept, indent=1) + "\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peers", help="a Python that has mesa, agentpy and BPTK-Py")
    parser.add_argument("--out", type=Path, help="rows measured before stay there")
    parser.add_argument("--sizes", help="rows of the torus, as 40,120; all but 10000 if left out")
    parser.add_argument("--large", action="store_true", help="10^8 sites, too")
    parser.add_argument("--seeds", type=int, default=len(SEEDS))
    chosen = parser.parse_args()
    table = Table(chosen.out)
    sizes = dict(SIZES)
    if chosen.sizes:
        sizes = {int(n): (SIZES | LARGE)[int(n)] for n in chosen.sizes.split(",")}
    if chosen.large:
        sizes |= LARGE
    with tempfile.TemporaryDirectory() as folder:
        binary = compiled(Path(folder))
        for n, steps in sizes.items():
            lattices(table, binary, n, steps, range(1, (chosen.seeds if n < 3800 else 1) + 1))
        for n, steps in PEERS.items():
            if n in sizes:
                peers(table, binary, chosen.peers, n, steps, range(1, chosen.seeds + 1))
    print(printed(table.rows))
    return 0


def lattices(table: Table, binary: str, n: int, steps: int, seeds: range) -> None:
    """Tocsin and C by turns, so that both meet the same neighbours on the machine."""
    cores = os.cpu_count() or 1
    cases = [
        ("exact", 1),
        ("blocks", 1),
        ("blocks", cores),
        ("synchronous", 1),
        ("synchronous", cores),
    ]
    for schedule, threads in cases:
        if threads > 1 and n < 300:  # Tocsin takes one there
            continue
        if n >= 10_000 and threads == 1 and schedule != "exact":
            continue
        ours, theirs = [], []
        for seed in seeds:
            ours.append(tocsin(n, steps, schedule, threads, "floor", seed))
            if schedule != "blocks":
                theirs.append(c(binary, n, steps, schedule, threads, "floor", seed))
        table.add(n, "tocsin", "floor", (schedule, threads), ours)
        if theirs:
            table.add(n, "c", "floor", (schedule, threads), theirs)


def peers(table: Table, binary: str, python: str | None, n: int, steps: int, seeds: range) -> None:
    """Mesa's choices: Tocsin, C, and with a Python that has them the other frameworks."""
    how = ("exact", 1)
    table.add(n, "tocsin", "mesa", how, [tocsin(n, steps, *how, "mesa", s) for s in seeds])
    table.add(n, "c", "mesa", how, [c(binary, n, steps, *how, "mesa", s) for s in seeds])
    for name in ("mesa", "agentpy", "bptk") if python else ():
        table.add(n, name, "mesa", how, [peer(str(python), name, n, steps, s) for s in seeds])


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
        "bptk": _code(HERE / "bptk_model.py"),
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


def printed(rows: list[dict]) -> str:
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
