"""How often the 90 % intervals of the fits to daily counts hold the truth: simulated counts, fitted.

    python tools/classic_coverage.py riot-sir --runs 100 --out benchmarks/results/classic-coverage.json
    python tools/classic_coverage.py hawkes --runs 200 --out benchmarks/results/classic-coverage.json

Runs that the file has already are not repeated, so that the work can be done in pieces (`--runs` is the
number in all); `tools/classic_tables.py` writes the table of docs/classic.md.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from tocsin import classic

START = date(2020, 1, 1)
TRUTH = {
    "riot-sir": {"omega": 0.3, "R0": 2.5, "S0": 1000.0, "A": 5.0, "background": 1.0},
    "hawkes": {"mu": 2.0, "n": 0.5, "beta": 1.0},
}


def fitted(model: str, seed: int) -> dict[str, Any]:
    """Intervals of one simulated series: 44 days of a riot, 150 days of a Hawkes process."""
    t = TRUTH[model]
    if model == "riot-sir":
        drawn = classic.riot_sir(
            population=t["S0"], omega=t["omega"], r0=t["R0"], a=t["A"], background=t["background"],
            days=44, seed=seed,
        ).data["count"].values[:, 0]  # fmt: skip
        found = classic.fit_riot_sir(classic.Counts(START, drawn), law="poisson", scores=False)
    else:
        drawn = classic.hawkes(t["mu"], t["n"], t["beta"], days=150, seed=seed).data["count"].values
        found = classic.fit_hawkes(classic.Counts(START, drawn), scores=False)
    parameters = found.summary()["parameters"]
    return {name: [parameters[name]["low"], parameters[name]["high"]] for name in t}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=TRUTH)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=240, help="stop then, with what there is")
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    kept = json.loads(chosen.out.read_text("utf-8")) if chosen.out.exists() else {}
    mine = kept.setdefault(chosen.model, {"truth": TRUTH[chosen.model], "intervals": {}})
    began = time.monotonic()
    for seed in range(chosen.runs):
        if str(seed) not in mine["intervals"]:
            mine["intervals"][str(seed)] = fitted(chosen.model, seed)
        if time.monotonic() - began > chosen.seconds:
            print(f"{seed + 1} of {chosen.runs} runs; call it again", file=sys.stderr)
            break
    chosen.out.write_text(json.dumps(kept) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
