"""Who bargains: positions on the issues, how much each issue matters, and how much weight each has.

An actor is an office or an organisation, never a person. Every array may have leading axes, one of
them usually the runs of an ensemble, which draw positions from their coded ranges.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from tocsin.bargaining.kinds import Array, leading, numbers, real
from tocsin.errors import InputError


@dataclass(frozen=True)
class Actors:
    """The parties to a collective choice.

    position : (..., actor, issue) what each says it wants, 0 to 1 on each issue
    salience : (..., actor, issue) share of its effort that each issue gets: not negative, above 0
        and at most 1 in sum over the issues. The sum is also the chance that it resists a challenge.
    capability : (..., actor) weight in any unit, not negative, some above 0; only ratios count
    ideal : (..., actor, issue) what it wants at heart, by which it values; as `position` if left out

    Leading axes broadcast against each other. Raises InputError where something does not fit.
    """

    position: Array
    salience: Array
    capability: Array
    ideal: Array | None = None

    def __post_init__(self) -> None:
        put = object.__setattr__
        position = numbers(self.position, "position", "(..., actor, issue)")
        salience = numbers(self.salience, "salience", "(..., actor, issue)")
        capability = numbers(self.capability, "capability", "(..., actor)")
        heart = position if self.ideal is None else self.ideal
        ideal = numbers(heart, "ideal", "(..., actor, issue)")
        shape = position.shape[-2:]
        for name, array, want in (
            ("salience", salience, shape),
            ("ideal", ideal, shape),
            ("capability", capability, shape[:1]),
        ):
            if array.shape[array.ndim - len(want) :] != want:
                raise InputError(
                    f"{name}: shape {array.shape} does not fit position {position.shape}; "
                    f"expected (..., {', '.join(map(str, want))})"
                )
        runs = leading(
            position.shape[:-2], salience.shape[:-2], ideal.shape[:-2], capability.shape[:-1]
        )
        for name, array in (("position", position), ("ideal", ideal)):
            if array.size and not (array.min() >= 0 and array.max() <= 1):
                raise InputError(
                    f"{name}: expected 0 to 1, got {array.min():g} to {array.max():g}; "
                    "Actors.line(..., low=, high=) scales one issue"
                )
        whole = salience.sum(-1)
        if (salience < 0).any() or (whole <= 0).any() or (whole > 1 + 1e-9).any():
            raise InputError(
                "salience: expected 0 or more on each issue, in sum above 0 and up to 1"
            )
        if (capability < 0).any() or (capability.sum(-1) <= 0).any():
            raise InputError("capability: expected 0 or more, and not 0 for all actors")
        for name, array, want in (
            ("position", position, shape),
            ("salience", salience, shape),
            ("ideal", ideal, shape),
            ("capability", capability, shape[:1]),
        ):
            put(self, name, np.ascontiguousarray(np.broadcast_to(array, runs + want)))

    @classmethod
    def line(
        cls,
        position: ArrayLike,
        salience: ArrayLike,
        capability: ArrayLike,
        low: float = 0.0,
        high: float = 1.0,
    ) -> Actors:
        """Actors on one issue whose scale goes from `low` to `high`; arrays are (..., actor)."""
        if not high > low:
            raise InputError(f"expected low below high, got {low:g} and {high:g}")
        x = (numbers(position, "position", "(..., actor)") - low) / (high - low)
        s = numbers(salience, "salience", "(..., actor)")
        return cls(x[..., None], s[..., None], numbers(capability, "capability", "(..., actor)"))

    @property
    def aim(self) -> Array:
        """(..., actor, issue) the ideal, which is never None once built."""
        assert self.ideal is not None
        return self.ideal

    @property
    def resist(self) -> Array:
        """(..., actor) the chance that an actor fights when challenged: its salience in sum."""
        return real(np.minimum(self.salience.sum(-1), 1.0))

    def at(self, position: Array, ideal: Array | None = None) -> Actors:
        """The same actors at other positions (and ideals, else these are the positions)."""
        return replace(self, position=position, ideal=ideal)
