"""Runs the ensembles of the page on the political layer and keeps their figures in politics.json.

    python tools/validation/politics.py [--runs 100] [--minutes 4]

The flagship by the clock and by rules; the same without the alliance, member by member on the same
random numbers; and both with the political parameters drawn from their priors, since nothing fits them.
The same command goes on where the last one ended (`tools/members.py` keeps the runs); the figures are
written when all are there.  `python tools/docs.py` makes the page from it.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from members import SEED, Members, OutOfTime, code, paired, statistics

import tocsin as tc
from tocsin.declare.choices import Mode

RESULTS = Path(__file__).parent / "politics.json"
POLITICAL = ("el_", "ho_", "lo_", "coup_", "po_", "al_", "desert", "t_loyal", "t_hold")

KINDS: dict[str, tuple[str, Mode]] = {
    "clock": ("kazakhstan-2022", "point"),
    "rules": ("kazakhstan-2022-rules", "point"),
    "priors": ("kazakhstan-2022", "prior"),
}
#: Outcomes whose difference without the alliance is told.
PAIRED = (
    "dead_participants", "dead_bystanders", "dead_forces", "injured", "sites_captured",
    "guards_left", "hold_least", "loyalty_least.guard", "loyalty_least.security", "coup_risk",
    "coup_attempted", "incumbent_survives", "influence_after.Russia", "influence_won.Russia",
    "forces_freed",
)  # fmt: skip


def drawn(scenario: tc.Scenario) -> tc.Scenario:
    """A scenario in which only the political parameters have a prior."""
    fixed = {
        f"parameters.{name}.prior": "fixed"
        for name in scenario.spec.parameters
        if not name.startswith(POLITICAL)
    }
    return scenario.edit(set=fixed)


def main() -> None:
    """As much of the study as the minutes allow."""
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    ask.add_argument("--runs", type=int, default=100)
    ask.add_argument("--minutes", type=float, default=1e9)
    a = ask.parse_args()
    keep = Members(a.minutes)
    found: dict[str, Any] = {"runs": a.runs}
    try:
        for name, (source, mode) in KINDS.items():
            found[name] = kind(keep, source, mode, a.runs)
        found |= {"date": datetime.now(UTC).date().isoformat(), "seed": SEED,
                  "version": tc.__version__, "code": code()}  # fmt: skip
        RESULTS.write_text(json.dumps(found, indent=1, default=float) + "\n", encoding="utf-8")
        print("done")
    except OutOfTime as end:
        print(end)


def kind(keep: Members, source: str, mode: Mode, runs: int) -> dict[str, Any]:
    """With and without the alliance, member by member."""
    scenario = tc.load(source)
    if mode == "prior":
        scenario = drawn(scenario)
    base = keep.of(scenario, runs, mode)
    without = keep.of(scenario.without("alliance"), runs, mode)
    granted = [i for i, m in enumerate(base) if m["alliance_approved"]]
    both = [base[i] for i in granted], [without[i] for i in granted]
    return {
        "outcomes": statistics(base),
        "runs": runs,
        "granted": len(granted),
        "without": paired(base, without, PAIRED),
        "without_where_granted": paired(*both, PAIRED) if granted else {},
    }


if __name__ == "__main__":
    main()
