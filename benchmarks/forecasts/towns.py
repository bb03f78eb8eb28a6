"""Runs of two-towns over all its priors, with what a panel of reports would be of, for `study.py`.

    python benchmarks/forecasts/towns.py RUNS FOLDER     goes on where it was stopped

Leaves FOLDER/towns.npz: numbers of runs and simulated figures, in the order of `reports`.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

import tocsin as tc
from tocsin.inference.evidence.panel import panel
from tocsin.inference.jobs import AskedTask, Job, simulate, table
from tocsin.inference.observations.observation import Observation

HOURS = 96


def towns() -> tc.Scenario:
    return tc.load("two-towns").set("clock.hours", HOURS)


def reports(scenario: tc.Scenario) -> list[Observation]:
    """Crowds and riots of both towns every 12 hours, and totals by day, also of each region."""
    told = panel(scenario)
    regions = [
        replace(o, region=region)
        for o in told if o.what in ("dead", "detained") for region in scenario.spec.regions
    ]  # fmt: skip
    return told + regions


def main(runs: int, folder: Path) -> None:
    scenario = towns()
    asked = tuple(reports(scenario))
    plan = {"kind": "towns", "seed": 1, "engine": "thinning", "scenario_digest": scenario.digest}
    job = Job(folder / "towns", plan, {"scenario.yaml"}, resume=True)
    job.scenario = scenario
    job.begin()
    tasks = (
        AskedTask(i, scenario, 1, i, "thinning", "prior", observations=asked) for i in range(runs)
    )
    try:
        job.carry_out(tasks, simulate, ("serial", None))
    finally:
        rows = job.ended()
        true = table([row["true"] for row in rows], len(asked))
        np.savez(folder / "towns.npz", index=[row["index"] for row in rows], true=true)
        job.abandon()
        print(len(rows), "runs")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
