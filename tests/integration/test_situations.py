"""Situations of machines and programs around Tocsin in which others fail: here they do no harm.

Each was a report about a neighbouring tool; `test_stumbles` has what users stumbled over here.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
import time
import warnings
from multiprocessing import spawn

import numpy as np
import pytest

import tocsin as tc
from tests.valley import FILE
from tocsin.experiments.executors.starting import no_script, workers_context

posix = pytest.mark.skipif(os.name != "posix", reason="processes and limits of POSIX")


@pytest.fixture(scope="module")
def tiny(two_towns):
    return two_towns.set("clock.hours", 3)


@pytest.fixture(scope="module")
def peak(tiny):
    return tc.simulate(tiny, runs=2, seed=4).outcome("peak_active").median


def alongside(count, do):
    threads = [threading.Thread(target=do, args=(k,)) for k in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_threads_leave_no_filter_of_warnings_behind(tiny):
    before, raised = list(warnings.filters), []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        alongside(2, lambda k: tc.simulate(tiny, seed=k))
        raised += [w for w in caught if "Zarr" in w.category.__name__]
    assert not [f for f in warnings.filters if f not in before]
    assert not raised


def test_the_script_of_the_user_is_never_taken_away():
    """Other threads may pickle what is in it while our workers start; they alone are told of none."""
    script, lost = sys.modules["__main__"], []

    def start(_):
        for _ in range(20):
            with no_script():
                workers_context()
                if sys.modules["__main__"] is not script:
                    lost.append(1)

    asked = spawn.get_preparation_data
    alongside(4, start)
    assert not lost
    assert sys.modules["__main__"] is script
    assert "sys_path" in asked("somebody else's")


@posix
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_after_a_simulation_one_may_fork_and_simulate(tiny, peak):
    child = os.fork()
    if child == 0:
        code = 1
        try:
            found = tc.simulate(tiny, runs=2, seed=4, threads=1).outcome("peak_active").median
            code = 0 if found == peak else 2
        finally:
            os._exit(code)
    for _ in range(600):
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            break
        time.sleep(0.1)
    else:
        os.kill(child, 9)
        os.waitpid(child, 0)
        pytest.fail("it hangs")
    assert os.waitstatus_to_exitcode(status) == 0


def test_inside_an_event_loop_it_works_as_outside(tiny, peak):
    async def main():
        return tc.simulate(tiny, runs=2, seed=4).outcome("peak_active").median

    assert asyncio.run(main()) == peak


def test_without_compiled_kernels_the_bits_are_the_same(tmp_path):
    short = tc.load(FILE).set("clock.hours", 6)
    (tmp_path / "v.yaml").write_text(short.to_yaml(), encoding="utf-8")
    code = "import tocsin as tc; tc.simulate('v.yaml', seed=4, out='x', report=False)"
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1"}
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True)
    here = tc.simulate(tmp_path / "v.yaml", seed=4, out=tmp_path / "y", report=False)
    for name in ("members.csv", "chronicle.csv"):
        assert (tmp_path / "x" / name).read_bytes() == (here.path / name).read_bytes()


@pytest.mark.parametrize(
    "where",
    [
        ((10, 10), (10, 10), (10, 10)),
        ((10, 10), (10, 10.0000000001), (10, 10)),
        ((90, 0), (90, 120), (-90, 10)),
        ((-17.8, 179.9), (-17.8, -179.9), (-17.9, 179.99)),
        ((10, 10), (10, 11), (10, 12)),
    ],
    ids=["one point", "nearly one", "poles", "date line", "a line"],
)
@pytest.mark.parametrize("ties", ["radiation", "gravity"])
def test_wherever_places_lie_every_number_is_one(two_towns, where, ties):
    changes = {"ties.local": ties, "clock.hours": 2}
    for name, (lat, lon) in zip(("alpha", "beta", "farms"), where, strict=True):
        changes |= {f"places.{name}.lat": lat, f"places.{name}.lon": lon}
    state = tc.Simulation(two_towns.edit(set=changes), threads=1).run()
    for name, array in state.arrays.items():
        assert not np.isnan(array.astype(float)).any(), name


def test_towns_on_both_sides_of_the_date_line_are_drawn_side_by_side(tiny):
    pytest.importorskip("matplotlib")
    moved = {"alpha": 179.9, "beta": -179.9, "farms": 179.99}
    result = tc.simulate(tiny.edit(set={f"places.{k}.lon": x for k, x in moved.items()}))
    figure = result.plot.map(hour=1)
    low, high = figure.axes[0].get_xlim()
    assert high - low < 90


@posix
@pytest.mark.parametrize("limit", ["size", "files"])
def test_limits_of_a_shell_are_told_in_words(tmp_path, limit):
    way = {"size": "-f 8", "files": "-n 25"}[limit]
    command = f"{sys.executable} -m tocsin run {FILE} -q --no-report --out {tmp_path / 'x'}"
    done = subprocess.run(f"ulimit {way}; {command}", shell=True, capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert "Traceback" not in done.stderr
    if done.returncode:
        assert done.returncode in (1, 2)
        assert done.stderr.strip()
        assert not (tmp_path / "x").exists()


def test_too_little_memory_is_told(tocsin, monkeypatch, tmp_path):
    def none(*_):
        raise MemoryError("Unable to allocate 9 TiB")

    monkeypatch.setattr("tocsin.experiments.ensembles.ensemble.build", none)
    code, out, err = tocsin("run", "two-towns", "--out", str(tmp_path / "x"))
    assert (code, out) == (1, "")
    assert "not enough memory for a scenario of this size: Unable to allocate 9 TiB" in err
    assert not list(tmp_path.iterdir())
