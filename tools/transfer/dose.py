"""How large a crisis is by the size of the shock, a run each: for the refit of this one number.

    python tools/transfer/dose.py ecuador-2019 0.1 0.15 0.2 0.3

Written to doses.json.  The transferred size is not touched; `study.py` runs the refit beside it, under
a name of its own, with the size at which as many are detained as were (linear between the logarithms).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from members import SEED

import tocsin as tc
from tocsin.world import build

DOSES = Path(__file__).with_name("doses.json")
#: Recorded, by whoever is nearest to a count: E38 and I10.
DETAINED = {"iran-2019": 7000, "ecuador-2019": 1330}


def main(name: str, sizes: list[float]) -> None:
    scenario = tc.load(name)
    world = build(scenario)
    for size in sizes:
        run = tc.Simulation(
            scenario.set("parameters.shock", size), SEED, 0, world=world, terms=False
        )
        run.run()
        arrays = run.recorder.arrays
        found = {
            "detained": int(arrays["ever_detained"][-1].sum()),
            "dead": int(arrays["dead"][-1].sum()),
            "out": int((arrays["marching"].astype(int) + arrays["rioting"]).sum(1).max()),
        }
        told = json.loads(DOSES.read_text(encoding="utf-8")) if DOSES.exists() else {}
        told.setdefault(name, {})[f"{size:g}"] = found
        DOSES.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        print(name, size, found, flush=True)


def refitted(name: str) -> float | None:
    """The size of the shock at which as many are detained as were; none if that was not found."""
    told: dict[str, Any] = json.loads(DOSES.read_text(encoding="utf-8")) if DOSES.exists() else {}
    by_size = sorted((float(s), f["detained"]) for s, f in told.get(name, {}).items())
    if len(by_size) < 2:
        return None
    x, y = (np.log(np.maximum(column, 1)) if i else np.log(column)
            for i, column in enumerate(np.array(by_size, float).T))  # fmt: skip
    wanted = np.log(DETAINED[name])
    if not y[0] <= wanted <= y[-1]:
        return None
    return float(np.round(np.exp(np.interp(wanted, y, x)), 3))


if __name__ == "__main__":
    main(sys.argv[1], [float(x) for x in sys.argv[2:]])
