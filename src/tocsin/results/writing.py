"""Writing to disk: errors told in words, with the advice that the command at hand has.

`tocsin.files` has how files and folders get their names, `tocsin.locks` the locks.
"""

from __future__ import annotations

import contextlib
import errno
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tocsin.errors import InputError, OutputError
from tocsin.files import put_in_place
from tocsin.locks import Busy, Lock, take

__all__ = ["alone", "check_writable", "lock", "put_in_place", "writing"]


class writing:
    """Turns errors of the file system into an `OutputError` that says what to do.

    resume : whether what is written goes on with --resume
    """

    def __init__(self, path: Path, resume: bool = False) -> None:
        self.path, self.resume = path, resume

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if not isinstance(error, OSError):
            return
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            room = "make room and --resume" if self.resume else "make room"
            message = f"the disk is full; {room}, or choose another --out"
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
        with tempfile.TemporaryFile(dir=path.parent) as probe:  # no name: a kill leaves nothing
            probe.write(b"\0" * 4096)
            probe.flush()


def lock(folder: Path, name: str, path: Path) -> Lock:
    """Hold the lock of a folder that is being filled, which is made, to become `path`.

    Raises InputError if another process, or another job of this one, holds it, and OutputError where
    there are no locks: two writers would go unnoticed.
    """
    for _ in range(1000):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            return take(folder / name)
        except FileNotFoundError:  # who held it has ended and removed the folder
            continue
        except Busy:
            break
        except OSError as error:
            raise _without(path, error, "choose another --out") from error
    raise InputError(f"another process is writing {path}; choose another --out")


def _without(path: Path, error: OSError, advice: str) -> OSError | OutputError:
    """What to say of a lock that cannot be had."""
    if error.errno in (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL):
        return OutputError(
            f"{path}: its file system has no locks, so that another process could write there too; "
            + advice
        )
    return error


@contextlib.contextmanager
def alone(path: Path, seconds: float = 60.0) -> Iterator[None]:
    """Hold the lock of a file while it is read, changed and written anew; others wait for their turn.

    seconds : how long to wait for others

    Raises InputError if they take longer, OutputError where there are no locks.
    """
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        end = time.monotonic() + seconds
        while True:
            try:
                held = take(path.with_name(f".{path.name}.lock"))
                break
            except Busy:
                if time.monotonic() > end:
                    raise InputError(
                        f"{path}: another process has been writing it for {seconds:g} s; try later"
                    ) from None
                time.sleep(0.02)
            except OSError as error:
                raise _without(path, error, "choose another place for it") from error
    try:
        yield
    finally:
        held.release()
