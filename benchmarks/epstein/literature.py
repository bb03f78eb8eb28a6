"""The published figures beside ours: `python benchmarks/epstein/literature.py --out FILE` (minutes).

Run 2 by variants, the schedules beside each other on a larger lattice, runs 3 to 5, Model II by cops.
Its results stand in docs/classic-epstein.md.
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
    "paper: literal": {},
    "paper, floor": {"ratio": "floor"},
    "paper, round": {"ratio": "round"},
    "paper, floor, self twice": {"ratio": "floor", "self_count": "twice"},
    "paper, floor, 0.7 are citizens": {"ratio": "floor", "density_of": "citizens"},
    "paper, floor, square vision": {"ratio": "floor", "shape": "square"},
    "paper, floor, decide then move": {"ratio": "floor", "order": "decide-then-move"},
    "paper, floor, jailed block": {"ratio": "floor", "jailed": "blocking"},
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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    out = parser.parse_args().out
    told: dict = {
        "seeds": len(SEEDS),
        "run 2": {},
        "schedules": {},
        "runs 3 to 5": {},
        "groups": {},
    }

    def keep() -> None:
        out.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")

    for name, given in VARIANTS.items():
        told["run 2"][name] = over(
            [epstein(2, seed=s, tension=False, **given).summary() for s in SEEDS]
        )
        keep()
        line = {k: round(v["mean"], 2) for k, v in told["run 2"][name].items()}
        print(name, line, flush=True)
    for schedule in ("exact", "blocks", "synchronous"):
        runs = [
            epstein(
                2, ratio="floor", seed=s, size=176, steps=60, schedule=schedule, threads=1
            ).summary()
            for s in range(4)
        ]  # fmt: skip
        told["schedules"][schedule] = over(runs)
        keep()
        print(schedule, told["schedules"][schedule]["mean_active"], flush=True)
    for run in (3, 4, 5):
        runs = [epstein(run, ratio="floor", seed=s, tension=False) for s in range(8)]
        told["runs 3 to 5"][run] = {
            "peaks": [int(r.data.active.max()) for r in runs],
            "jailed": [int(r.data.jailed[-1]) for r in runs],
        }
    for ratio, density in [
        (r, d) for r in ("literal", "floor") for d in (0.0, 0.05, 0.1, 0.15, 0.2)
    ]:
        given = {"cop_density": density, "ratio": ratio, "density_of": "citizens", "steps": 15000}
        runs = [epstein(8, seed=s, **given).summary() for s in range(100, 124)]
        told["groups"][f"{ratio} {density}"] = {
            "genocide_at": [r["genocide_at"] for r in runs],
            "blue": sum(r["victor"] == "blue" for r in runs),
        }
        keep()
        print(ratio, density, told["groups"][f"{ratio} {density}"], flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
