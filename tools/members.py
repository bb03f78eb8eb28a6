"""Runs of a study, kept one by one, so that it can be made in pieces of minutes and taken up.

`Members.of(scenario, runs)` gives the outcomes of so many runs of a scenario and makes those that are
missing.  What was made is kept in `tools/runs/` (not in git), a file for each scenario, seed, kind of
parameters *and version of the code*, a line for each run: a change of the model makes runs anew and
never mixes two models.  `minutes` ends a piece with `OutOfTime`; the same command goes on from there.
Several processes may fill one store, each its own scenarios.
"""

from __future__ import annotations

import hashlib
import json
import math
import time
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

import tocsin as tc
from tocsin.declare.choices import Mode
from tocsin.declare.lever import KINDS
from tocsin.record.outcomes import outcomes
from tocsin.world import build

SEED = 1
FOLDER = Path(__file__).parent / "runs"
#: Rooms of the package on which the outcome of a run depends.
MODEL = (
    "declare",
    "hour",
    "mechanisms",
    "parts",
    "people",
    "record",
    "scenario",
    "theory",
    "world",
)
#: Outcomes of a run by name; a table is a mapping of its keys.
Member = dict[str, Any]


class OutOfTime(Exception):
    """The minutes of a piece are over; what was made is kept."""


@cache
def code() -> str:
    """Twelve hexadecimal digits of everything that decides what a run does."""
    root = Path(tc.__file__).parent
    digest = hashlib.sha256()
    for room in MODEL:
        for path in sorted((root / room).rglob("*.py")):
            digest.update(f"{path.relative_to(root)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:12]


class Members:
    """Outcomes of runs, kept in a folder.

    minutes : after which no further run is begun
    """

    def __init__(self, minutes: float = math.inf, folder: Path = FOLDER) -> None:
        self.until = time.monotonic() + 60 * minutes
        self.folder = folder
        self.seconds: list[float] = []  # of the runs made here

    def of(self, scenario: tc.Scenario, runs: int, parameters: Mode = "point") -> list[Member]:
        """Outcomes of runs 0 to `runs` - 1, in their order.

        Raises OutOfTime with words for people.
        """
        path = self._file(scenario, parameters)
        known = _read(path)
        missing = [k for k in range(runs) if k not in known]
        if missing:
            self.folder.mkdir(parents=True, exist_ok=True)
            world = build(scenario, 1)
        for k in missing:
            if time.monotonic() > self.until:
                raise OutOfTime(
                    f"{runs - len(missing)} of {runs} runs are kept; go on with the same"
                )
            begin = time.perf_counter()
            known[k] = _run(scenario, k, parameters, world)
            self.seconds.append(time.perf_counter() - begin)
            with path.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"run": k, "member": known[k]}, default=float) + "\n")
        return [known[k] for k in range(runs)]

    def kept(self, scenario: tc.Scenario, runs: int, parameters: Mode = "point") -> list[Member]:
        """The first of them up to one that has not been made yet; makes none."""
        known, found = _read(self._file(scenario, parameters)), []
        for k in range(runs):
            if k not in known:
                break
            found.append(known[k])
        return found

    def _file(self, scenario: tc.Scenario, parameters: Mode) -> Path:
        name = f"{scenario.name}-{scenario.digest[:12]}-{code()}-{parameters}-{SEED}.jsonl"
        return self.folder / name


def _read(path: Path) -> dict[int, Member]:
    """What is kept; a last line that was cut off counts as nothing."""
    found: dict[int, Member] = {}
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                row = json.loads(line)
            except ValueError:
                continue
            found[row["run"]] = row["member"]
    return found


def _run(scenario: tc.Scenario, run: int, parameters: Mode, world: Any) -> Member:
    sim = tc.Simulation(scenario, SEED, run, parameters=parameters, threads=1, world=world,
                        terms=False)  # fmt: skip
    record = sim.run()
    member: Member = dict(outcomes(record))
    at, acts = sim.state["lever_time"], sim.now.program.acts
    done = {act.lever.kind for act, t in zip(acts, at, strict=True) if (t < scenario.hours).any()}
    member["acted"] = {kind: int(kind in done) for kind, k in KINDS.items() if k.grave}
    member["acts_at"] = _acts_at(sim)
    places, regions = world.places, world.regions
    hours = np.flatnonzero((record.active >= 20).any(1))
    first = int(np.argmax(record.active[hours[0]])) if len(hours) else None
    member["first_region"] = None if first is None else regions.names[places.region[first]]
    here = np.array(world.sites.kind) == "administration"
    member["administrations"] = int(np.isfinite(record.final["captured_at"][here]).sum())
    member["out_at_hour"] = _by_hour(scenario, record)
    claims = member.get("claim_true") or {}
    member["claimed"] = int(any(x is not None for x in claims.values()))
    after = member.get("influence_after") or {}
    moved = [abs(x - member["influence_before"][power]) for power, x in after.items()]
    member["influence_moved"] = max(moved, default=0.0)
    return member


def _acts_at(sim: tc.Simulation) -> dict[str, float | None]:
    """Hours at which acts of politics were done first, by lever; none of those that were not."""
    done: dict[str, float | None] = {}
    for act, begun in zip(sim.now.program.acts, sim.state["lever_time"].min(1), strict=True):
        kind = KINDS[act.lever.kind]
        hour = float(sim.state[kind.done_at][act.index]) if kind.done_at else float(begun)
        if kind.needs or act.lever.kind in ("stand_down", "withdraw"):
            done[act.name] = hour if hour < sim.scenario.hours else None
    return done


def _by_hour(scenario: tc.Scenario, record: Any) -> dict[str, float]:
    """Mean number out in the country by hour of the day in the scenario's zone."""
    national = record.active.sum(1)
    local = (scenario.start.hour + np.arange(len(national)) + 1) % 24  # the end of each hour
    return {str(k): float(national[local == k].mean()) for k in range(24) if (local == k).any()}


def value(member: Member, name: str) -> float:
    """An outcome, or with `name.key` a part of one, of a run; NaN where there is none."""
    whole, _, part = name.partition(".")
    found = member.get(whole)
    if part:
        found = (found or {}).get(part)
    return math.nan if found is None else float(found)


def statistics(members: list[Member]) -> dict[str, Any]:
    """Median, interval and more of every figure, tables by key."""

    def of(values: list[Any]) -> dict[str, Any]:
        if any(isinstance(v, str) for v in values):
            first = max(set(values), key=values.count)
            return {"value": first, "share": values.count(first) / len(values)}
        x = np.array([v for v in values if v is not None], float)
        if not len(x):
            return {"n": 0}
        q = np.quantile(x, [0.05, 0.5, 0.95])
        return {
            "p05": q[0], "median": q[1], "p95": q[2], "mean": x.mean(), "min": x.min(),
            "max": x.max(), "n": len(x), "sd": x.std(ddof=1) if len(x) > 1 else 0.0,
        }  # fmt: skip

    out: dict[str, Any] = {}
    for name, whole in members[0].items():
        if isinstance(whole, dict):
            out[name] = {k: of([m[name].get(k) for m in members]) for k in whole}
        else:
            out[name] = of([m[name] for m in members])
    return out


def paired(base: list[Member], other: list[Member], names: tuple[str, ...]) -> dict[str, Any]:
    """Differences run by run (other less base): mean, standard error, 95 % interval of the mean."""
    from scipy.stats import t as student

    out: dict[str, Any] = {}
    for name in names:
        a = np.array([value(m, name) for m in base])
        b = np.array([value(m, name) for m in other])
        known = np.isfinite(a) & np.isfinite(b)  # such as runs that have not calmed
        a, b = a[known], b[known]
        n = len(a)
        if not n:
            out[name] = {"n": 0}
            continue
        d = b - a
        error = float(d.std(ddof=1) / np.sqrt(n)) if n > 1 else math.nan
        room = float(student.ppf(0.975, n - 1)) * error if n > 1 else math.nan
        unpaired = a.var(ddof=1) + b.var(ddof=1) if n > 1 else 0.0
        out[name] = {
            "n": n,
            "base": float(a.mean()),
            "base_median": float(np.median(a)),
            "median": float(np.median(b)),
            "difference": float(d.mean()),
            "error": error,
            "low": float(d.mean()) - room,
            "high": float(d.mean()) + room,
            "saved": float(unpaired / d.var(ddof=1)) if n > 1 and d.var() > 0 else None,
        }
    return out
