"""Numbers that must not move unnoticed.

`tests/baseline.json` holds outcomes of a few runs. If a change is meant to move them, renew it with
`python -m tests.science.test_baseline` and say in the CHANGELOG why they moved.
"""

from __future__ import annotations

import json
import platform
from pathlib import Path

import numpy as np

import tocsin as tc
from tocsin.record.outcomes import outcomes

FILE = Path(__file__).parents[1] / "baseline.json"
KEPT = (
    "dead", "dead_participants", "dead_bystanders", "dead_forces", "injured", "injured_forces",
    "detained", "peak_active", "peak_rioting", "person_hours_active", "sites_captured",
    "premises_damaged", "first_active_place",
)  # fmt: skip


def measured() -> dict[str, list[dict]]:
    """Outcomes of five runs of the two towns, and of five days of the flagship on coarse cells."""
    towns, country = tc.load("two-towns"), tc.load("kazakhstan-2022")
    runs = {
        "two-towns": [tc.Simulation(towns, seed, threads=1).run() for seed in range(5)],
        "kazakhstan-2022, cells": [
            tc.Simulation(country, 1, engine="cells", bits=(4, 2), threads=1).run(110)
        ],
    }
    return {
        name: [{k: outcomes(r)[k] for k in KEPT} for r in records] for name, records in runs.items()
    }


def test_the_baseline_stands():
    """Exactly on the kind of machine that wrote it; elsewhere rounding may part runs: within 25 %."""
    kept = json.loads(FILE.read_text())
    now = measured()
    same = kept["numpy"] == np.__version__ and kept["machine"] == platform.machine()
    for name, runs in kept["outcomes"].items():
        for key in KEPT:
            before, after = [r[key] for r in runs], [r[key] for r in now[name]]
            if same or isinstance(before[0], str):
                assert after == before, (name, key)
            else:
                a, b = np.mean(before), np.mean(after)
                assert abs(a - b) <= 0.25 * a + 3, (name, key)


if __name__ == "__main__":
    data = {"numpy": np.__version__, "machine": platform.machine(), "outcomes": measured()}
    FILE.write_text(json.dumps(data, indent=1) + "\n")
