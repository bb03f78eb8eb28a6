"""Compiled kernels on disk, kept like decoration: whatever is wrong with the cache, a run goes on.

What is loaded has a checksum, so that a damaged file is a miss and not another machine code; what
cannot be loaded is compiled anew, and what cannot be saved (a full disk, a used-up quota) is not kept.
Numba renews its cache when the file of a kernel changes, but not when a file that is inlined into
it does; therefore the cache folder carries a fingerprint of the folder that kernels are made from.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import numba
from numba.core import caching

from tocsin.folders import cache_folder

DIGEST = 16  # bytes
#: Objects of numba, which has no types.
Numba: TypeAlias = Any


HERE = Path(__file__).parents[1]


def keep(compiled: Numba, function: Callable[..., Any], *made_from: Path) -> None:
    """Let a compiled function be kept on disk, where there is a folder for it.

    made_from : folders whose files, if one of them changes, make what was kept useless; without
        any that of persons
    """
    folder = _folder(made_from or (HERE,))
    if folder is None or not hasattr(compiled, "_cache"):  # no cache, or NUMBA_DISABLE_JIT
        return
    config: Numba = numba.config
    before = config.CACHE_DIR
    config.CACHE_DIR = folder
    try:
        compiled._cache = _Kept(function)
    except Exception:  # nowhere to write: compile anew in each process
        return
    finally:
        config.CACHE_DIR = before


def _fingerprint(*folders: Path) -> str:
    files = [file for folder in folders for file in sorted(folder.rglob("*.py"))]
    text = b"".join(file.read_bytes() for file in files)
    return hashlib.blake2b(text + numba.__version__.encode(), digest_size=8).hexdigest()


@functools.cache
def _folder(made_from: tuple[Path, ...]) -> str | None:
    parent = cache_folder("kernels")
    return None if parent is None else str(parent / _fingerprint(*made_from))


_CACHE: Numba = caching.FunctionCache
_FILE: Numba = caching.IndexDataCacheFile


class _Kept(_CACHE):  # type: ignore[misc]
    """Numba's cache of a function, of which no failure gets out."""

    def __init__(self, function: Callable[..., Any]) -> None:
        super().__init__(function)
        own: Numba = self
        file = own._cache_file
        self._cache_file = _Checked(file._cache_path, "", file._source_stamp)
        self._cache_file._index_name, self._cache_file._index_path = (
            file._index_name, file._index_path,
        )  # fmt: skip
        self._cache_file._data_name_pattern = file._data_name_pattern

    def load_overload(self, sig: Numba, target_context: Numba) -> Numba:
        """What is kept for a signature; None if there is nothing or nothing whole."""
        try:
            return super().load_overload(sig, target_context)
        except Exception:
            return None

    def save_overload(self, sig: Numba, data: Numba) -> None:
        """Keep what was compiled, if it can be kept."""
        # whatever an index was damaged by, it would be so for ever
        for again in (True, False):
            try:
                super().save_overload(sig, data)
                return
            except Exception:
                if again:
                    with contextlib.suppress(OSError):
                        os.unlink(self._cache_file._index_path)


class _Checked(_FILE):  # type: ignore[misc]
    """Files of a cache that begin with a checksum of their content."""

    def _load_index(self) -> Numba:
        try:
            text = _read(self._index_path)
        except FileNotFoundError:
            return {}
        version, stamp, overloads = pickle.loads(text)
        return overloads if (version, stamp) == (self._version, self._source_stamp) else {}

    def _save_index(self, overloads: Numba) -> None:
        data = self._dump((self._version, self._source_stamp, overloads))
        self._write(self._index_path, data)

    def _load_data(self, name: str) -> Numba:
        return pickle.loads(_read(self._data_path(name)))

    def _save_data(self, name: str, data: Numba) -> None:
        self._write(self._data_path(name), self._dump(data))

    def _write(self, path: str, data: bytes) -> None:
        with self._open_for_write(path) as file:
            file.write(hashlib.blake2b(data, digest_size=DIGEST).digest() + data)


def _read(path: str) -> bytes:
    data = Path(path).read_bytes()
    digest, data = data[:DIGEST], data[DIGEST:]
    if hashlib.blake2b(data, digest_size=DIGEST).digest() != digest:
        raise ValueError(f"{path} is damaged")
    return data
