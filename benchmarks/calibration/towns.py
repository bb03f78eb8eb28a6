"""Runs of two-towns over the priors of six parameters, for the studies beside this file.

    python benchmarks/calibration/towns.py RUNS FOLDER     goes on where it was stopped

Leaves FOLDER/towns.npz: numbers of runs, places on the unit cube, simulated figures.  What each figure
is of is not in it: they stand in the order of `reports`.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import numpy as np

import tocsin as tc
from tocsin.inference.calibration.free import drawn, free_parameters, whole
from tocsin.inference.calibration.runs import Runs, simulate_set
from tocsin.inference.jobs import Job
from tocsin.inference.observations.observation import Observation

FREE = ("kappa", "T", "omega", "b_news", "e0", "t_weary")
HOURS = 96


def towns() -> tc.Scenario:
    return tc.load("two-towns").set("clock.hours", HOURS)


def reports(scenario: tc.Scenario) -> list[Observation]:
    """What is reported of a crisis: crowds of both towns by day, riots, the dead, the detained.

    The figures are those of nobody yet: `Targets` asks only what each is of.
    """
    start, hour = scenario.start, timedelta(hours=1)

    def of(what: str, begin: int, end: int, **more: object) -> Observation:
        return Observation(what, start + begin * hour, start + end * hour, best=1.0, **more)

    out = []
    for day in range(4):
        for place, region in (("Alpha", "West"), ("Beta", "East")):
            at = 24 * day
            out.append(
                of("crowd", at, at + 24, place=place, region=region, counted_by="press",
                   channel="press", reliability="B2")
            )  # fmt: skip
    out += [
        of("riot", 48, 96, place="Beta", region="East", counted_by="press", reliability="B2"),
        of("dead", 0, 96, so_far=True, counted_by="officials", status="official", reliability="A2"),
    ]
    for end in (72, 96):
        out.append(
            of("detained", 0, end, so_far=True, counted_by="officials", status="official",
               reliability="A2")
        )  # fmt: skip
    return out


def main(runs: int, folder: Path) -> None:
    scenario = towns()
    free = free_parameters(scenario, FREE)
    plan = {"kind": "towns", "seed": 1, "engine": "thinning", "scenario_digest": scenario.digest}
    job = Job(folder / "towns", plan, {"scenario.yaml"}, resume=True)
    job.scenario = scenario
    job.begin()
    work = Runs(job, free, reports(scenario), ("serial", None), simulate_set, None)
    try:
        work.carry_out(1, 0, drawn(whole(len(FREE)), 0, runs, 1, 1))
    finally:
        done = work.done()
        np.savez(folder / "towns.npz", index=done.index, unit=done.unit, true=done.true)
        job.abandon()
        print(len(done.index), "runs,", round(work.seconds(), 3), "s each")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
