"""Types and checks that the files of this package share."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.errors import InputError, did_you_mean

Array = NDArray[np.float64]
Index = NDArray[np.int64]
Mask = NDArray[np.bool_]

#: What an empty coalition is worth, as a share of all weights: no contest is ever 0 against 0, and
#: nothing depends on the unit of capability. KTAB's is 1e-8 in the units of the input.
FLOOR = 1e-8


def known(word: str, names: Iterable[str], what: str) -> str:
    """The word, if it is one of the names."""
    names = list(names)
    if word not in names:
        raise InputError(f"{what} {word!r} is unknown{did_you_mean(str(word), names)}")
    return word


def numbers(values: ArrayLike, what: str, axes: str) -> Array:
    """The values as float64, finite, with at least the axes named, such as '(..., actor)'."""
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as why:
        raise InputError(f"{what}: expected numbers of shape {axes}; {why}") from None
    if array.ndim < axes.count(",") + ("..." not in axes):
        raise InputError(f"{what}: shape {array.shape}; expected {axes}")
    if not np.isfinite(array).all():
        raise InputError(f"{what}: expected finite numbers")
    return array


def leading(*shapes: tuple[int, ...]) -> tuple[int, ...]:
    """The shape to which these leading axes (runs) broadcast."""
    try:
        return np.broadcast_shapes(*shapes)
    except ValueError:
        told = " and ".join(map(str, shapes))
        raise InputError(f"leading axes {told} do not fit each other") from None


def real(values: object) -> Array:
    """The values as a float64 array; says so to the type checker, too."""
    return np.asarray(values, dtype=np.float64)


def share(part: object, whole: object, otherwise: float) -> Array:
    """part / whole, and `otherwise` where the whole is zero."""
    part, whole = np.asarray(part), np.asarray(whole)
    out = np.full(np.broadcast_shapes(part.shape, whole.shape), otherwise)
    np.divide(part, whole, out=out, where=whole != 0)
    return out
