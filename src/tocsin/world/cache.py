"""Heavy arrays on disk, by content: built once, read by all, rebuilt when damaged.

An entry is a folder of .npy files and an index with a checksum of each.  It is written beside and
then renamed, so that a reader never sees half of it and two builders at once do no harm: the second
finds the folder taken and uses it.  Arrays come back mapped into memory, shared between processes.
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
import platformdirs

if TYPE_CHECKING:
    from numpy.typing import NDArray

Arrays = dict[str, "NDArray[Any]"]

KEEP = 12  # entries; the oldest go first
ABANDONED = 86_400  # seconds after which an unfinished entry is nobody's


def folder() -> Path:
    """Where entries are kept: TOCSIN_CACHE, or the platform's cache folder."""
    return Path(os.environ.get("TOCSIN_CACHE") or platformdirs.user_cache_dir("tocsin")) / "worlds"


def through(digest: str, build: Callable[[], Arrays]) -> Arrays:
    """The arrays of an entry, built if it is missing or damaged.

    Without a folder that can be written to, the arrays are built and not kept.
    """
    entry = folder() / digest
    found = _read(entry)
    if found is not None:
        return found
    arrays = build()
    with contextlib.suppress(OSError):
        _write(entry, arrays)
        found = _read(entry)
    return found if found is not None else arrays


def _read(entry: Path) -> Arrays | None:
    if not entry.is_dir():
        return None
    try:
        index = json.loads((entry / "index.json").read_text())
        arrays: Arrays = {}
        for name, checksum in index.items():
            array = np.load(entry / f"{name}.npy", mmap_mode="r", allow_pickle=False)
            if _checksum(array) != checksum:
                raise ValueError(f"{name} is damaged")
            arrays[name] = array
        os.utime(entry)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError):
        shutil.rmtree(entry, ignore_errors=True)
        return None
    return arrays


def _write(entry: Path, arrays: Arrays) -> None:
    entry.parent.mkdir(parents=True, exist_ok=True)
    _prune(entry.parent)
    beside = Path(tempfile.mkdtemp(prefix=".building-", dir=entry.parent))
    try:
        for name, array in arrays.items():
            np.save(beside / f"{name}.npy", array, allow_pickle=False)
        index = {name: _checksum(array) for name, array in arrays.items()}
        (beside / "index.json").write_text(json.dumps(index))
        with contextlib.suppress(OSError):  # another process was first
            beside.rename(entry)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _checksum(array: NDArray[Any]) -> int:
    plain: Any = np.ascontiguousarray(array).reshape(-1).view(np.uint8)
    return zlib.crc32(plain)


def _prune(parent: Path) -> None:
    entries = [p for p in parent.iterdir() if not p.name.startswith(".")]
    entries.sort(key=lambda p: p.stat().st_mtime)
    for old in entries[: max(0, len(entries) - KEEP + 1)]:
        shutil.rmtree(old, ignore_errors=True)
    # what a builder left that was killed
    for left in parent.glob(".building-*"):
        if time.time() - left.stat().st_mtime > ABANDONED:
            shutil.rmtree(left, ignore_errors=True)
