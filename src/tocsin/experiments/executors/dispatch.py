"""Executors: where tasks are carried out.  What comes back is the same everywhere, bit by bit.

    serial      one after the other, here
    threads     in this process; kernels leave the interpreter's lock, but the rest of a run does not,
                so that little is gained
    processes   on this machine, one for each core
    dask        workers of dask.distributed: those of a scheduler, or a cluster started here
    an object   with the interface of concurrent.futures

'auto' takes processes where they are worth their start of some 2 seconds (`PROCESSES_FROM`, and `guess`
for what a run takes); a single run shares its persons among all cores, other few ones go in turn.
"""

from __future__ import annotations

import importlib
import math
import multiprocessing
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar
from urllib.parse import urlsplit

from tocsin.declare.choices import EXECUTORS
from tocsin.errors import InputError, did_you_mean
from tocsin.experiments.executors.flight import Lost, WorkersLost, fly
from tocsin.experiments.executors.parcels import pack, work
from tocsin.experiments.executors.work import Failure, Task, attempt
from tocsin.hour.simulation import cores

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

#: Seconds of work, as `guess` has it, from which processes are worth their start.
PROCESSES_FROM = 6.0
SCHEMES = ("tcp", "tls", "ws", "wss", "ucx", "ucxx")  # of addresses of dask
WORKERS_WITHIN = 10.0  # seconds that a dask scheduler has for its first worker
UNKNOWN = 64  # workers supposed of an executor that does not say how many it has

#: A dask client: dask is an extra, and has no types.
Dask: TypeAlias = Any
T = TypeVar("T")
#: Tasks with what came of each; closing it ends those that run.
Given = Generator[tuple[Task, Any], None, None]


def carry_out(
    tasks: Iterable[Task],
    do: Callable[[Task], T],
    executor: object = None,
    *,
    workers: int | None = None,
) -> Generator[tuple[Task, T | Failure], None, None]:
    """Do all tasks and give each with what came of it, in the order in which they end.

    do : a function at the top of a module, so that it can travel
    executor : None or 'serial', 'auto', 'threads', 'processes', 'dask', the address of a dask
        scheduler ('tcp://...'), a dask client, or any object with the interface of
        concurrent.futures
    workers : how many at once; one for each core by default

    Raises InputError for an unknown executor, WorkersLost where workers die again and again.
    """
    if executor is None:
        executor = "serial"
    if not isinstance(executor, str):
        return _elsewhere(tasks, do, executor, workers)
    check(executor)
    if "://" in executor:
        return _on_dask(tasks, do, executor, workers)
    if executor == "auto":
        tasks = iter(tasks)
        first = list(islice(tasks, 1000))
        scenario, engine = (first[0].scenario, first[0].engine) if first else (None, "")
        executor = choose(len(first), scenario, engine, workers)
        tasks = chain(first, tasks)
    if executor == "dask":
        return _on_dask(tasks, do, None, workers)
    count = workers or cores()
    if executor == "processes":
        from tocsin.experiments.executors.processes import in_processes

        return in_processes(tasks, do, count)
    if executor == "threads" and count > 1:
        return _in_threads(tasks, do, count)
    return ((task, attempt(do, task)) for task in tasks)


def check(executor: object, workers: object = None) -> None:
    """Raise InputError for an executor that there is not, or no number of workers."""
    if workers is not None and (not isinstance(workers, int) or workers < 1):
        raise InputError(f"workers: expected a whole number from 1 on, not {workers!r}")
    if isinstance(executor, str) and executor not in EXECUTORS and "://" not in executor:
        raise InputError(
            f"unknown executor {executor!r}{did_you_mean(executor, EXECUTORS)}; or the address of a "
            "dask scheduler such as tcp://10.0.0.1:8786"
        )
    if isinstance(executor, str) and "://" in executor:
        _check_address(executor)


def _check_address(address: str) -> None:
    try:
        parts = urlsplit(address)
        good = parts.scheme in SCHEMES and bool(parts.hostname) and parts.port is not None
    except ValueError:
        good = False
    if not good and not address.startswith("inproc://"):
        raise InputError(
            f"{address} is no address of a dask scheduler; expected one such as tcp://10.0.0.1:8786"
        )


def choose(count: int, scenario: Scenario | None, engine: str, workers: int | None = None) -> str:
    """What 'auto' takes for so many runs."""
    if count < 2 or (workers or cores()) < 2 or scenario is None:
        return "serial"
    worth = count * guess(scenario, engine) >= PROCESSES_FROM
    daemon = multiprocessing.current_process().daemon  # which may have no processes of its own
    return "processes" if worth and not daemon else "serial"


def guess(scenario: Scenario, engine: str) -> float:
    """Roughly the seconds of a run on one core: per hour, place and, if all are swept, person."""
    per_hour = 5e-4 + 9e-6 * len(scenario.spec.places)
    if engine == "sweep":
        per_hour += 1.5e-9 * scenario.persons
    return scenario.hours * per_hour


def _in_threads(tasks: Iterable[Task], do: Callable[[Task], Any], workers: int) -> Given:
    pool = ThreadPoolExecutor(workers)
    finished = False
    try:
        for task, future in fly(lambda t: pool.submit(attempt, do, t), tasks, workers):
            yield task, future.result()
        finished = True
    finally:
        # threads cannot be stopped from outside: `do` may look whether it is still wanted
        pool.shutdown(wait=finished, cancel_futures=True)


def _elsewhere(
    tasks: Iterable[Task], do: Callable[[Task], Any], executor: object, workers: int | None
) -> Given:
    """On an executor that somebody else started and will stop."""
    if hasattr(executor, "get_executor"):  # a dask client
        yield from _on_client(tasks, do, executor, workers)
        return
    if not hasattr(executor, "submit"):
        raise InputError(
            f"executor: expected one of {', '.join(EXECUTORS)}, a dask address or client, or an "
            f"object with submit(), not {type(executor).__name__}"
        )
    width = workers or getattr(executor, "_max_workers", None) or UNKNOWN

    def submit(task: Task) -> Future[Any]:
        future: Future[Any] = executor.submit(work, pack(do, task))
        return future

    try:
        for task, future in fly(submit, tasks, width):
            error = future.exception()
            if isinstance(
                error, Exception
            ):  # not of the run: it could not travel, or its worker died
                yield task, Failure(f"{type(error).__name__}: {error}")
            else:
                yield task, future.result()
    except Lost:
        raise WorkersLost(
            "the workers are gone; finished runs are kept: go on with --resume"
        ) from None


def _on_client(
    tasks: Iterable[Task], do: Callable[[Task], Any], client: Dask, workers: int | None
) -> Given:
    width = workers or max(1, sum(client.nthreads().values()))
    # not pure: dask need not compare what is in the parcels
    with client.get_executor(pure=False) as executor:
        yield from _elsewhere(tasks, do, executor, math.ceil(width))


def _wait_for_workers(client: Dask, address: str) -> None:
    """Raise InputError for a scheduler that has no workers, which would wait for them for ever."""
    try:
        client.wait_for_workers(1, timeout=WORKERS_WITHIN)
    except TimeoutError:
        raise InputError(
            f"the dask scheduler at {address} has no workers; start some with: dask worker {address}"
        ) from None


def _on_dask(
    tasks: Iterable[Task], do: Callable[[Task], Any], address: str | None, workers: int | None
) -> Given:
    """On the workers of a scheduler, or of a cluster that is started here."""
    try:
        distributed = importlib.import_module("distributed")
    except ImportError:
        raise InputError(
            "the executor dask needs dask.distributed; install it with: pip install distributed"
        ) from None
    if address is not None:
        try:
            client = distributed.Client(address, timeout="10s", set_as_default=False)
        except (OSError, ValueError) as error:
            raise InputError(f"no dask scheduler answers at {address}: {error}") from None
        with client:
            _wait_for_workers(client, address)
            yield from _on_client(tasks, do, client, workers)
        return
    from tocsin.experiments.executors.starting import no_script, safe_path

    with no_script(), safe_path():
        cluster = distributed.LocalCluster(
            n_workers=workers or cores(), threads_per_worker=1, processes=True,
            dashboard_address=":0", silence_logs=50,
        )  # fmt: skip
    with cluster, distributed.Client(cluster, set_as_default=False) as client:
        yield from _on_client(tasks, do, client, workers)
