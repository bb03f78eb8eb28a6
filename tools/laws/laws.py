"""Runs variants of a scenario and prints their medians: the laws of the model, measured.

    python tools/laws/laws.py kazakhstan-2022 --runs 8 base 'split 4' double 'dt 30' none tenth
    python tools/laws/laws.py kazakhstan-2022 --runs 20 base 'in Kostanay' --json out.json

Variants are described in `variants`.  Medians [least, most] over runs that share their random numbers.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing as mp
import os
import time
from pathlib import Path
from typing import Any

import numpy as np
from variants import variant

KEEP = """dead dead_participants dead_bystanders dead_forces injured injured_forces detained peak_active
person_hours_active sites_captured regions_active hours_to_calm peak_rioting""".split()
TOWNS = ("Almaty", "Aktau", "Zhanaozen", "Atyrau", "Aktobe", "Oral", "Taraz", "Shymkent",
         "Kyzylorda", "Nur-Sultan", "Taldykorgan", "Oskemen", "Semey", "Kostanay")  # fmt: skip
GRAVE = ("live_fire", "checkpoints", "request", "dismiss", "arrest", "shutdown", "emergency")

HOURS = int(os.environ.get("LAWS_HOURS", "0"))  # 0: as long as the scenario says
_made: dict[str, Any] = {}


def scenario_of(name: str, what: str) -> tuple[Any, Any]:
    """A variant and its world, made once in each process."""
    import tocsin as tc
    from tocsin.world import build

    key = f"{name}|{what}"
    if key not in _made:
        _made.clear()
        scenario = tc.load(name)
        if HOURS:
            scenario = scenario.set("clock.hours", HOURS)
        scenario = variant(scenario, what)
        _made[key] = scenario, build(scenario, 1)
    return _made[key]


def one(job: tuple[str, str, int]) -> dict[str, Any]:
    """A run of a variant and what the laws look at."""
    import tocsin as tc
    from tocsin.record.outcomes import outcomes

    name, what, run = job
    scenario, world = scenario_of(name, what)
    sim = tc.Simulation(scenario, 1, run, threads=1, world=world, terms=False)
    rec = sim.run()
    o = outcomes(rec)
    out: dict[str, Any] = {k: o.get(k) for k in KEEP}
    active = rec.active
    national = active.sum(1)
    for i, (_, most) in enumerate(sorted(o["active_by_day"].items())):
        if i < 9:
            out[f"day {i + 1}"] = most
    h = sim.now.world.regions.offset[: len(national), 0]
    local = (scenario.start.hour + np.arange(len(national)) + h // 60) % 24
    busy = slice(72, min(len(national), 144))
    if len(national) > 120:
        by_hour = np.array([national[busy][local[busy] == k].mean() for k in range(24)])
        out["at 3 h / 18 h"] = float(by_hour[3] / max(by_hour[18], 1))
        by_hour = np.array(
            [rec.arrays["rioting"][busy].sum(1)[local[busy] == k].mean() for k in range(24)]
        )
        out["riot hour"] = int(by_hour.argmax())
    names = world.places.names
    for town in TOWNS:
        if town in names:
            # villages bear the same name; the crowd of a town in parts is on one square
            here = [i for i, n in enumerate(names) if n == town]
            crowd = active[:, here].max(1)
            for d in (3, 4, 5, 6):
                out[f"{town} {d}"] = int(crowd[24 * (d - 1) : 24 * d].max(initial=0))
    out["first"] = o["first_active_place"]
    for r, n in o["dead_by_region"].items():
        out[f"dead {r}"] = n
    for s in ("Almaty administration", "Almaty police headquarters", "Taldykorgan administration"):
        if s in o["site_captured"]:
            out[s] = o["site_captured"][s]
            out[s + " hour"] = o["site_captured_hour"][s]
    kind = np.array(world.sites.kind)
    out["administrations"] = int(
        np.isfinite(rec.final["captured_at"][kind == "administration"]).sum()
    )
    at = sim.state["lever_time"]
    done = {act.lever.kind for act, t in zip(sim.now.program.acts, at, strict=True)
            if (t < scenario.hours).any()}  # fmt: skip
    out["acted"] = [k for k in GRAVE if k in done]
    out["seconds"] = round(sim.seconds, 2)
    return out


def table(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """Medians of numbers, counts of words."""
    out: dict[str, Any] = {}
    for key in runs[0]:
        values = [r.get(key) for r in runs]
        if key == "acted":
            out[key] = {
                k: sum(k in (v or ()) for v in values)
                for k in GRAVE
                if any(k in (v or ()) for v in values)
            }
        elif any(isinstance(v, str) for v in values):
            out[key] = {str(v): values.count(v) for v in sorted(set(map(str, values)))}
        else:
            known = [float(v) for v in values if v is not None]
            if known:
                out[key] = [round(float(x), 3) for x in (np.median(known), min(known), max(known))]
    return out


def main() -> None:
    """Run and print."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    a.add_argument("scenario")
    a.add_argument("variants", nargs="+")
    a.add_argument("--runs", type=int, default=6)
    a.add_argument("--processes", type=int, default=2)
    a.add_argument("--json", type=Path)
    a.add_argument("--long", action="store_true")
    a = a.parse_args()
    kept = {}
    with mp.Pool(a.processes) as pool:
        for what in a.variants:
            begin = time.time()
            # whole shares of a variant to each process, so that its world is made once in each
            jobs = [(a.scenario, what, k) for k in range(a.runs)]
            share = -(-a.runs // a.processes)
            runs = pool.map(one, jobs, chunksize=share) if a.processes > 1 else list(map(one, jobs))
            t = kept[what] = table(runs)
            m = {k: v[0] for k, v in t.items() if isinstance(v, list)}
            spread = " ".join(f"{k}[{t[k][1]:.0f},{t[k][2]:.0f}]" for k in ("dead", "peak_active"))
            print(f"## {what}  ({a.runs} runs, {time.time() - begin:.0f} s) {spread}")
            print(
                "  dead {dead:.0f} = p {dead_participants:.0f} b {dead_bystanders:.0f} "
                "f {dead_forces:.0f}  inj {injured:.0f} (f {injured_forces:.0f})  "
                "det {detained:.0f}  peak {peak_active:.0f}  ph {person_hours_active:.0f}  "
                "sites {sites_captured:.0f}  regs {regions_active:.0f}".format(**m)
            )
            print(
                "  days", *(f"{m.get(f'day {d}', 0):.0f}" for d in range(1, 10)),
                f" calm {m.get('hours_to_calm', -1):.0f}  adm {m.get('administrations', 0):.0f}",
                f" 3h/18h {m.get('at 3 h / 18 h', 0):.2f}  riot hour {m.get('riot hour', 0):.0f}",
            )  # fmt: skip
            print("  first", t.get("first"), " acted", t["acted"])
            if a.long:
                for town in TOWNS:
                    if f"{town} 5" in m:
                        print(
                            f"    {town:12s}", *(f"{m[f'{town} {d}']:6.0f}" for d in (3, 4, 5, 6))
                        )
                print("   ", {k[5:]: v for k, v in m.items() if k.startswith("dead ") and v > 0})
                print("   ", {k: t[k] for k in t if "administration" in k or "headquarters" in k})
            else:
                print(
                    "    5 Jan",
                    *(f"{town} {m[f'{town} 5']:.0f}" for town in TOWNS if f"{town} 5" in m),
                )
    if a.json:
        a.json.write_text(json.dumps(kept, indent=1) + "\n")


if __name__ == "__main__":
    main()
