"""Compiled functions: one place that says how numba is used.

No fast-math and no libm in what decides over a person, so that results do not depend on the
machine's vector width.  Kernels release the interpreter lock: Tocsin spreads work over ordinary
threads and needs no threading layer of numba.

Numba renews its cache when the file of a kernel changes, but not when a file that is inlined into
it does; therefore the cache folder carries a fingerprint of this folder.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import platformdirs

F = TypeVar("F", bound=Callable[..., Any])


def _fingerprint() -> str:
    here = Path(__file__).parents[1]
    text = b"".join(file.read_bytes() for file in sorted(here.rglob("*.py")))
    return hashlib.blake2b(text + numba.__version__.encode(), digest_size=8).hexdigest()


_CACHE = str(Path(platformdirs.user_cache_dir("tocsin")) / "kernels" / _fingerprint())


def kernel(function: F) -> F:
    """Compile a loop over arrays; cached on disk, runs without the interpreter lock."""
    config: Any = numba.config
    before = config.CACHE_DIR
    config.CACHE_DIR = _CACHE
    try:
        compiled: Any = numba.njit(cache=True, nogil=True)(function)
    except (OSError, RuntimeError):  # nowhere to write: compile anew in each process
        compiled = numba.njit(nogil=True)(function)
    finally:
        config.CACHE_DIR = before
    return cast("F", compiled)


def inline(function: F) -> F:
    """Compile a small scalar function into its callers."""
    return cast("F", numba.njit(inline="always")(function))
