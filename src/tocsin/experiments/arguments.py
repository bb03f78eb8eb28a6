"""Arguments that jobs share, looked at before anything runs: choices and whole numbers."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from tocsin.errors import InputError, did_you_mean

MOST = 2**53  # the largest up to which JSON keeps every whole number


def one_of(what: str, given: object, known: Collection[str]) -> None:
    """Raise InputError for what is none of the choices."""
    if given not in known:
        raise InputError(f"unknown {what} {given!r}{did_you_mean(str(given), known)}")


def whole(**given: tuple[object, int]) -> None:
    """Raise InputError for what is no whole number; by name, what was given and the least."""
    for name, (value, least) in given.items():
        if not isinstance(value, int | np.integer) or not least <= value <= MOST:
            raise InputError(f"{name}: expected a whole number from {least} on, not {value!r}")
