"""Writes the measured tables of the pages on Epstein's lattice, so that no figure is copied by hand.

    python tools/classic_tables.py            writes them
    python tools/classic_tables.py --check    fails if one is out of date (a test does this)

A table stands between `<!-- table: NAME -->` and `<!-- end -->` in docs/classic-epstein.md,
docs/classic.md or benchmarks/epstein/DECLARATION.md; it is made from benchmarks/results/, where
benchmarks/epstein/{literature,law,run}.py and tools/classic_coverage.py write.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results"
PAGES = (
    ROOT / "docs" / "classic-epstein.md",
    ROOT / "docs" / "classic.md",
    ROOT / "benchmarks" / "epstein" / "DECLARATION.md",
)
BLOCK = re.compile(r"(<!-- table: ([a-z0-9-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
GOALS = {("exact", 1): 10, ("blocks", 2): 20, ("synchronous", 2): 50}  # million steps a second
WHO = {"tocsin": "Tocsin", "c": "C", "mesa": "Mesa", "agentpy": "AgentPy", "bptk": "BPTK-Py"}


def read(name: str) -> Any:
    return json.loads((RESULTS / name).read_text(encoding="utf-8"))


def table(head: str, align: str, rows: list[list[str]]) -> str:
    lines = [f"| {head} |", f"|{align}|", *("| " + " | ".join(row) + " |" for row in rows)]
    return "\n".join(lines)


def run_2() -> str:
    """Choices of the literature: means over seeds; activation also with its scatter between runs."""
    rows = []
    for name, found in read("epstein-literature.json")["run-2"].items():

        def of(key: str, digits: int = 0, found: dict[str, Any] = found) -> str:
            return f"{found[key]['mean']:,.{digits}f}" if key in found else "-"

        spread = found.get("activation_mean", {}).get("sd")
        rows.append([
            name, of("outbursts", 1) if found["outbursts"]["mean"] else "0",
            f"{of('activation_mean')} ({of('activation_sd')})" if "activation_mean" in found else "-",
            f"{spread:.0f}" if spread else "-",
            f"{of('waiting_mean', 1)} ({of('waiting_sd', 1)})" if "waiting_mean" in found else "-",
            of("peak_active"), of("mean_active", 1), of("mean_jailed"),
        ])  # fmt: skip
    head = (
        "choices | outbursts | activation (s.d.) | s.d. between runs | wait (s.d.) | peak | "
        "active | jailed"
    )
    return table(head, "---|---:|---:|---:|---:|---:|---:|---:", rows)


def runs_3_to_5() -> str:
    """Least, median and most of eight seeds."""
    rows = []
    for run, found in read("epstein-literature.json")["runs-3-to-5"].items():
        for what, values in found.items():
            middle = statistics.median(values)
            rows.append([run, what, f"{min(values)}", f"{middle:g}", f"{max(values)}"])
    return table("run | what | least | median | most", "---:|---|---:|---:|---:", rows)


def groups() -> str:
    """Time to genocide by ratio and cops."""
    found = read("epstein-literature.json")["groups"]
    densities = list(dict.fromkeys(name.split()[1] for name in found))
    rows = []
    for ratio in dict.fromkeys(name.split()[0] for name in found):
        cells = [ratio]
        for density in densities:
            times = found[f"{ratio} {density}"]["genocide_at"]
            ended = [t for t in times if t is not None]
            cell = f"{statistics.fmean(ended):.0f} ({statistics.stdev(ended):.0f}), {max(ended)}"
            cells.append(cell if len(ended) == len(times) else f"{cell}; {len(ended)}/{len(times)}")
        rows.append(cells)
    head = "ratio | " + " | ".join(f"{float(d):g}" for d in densities)
    return table(head, "---" + "|---:" * len(densities), rows)


def schedules() -> str:
    """Blocks and synchronous beside exact: pairs with the same first lattice."""
    rows = []
    for r in read("epstein-law.json")["schedules"]:
        m = r["means"]
        half = 1.96 * m["standard_error"] / m["first"]
        change = m["difference"] / m["first"]
        rows.append([
            f"{r['rows']} x {r['rows']}, {r['periods']} periods", f"{r['seeds']}",
            r["what"].removeprefix("mean_"), r["second"],
            f"{100 * m['first']:.2f}", f"{100 * m['second']:.2f}",
            f"{100 * change:+.1f} ({100 * (change - half):+.1f} to {100 * (change + half):+.1f})",
        ])  # fmt: skip
    head = "lattice | seeds | share | schedule | exact % | its % | difference, % of exact (95 %)"
    return table(head, "---|---:|---|---|---:|---:|---:", rows)


def beside_c() -> str:
    """Tocsin and the C program, which share nothing but the declaration."""
    rows = []
    for r in read("epstein-law.json")["c"]:
        m = r["means"]
        rows.append([
            r["schedule"], f"{r['rows']} x {r['rows']}, {r['periods']} periods", f"{r['seeds']}",
            r["what"].removeprefix("mean_"), f"{100 * m['first']:.2f}", f"{100 * m['second']:.2f}",
            f"{m['difference'] / m['standard_error']:+.1f}",
        ])  # fmt: skip
    head = (
        "schedule | lattice | seeds each | share | C % | Tocsin % | difference in standard errors"
    )
    return table(head, "---|---|---:|---|---:|---:|---:", rows)


def beside_mesa() -> str:
    """Mesa's example and our exact schedule with its choices."""
    rows = []
    for r in read("epstein-law.json")["mesa"]:
        m = r["means"]
        rows.append([
            r["what"], f"{m['first']:.1f}", f"{m['second']:.1f}", f"{m['difference']:+.1f}",
            f"{m['standard_error']:.1f}", f"{m['difference'] / m['standard_error']:+.1f}",
        ])  # fmt: skip
    head = "what | Mesa | Tocsin | difference | standard error | in standard errors"
    return table(head, "---|---:|---:|---:|---:|---:", rows)


def _lattice(r: dict[str, Any]) -> str:
    return f"{r['rows']:,} x {r['rows']:,}"


def speed() -> str:
    """Million steps a second: medians over seeds, best seed, of CPU seconds; by turns with C."""
    by: dict[tuple[Any, ...], dict[str, Any]] = {}
    for r in read("epstein.json")["rows"]:
        if r["variant"] == "floor":
            by.setdefault((r["rows"], r["schedule"], r["threads"]), {})[r["who"]] = r
    rows = []
    for (side, schedule, threads), who in by.items():
        goal = GOALS.get((schedule, threads)) if side == 1000 else None
        rates = [_rates(who.get(name)) for name in ("tocsin", "c")]
        ratio = "-"
        if "c" in who:
            ratio = f"{who['tocsin']['per_cpu_second'] / who['c']['per_cpu_second']:.2f}"
        rows.append([
            _lattice(who["tocsin"]), schedule, f"{threads}", *rates[0], *rates[1], ratio,
            f"{goal}" if goal else "-", f"{who['tocsin']['bytes_per_site']:.1f}",
        ])  # fmt: skip
    head = (
        "lattice | schedule | threads | Tocsin, M/s | best | of a CPU s | C, M/s | best | "
        "of a CPU s | Tocsin / C | goal | bytes a site"
    )
    return table(head, "---|---|---:" + "|---:" * 9, rows)


def _rates(r: dict[str, Any] | None) -> list[str]:
    if r is None:
        return ["-"] * 3
    return [f"{r[k] / 1e6:.3g}" for k in ("per_second", "best_per_second", "per_cpu_second")]


def frameworks() -> str:
    """Mesa's choices in all that were measured."""
    rows = []
    found = [r for r in read("epstein.json")["rows"] if r["variant"] == "mesa"]
    for side in sorted({r["rows"] for r in found}):
        here = sorted((r for r in found if r["rows"] == side), key=lambda r: -r["per_second"])
        ours = next(r for r in here if r["who"] == "tocsin")
        for r in here:
            rows.append([
                _lattice(r), WHO[r["who"]], f"{r['agents']:,}", f"{r['steps']}",
                f"{r['per_second']:,.0f}", f"{ours['per_second'] / r['per_second']:,.3g}",
                f"{100 * r['mean_active']:.1f}", f"{100 * r['mean_jailed']:.1f}",
            ])  # fmt: skip
    head = (
        "lattice | who | people | periods | agent-steps a second | Tocsin is faster by | active % | "
        "jailed %"
    )
    return table(head, "---|---|---:|---:|---:|---:|---:|---:", rows)


def code() -> str:
    found = read("epstein.json")["lines_of_code"]
    return table("what | lines", "---|---:", [[what, f"{n}"] for what, n in found.items()])


def machine() -> str:
    found = read("epstein.json")
    m, loads = found["machine"], [r["load"] for r in found["rows"]]
    return (
        f"{m['cores']} cores of an {m['cpu']}, Python {m['python']}, {m['date']}; load averages of "
        f"{min(loads):.1f} to {max(loads):.1f} while it ran."
    )


def coverage() -> str:
    """How often 90 % intervals held the truth, with the interval of that share (Wilson 1927)."""
    rows = []
    for model, found in read("classic-coverage.json").items():
        runs = found["intervals"].values()
        for name, truth in found["truth"].items():
            ends = [run[name] for run in runs]
            held = sum((low or 0) <= truth <= (high or float("inf")) for low, high in ends)
            free = sum(low is None or high is None for low, high in ends)
            low, high = wilson(held, len(ends))
            rows.append([
                model, name, f"{truth:g}", f"{len(ends)}", f"{100 * held / len(ends):.0f}",
                f"{100 * low:.0f} to {100 * high:.0f}", f"{free}",
            ])  # fmt: skip
    head = "model | parameter | truth | runs | held, % | 95 % interval of that | without a limit"
    return table(head, "---|---|---:|---:|---:|---:|---:", rows)


def wilson(held: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """The interval of a share of which `held` of n were seen."""
    middle = (held + z * z / 2) / (n + z * z)
    half = z * (held * (n - held) / n + z * z / 4) ** 0.5 / (n + z * z)
    return middle - half, middle + half


TABLES: dict[str, Callable[[], str]] = {
    "run-2": run_2, "runs-3-to-5": runs_3_to_5, "groups": groups, "schedules": schedules,
    "beside-c": beside_c, "beside-mesa": beside_mesa, "speed": speed, "frameworks": frameworks,
    "code": code, "machine": machine, "coverage": coverage,
}  # fmt: skip


def filled(text: str) -> str:
    """A page with its tables made anew; raises KeyError for an unknown one."""

    def one(found: re.Match[str]) -> str:
        make = TABLES[found[2]]
        try:
            made = make()
        except (FileNotFoundError, KeyError):  # a file, or a part of one, that nobody has measured
            made = "Not measured yet."
        return f"{found[1]}{made}\n{found[3]}"

    return BLOCK.sub(one, text)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check_only, stale = parser.parse_args().check, 0
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        new = filled(text)
        if check_only and new != text:
            print(
                f"{page.name} is out of date; run python tools/classic_tables.py", file=sys.stderr
            )
            stale += 1
        elif not check_only:
            page.write_text(new, encoding="utf-8")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
