"""Tasks come back from every executor, each once, and what fails does not stop the rest."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import pytest

from tocsin.errors import InputError
from tocsin.experiments.ensembles.member import simulate_task
from tocsin.experiments.executors import dispatch
from tocsin.experiments.executors.dispatch import carry_out
from tocsin.experiments.executors.flight import Lost, WorkersLost, fly
from tocsin.experiments.executors.parcels import pack, work
from tocsin.experiments.executors.work import Failure, Task, command


@pytest.fixture(scope="module")
def tiny(two_towns):
    return two_towns.set("clock.hours", 6)


def tasks(scenario, n):
    return [Task(i, scenario, seed=2, run=10 + i) for i in range(n)]


def number(task):
    return task.run


def odd(task):
    if task.run == 12:
        raise ValueError("wet")
    return task.run


class Unspeakable(Exception):
    """Does not survive a journey."""

    def __init__(self, a, b):
        super().__init__(a)


def unspeakable(task):
    raise Unspeakable(1, 2)


def dies_once(task):
    """Kills its worker the first time that it is tried."""
    mark = Path(os.environ["TOCSIN_TEST_MARK"])
    if task.run == 13 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return task.run


def dies(task):
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("executor", [None, "serial", "auto", "threads", "processes"])
def test_each_task_comes_back_once(tiny, executor):
    found = list(carry_out(iter(tasks(tiny, 9)), odd, executor, workers=2))
    assert sorted(task.index for task, _ in found) == list(range(9))
    for task, got in found:
        assert task.scenario is tiny
        if task.run == 12:
            assert isinstance(got, Failure)
            assert got.error == "ValueError: wet"
            assert "--first-run 12 --runs 1" in got.command
        else:
            assert got == task.run


def test_the_command_repeats_the_run(tiny, two_towns, write):
    task = Task(0, two_towns.set("parameters.k", 2.5).without("live-fire"), 3, 7, "sweep", "prior")
    assert command(task) == (
        "tocsin run two-towns --set parameters.k=2.5 --without live-fire --seed 3 --first-run 7 "
        "--runs 1 --engine sweep --parameters prior"
    )
    import tocsin as tc

    path = write("my own.yaml", tiny.to_yaml())
    line = command(Task(0, tc.load(path), 1, 0))
    assert line == f"tocsin run '{path}' --seed 1 --first-run 0 --runs 1"


def test_a_run_is_the_same_here_and_there(tiny):
    here = [got for _, got in carry_out(tasks(tiny, 2), simulate_task)]
    there = dict(carry_out(tasks(tiny, 2), simulate_task, "processes", workers=1))
    for task, got in there.items():
        assert got["outcomes"] == here[task.index]["outcomes"]


def test_a_task_travels_with_its_scenario_packed_once(tiny):
    one, two = (pack(number, t) for t in tasks(tiny, 2))
    assert one.packed is two.packed
    assert one.task.scenario is None
    assert len(one.packed) < 100_000
    assert work(two) == 11


def test_a_worker_of_another_version_says_so(tiny):
    from dataclasses import replace

    found = work(replace(pack(number, tasks(tiny, 1)[0]), version="0.0.1"))
    assert isinstance(found, Failure)
    assert "0.0.1" in found.error


def test_an_exception_that_cannot_travel_is_told_all_the_same(tiny):
    ((_, got),) = carry_out(tasks(tiny, 1), unspeakable, "processes", workers=1)
    assert got.error == "Unspeakable: 1"


def test_any_object_with_the_interface_of_futures(tiny):
    with ThreadPoolExecutor(3) as pool:
        found = [got for _, got in carry_out(tasks(tiny, 7), number, pool)]
    assert sorted(found) == list(range(10, 17))
    with pytest.raises(InputError, match="submit"):
        next(carry_out(tasks(tiny, 1), number, object()))


@pytest.mark.parametrize("name", ["process", "tcp", "dusk"])
def test_an_executor_that_there_is_not(tiny, name):
    with pytest.raises(InputError, match="unknown executor"):
        carry_out(tasks(tiny, 1), number, name)


@pytest.mark.parametrize(
    "address", ["foo://bar:1", "tcp://[::1", "tcp://host", "tcp://:1", "tcp://h:x"]
)
def test_an_address_that_is_none(tiny, address):
    with pytest.raises(InputError, match="no address of a dask scheduler"):
        dispatch.check(address)


def test_few_tasks_are_in_flight(tiny):
    """100,000 tasks do not sit in memory."""
    waiting, most, taken = [], 0, 0

    class Slow:
        def submit(self, do, *given):
            future: Future = Future()
            waiting.append((future, do, given))
            return future

    def source():
        nonlocal taken
        for task in tasks(tiny, 500):
            taken += 1
            yield task

    found = carry_out(source(), number, Slow(), workers=3)
    import threading

    def serve():
        nonlocal most
        while True:
            if waiting:
                most = max(most, len(waiting))
                future, do, given = waiting.pop(0)
                if do is None:
                    return
                future.set_result(do(*given))

    server = threading.Thread(target=serve, daemon=True)
    server.start()
    first = next(found)
    assert taken <= 8
    assert len([first, *found]) == 500
    waiting.append((None, None, None))
    assert most <= 6


def test_a_killed_worker_costs_no_task(tiny, tmp_path, monkeypatch):
    monkeypatch.setenv("TOCSIN_TEST_MARK", str(tmp_path / "mark"))
    found = [got for _, got in carry_out(tasks(tiny, 9), dies_once, "processes", workers=2)]
    assert (tmp_path / "mark").exists()
    assert sorted(found) == list(range(10, 19))


def test_what_came_back_before_the_workers_died_is_not_lost(tiny):
    class Breaks:
        left = 4

        def submit(self, do, *given):
            if not self.left:
                raise BrokenExecutor
            self.left -= 1
            future: Future = Future()
            future.set_result(do(*given))
            return future

    pool = Breaks()
    coming = fly(lambda task: pool.submit(number, task), tasks(tiny, 9), 1)
    assert [task.index for task, _ in islice(coming, 3)] == [0, 1, 2]
    with pytest.raises(Lost) as lost:
        next(coming)
    assert [task.index for task in lost.value.tasks] == [3, 4]


def test_workers_that_die_again_and_again_are_given_up(tiny):
    with pytest.raises(WorkersLost, match="died twice"):
        list(carry_out(tasks(tiny, 3), dies, "processes", workers=1))


def test_a_few_short_runs_do_not_pay_for_processes(two_towns, flagship):
    assert dispatch.choose(1, flagship, "thinning", 8) == "serial"
    assert dispatch.choose(100, flagship, "thinning", 1) == "serial"
    assert dispatch.choose(10, two_towns, "thinning", 2) == "serial"
    assert dispatch.choose(4, flagship, "thinning", 2) == "serial"
    assert dispatch.choose(100, flagship, "thinning", 2) == "processes"
    assert dispatch.choose(4, flagship, "sweep", 2) == "processes"


SCRIPT = textwrap.dedent("""
    import os, sys, tocsin as tc
    with open(sys.argv[1], "a") as file:
        file.write("ran\\n")
    result = tc.ensemble("two-towns", runs=3, executor="processes", workers=2, keep="quantiles")
    print(len(result.members))
""")


def test_workers_do_not_run_the_users_script_again(tmp_path):
    (tmp_path / "mine.py").write_text(SCRIPT)
    done = subprocess.run(
        [sys.executable, str(tmp_path / "mine.py"), str(tmp_path / "log")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["3"]
    assert (tmp_path / "log").read_text() == "ran\n"
