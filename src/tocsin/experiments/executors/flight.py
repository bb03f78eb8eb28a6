"""Tasks in flight: a few more than there are workers, so that 100,000 tasks do not sit in memory."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Future
from typing import Any

from tocsin.errors import TocsinError
from tocsin.experiments.executors.work import Task

AHEAD = 2  # tasks that wait for each worker, so that none is idle


class WorkersLost(TocsinError):
    """Workers that died, or a cluster that is gone."""

    exit_code = 1


class Lost(Exception):
    """The executor broke; `tasks` were in flight."""

    def __init__(self, tasks: list[Task]) -> None:
        super().__init__()
        self.tasks = sorted(tasks, key=lambda task: task.index)


def fly(
    submit: Callable[[Task], Future[Any]], tasks: Iterable[Task], workers: int
) -> Iterator[tuple[Task, Future[Any]]]:
    """Submit tasks as others end; give each with its finished future.

    Raises Lost with the tasks in flight if the executor broke.  What is in flight is called off if
    the caller stops.
    """
    ended: queue.SimpleQueue[Future[Any]] = queue.SimpleQueue()
    flying: dict[Future[Any], Task] = {}
    source = iter(tasks)

    def start() -> None:
        for task in source:
            try:
                future = submit(task)
            except BrokenExecutor:
                raise Lost([task, *flying.values()]) from None
            flying[future] = task
            future.add_done_callback(ended.put)
            if len(flying) >= workers * AHEAD:
                return

    try:
        start()
        while flying:
            future = _next(ended)
            if future.cancelled() or isinstance(
                future.exception(), BrokenExecutor | CancelledError
            ):
                raise Lost(list(flying.values()))
            task, lost = flying.pop(future), None
            try:
                start()
            except Lost as error:  # broken since: what has come back counts all the same
                lost = error
            yield task, future
            if lost is not None:
                raise lost
    finally:
        for future in flying:
            future.cancel()


def _next(ended: queue.SimpleQueue[Future[Any]]) -> Future[Any]:
    while True:
        try:
            return ended.get(timeout=0.5)  # some systems hear Ctrl-C only between waits
        except queue.Empty:
            continue
