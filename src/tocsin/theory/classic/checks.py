"""Arguments of the classics: what is wrong with a value is told with its name and what was
expected."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import InputError, did_you_mean

MOST_SEED = 2**53  # what JSON readers keep exactly


def number(
    name: str,
    value: Any,
    low: float = -math.inf,
    high: float = math.inf,
    *,
    above: float | None = None,
    below: float | None = None,
) -> float:
    """A finite number within limits; `above` and `below` exclude the limit itself.

    Raises InputError that names the argument.
    """
    try:
        found = float(value)
    except (TypeError, ValueError):
        raise InputError(f"{name}: {str(value)[:80]!r} is no number") from None
    parts = []
    if above is not None:
        parts.append(f"above {above:g}")
    elif low > -math.inf:
        parts.append(f"{low:g} or more")
    if below is not None:
        parts.append(f"below {below:g}")
    elif high < math.inf:
        parts.append(f"at most {high:g}")
    fits = low <= found <= high
    fits &= (above is None or found > above) and (below is None or found < below)
    if not (math.isfinite(found) and fits):
        wanted = " and ".join(parts) or "a finite number"
        if above is None and below is None and -math.inf < low and high < math.inf:
            wanted = f"{low:g} to {high:g}"
        raise InputError(f"{name}: {value} is out of range; expected {wanted}")
    return found


def whole(name: str, value: object, low: int = 0, high: int = MOST_SEED) -> int:
    """A whole number within limits; raises InputError that names the argument."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise InputError(f"{name}: {value!r} is no whole number")
    if not low <= value <= high:
        raise InputError(f"{name}: {value} is out of range; expected {low:,} to {high:,}")
    return int(value)


def choice(name: str, value: object, known: Iterable[str]) -> str:
    """One of a few words; raises InputError that names the argument and the nearest word."""
    names = list(known)
    if value not in names:
        raise InputError(f"{name}: unknown {str(value)!r}{did_you_mean(str(value), names)}")
    return str(value)


def numbers(
    name: str, values: Any, low: float = -math.inf, high: float = math.inf, least: int = 1
) -> NDArray[np.float64]:
    """A list of finite numbers within limits as an array; raises InputError that names the first bad
    one."""
    given: Sequence[Any] = list(np.ravel(values)) if not isinstance(values, str) else [values]
    if len(given) < least:
        raise InputError(f"{name}: expected {least} or more numbers, not {len(given)}")
    return np.array([number(f"{name}, number {i + 1}", v, low, high) for i, v in enumerate(given)])


def generator(seed: object) -> np.random.Generator:
    """Random numbers of a seed; raises InputError if it is none."""
    return np.random.Generator(np.random.PCG64(whole("seed", seed)))
