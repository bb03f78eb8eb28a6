"""The lattice and a program in C that shares no line and no random number with it: the same law.

`benchmarks/epstein/reference.c` is compiled on the spot; without a compiler these tests are left out.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from tocsin.theory.classic.epstein import simulate
from tocsin.theory.classic.epstein.inputs import chosen

SOURCE = Path(__file__).parents[4] / "benchmarks" / "epstein" / "reference.c"
ROWS, PERIODS, SEEDS = 100, 80, range(1, 13)


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    compiler = shutil.which("gcc")
    if compiler is None:
        pytest.skip("no gcc")
    binary = tmp_path_factory.mktemp("c") / "reference"
    done = subprocess.run(
        [compiler, "-O2", "-fopenmp", str(SOURCE), "-o", str(binary), "-lm"], capture_output=True
    )
    if done.returncode:
        pytest.skip("this compiler has no OpenMP")
    return binary


@pytest.mark.parametrize("schedule", ["exact", "synchronous"])
def test_the_mean_actives_and_jailed_are_those_of_plain_c(program, schedule):
    """Means over 80 periods of 100 x 100 sites, 12 seeds each: within 4.5 standard errors.

    So far apart they are by chance in 1 of 10^5; errors below a tenth of the mean let the test tell
    one schedule from the other, whose mean actives differ by 40 %.
    """
    given = chosen(2, "paper", {"ratio": "floor", "jailed": "blocking", "population": "random",
                                "density_of": "citizens", "steps": PERIODS})  # fmt: skip
    ours, theirs = [], []
    for seed in SEEDS:
        counts = simulate.model_one(given, ROWS, ROWS, seed, schedule).counts[1:]
        people = counts[0, 1:].sum()
        ours.append([counts[:, 2].mean() / people, counts[:, 3].mean() / people])
        told = subprocess.run(
            [str(program), str(ROWS), str(PERIODS), schedule, "1", str(seed), "disc", "floor", "paper"],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        found = json.loads(told)
        theirs.append([found["mean_active"], found["mean_jailed"]])
    ours, theirs = np.array(ours), np.array(theirs)
    error = np.sqrt((ours.var(0, ddof=1) + theirs.var(0, ddof=1)) / len(SEEDS))
    mean = theirs.mean(0)
    assert (np.abs(ours.mean(0) - mean) < 4.5 * error).all()
    assert (error < 0.1 * mean).all()
