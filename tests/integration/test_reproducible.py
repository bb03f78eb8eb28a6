"""The same seed gives the same bits, whatever the threads, the batch, the order or a pause."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import time

import numpy as np
import pytest

import tocsin as tc
from tests.integration.helpers import fingerprint, killed_and_resumed, lines


@pytest.fixture(scope="module")
def country(two_towns):
    """Two towns over more blocks of persons, so that threads have something to share."""
    return two_towns.edit(
        set={"places.beta.population": 60_000, "clock.hours": 96, "places.alpha.population": 20_000}
    )


@pytest.fixture(scope="module")
def base(country, tmp_path_factory):
    path = tmp_path_factory.mktemp("base") / "a"
    tc.simulate(country, runs=4, seed=3, out=path, threads=1, report=False)
    return path


def test_one_thread_or_two_or_five(country, base, tmp_path):
    for threads in (2, 5):
        out = tmp_path / str(threads)
        tc.simulate(
            country, runs=4, seed=3, out=out, threads=threads, executor="threads", report=False
        )
        assert fingerprint(tmp_path / str(threads)) == fingerprint(base)


def test_alone_with_threads_or_without(country, tmp_path):
    tc.simulate(country, seed=3, out=tmp_path / "1", threads=1, report=False)
    tc.simulate(country, seed=3, out=tmp_path / "2", threads=2, report=False)
    assert fingerprint(tmp_path / "1") == fingerprint(tmp_path / "2")


def test_a_member_alone_is_the_member_of_the_ensemble(country, base, tmp_path):
    tc.simulate(country, runs=1, first_run=2, seed=3, out=tmp_path / "k", report=False)
    alone, all_ = tc.Result(tmp_path / "k").data, tc.Result(base).data.sel(run=[2])
    for name in all_.data_vars:
        np.testing.assert_array_equal(alone[name].values, all_[name].values, err_msg=name)
    a = tc.Result(tmp_path / "k").chronicle()
    b = tc.Result(base).chronicle()
    assert a.to_csv(index=False) == b[b.run == 2].to_csv(index=False)


def test_members_are_different_and_unrelated(base):
    data = tc.Result(base).data
    active = (data.marching + data.rioting).sum("place").values
    assert len({a.tobytes() for a in active}) == 4


@pytest.mark.parametrize("engine", ["thinning", "sweep", "cells"])
def test_a_saved_state_continues_with_the_same_bits(country, tmp_path, engine):
    whole = tc.Simulation(country, 3, 1, engine=engine, threads=1)
    whole.run()
    first = tc.Simulation(country, 3, 1, engine=engine, threads=2)
    first.run(50)
    first.save(tmp_path / "state.npz")
    del first
    second = tc.Simulation(country, 3, 1, engine=engine, threads=1)
    second.load(tmp_path / "state.npz")
    assert second.hour == 50
    second.run()
    for name, array in whole.recorder.arrays.items():
        np.testing.assert_array_equal(array, second.recorder.arrays[name], err_msg=name)
    for name, array in whole.state.arrays.items():
        np.testing.assert_array_equal(array, second.state[name], err_msg=name)


SCRIPT = textwrap.dedent("""
    import sys, tocsin as tc
    scenario = tc.load(sys.argv[1])
    tc.simulate(scenario, runs=6, seed=3, out=sys.argv[2], threads=1, resume=True)
""")


def test_killed_twice_and_resumed_it_ends_with_the_same_bits(country, tmp_path):
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text(country.to_yaml())
    tc.simulate(tc.load(scenario), runs=6, seed=3, out=tmp_path / "whole", threads=2)
    out = tmp_path / "killed"
    killed_and_resumed(SCRIPT, (scenario, out), kills=(1, 3), rows_in_all=6)
    assert fingerprint(out) == fingerprint(tmp_path / "whole")
    assert not (tmp_path / "killed.partial").exists()


def test_an_interrupt_leaves_nothing_that_looks_finished(country, tmp_path):
    def interrupt(done, total):
        if done > 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tc.simulate(country, seed=3, out=tmp_path / "x", progress=interrupt)
    assert not list(tmp_path.iterdir())


def test_ctrl_c_on_the_command_line(country, tmp_path):
    """Exit 130, one line, nothing that looks finished; finished runs are kept and told of."""
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text(country.to_yaml())
    out = tmp_path / "out"
    arguments = ["run", str(scenario), "--runs", "400", "--threads", "1", "--out", str(out)]
    job = subprocess.Popen(
        [sys.executable, "-m", "tocsin", *arguments], stderr=subprocess.PIPE, text=True
    )
    rows = tmp_path / "out.partial" / "rows.jsonl"
    for _ in range(1200):
        if lines(rows):
            break
        time.sleep(0.05)
    job.send_signal(signal.SIGINT)
    _, err = job.communicate(timeout=60)
    assert job.returncode == 130
    assert "--resume" in err
    assert "Traceback" not in err
    assert not out.exists()


def test_another_job_is_not_resumed(country, tmp_path):
    def interrupt(done, total):
        if done > 100:
            raise KeyboardInterrupt

    out = tmp_path / "x"
    with pytest.raises(KeyboardInterrupt):
        tc.simulate(country, runs=3, seed=3, out=out, threads=1, progress=interrupt)
    with pytest.raises(tc.errors.InputError, match="seed"):
        tc.simulate(country, runs=3, seed=4, out=out, threads=1, resume=True)
    with pytest.raises(tc.errors.InputError, match="`resume=True`"):
        tc.simulate(country, runs=3, seed=3, out=out, threads=1)
    assert tc.simulate(country, runs=3, seed=3, out=out, threads=1, resume=True).path == out
