"""Plots beside results: whatever goes wrong with one is a note, and the result is complete.

They are drawn in a context of our own: what a notebook or a user's settings left in the environment
(a backend that is not installed here, a style sheet with TeX) is not asked.
"""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tocsin.results.writing import writing

BACKEND = "MPLBACKEND"
_lock = threading.Lock()


def drawn(make: Callable[[], None], folder: Path, files: tuple[str, ...]) -> str:
    """Make plots in a folder; what to say if there are none.  Raises OutputError for a full disk."""
    try:
        with clean():
            make()
    except ImportError as error:
        if (error.name or "").split(".")[0] != "matplotlib":
            return _failed(error, folder, files)
        _failed(error, folder, files)
        return "no plot: it needs matplotlib; install it with: pip install matplotlib"
    except Exception as error:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            with writing(folder, resume=True):
                raise
        return _failed(error, folder, files)
    return ""


def _failed(error: Exception, folder: Path, files: tuple[str, ...]) -> str:
    for name in files:
        (folder / name).unlink(missing_ok=True)
    words = (str(error).splitlines() or [""])[0]
    return f"no plot: {type(error).__name__}: {words}; the result is complete"


@contextmanager
def clean() -> Iterator[None]:
    """Matplotlib as it comes, without a screen."""
    with _lock:
        before = os.environ.pop(BACKEND, None)  # read when matplotlib is imported
        try:
            import matplotlib as mpl

            with mpl.rc_context():
                mpl.rcdefaults()
                yield
        finally:
            if before is not None:
                os.environ[BACKEND] = before
