"""Epstein's model in another framework: `peers.py mesa|agentpy|bptk ROWS STEPS SEED` prints JSON.

Mesa's is its own example, unchanged; AgentPy and BPTK-Py have none, see `agentpy_model.py` and
`bptk_model.py`.
"""

from __future__ import annotations

import json
import sys
import time

COMMON = {"legitimacy": 0.82, "cop_density": 0.04, "citizen_density": 0.7, "max_jail_term": 30}


def mesa(rows: int, steps: int, seed: int) -> dict:
    from mesa.examples.advanced.epstein_civil_violence.model import EpsteinCivilViolence

    model = EpsteinCivilViolence(width=rows, height=rows, seed=seed, max_iters=steps + 1, **COMMON)
    # the collector keeps every agent's data in every step; off, to compare the model alone
    model.datacollector.collect = lambda _: None
    active, jailed = [], []
    agents = len(model.agents)
    start, cpu = time.perf_counter(), time.process_time()
    for _ in range(steps):
        model.step()
        active.append(model.ACTIVE)
        jailed.append(model.ARRESTED)
    return told(agents, steps, start, cpu, active, jailed)


def agentpy(rows: int, steps: int, seed: int) -> dict:
    from agentpy_model import Epstein

    model = Epstein({"rows": rows, "seed": seed, "steps": steps, **COMMON})
    model.sim_setup(steps, seed)
    agents = len(model.people)
    active, jailed = [], []
    start, cpu = time.perf_counter(), time.process_time()
    for _ in range(steps):
        model.t += 1
        model.step()
        active.append(sum(p.kind == 2 for p in model.people))
        jailed.append(sum(p.kind == 3 for p in model.people))
    return told(agents, steps, start, cpu, active, jailed)


def bptk(rows: int, steps: int, seed: int) -> dict:
    from bptk_model import made

    model = made(rows, steps, seed, **COMMON)
    start, cpu = time.perf_counter(), time.process_time()
    model.run(collect_data=False)
    active, jailed = (list(x) for x in zip(*model.seen, strict=True))
    return told(len(model.agents), steps, start, cpu, active, jailed)


def told(agents: int, steps: int, start: float, cpu: float, active: list, jailed: list) -> dict:
    return {
        "agents": agents, "steps": steps, "seconds": time.perf_counter() - start,
        "cpu_seconds": time.process_time() - cpu, "mean_active": sum(active) / steps / agents,
        "mean_jailed": sum(jailed) / steps / agents, "active": active, "jailed": jailed,
    }  # fmt: skip


if __name__ == "__main__":
    name, *numbers = sys.argv[1:]
    print(
        json.dumps(
            {"mesa": mesa, "agentpy": agentpy, "bptk": bptk}[name](*(int(n) for n in numbers))
        )
    )
