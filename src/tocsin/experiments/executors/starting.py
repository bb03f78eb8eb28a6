"""How worker processes are started: by which method, and with what in their path of modules."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager

#: Of the address of a socket: 104 on macOS, less the names that Python makes in the folder.
LONGEST = 104 - len("/pymp-xxxxxxxx/listener-xxxxxxxx") - 8
SAFE = "PYTHONSAFEPATH"
_lock = threading.RLock()


def start_method() -> str:
    """A server that has the imports done, where there is one; else each process anew.

    The server is called by a socket in the folder for temporary files, whose path may be too long.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return "spawn"
    return "forkserver" if len(os.fsencode(tempfile.gettempdir())) <= LONGEST else "spawn"


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
