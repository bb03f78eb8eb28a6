"""The published figures beside ours: minutes on one core, in parts of a minute or two.

    python benchmarks/epstein/literature.py run-2 runs-3-to-5 groups \\
        --out benchmarks/results/epstein-literature.json

`run-2`       run 2 under the choices of the literature
`runs-3-to-5` falling legitimacy, a jump of it, cops who leave
`groups`      Model II: the time to genocide by peacekeepers

Each part takes its place in the file; `tools/classic_tables.py` writes docs/classic-epstein.md from it.
"""

from __future__ import annotations

import argparse
import json
import statistics
from pathlib import Path

from tocsin.theory.classic.epstein import epstein

SEEDS = range(11, 23)
KEEP = ("outbursts", "activation_mean", "activation_sd", "waiting_mean", "waiting_sd", "peak_active",
        "mean_active", "mean_jailed", "log_slope_above_30")  # fmt: skip
VARIANTS = {
    "paper, literal": {},
    "paper, floor": {"ratio": "floor"},
    "paper, round": {"ratio": "round"},
    "paper, floor, self twice": {"ratio": "floor", "self_count": "twice"},
    "paper, floor, 0.7 are citizens": {"ratio": "floor", "density_of": "citizens"},
    "paper, floor, square vision": {"ratio": "floor", "shape": "square"},
    "paper, floor, decide then move": {"ratio": "floor", "order": "decide-then-move"},
    "paper, floor, jailed block": {"ratio": "floor", "jailed": "blocking"},
    "paper, floor, jailed underfoot": {"ratio": "floor", "jailed": "underfoot"},
    "paper, floor, terms of NetLogo": {"ratio": "floor", "terms": "netlogo"},
    "paper, floor, synchronous": {"ratio": "floor", "schedule": "synchronous"},
    "netlogo": {"variant": "netlogo"},
    "mesa": {"variant": "mesa"},
    "mesa, exact numbers": {"variant": "mesa", "population": "exact"},
    "mesa, exact numbers, 0.7 with cops": {
        "variant": "mesa", "population": "exact", "density_of": "population",
    },
}  # fmt: skip


def over(runs: list[dict]) -> dict:
    """Mean over runs, and standard deviation between them."""
    found = {}
    for name in KEEP:
        values = [r[name] for r in runs if r[name] is not None]
        if values:
            sd = statistics.stdev(values) if len(values) > 1 else None
            found[name] = {"mean": statistics.fmean(values), "sd": sd}
    return found


def run_2() -> dict:
    found = {}
    for name, given in VARIANTS.items():
        runs = [epstein(2, seed=s, tension=False, **given).summary() for s in SEEDS]
        found[name] = over(runs) | {"seeds": len(SEEDS)}
        print(
            name,
            {k: round(found[name][k]["mean"], 2) for k in KEEP if k in found[name]},
            flush=True,
        )
    return found


def runs_3_to_5() -> dict:
    """Peaks and jailed by seed; run 3's peak while L is 0.7 or more, run 5's with 100 cops or more."""
    found: dict = {}
    for run in (3, 4, 5):
        data = [epstein(run, ratio="floor", seed=s, tension=False).data for s in range(8)]
        found[run] = {
            "peak": [int(d.active.max()) for d in data],
            "jailed at the end": [int(d.jailed[-1]) for d in data],
        }
        if run == 3:
            high = [d.active.where(d.legitimacy >= 0.7 - 1e-9) for d in data]
            found[run]["peak while L is 0.7 or more"] = [int(a.max()) for a in high]
        if run == 5:
            calm = [d.active.where((d.cops >= 100) & (d.time > 5)) for d in data]
            found[run]["peak while 100 cops are left"] = [int(a.max()) for a in calm]
            over_50 = [int(d.cops.values[int((d.active.values > 50).argmax())]) for d in data]
            found[run]["cops when 50 are first exceeded"] = over_50
    return found


def groups() -> dict:
    found = {}
    for ratio in ("literal", "floor"):
        for density in (0.0, 0.04, 0.05, 0.1, 0.15, 0.2):
            given = {
                "cop_density": density,
                "ratio": ratio,
                "density_of": "citizens",
                "steps": 15000,
            }
            runs = [epstein(8, seed=s, **given).summary() for s in range(100, 124)]
            name = f"{ratio} {density}"
            found[name] = {
                "genocide_at": [r["genocide_at"] for r in runs],
                "blue": sum(r["victor"] == "blue" for r in runs),
            }
            print(name, found[name], flush=True)
    return found


PARTS = {"run-2": run_2, "runs-3-to-5": runs_3_to_5, "groups": groups}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="+", choices=PARTS)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    for part in chosen.parts:
        found = PARTS[part]()
        kept = json.loads(chosen.out.read_text("utf-8")) if chosen.out.exists() else {}
        chosen.out.write_text(json.dumps(kept | {part: found}, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
