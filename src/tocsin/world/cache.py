"""Heavy arrays on disk, by content: built once, read by all, rebuilt when damaged.

An entry is a folder of .npy files and an index with a checksum of each file, its header included, and
one of itself and the entry's name.  It is written beside and then renamed, so that a reader never sees
half of it and two builders at once do no harm: the second finds the folder taken and uses it.  Arrays
come back mapped into memory, shared between processes.  Whatever is wrong with an entry, it is built
anew; whatever is wrong with the folder, it is done without.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.folders import cache_folder

if TYPE_CHECKING:
    from numpy.typing import NDArray

Arrays = dict[str, "NDArray[Any]"]

INDEX = "index.json"
KEEP = 12  # entries; the oldest go first
ABANDONED = 86_400  # seconds after which an unfinished entry is nobody's


def through(digest: str, build: Callable[[], Arrays]) -> Arrays:
    """The arrays of an entry, built if it is missing or damaged.

    Without a folder that can be written to, the arrays are built and not kept.
    """
    parent = cache_folder("worlds")
    if parent is None:
        return build()
    entry = parent / digest
    found = _read(entry)
    if found is not None:
        return found
    arrays = build()
    with contextlib.suppress(Exception):  # a full disk, or another process that removes old entries
        _write(entry, arrays)
    found = _read(entry)
    return found if found is not None else arrays


def _read(entry: Path) -> Arrays | None:
    if not os.path.lexists(entry):
        return None
    try:
        index = json.loads((entry / INDEX).read_text())
        if index["seal"] != _seal(entry.name, index["files"]):
            raise ValueError(f"{entry / INDEX} is damaged")
        arrays: Arrays = {}
        for name, checksum in index["files"].items():
            path = entry / f"{name}.npy"
            if _checksum(path) != checksum:
                raise ValueError(f"{path} is damaged")
            arrays[name] = np.load(path, mmap_mode="r", allow_pickle=False)
    except Exception:  # whatever damage raises
        _remove(entry)
        return None
    with contextlib.suppress(OSError):
        os.utime(entry)
    return arrays


def _write(entry: Path, arrays: Arrays) -> None:
    _prune(entry.parent)
    beside = Path(tempfile.mkdtemp(prefix=".building-", dir=entry.parent))
    try:
        for name, array in arrays.items():
            np.save(beside / f"{name}.npy", array, allow_pickle=False)
        files = {name: _checksum(beside / f"{name}.npy") for name in arrays}
        index = {"files": files, "seal": _seal(entry.name, files)}
        (beside / INDEX).write_text(json.dumps(index))
        with contextlib.suppress(OSError):  # another process was first
            beside.rename(entry)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _remove(entry: Path) -> None:
    """Take away what is no entry, a file or a link of that name too."""
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            entry.unlink()


def _checksum(path: Path) -> int:
    found = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            found = zlib.crc32(block, found)
    return found


def _seal(name: str, files: dict[str, int]) -> int:
    return zlib.crc32(json.dumps([name, files], sort_keys=True).encode())


def _prune(parent: Path) -> None:
    entries = [p for p in parent.iterdir() if not p.name.startswith(".")]
    entries.sort(key=lambda p: p.stat().st_mtime)
    for old in entries[: max(0, len(entries) - KEEP + 1)]:
        shutil.rmtree(old, ignore_errors=True)
    # what a builder left that was killed
    for left in parent.glob(".building-*"):
        if time.time() - left.stat().st_mtime > ABANDONED:
            shutil.rmtree(left, ignore_errors=True)
