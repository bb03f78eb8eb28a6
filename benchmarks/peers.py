"""Agent-based simulators of epidemics at a million persons, to set a national run beside.

Run it with a Python that has them, and keep what it prints:

    python3 -m venv peers && peers/bin/pip install starsim covasim
    peers/bin/python benchmarks/peers.py > benchmarks/results/peers.json

They model infections over contacts, Tocsin decisions over fields: other work per person and step, other
steps (days there, hours here).  The figures say what a person-step of each costs, and no more.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time

PERSONS = 1_000_000


def starsim() -> dict[str, float]:
    import starsim as ss

    steps = 30
    sim = ss.Sim(
        n_agents=PERSONS, diseases=ss.SIR(init_prev=0.01, beta=0.05),
        networks=ss.RandomNet(n_contacts=4), dur=steps, verbose=0,
    )  # fmt: skip
    sim.init()
    return timed(sim.run, PERSONS, steps + 1)


def covasim() -> dict[str, float]:
    import covasim as cv

    days = 30
    sim = cv.Sim(pop_size=PERSONS, n_days=days, pop_type="random", verbose=0)
    sim.initialize()
    return timed(sim.run, PERSONS, days + 1)


def timed(run, persons: int, steps: int) -> dict[str, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    run()
    seconds = time.perf_counter() - wall
    return {
        "persons": persons,
        "steps": steps,
        "seconds": seconds,
        "cpu_seconds": time.process_time() - cpu,
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "person_steps_per_second": persons * steps / seconds,
    }


if __name__ == "__main__":
    if len(sys.argv) > 1:
        found = {"starsim": starsim, "covasim": covasim}[sys.argv[1]]()
        print("\n" + json.dumps(found))
    else:
        out = {}
        for name in ("starsim", "covasim"):
            done = subprocess.run(
                [sys.executable, __file__, name], capture_output=True, text=True, check=True
            )
            found = json.loads(done.stdout.strip().splitlines()[-1])
            found["version"] = __import__("importlib.metadata").metadata.version(name)
            out[name] = found
        print(json.dumps(out, indent=1))
