"""How the lattice's loops are compiled: without fast-math, without the interpreter's lock, cached.

As in `tocsin.people.kernels.jit`, but what is kept follows the files of this folder, and division by
zero is not looked for.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

from tocsin.people.kernels.keeping import Numba, keep

F = TypeVar("F", bound=Callable[..., Any])
_HERE = Path(__file__).parent


def kernel(function: F) -> F:
    """Compile a function that Python calls; kept on disk where there is a place for it."""
    compiled: Numba = numba.njit(nogil=True, error_model="numpy")(function)
    keep(compiled, function, _HERE)
    return cast("F", compiled)


def part(function: F) -> F:
    """Compile a function into the kernels that call it."""
    return cast("F", numba.njit(nogil=True, error_model="numpy", forceinline=True)(function))


def apart(function: F) -> F:
    """Compile a function that kernels call."""
    return cast("F", numba.njit(nogil=True, error_model="numpy")(function))
