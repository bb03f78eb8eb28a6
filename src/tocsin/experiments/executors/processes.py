"""A pool of processes on this machine, one for each core.

Workers start from a server that has the imports done, or anew where there is none (Windows).  They run
nothing of the user's script, ignore Ctrl-C, which the parent answers, and end when the parent does,
however that ends.  They write no results: what they leave half done, nobody reads.

The pool is the standard library's.  Loky was left aside: tasks sent a few at a time, done once more and
named when a worker dies twice, Ctrl-C, and the end of the parent would stand around its pool as they do
around this one, and it is a dependency more.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain
from typing import Any

from tocsin.experiments.executors.flight import Lost, WorkersLost, fly
from tocsin.experiments.executors.parcels import pack, work
from tocsin.experiments.executors.starting import safe_path, workers_context
from tocsin.experiments.executors.work import Failure, Task


def in_processes(
    tasks: Iterable[Task], do: Callable[[Task], Any], workers: int
) -> Generator[tuple[Task, Any | Failure], None, None]:
    """Do tasks in processes; what was in flight when a process died is repeated once.

    Raises WorkersLost if one of them was in flight when a process died again.
    """
    source, again = iter(tasks), list[Task]()
    tried: set[int] = set()
    while True:
        pool = _pool(workers)
        kill = True
        try:
            for task, future in fly(_submitter(pool, do), chain(again, source), workers):
                yield task, future.result()
            kill = False
            return
        except Lost as lost:
            again = lost.tasks
            twice = sorted({t.run for t in again if t.index in tried})
            if twice:
                runs = ", ".join(map(str, twice))
                raise WorkersLost(
                    f"worker processes died twice, with runs {runs} in flight (out of memory, or "
                    "killed); finished runs are kept: go on with --resume and fewer --workers"
                ) from None
            tried |= {t.index for t in again}
        finally:
            _stop(pool, kill)


def _submitter(
    pool: ProcessPoolExecutor, do: Callable[[Task], Any]
) -> Callable[[Task], Future[Any]]:
    def submit(task: Task) -> Future[Any]:
        with safe_path():  # a submission may start a process
            return pool.submit(work, pack(do, task))

    return submit


def _pool(workers: int) -> ProcessPoolExecutor:
    context = workers_context()
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload(["tocsin.experiments.ensembles.member"])
    environment = {k: v for k, v in os.environ.items() if k.startswith("TOCSIN_")}
    return ProcessPoolExecutor(workers, context, _begin, (environment,))


def _begin(environment: dict[str, str]) -> None:
    """The first thing that a worker does."""
    os.environ.update(environment)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _stop(pool: ProcessPoolExecutor, kill: bool) -> None:
    if kill:
        for process in list((getattr(pool, "_processes", None) or {}).values()):
            process.terminate()
    pool.shutdown(wait=True, cancel_futures=True)
