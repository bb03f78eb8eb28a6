"""Runs the ensembles of the validation page and keeps their figures in results.json.

    python tools/validation/study.py [--runs 30] [--pairs 16] [--minutes 4]

Ensembles of the flagship by the clock and by rules and without its shock; variants that share their
random numbers with the flagship, member by member.  The same command goes on where the last one ended
(`tools/members.py` keeps the runs).  `python tools/docs.py` makes the page from it.
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

RESULTS = Path(__file__).parent / "results.json"

ENSEMBLES: dict[str, tuple[str, dict[str, Any]]] = {
    "clock": ("kazakhstan-2022", {}),
    "rules": ("kazakhstan-2022-rules", {}),
    "quiet": ("kazakhstan-2022", {"without": ["shock"]}),
}
VARIANTS: dict[str, dict[str, Any]] = {
    "300 organised cells in Almaty": {"with_": ["cells"]},
    "no shutdown": {"without": ["shutdown"]},
    "concession in Mangystau a day earlier": {
        "set": {"levers.price-deal.at": "2022-01-03T20:00+05:00"}
    },
    "concession and caps everywhere on 3 January, 12:00": {
        "set": {
            "levers.price-deal.at": "2022-01-03T12:00",
            "levers.price-caps.at": "2022-01-03T12:00",
        }
    },
    "no live fire": {"without": ["live-fire"]},
    "observing everywhere": {"set": {"levers.orders.rules": "observe"}},
    "Mangystau dispersed like the rest": {"without": ["negotiate-mangystau"]},
    "no emergency": {"without": ["emergency"]},
    "no alliance": {"without": ["alliance"]},
    "alliance a day earlier": {"set": {"levers.alliance.at": "2022-01-05T06:00"}},
    "government resigns on 4 January, 8:00": {"set": {"levers.resignation.at": "2022-01-04T08:00"}},
    "news 3 % stronger": {"scale": ("b_news", 1.03)},
}
PAIRED = (
    "dead_participants", "dead_bystanders", "dead_forces", "injured", "detained", "peak_active",
    "person_hours_active", "sites_captured", "hours_to_calm", "regions_active",
)  # fmt: skip


def variant(edit: dict[str, Any]) -> tc.Scenario:
    """The flagship with an edit."""
    scenario = tc.load("kazakhstan-2022")
    edit = dict(edit)
    if "scale" in edit:
        name, factor = edit.pop("scale")
        value = scenario.spec.parameters[name].value * factor
        edit["set"] = {f"parameters.{name}": value}
    return scenario.edit(**edit)


def ensembles(keep: Members, runs: int, found: dict[str, Any]) -> None:
    """The flagship by the clock, by rules, without its shock."""
    for name, (source, edit) in ENSEMBLES.items():
        members = keep.of(tc.load(source).edit(**edit), runs)
        found[name] = {"runs": runs, "outcomes": statistics(members)}
        write(found)


def variants(keep: Members, pairs: int, found: dict[str, Any]) -> None:
    """What if, in pairs with the flagship by the clock."""
    base = keep.of(tc.load("kazakhstan-2022"), pairs)
    found["pairs"] = pairs
    rows = found["variants"] = {"as it was": paired(base, base, PAIRED)}
    for name, edit in VARIANTS.items():
        rows[name] = paired(base, keep.of(variant(edit), pairs), PAIRED)
        write(found)


def write(found: dict[str, Any]) -> None:
    """What there is, with its date and version."""
    found |= {"date": datetime.now(UTC).date().isoformat(), "seed": SEED,
              "version": tc.__version__, "code": code()}  # fmt: skip
    RESULTS.write_text(json.dumps(found, indent=1, default=float) + "\n", encoding="utf-8")


def main() -> None:
    """As much of the study as the minutes allow."""
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    ask.add_argument("--runs", type=int, default=30)
    ask.add_argument("--pairs", type=int, default=16)
    ask.add_argument("--minutes", type=float, default=1e9)
    a = ask.parse_args()
    found = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    if found.get("code") != code():
        found = {}  # of another model
    keep = Members(a.minutes)
    try:
        ensembles(keep, a.runs, found)
        variants(keep, a.pairs, found)
        print("done")
    except OutOfTime as end:
        print(end)


if __name__ == "__main__":
    main()
