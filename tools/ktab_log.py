"""Compares the bargaining model with the log of a deterministic run of KTAB's SMP model, step by step.

python tools/ktab_log.py LOG TABLE

Both stand in KTAB's repository, examples/smp/doc, such as 20170530_ref-SOE-Pol-Comp.txt and
SOE-Pol-Comp.csv, or 20170530_ref-dummyData_3Dim.txt and dummyData_3Dim.csv; none is kept here.

Prints, for each step, the largest difference in positions (the history has one digit of 0 to 100, so
that 0.05 is none) and in the probabilities of positions (four digits).
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

import numpy as np

from tocsin.theory.bargaining import Actors, Rules, bargain
from tocsin.theory.bargaining.outlook import leaders

RULES = {
    "VotingRule": {"Prop": "proportional", "PropCbc": "proportional-cubic"},
    "PCEModel": {"Conditional": "conditional", "MarkovIncentive": "incentive"},
}


def option(text: str, name: str) -> str:
    found = re.search(rf"^{name}: (\w+)", text, re.MULTILINE)
    return found[1] if found else ""


def inputs(text: str) -> Actors:
    """A table: name and description, power, then position and salience on each issue, 0 to 100."""
    rows = [row for row in csv.reader(text.splitlines()[2:]) if row]
    cells = np.array([[float(x) for x in row[2:] if x.strip()] for row in rows])
    return Actors(cells[:, 1::2] / 100, cells[:, 2::2] / 100, cells[:, 0])


def history(text: str, actors: int) -> tuple[np.ndarray, np.ndarray]:
    positions, chances = text.split("History of actor positions over time:")[1].split(
        "History of actors' winning probabilities:"
    )
    rows = [
        [float(v) for v in line.split(":")[1].split()] for line in positions.strip().splitlines()
    ]
    p = [line.split("prob :")[1].split() for line in chances.splitlines() if "prob :" in line]
    path = np.array(rows).reshape(actors, -1, len(rows[0]))
    return np.moveaxis(path, -1, 0), np.array(p, dtype=float).T


def main() -> None:
    log, table = (Path(p).read_text(encoding="utf-8", errors="replace") for p in sys.argv[1:3])
    if option(log, "StateTransitions") != "Deterministic":
        raise SystemExit("drawn, not deterministic: the choices would need KTAB's random numbers")
    rules = Rules(
        vote=RULES["VotingRule"][option(log, "VotingRule")],
        standing=RULES["PCEModel"][option(log, "PCEModel")],
        risk="mid",
        third_parties="committed",
        digits=4,
    )
    actors = inputs(table)
    path, chances = history(log, actors.capability.shape[-1])
    done = bargain(actors, len(path) - 1, rules)
    print(f"{path.shape[1]} actors, {path.shape[2]} issues, {len(path) - 1} steps")
    for t, (x, p) in enumerate(zip(path, chances, strict=True)):
        first = leaders(done.position[t], 1e-3)
        ours = done.standing[t] * (first[:, None] == first).sum(-1)
        gap = np.abs(100 * done.position[t] - x).max()
        print(f"{t:4d}  positions {gap:.3f}  probabilities {np.abs(ours - p).max():.5f}")


if __name__ == "__main__":
    main()
