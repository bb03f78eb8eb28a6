"""Compiled functions: one place that says how numba is used; `keeping` has how they are kept on disk.

No fast-math and no libm in what decides over a person, so that results do not depend on the
machine's vector width.  Kernels release the interpreter lock: Tocsin spreads work over ordinary
threads and needs no threading layer of numba.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar, cast

import numba

from tocsin.people.kernels.keeping import HERE, Numba, keep

F = TypeVar("F", bound=Callable[..., Any])
#: What compiled code is given and returns: numba infers the types, which mypy cannot follow.
Jit: TypeAlias = Any


def kernel(function: F) -> F:
    """Compile a loop over arrays; cached on disk, runs without the interpreter lock."""
    compiled: Numba = numba.njit(nogil=True)(function)
    keep(compiled, function)
    return cast("F", compiled)


def loop(function: F) -> F:
    """Compile a mechanism's loop over places: a division by zero is what NumPy makes of it.

    Uncompiled (`function.py_func`) the same source is its reference.  What it calls and names stands
    in `people` or in `mechanisms`: if a file there changes, it is compiled anew.
    """
    compiled: Numba = numba.njit(nogil=True, error_model="numpy")(function)
    keep(compiled, function, HERE, HERE.with_name("mechanisms"))
    return cast("F", compiled)


def inline(function: F) -> F:
    """Compile a small scalar function into its callers."""
    return cast("F", numba.njit(inline="always")(function))
