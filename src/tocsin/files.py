"""Files and folders beside what they become: written whole or not at all, and no litter of the killed.

Everything half done has a name that begins with `MARK` and nobody can guess, is made anew (no link is
followed) and locked by who writes it.  What a killed process left has no lock, and goes when the next
one comes by.  `locks` has the locks.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from tocsin.locks import Busy, same, take, try_lock

MARK, END = ".tocsin-", ".part"
LOCK = "lock"
OLD, OF = "old", "of"  # in a folder aside: what is being replaced, and its name


@contextlib.contextmanager
def replacing(path: str | Path) -> Iterator[BinaryIO]:
    """A new file that takes the name `path` when it is whole; raises OSError."""
    path = Path(path)
    sweep(path.parent)
    handle, name = _new(path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            if os.name == "posix":  # renamed while it is locked, so that nobody sweeps it away
                file.flush()
                os.replace(name, path)
        if os.name != "posix":
            os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def write_text(path: str | Path, text: str, errors: str = "strict") -> None:
    """Write a text in one stroke, as UTF-8."""
    data = text.encode("utf-8", errors)
    with replacing(path) as file:
        file.write(data)


@contextlib.contextmanager
def aside(path: Path) -> Iterator[Path]:
    """A hidden folder beside `path` for what is to become it; it goes at the end."""
    sweep(path.parent)
    folder = Path(tempfile.mkdtemp(prefix=MARK, dir=path.parent))
    held = None
    try:
        with contextlib.suppress(Busy, OSError):  # no locks: nobody takes it away either
            held = take(folder / LOCK)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if held is not None:
            held.release()
            shutil.rmtree(folder, ignore_errors=True)


def put_in_place(new: Path, path: Path) -> None:
    """Give what was written its name; a folder of that name goes only when the new one is there.

    Whatever happens in between, Ctrl-C too, one of the two has the name; after a kill, when the next
    one comes by.
    """
    if not path.is_dir():
        new.replace(path)
        return
    with aside(path) as folder:
        (folder / OF).write_text(path.name, encoding="utf-8", errors="surrogateescape")
        old = folder / OLD
        try:
            path.rename(old)
            new.rename(path)
        finally:
            if old.exists() and not path.exists():
                old.rename(path)


def sweep(folder: Path) -> None:
    """Remove what killed processes left half done in a folder; what was being replaced comes back."""
    try:
        with os.scandir(folder) as entries:
            left = [Path(e.path) for e in entries if e.name.startswith(MARK)]
    except OSError:
        return
    for path in left:
        with contextlib.suppress(OSError, Busy):
            if path.is_dir() and not path.is_symlink():
                _sweep_folder(path)
            elif path.name.endswith(END):
                _sweep_file(path)


def _sweep_folder(path: Path) -> None:
    if not (path / LOCK).is_file():  # of this moment, or not ours
        return
    held = take(path / LOCK)
    try:
        if (path / OLD).exists() and (path / OF).is_file():
            name = (path / OF).read_text(encoding="utf-8", errors="surrogateescape")
            target = path.parent / name
            if name == target.name and not target.exists():
                (path / OLD).rename(target)
        shutil.rmtree(path, ignore_errors=True)
    finally:
        held.release()
        shutil.rmtree(path, ignore_errors=True)


def _sweep_file(path: Path) -> None:
    handle = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    try:
        free = try_lock(handle) and same(handle, path)
    finally:
        if os.name != "posix":
            os.close(handle)
    try:
        if free:
            path.unlink(missing_ok=True)
    finally:
        if os.name == "posix":
            os.close(handle)


def _new(folder: Path) -> tuple[int, Path]:
    """A new file of our own, with the rights that files have there, locked where there are locks."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    while True:
        path = folder / f"{MARK}{secrets.token_hex(6)}{END}"
        try:
            handle = os.open(path, flags, 0o666)
        except FileExistsError:
            continue
        if os.name != "posix":  # what is open cannot be removed there
            return handle, path
        with contextlib.suppress(OSError):
            try_lock(handle)
        if same(handle, path):
            return handle, path
        os.close(handle)  # swept away before it was locked
