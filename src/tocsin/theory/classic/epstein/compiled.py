"""How the lattice's loops are compiled: without fast-math, without the interpreter's lock, cached.

As in `tocsin.people.kernels.jit`, but with a cache that follows the files of this folder: numba
renews the cache of a kernel when its own file changes, not when a file that it calls does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import platformdirs

from tocsin.people.kernels.keeping import Numba

F = TypeVar("F", bound=Callable[..., Any])


def _fingerprint() -> str:
    text = b"".join(file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.py")))
    return hashlib.blake2b(text + numba.__version__.encode(), digest_size=8).hexdigest()


_CACHE = str(Path(platformdirs.user_cache_dir("tocsin")) / "kernels" / f"epstein-{_fingerprint()}")


def kernel(function: F) -> F:
    """Compile a function that Python calls; cached on disk where there is a place for it."""
    config: Numba = numba.config
    before = config.CACHE_DIR
    config.CACHE_DIR = _CACHE
    try:
        compiled: Numba = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    except (OSError, RuntimeError):  # nowhere to write: compile anew in each process
        compiled = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    finally:
        config.CACHE_DIR = before
    return cast("F", compiled)


def part(function: F) -> F:
    """Compile a function into the kernels that call it."""
    return cast("F", numba.njit(nogil=True, error_model="numpy", forceinline=True)(function))


def apart(function: F) -> F:
    """Compile a function that kernels call."""
    return cast("F", numba.njit(nogil=True, error_model="numpy")(function))
