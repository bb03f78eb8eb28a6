"""The study of politics: does each part reach harm or power, by how much, and how sure is it?

    python tools/validation/politics [--pairs 40] [--fewer 20] [--minutes 4] [--only TEXT ...]

Pairs of runs on the same random numbers, by the clock, by rules, and over draws of the priors of
politics: parts taken out and doubled, what-ifs, placebos, and the history beside the record.  `--only`
makes those whose name has one of the texts (the names are printed: 'clock alliance out').  The same
command goes on where the last one ended (`tools/members.py` keeps the runs).  Whatever pairs there are
stand in results.json each time, and the verdict in `src/tocsin/results/channels.json`;
`python tools/docs.py` makes the page.

What is compared stands next door in `variants`, the page in `page`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from members import SEED, Member, Members, OutOfTime, code, paired, statistics, value
from validation.politics import variants

import tocsin as tc
from tocsin.declare.choices import Mode
from tocsin.results.channels import ALONE, JUDGED
from tocsin.results.channels import FILE as VERDICT

RESULTS = Path(__file__).parent / "results.json"
LEAST = 4  # pairs of which anything is told
#: Pairs from which on a difference counts for the verdict; intervals are Student's, of a mean.
ENOUGH = 12
LEAD = "Russia"
#: Outcomes of which differences are told; those of `JUDGED` decide whether a part has a channel.
TOLD = tuple(f"{n}.{LEAD}" if n == "influence_after" else n for n in JUDGED) + ("coup_risk",)
KINDS: dict[str, tuple[str, Mode]] = {
    "clock": ("kazakhstan-2022", "point"),
    "rules": ("kazakhstan-2022-rules", "point"),
    "priors": ("kazakhstan-2022", "prior"),
}


@dataclass(frozen=True)
class Task:
    """An ensemble to be compared with its base; both are functions, since loading takes time.

    group : 'parts', 'what if', 'placebo' or 'history' (which is compared with nothing)
    """

    kind: str
    group: str
    name: str
    scenario: Callable[[], tc.Scenario]
    base: Callable[[], tc.Scenario]
    runs: int

    @property
    def mode(self) -> Mode:
        return KINDS[self.kind][1]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


def source(kind: str) -> tc.Scenario:
    """The flagship of a kind."""
    name, mode = KINDS[kind]
    scenario = tc.load(name)
    return variants.over_priors(scenario) if mode == "prior" else scenario


def tasks(pairs: int, fewer: int) -> Iterator[Task]:
    """Everything, in the order in which it is made."""
    for kind in KINDS:
        base = source(kind)
        yield Task(kind, "history", "as it is", _always(base), _always(base), pairs)
        for part in variants.PARTS:
            yield from _of_part(kind, base, part, pairs)
    for kind in ("clock", "rules"):
        base = source(kind)
        for group, of in (("placebo", variants.placebos), ("what if", variants.what_ifs)):
            for name, other in of(base).items():
                yield Task(kind, group, name, _always(other), _always(base), fewer)
        yield from _of_part(kind, base, "threaten", pairs)


def _of_part(kind: str, base: tc.Scenario, part: str, pairs: int) -> Iterator[Task]:
    def there() -> tc.Scenario:
        return variants.base_of(base, part)

    for way, of in (("out", variants.out), ("doubled", variants.doubled)):
        changed = partial(_changed, of, there, part)
        made = _always(base) if (part, way) == ("cells", "out") else changed
        yield Task(kind, "parts", f"{part} {way}", made, there, pairs)


def _always(scenario: tc.Scenario) -> Callable[[], tc.Scenario]:
    return lambda: scenario


def _changed(
    of: Callable[[tc.Scenario, str], tc.Scenario], there: Callable[[], tc.Scenario], part: str
) -> tc.Scenario:
    return of(there(), part)


def make(keep: Members, todo: list[Task]) -> None:
    """Runs of every task and of its base; raises OutOfTime."""
    for task in todo:
        print(task, flush=True)
        keep.of(task.base(), task.runs, task.mode)
        keep.of(task.scenario(), task.runs, task.mode)


def tell(keep: Members, todo: list[Task]) -> dict[str, Any]:
    """Figures of all pairs that have been made, by kind, group and name."""
    found: dict[str, Any] = {}
    for task in todo:
        base = keep.kept(task.base(), task.runs, task.mode)
        other = keep.kept(task.scenario(), task.runs, task.mode)
        n = min(len(base), len(other))
        if n < LEAST:
            continue
        group = found.setdefault(task.kind, {}).setdefault(task.group, {})
        if task.group == "history":
            group[task.name] = {"runs": n, "outcomes": statistics(other[:n])}
        elif task.group == "placebo":
            group[task.name] = {"runs": n, **placebo(other[:n])}
        else:
            group[task.name] = {"pairs": n, **differences(base[:n], other[:n])}
    return found


def differences(base: list[Member], other: list[Member]) -> dict[str, Any]:
    """Mean differences with intervals, and the share of pairs, of those that differ, with its sign."""
    out = {}
    for name, d in paired(base, other, TOLD).items():
        if not d["n"]:
            continue
        moved = [value(b, name) - value(a, name) for a, b in zip(base, other, strict=True)]
        moved = [x for x in moved if x and x == x]
        same = sum(x * d["difference"] > 0 for x in moved) / len(moved) if moved else None
        kept = ("n", "base", "difference", "low", "high")
        out[name] = {key: d[key] for key in kept} | {"differ": len(moved), "agree": same}
    shares = ("alliance_requested", "alliance_approved", "stood_aside", "purge_failed")
    for name in shares:
        known = [x for x in (value(m, name) for m in other) if x == x]
        out[name] = {"mean": sum(known) / len(known) if known else None, "n": len(known)}
    return out


def placebo(members: list[Member]) -> dict[str, Any]:
    """What must not happen without a cause: shares of runs, most influence moved, chance of a coup."""
    n = len(members)

    def share(of: Callable[[Member], Any]) -> float:
        return sum(bool(of(m)) for m in members) / n

    purges = ("dismiss", "arrest")
    return {
        "asked": share(lambda m: m["alliance_requested"]),
        "voted": share(lambda m: m["alliance_approved"] is not None),
        "granted": share(lambda m: m["alliance_approved"]),
        "purged": share(lambda m: any(m["acted"].get(k) for k in purges)),
        "claimed": share(lambda m: m["claimed"]),
        "influence moved, most": max(m["influence_moved"] for m in members),
        "chance of a coup, mean": sum(m["coup_risk"] for m in members) / n,
        "dead, most": max(m["dead"] for m in members),
    }


def verdict(found: dict[str, Any]) -> dict[str, Any]:
    """Outcomes that each part moves in some comparison: the mean's 95 % interval is off zero."""
    parts: dict[str, list[str]] = {}
    pairs = []
    for groups in found.values():
        for name, row in groups.get("parts", {}).items():
            if row["pairs"] < ENOUGH and not _nothing_else(row):
                continue
            pairs.append(row["pairs"])
            moves = parts.setdefault(name.split()[0], [])
            for told, outcome in zip(TOLD, JUDGED, strict=False):
                d = row.get(told)
                if d and (d["low"] > 0 or d["high"] < 0) and outcome not in moves:
                    moves.append(outcome)
    order = list(JUDGED)
    return {
        "study": {
            "scenario": KINDS["clock"][0], "pairs": max(pairs, default=0),
            "date": datetime.now(UTC).date().isoformat(), "version": tc.__version__, "code": code(),
        },
        "parts": {part: sorted(moves, key=order.index) for part, moves in parts.items()},
    }  # fmt: skip


def _nothing_else(row: dict[str, Any]) -> bool:
    """Whether no pair differs in anything but influence: then few pairs say as much as many."""
    others = [x for n, x in row.items() if n.partition(".")[0] in set(JUDGED) - ALONE]
    return not any(x["differ"] for x in others)


def rounded(found: Any) -> Any:
    """Four digits, so that the file stays small."""
    if isinstance(found, float):
        return float(f"{found:.4g}")
    if isinstance(found, dict):
        return {key: rounded(x) for key, x in found.items()}
    return found


def main() -> None:
    """As much as the minutes allow, then figures of all that there is."""
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    ask.add_argument("--pairs", type=int, default=40, help="of parts")
    ask.add_argument("--fewer", type=int, default=20, help="of what-ifs and placebos")
    ask.add_argument("--minutes", type=float, default=1e9)
    ask.add_argument("--only", nargs="*", default=[""])
    a = ask.parse_args()
    keep, every = Members(a.minutes), list(tasks(a.pairs, a.fewer))
    try:
        make(keep, [t for t in every if any(text in str(t) for text in a.only)])
        print("done")
    except OutOfTime as end:
        print(end)
    found = tell(keep, every)
    judged = verdict(found)
    head = {"seed": SEED} | judged["study"]
    text = json.dumps(rounded(head | {"kinds": found}), indent=1, default=float)
    RESULTS.write_text(text + "\n", encoding="utf-8")
    VERDICT.write_text(json.dumps(judged, indent=1) + "\n", encoding="utf-8")
    if keep.seconds:
        print(f"{len(keep.seconds)} runs, {sum(keep.seconds) / len(keep.seconds):.2f} s each")


if __name__ == "__main__":
    main()
