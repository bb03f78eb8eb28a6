"""Locks beside what they guard."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tocsin import locks
from tocsin.errors import InputError, OutputError
from tocsin.results.writing import alone, lock

posix = pytest.mark.skipif(os.name != "posix", reason="locks of POSIX")
HOLD = textwrap.dedent("""
    import sys, time
    from pathlib import Path
    from tocsin import locks
    held = locks.take(Path(sys.argv[1]))
    print("held", flush=True)
    time.sleep(60)
""")


@pytest.fixture
def other(tmp_path):
    """Another process that holds the lock."""
    job = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "lock")], stdout=subprocess.PIPE, text=True
    )
    assert job.stdout is not None
    assert job.stdout.readline().strip() == "held"
    yield job
    job.kill()
    job.wait()


def test_one_holds_it_and_leaves_nothing(tmp_path):
    held = locks.take(tmp_path / "lock")
    with pytest.raises(locks.Busy):
        locks.take(tmp_path / "lock")
    held.release()
    assert not list(tmp_path.iterdir())
    locks.take(tmp_path / "lock").release()


def test_another_process_keeps_us_out_until_it_is_killed(tmp_path, other):
    """Whatever its cache folder, user or container: the lock is where the result will be."""
    with pytest.raises(InputError, match="another process is writing"):
        lock(tmp_path, "lock", tmp_path / "x")
    other.kill()
    other.wait()
    assert (tmp_path / "lock").exists()  # and means nothing by itself
    lock(tmp_path, "lock", tmp_path / "x").release()


@posix
def test_a_file_system_without_flock_has_other_locks(tmp_path, monkeypatch):
    import fcntl

    def no(handle, how):
        raise OSError(errno.ENOSYS, "Function not implemented")

    monkeypatch.setattr(fcntl, "flock", no)
    held = locks.take(tmp_path / "lock")
    with pytest.raises(locks.Busy):
        locks.take(tmp_path / "lock")
    held.release()


@posix
def test_without_any_locks_it_is_refused(tmp_path, monkeypatch):
    import fcntl

    def no(handle, how):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", no)
    monkeypatch.setattr(fcntl, "lockf", no)
    with pytest.raises(OutputError, match="its file system has no locks"):
        lock(tmp_path / "x.partial", "lock", tmp_path / "x")


@posix
def test_a_lock_that_its_holder_removed_as_we_came_is_none(tmp_path, monkeypatch):
    """Who ends removes the file; whoever had opened it before must not take the removed one."""
    path, real, times = tmp_path / "lock", locks.try_lock, []

    def removed_first(handle):
        if not times:
            path.unlink()
        times.append(handle)
        return real(handle)

    monkeypatch.setattr(locks, "try_lock", removed_first)
    held = locks.take(path)
    assert len(times) == 2
    assert path.exists()
    held.release()


@posix
def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "victim").write_text("precious")
    (tmp_path / "lock").symlink_to(tmp_path / "victim")
    with pytest.raises(OSError, match=r".*"):
        locks.take(tmp_path / "lock")
    assert (tmp_path / "victim").read_text() == "precious"


def test_who_changes_a_file_waits_for_another_and_loses_nothing(tmp_path):
    path = tmp_path / "count"
    path.write_text("0")

    def add(_):
        with alone(path):
            n = int(path.read_text())
            time.sleep(0.005)
            path.write_text(str(n + 1))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(24)))
    assert path.read_text() == "24"
    assert list(tmp_path.iterdir()) == [path]


@posix
def test_who_waits_too_long_is_told(tmp_path, other):
    (tmp_path / "lock").rename(tmp_path / ".obs.csv.lock")
    late = alone(tmp_path / "obs.csv", seconds=0.1)
    with pytest.raises(InputError, match="another process has been writing it for"), late:
        pass
    other.kill()
    other.wait()
    with alone(tmp_path / "obs.csv", seconds=5):
        pass
    assert list(tmp_path.iterdir()) == []


def test_an_error_while_a_file_is_changed_lets_go_of_it(tmp_path):
    for _ in range(2):
        with pytest.raises(KeyError), alone(tmp_path / "new" / "obs.csv"):
            raise KeyError
