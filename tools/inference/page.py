"""Tables of docs/calibration.md, forecasts.md and evidence.md, from the figures that studies kept.

A table stands between `<!-- made: NAME -->` and `<!-- end -->`; the words around it are by hand.
Figures come from benchmarks/results/inference-*.json: `benchmarks/calibration/study.py` and
`benchmarks/forecasts/study.py` write two of them, `tools/inference/evidence.py` takes the third from a
folder that `tocsin evidence` left.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks" / "results"
BLOCK = re.compile(r"(<!-- made: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)
Table = Callable[[list[str], Sequence[Sequence[object]]], str]


def page(name: str, table: Table) -> str:
    """A page with its tables made anew; one whose study was not run yet says so."""
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    return BLOCK.sub(lambda m: f"{m[1]}\n{MADE[m[2]](table)}\n{m[3]}", text)


def _kept(name: str) -> dict[str, Any] | None:
    path = RESULTS / f"inference-{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def _none() -> str:
    return "Not measured in this version.\n"


def scores(table: Table) -> str:
    found = _kept("forecasts")
    if found is None:
        return _none()
    rows = [
        [f"`{name}`", f"{s['crps']:.2f}", f"{s['log']:.2f}", f"{s['interval']:.2f}",
         f"{s['coverage']:.2f}", s["n"], "" if name == "tocsin" else f"{s['skill']:+.2f}"]
        for name, s in found["scores"].items()
    ]  # fmt: skip
    head = ["model", "CRPS", "log", "interval", "covers 90 %", "reports",
            "skill of `tocsin` beside it"]  # fmt: skip
    return (
        f"{found['truths']} synthetic crises of {found['scenario']} ({found['hours']} hours), "
        f"{found['runs']} runs over the priors, effectively {found['ess']:.0f} after weighing; "
        f"{found['forecasts']} reports a day ahead.\n\n" + table(head, rows)
    )


def moves(table: Table) -> str:
    found = _kept("forecasts")
    if found is None or "moves" not in found:
        return _none()
    rows = [[name, f"{b:.2f}", f"{a:.2f} to {c:.2f}"] for name, (a, b, c) in found["moves"].items()]
    about = (
        f"{found['tried']} of the crises, those with {found['tip_out']} or more out in Beta in the "
        f"half day before hour {found['tip_hour']}.\n\n"
    )
    return about + table(
        ["a report", "moves the forecast by a factor of", "half of the crises"], rows
    )


def matrix(table: Table) -> str:
    found = _kept("evidence")
    if found is None:
        return _none()
    names = list(found["confusion"])
    rows = [[f"`{a}`", *(f"{found['confusion'][a][b]:.0%}" for b in names)] for a in names]
    weights = "; ".join(
        f"{s['name']} (for {s['for']}, {s['weight']:.2f})" for s in found["statistics"][:6]
    )
    return (
        f"Of {found['scenario']} ({found['hours']} hours), {found['crises']} synthetic crises, "
        f"{found['held_back']} of them held back; a panel of {found['reports']} reports.\n\n"
        + table(["crises that are", *(f"called {n}" for n in names)], rows)
        + f"\nBalanced accuracy {found['balanced_accuracy']:.2f} (by chance {1 / len(names):.2f}); if "
        f"reports did not err {found['more_data']['the_same_without_errors']:.2f}. The set holds the "
        f"truth in {found['sets']['hold_the_truth']:.0%}, and has a single account in "
        f"{found['sets']['single']:.0%}. What matters most (log loss it is worth): {weights}.\n"
    )


def budget(table: Table) -> str:
    found = _kept("calibration")
    if found is None:
        return _none()
    rows = [
        [r["reports"], r["runs"], r["crises"], f"{r['rejection']:.2f}", f"{r['adjusted']:.2f}",
         f"{r['covers50']:.2f}, {r['covers90']:.2f}", f"{r['p']:.2f}, {r['joint']:.2f}"]
        for r in found["rows"]
    ]  # fmt: skip
    head = ["reports", "runs", "of these crises", "plain rejection", "adjusted", "covers 50, 90 %",
            "ranks, joint (p)"]  # fmt: skip
    measured = f" ({found['measured']})" if "measured" in found else ""
    return f"{found['runs']:,} runs{measured}.\n\n" + table(head, rows)


MADE: dict[str, Callable[[Table], str]] = {
    "scores": scores, "moves": moves, "matrix": matrix, "budget": budget,
}  # fmt: skip
