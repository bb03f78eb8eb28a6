"""What the page of evidence shows, from a folder that `tocsin evidence` left.

python tools/inference/evidence.py FOLDER     writes benchmarks/results/inference-evidence.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import tocsin as tc
from tocsin.inference.evidence.files import Evidence
from tocsin.inference.evidence.panel import panel

OUT = Path(__file__).parents[2] / "benchmarks" / "results" / "inference-evidence.json"
KEPT = ("scenario", "crises", "failed", "held_back", "confusion", "balanced_accuracy", "sets",
        "log_loss", "more_data", "statistics")  # fmt: skip


def main(folder: Path) -> None:
    result = Evidence(folder)
    found, scenario = result.summary(), tc.load(folder / "scenario.yaml")
    about = {"hours": scenario.hours, "reports": len(panel(scenario)),
             "version": result.manifest()["version"], "seed": result.manifest()["seed"]}  # fmt: skip
    kept = {name: found[name] for name in KEPT} | about
    OUT.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
