"""L5: ten more dead at the hour of an order, heard of through outrage alone and through fear alone.

    python tools/laws/alive.py kazakhstan-2022 --runs 6 --hours 117 119 160 [--place Almaty]

Prints by how much the person-hours out of the next day change, in pairs that share random numbers.
"""

from __future__ import annotations

import argparse

import numpy as np

import tocsin as tc
from tocsin.world import build

DEAD, DAY = 10, 24


def main() -> None:
    """Run to each hour, put the dead in, and go on for a day."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    a.add_argument("scenario")
    a.add_argument("--runs", type=int, default=6)
    a.add_argument("--hours", type=int, nargs="+", default=[117, 119, 160])
    a.add_argument("--place", default="Almaty")
    a = a.parse_args()
    scenario = tc.load(a.scenario)
    world = build(scenario, 1)
    found: dict[tuple[int, str], list[float]] = {}
    levels: dict[int, list[tuple[float, float]]] = {}
    for run in range(a.runs):
        sims = {w: tc.Simulation(scenario, 1, run, threads=1, world=world, terms=False)
                for w in ("as it is", "outrage", "fear")}  # fmt: skip
        base = sims["as it is"]
        for hour in a.hours:
            base.run(hour)
            levels.setdefault(hour, []).append(
                (float(base.state["outrage"]), float(base.state["fear"]))
            )
            kept = {k: v.copy() for k, v in base.state.save().items()}
            people = {k: np.array(v) for k, v in base.people.save().items()}
            out = {}
            for way, sim in sims.items():
                sim.state.load({k: v.copy() for k, v in kept.items()})
                sim.people.load({k: np.array(v) for k, v in people.items()})
                sim.steps = base.steps if way != "as it is" else sim.steps
            start = base.steps
            for way, sim in sims.items():
                sim.steps = start
                _hear(sim, world, a.place, way)
                hours = 0
                for _ in range(DAY * sim.now.steps):
                    sim.step()
                    hours += int(sim.state["active"].sum())
                out[way] = hours / sim.now.steps
            base.state.load(kept)
            base.people.load(people)
            base.steps = start
            for way in ("outrage", "fear"):
                found.setdefault((hour, way), []).append(out[way] / max(out["as it is"], 1) - 1)
    for (hour, way), changes in found.items():
        o, f = np.mean(levels[hour], 0)
        print(
            f"hour {hour}: {DEAD} more dead, {way} alone: {100 * np.mean(changes):+.2f} % "
            f"[{100 * min(changes):+.2f}, {100 * max(changes):+.2f}]   "
            f"(outrage {o:.2f}, fear {f:.2f} before)"
        )


def _hear(sim: tc.Simulation, world: object, place: str, way: str) -> None:
    if way == "as it is":
        return
    s, now = sim.state, sim.now
    at = world.places.names.index(place)  # type: ignore[attr-defined]
    if way == "outrage":
        _kernel(sim)
        s["outrage_first"][:] += DEAD * now.cache["outrage"][0][:, now.region[at]]
    else:
        _kernel(sim)
        s["deaths_minded"][:] += DEAD * now.cache["outrage"][0][:, now.region[at]]


def _kernel(sim: tc.Simulation) -> None:
    if "outrage" not in sim.now.cache:
        from tocsin.mechanisms.street.outrage import _kernel

        _kernel(sim.parameters.only(("out_far", "d_out")), sim.now)


if __name__ == "__main__":
    main()
