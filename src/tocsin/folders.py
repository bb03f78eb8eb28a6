"""Folders of caches: one place that says where they are.

TOCSIN_CACHE counts wherever it is set.  Else it is the platform's cache folder, and where that cannot
be told or written to (no home directory, a user id without a name, a read-only home) one of our own in
the folder for temporary files.  Caches are decoration: without a folder everything works, slower.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import platformdirs

VARIABLE = "TOCSIN_CACHE"


def cache_folder(name: str) -> Path | None:
    """The folder for a kind of cache such as 'worlds', made; None where there can be none."""
    for base in _candidates():
        with contextlib.suppress(OSError, ValueError):
            folder = base / name
            folder.mkdir(parents=True, exist_ok=True)
            if os.access(folder, os.W_OK | os.X_OK):
                return folder
    return None


def _candidates() -> Iterator[Path]:
    given = os.environ.get(VARIABLE)
    if given:  # the user's choice, which is not second-guessed
        yield Path(given)
        return
    try:
        usual = Path(platformdirs.user_cache_dir("tocsin"))
    except Exception:  # a user without a name or a home
        usual = Path()
    if usual.is_absolute():  # '~' stands where no home can be told
        yield usual
    own = _in_temporary()
    if own is not None:
        yield own


def _in_temporary() -> Path | None:
    """A folder of this user alone: what others may write is not read, since caches hold code."""
    try:
        who = os.getuid() if hasattr(os, "getuid") else 0
        folder = Path(tempfile.gettempdir()) / f"tocsin-{who}"
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    if not stat.S_ISDIR(found.st_mode):
        return None
    if hasattr(os, "getuid") and (found.st_uid != who or found.st_mode & 0o022):
        return None
    return folder
