"""Locks that live beside what they guard, and end with the process that holds them.

Whoever sees the folder sees its lock: another user, container or node of a cluster.  Where a file
system has neither kind of lock, `take` raises, and the caller refuses.  The system frees a lock however
its holder ends; the file that carries it means nothing by itself.
"""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from pathlib import Path

_NONE = {errno.ENOSYS, errno.ENOLCK, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP}
_ours: set[str] = set()  # a process is not kept out by its own locks
_guard = threading.Lock()


class Busy(Exception):
    """Somebody else holds it."""


class Lock:
    """A lock that is held."""

    def __init__(self, handle: int, path: Path, key: str) -> None:
        self._handle, self.path, self._key = handle, path, key

    def release(self) -> None:
        """Let go and remove the file, if it is still there under its name."""
        if self._handle < 0:
            return
        handle, self._handle = self._handle, -1
        if os.name != "posix":
            os.close(handle)
        with contextlib.suppress(OSError):
            if os.name != "posix" or same(handle, self.path):
                self.path.unlink()
        if os.name == "posix":
            os.close(handle)
        with _guard:
            _ours.discard(self._key)


def take(path: Path) -> Lock:
    """Hold the lock of a file, which is made; raises Busy, or OSError where it cannot be had."""
    key = os.path.realpath(path)
    with _guard:
        if key in _ours:
            raise Busy
        _ours.add(key)
    try:
        return Lock(_held(path), path, key)
    except BaseException:
        with _guard:
            _ours.discard(key)
        raise


def _held(path: Path) -> int:
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
    for _ in range(1000):
        handle = os.open(path, flags, 0o666)
        try:
            if not try_lock(handle):
                raise Busy
            if same(handle, path):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # its last holder removed it as we came
    raise Busy


def try_lock(handle: int) -> bool:
    """Lock an open file now; false if somebody holds it, OSError if there are no locks."""
    if os.name != "posix":
        return _try_windows(handle)
    import fcntl

    for way in (fcntl.flock, fcntl.lockf):
        try:
            way(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EAGAIN):
                return False
            if error.errno not in _NONE:
                raise
    raise OSError(errno.ENOLCK, "its file system has no locks")


def _try_windows(handle: int) -> bool:
    import importlib

    msvcrt = importlib.import_module("msvcrt")
    try:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EDEADLK):
            return False
        raise
    return True


def same(handle: int, path: Path) -> bool:
    """Whether an open file is the one that has the name."""
    try:
        found = os.stat(path, follow_symlinks=False)
    except OSError:
        return False
    return os.path.samestat(os.fstat(handle), found)
