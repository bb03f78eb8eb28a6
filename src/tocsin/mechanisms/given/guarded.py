"""`now` as a user's own mechanism sees it: to look at, and to draw random numbers of its own with.

What it reaches (the world, the program) cannot be changed, arrays are read-only, purposes are the
user's (64 to 255), and what it keeps in `now.cache` is its own.  Persons can be moved.
"""

from __future__ import annotations

from types import MethodType
from typing import TYPE_CHECKING, Any, NoReturn, SupportsInt

import numpy as np

from tocsin.declare.purposes import Purpose
from tocsin.errors import MechanismError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from tocsin.mechanisms.given.now import Now

LAST = 255  # of the purposes that are left to users


def own(purpose: SupportsInt) -> int:
    """A purpose that is left to users; raises MechanismError for another."""
    try:
        number = int(purpose)
    except (TypeError, ValueError):
        number = -1
    if not Purpose.USER <= number <= LAST:
        raise MechanismError(
            f"the purpose {purpose!r} of a random number is the model's; "
            f"expected a number from {int(Purpose.USER)} to {LAST}"
        )
    return number


class Guarded:
    """An object that can be looked at and not changed, with all that it reaches."""

    def __init__(self, inside: object, name: str) -> None:
        self.__dict__.update(_inside=inside, _name=name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return _shown(getattr(self._inside, name), f"{self._name}.{name}")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise MechanismError(
            f"{self._name}.{name} cannot be changed; a mechanism changes the fields in WRITES"
        )

    def __len__(self) -> int:
        return len(self._inside)


def _shown(value: object, name: str) -> Any:
    if isinstance(value, np.ndarray):
        shown = value.view()
        shown.flags.writeable = False
        return shown
    plain = value is None or isinstance(value, str | bytes | int | float | complex | np.generic)
    if plain or callable(value):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return type(value)(_shown(item, name) for item in value)
    if isinstance(value, dict):
        return {key: _shown(item, name) for key, item in value.items()}
    return Guarded(value, name)


class OwnPeople(Guarded):
    """Persons: may be counted and moved, by random numbers of a user's own."""

    def move(
        self, source: object, to: object, numbers: object, purpose: SupportsInt, *more: object
    ) -> Any:
        """As `People.move`, with a purpose that is the user's."""
        return self._inside.move(source, to, numbers, own(purpose), *more)

    def __getattr__(self, name: str) -> Any:
        value = super().__getattr__(name)
        if isinstance(value, MethodType) and name in ("decide", "load", "restart"):
            raise MechanismError(f"now.people.{name} is the model's")
        return value


class OwnNow(Guarded):
    """The hour at hand, as `Now`, for a user's own mechanism."""

    def __init__(self, now: Now) -> None:
        super().__init__(now, "now")
        self.__dict__.update(cache={}, people=OwnPeople(now.people, "now.people"))

    def uniform(self, purpose: SupportsInt, n: int) -> NDArray[np.float64]:
        """(n,) uniforms keyed by seed, run, purpose, hour and index."""
        drawn: NDArray[np.float64] = self._inside.uniform(own(purpose), n)
        return drawn

    def normal(self, purpose: SupportsInt, n: int) -> NDArray[np.float64]:
        """(n,) standard normals, keyed likewise."""
        drawn: NDArray[np.float64] = self._inside.normal(own(purpose), n)
        return drawn

    def poisson(self, purpose: SupportsInt, mean: NDArray[np.float64]) -> NDArray[np.int64]:
        """Poisson numbers of the given means, keyed likewise."""
        drawn: NDArray[np.int64] = self._inside.poisson(own(purpose), np.asarray(mean, float))
        return drawn

    def binomial(
        self, purpose: SupportsInt, n: NDArray[np.int64], p: ArrayLike
    ) -> NDArray[np.int64]:
        """Binomial numbers, keyed likewise."""
        drawn: NDArray[np.int64] = self._inside.binomial(own(purpose), n, p)
        return drawn

    def uniform_by_name(self, names: list[str], purpose: SupportsInt) -> NDArray[np.float64]:
        """(name,) uniforms keyed by seed, run, purpose, hour and name."""
        drawn: NDArray[np.float64] = self._inside.uniform_by_name(names, own(purpose))
        return drawn

    def uniform_by_word(
        self, words: NDArray[np.uint32], purpose: SupportsInt
    ) -> NDArray[np.float64]:
        """(word,) uniforms keyed by seed, run, purpose, hour and word."""
        drawn: NDArray[np.float64] = self._inside.uniform_by_word(words, own(purpose))
        return drawn

    def uniform_once(
        self, names: list[str], purpose: SupportsInt, nth: int = 0
    ) -> NDArray[np.float64]:
        """(name,) uniforms keyed by seed, run, purpose, name and `nth`, whatever the hour."""
        drawn: NDArray[np.float64] = self._inside.uniform_once(names, own(purpose), nth)
        return drawn

    def at(self, t: int) -> NoReturn:
        """The clock is the model's."""
        raise MechanismError("now.at cannot be called; the clock is the model's")
