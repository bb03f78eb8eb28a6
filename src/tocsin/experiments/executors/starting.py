"""How worker processes are started: by which method, and with what in their path of modules."""

from __future__ import annotations

import copy
import multiprocessing
import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import spawn
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any

#: Of the address of a socket: 104 on macOS, less the names that Python makes in the folder.
LONGEST = 104 - len("/pymp-xxxxxxxx/listener-xxxxxxxx") - 8
SAFE = "PYTHONSAFEPATH"
OURS = "worker of Tocsin"  # how names of our processes begin
_lock = threading.RLock()
_scriptless = 0  # how many ask at present that nothing runs the script again
_told = False  # whether what multiprocessing tells new processes was changed


def start_method() -> str:
    """A server that has the imports done, where there is one; else each process anew.

    The server is called by a socket in the folder for temporary files, whose path may be too long.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return "spawn"
    return "forkserver" if len(os.fsencode(tempfile.gettempdir())) <= LONGEST else "spawn"


def workers_context() -> BaseContext:
    """How to start workers, which do not run the user's script again: they need nothing of it."""
    context = copy.copy(multiprocessing.get_context(start_method()))
    plain: Callable[..., BaseProcess] = vars(type(context))["Process"]

    def named(*args: object, **options: object) -> BaseProcess:
        process = plain(*args, **options)
        process.name = f"{OURS}, {process.name}"
        return process

    vars(context)["Process"] = named
    _tell_ours_apart()
    return context


@contextmanager
def no_script() -> Iterator[None]:
    """What starts meanwhile does not run the user's script again, whatever it is called."""
    global _scriptless
    _tell_ours_apart()
    with _lock:
        _scriptless += 1
    try:
        yield
    finally:
        with _lock:
            _scriptless -= 1


def _tell_ours_apart() -> None:
    """Have what new processes are told lack the script, for ours alone; once, and for good.

    Taking `__main__` away while one starts would take it from all threads.
    """
    global _told
    with _lock:
        if _told:
            return
        _told, asked = True, spawn.get_preparation_data

        def told(name: str) -> dict[str, Any]:
            data = asked(name)
            if _scriptless or name.startswith(OURS):
                data.pop("init_main_from_path", None)
                data.pop("init_main_from_name", None)
            return data

        spawn.get_preparation_data = told


@contextmanager
def safe_path() -> Iterator[None]:
    """What starts meanwhile takes no modules from the folder at hand, which may be anyone's.

    Workers are started as `python -c`, which would look there first, before the standard library.
    """
    with _lock:
        before = os.environ.get(SAFE)
        os.environ[SAFE] = "1"
        try:
            yield
        finally:
            if before is None:
                del os.environ[SAFE]
            else:
                os.environ[SAFE] = before
