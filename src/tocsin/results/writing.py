"""Writing to disk: errors told in words, and a lock against a second process.

The lock stands in the cache folder, by the path that it guards: nothing is left beside a user's files,
and the system frees it with the process that holds it, however that ends.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs

from tocsin.errors import InputError, OutputError

if TYPE_CHECKING:
    from filelock import BaseFileLock


class writing:
    """Turns errors of the file system into an `OutputError` that says what to do."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if not isinstance(error, OSError):
            return
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            message = "the disk is full; make room and --resume, or choose another --out"
        elif error.errno in (errno.EEXIST, errno.ENOTDIR):
            message = "a file is in the way; choose another --out"
        elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            message = "cannot be written to; choose another --out"
        else:
            message = f"cannot be written: {error.strerror or error}"
        raise OutputError(f"{self.path}: {message}") from error


def check_writable(path: Path) -> None:
    """Raise OutputError at once if nothing can be written beside `path`."""
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(prefix=".tocsin-", dir=path.parent) as probe:
            probe.write(b"\0" * 4096)
            probe.flush()


def put_in_place(new: Path, path: Path) -> None:
    """Give what was written its name; a folder of that name goes only when the new one is there.

    Whatever happens in between, Ctrl-C too, one of the two has the name.
    """
    if not path.is_dir():
        new.replace(path)
        return
    aside = Path(tempfile.mkdtemp(prefix=".tocsin-", dir=path.parent))
    old = aside / "old"
    try:
        path.rename(old)
        new.rename(path)
    finally:
        if old.exists() and not path.exists():
            old.rename(path)
        shutil.rmtree(aside, ignore_errors=True)


def lock(path: Path) -> BaseFileLock | None:
    """Hold the lock of a resolved path; none where there is no folder for locks.

    Raises InputError if another process, or another job of this one, holds it.
    """
    from filelock import FileLock, Timeout

    folder = Path(platformdirs.user_cache_dir("tocsin")) / "locks"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        name = hashlib.blake2b(os.fsencode(path), digest_size=12).hexdigest()
        held = FileLock(folder / name)
        held.acquire(timeout=0)
    except Timeout:
        raise InputError(f"another process is writing {path}; choose another --out") from None
    except OSError:
        return None
    return held
