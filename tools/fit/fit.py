"""Fits the flagship by CMA-ES on the model of binomial cells.

    python tools/fit/fit.py --minutes 60 --start tools/fit/result.json --out tools/fit/result.json

Searches the parameters in FITTED within their priors.  An evaluation is two runs with two seeds (and
one without the shock, in which the country must stay quiet).  What is kept is the mean of the search,
not its luckiest draw, and as a cloud good draws of its last third.
This is a fit to one case with about as many parameters as targets, not a validation.
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
from targets import figures, loss

import tocsin as tc
from tocsin.record.recorder import Recorder
from tocsin.scenario.sections.priors import Prior

BITS = (5, 3)
SEEDS = 6
FITTED = """kappa T c_corr c_mono omega shock s_rest t_aware t_relief b_own b_ties b_news vis0
news_gain t_news act0 c_d c_dn b_out out_gain e_prov prov_gain deesc inj inj_f arrest kill kill_f
sweep chk cap gk inj_guard""".split()

_scenario: Any = None  # each process loads its own
_world: Any = None


def _load() -> None:
    global _scenario, _world
    from tocsin.world import build

    if _scenario is None:
        _scenario = tc.load("kazakhstan-2022")
        _world = build(_scenario, threads=1)


def priors() -> dict[str, Prior]:
    _load()
    return {n: Prior.parse(_scenario.spec.parameters[n].prior) for n in FITTED}


def decode(x: np.ndarray) -> dict[str, float]:
    return {
        n: p.quantile(float(min(max(v, 0.0), 1.0)), 0.0)
        for (n, p), v in zip(priors().items(), x, strict=True)
    }


def encode(values: dict[str, float]) -> np.ndarray:
    out = []
    for n, p in priors().items():
        out.append(p.share_below(min(max(values[n], p.a), p.b)))
    return np.asarray(np.clip(np.array(out), 0.02, 0.98))


def simulate(values: dict[str, float], seed: int, shock: bool = True, hours: int = 336) -> Recorder:
    """A run on cells with some parameters replaced."""
    from tocsin.hour.simulation import Simulation

    _load()
    sim = Simulation(_scenario, seed, engine="cells", bits=BITS, world=_world, threads=1)
    names = {n: i for i, n in enumerate(sim.parameters.names)}
    vector = sim.parameters.values
    for n, v in values.items():
        vector[names[n]] = v
    if not shock:
        vector[names["shock"]] = 0.0
    sim.restart()
    return sim.run(hours)


def evaluate(job: tuple[np.ndarray, tuple[int, ...]]) -> tuple[float, dict[str, float]]:
    x, seeds = job
    values = decode(x)
    total = 0.0
    for seed in seeds:
        f = figures(simulate(values, seed))
        if seed == seeds[0]:
            quiet = float(simulate(values, seed, shock=False, hours=48).active.sum(1).max())
        f["quiet_peak"] = quiet
        total += loss(f)[0] / len(seeds)
    outside = float(np.sum(np.clip(-x, 0, None) ** 2 + np.clip(x - 1, 0, None) ** 2))
    return total + 20 * outside, values


def main() -> None:
    import cma

    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--minutes", type=float, default=60)
    arguments.add_argument("--start", type=Path)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--sigma", type=float, default=0.08)
    arguments.add_argument("--processes", type=int, default=os.cpu_count())
    a = arguments.parse_args()
    _load()
    values = {n: _scenario.spec.parameters[n].value for n in FITTED}
    if a.start and a.start.exists():
        values |= json.loads(a.start.read_text())["values"]
    search = cma.CMAEvolutionStrategy(
        encode(values), a.sigma, {"popsize": 14, "seed": a.seed, "verbose": -9}
    )
    begin, generation, log = time.time(), 0, []
    with mp.Pool(a.processes) as pool:
        while time.time() - begin < 60 * a.minutes:
            xs = search.ask()
            # the same seeds for all of a generation, so that it ranks parameters and not luck
            seeds = (100 + generation % SEEDS, 103 + (generation + 1) % SEEDS)
            jobs = [(x, seeds) for x in xs]
            results = pool.map(evaluate, jobs, chunksize=1)
            search.tell(xs, [r[0] for r in results])
            log += results
            generation += 1
            losses = sorted(r[0] for r in results)
            print(
                f"{generation} {time.time() - begin:.0f} s  best {losses[0]:.1f} median "
                f"{np.median(losses):.1f}  step {search.sigma:.3f}", flush=True,
            )  # fmt: skip
            if generation % 5 == 0:
                late = sorted(log[len(log) * 2 // 3 :], key=lambda r: r[0])
                a.out.write_text(json.dumps({
                    "values": decode(search.result.xfavorite),
                    "evaluations": len(log),
                    "minutes": round((time.time() - begin) / 60, 1),
                    "cloud": [v for _, v in late[:48]],
                }, indent=1))  # fmt: skip


if __name__ == "__main__":
    main()
