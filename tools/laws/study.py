"""Measures the laws and the pieces of the street on the flagship, in pieces of minutes.

    python tools/laws/study.py laws --runs 10 --minutes 4
    python tools/laws/study.py alive --runs 6 --minutes 4
    python tools/laws/study.py pieces --runs 50 --minutes 4

Each command goes on where the last one ended (`tools/members.py` keeps the runs) and writes what there
is to results.json; `python tools/docs.py` makes docs/laws.md from it.  Runs share their random numbers
with the run as it is, member by member.  Rows get their runs in rounds, so that a study that was ended
early has as many of each, as nearly as may be.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from laws.pieces import LOOKED_AT, PIECES
from laws.questions import CLOCK, QUESTIONS
from laws.variants import variant
from members import SEED, Member, Members, OutOfTime, code, paired, statistics

import tocsin as tc
from tocsin.experiments.checks.alive import responses

RESULTS = Path(__file__).parent / "results.json"
ROUNDS = (3, 6, 10, 15, 20, 30, 40, 50, 75, 100)
#: What is kept of the laws' variants.
KEPT = (
    "dead", "dead_participants", "dead_bystanders", "dead_forces", "peak_active", "sites_captured",
    "person_hours_active", "acted", "claimed", "influence_moved", "first_region", "out_at_hour",
)  # fmt: skip
#: Hours (from 1 January) at which live fire is allowed: in Almaty, elsewhere without warning.
ORDERS = (117, 119, 160)
DEAD, PLACE = 10, "Almaty"


def rounds(runs: int) -> list[int]:
    """So many runs of everything, before more of anything."""
    return [n for n in ROUNDS if n < runs] + [runs]


def laws(keep: Members, runs: int, found: dict[str, Any], only: list[str]) -> None:
    """Every variant of the questions."""
    rows = found.setdefault("laws", {})
    for n in rounds(runs):
        for q in QUESTIONS:
            if only and q.variant not in only:
                continue
            members = keep.of(variant(tc.load(q.scenario), q.variant), n)
            stats = statistics(members)
            rows[f"{q.scenario}: {q.variant}"] = {
                "runs": n, "outcomes": {k: stats[k] for k in KEPT},
            }  # fmt: skip
            write(found)


def pieces(keep: Members, runs: int, found: dict[str, Any], only: list[str]) -> None:
    """Every piece cut and doubled, beside the run as it is."""
    rows = found.setdefault("pieces", {})
    scenario = tc.load(CLOCK)
    towns = tuple(f"largest_crowd.{key}" for key in recorded(scenario))
    names = (*(name for _, name in LOOKED_AT), *towns)
    for n in rounds(runs):
        base = keep.of(scenario, n)
        found["pieces_base"] = {"runs": n, "median": medians(base, names)}
        for piece, ways in PIECES.items():
            if only and piece.partition(" ")[0] not in only:
                continue
            for way, words in zip(("cut", "doubled"), ways, strict=True):
                if words:
                    members = keep.of(variant(scenario, words), n)
                    rows.setdefault(piece, {})[way] = {
                        "variant": words, "pairs": n, "outcomes": paired(base, members, names),
                    }  # fmt: skip
                    write(found)


def medians(members: list[Member], names: tuple[str, ...]) -> dict[str, float | None]:
    """Of outcomes by their dotted names."""
    return {k: v.get("base_median") for k, v in paired(members, members, names).items()}


def recorded(scenario: tc.Scenario) -> list[str]:
    """Keys 'TOWN DATE' of the largest crowds for which there is a record."""
    keys = [str(k) for k in scenario.copy_of_data()["references"]]
    return [k.partition(".")[2] for k in keys if k.startswith("largest_crowd.")]


def alive(keep: Members, runs: int, found: dict[str, Any]) -> None:
    """Ten more dead at the hour of each order, through outrage alone and fear alone."""
    import time

    scenario = tc.load(CLOCK)
    rows = found.setdefault("alive", {})
    if rows.get("code") != code():
        rows.clear()
        rows.update(code=code(), dead=DEAD, place=PLACE, responses=[])
    done = {r["run"] for r in rows["responses"]}
    world = None
    for run in range(runs):
        if run in done:
            continue
        if time.monotonic() > keep.until:
            raise OutOfTime(f"{len(done)} of {runs} runs are kept; go on with the same")
        if world is None:
            from tocsin.world import build

            world = build(scenario, 1)
        for r in responses(scenario, ORDERS, 1, DEAD, PLACE, first_run=run, world=world):
            rows["responses"].append(vars(r))
        done.add(run)
        write(found)


def write(found: dict[str, Any]) -> None:
    """What there is, with its date and version."""
    found |= {"date": datetime.now(UTC).date().isoformat(), "seed": SEED,
              "version": tc.__version__, "code": code()}  # fmt: skip
    RESULTS.write_text(json.dumps(found, indent=1, default=float) + "\n", encoding="utf-8")


def main() -> None:
    """One study, for so many minutes."""
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    ask.add_argument("study", choices=["laws", "pieces", "alive"])
    ask.add_argument("--runs", type=int, default=10)
    ask.add_argument("--minutes", type=float, default=1e9)
    ask.add_argument("--only", nargs="*", default=[], help="variants, or first words of pieces")
    a = ask.parse_args()
    found = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    if found.get("code") != code():
        found = {}  # of another model
    keep = Members(a.minutes)
    try:
        if a.study == "laws":
            laws(keep, a.runs, found, a.only)
        elif a.study == "pieces":
            pieces(keep, a.runs, found, a.only)
        else:
            alive(keep, a.runs, found)
        print("done")
    except OutOfTime as end:
        print(end)
    if keep.seconds:
        print(f"{len(keep.seconds)} runs, {np.median(keep.seconds):.2f} s each in the median")


if __name__ == "__main__":
    main()
