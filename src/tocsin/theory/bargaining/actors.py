"""Who bargains: positions on the issues, how much each issue matters, and how much weight each has.

An actor is an office or an organisation, never a person. Every array may have leading axes, one of
them usually the runs of an ensemble, which draw positions from their coded ranges.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from tocsin.errors import InputError
from tocsin.theory.bargaining.kinds import Array, leading, numbers, real

#: Of the sum of capabilities; products of a few of them are still numbers.
LARGEST = 1e60


@dataclass(frozen=True)
class Actors:
    """The parties to a collective choice.

    position : (..., actor, issue) what each says it wants, 0 to 1 on each issue
    salience : (..., actor, issue) share of its effort that each issue gets: not negative, above 0
        and at most 1 in sum over the issues. The sum is also the chance that it resists a challenge.
    capability : (..., actor) weight in any unit, not negative, some above 0; only ratios count
    ideal : (..., actor, issue) what it wants at heart, by which it values; as `position` if left out
    risk : (..., actor) attitude to risk, -1 seeks it, 0 neutral, 1 averse; neutral if left out. Used
        with Rules(risk="given").

    Leading axes broadcast against each other. Raises InputError where something does not fit.
    """

    position: Array
    salience: Array
    capability: Array
    ideal: Array | None = None
    risk: Array | None = None

    def __post_init__(self) -> None:
        each, matrix = "(..., actor)", "(..., actor, issue)"
        axes = {
            "position": matrix,
            "salience": matrix,
            "capability": each,
            "ideal": matrix,
            "risk": each,
        }
        given = {k: getattr(self, k) for k in axes}
        if given["ideal"] is None:
            given["ideal"] = given["position"]
        optional = ("ideal", "risk")
        array = {
            k: numbers(v, k, axes[k])
            for k, v in given.items()
            if v is not None or k not in optional
        }
        shape = array["position"].shape[-2:]
        lead = []
        for name, values in array.items():
            want = shape if axes[name] == matrix else shape[:1]
            if values.shape[-len(want) :] != want:
                raise InputError(
                    f"{name}: shape {values.shape} does not fit position {array['position'].shape}; "
                    f"expected (..., {', '.join(map(str, want))})"
                )
            lead.append(values.shape[: values.ndim - len(want)])
        runs = leading(*lead)
        _check(array)
        for name, values in array.items():
            whole = runs + (shape if axes[name] == matrix else shape[:1])
            object.__setattr__(self, name, np.ascontiguousarray(np.broadcast_to(values, whole)))

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

    @classmethod
    def sound(cls, position: Array, salience: Array, capability: Array, ideal: Array) -> Actors:
        """Actors of whom nothing is checked: for a run, whose state keeps to these ranges by itself.

        The arrays have one shape of leading axes and are contiguous.
        """
        made = object.__new__(cls)
        given = {"position": position, "salience": salience, "capability": capability}
        made.__dict__.update(given, ideal=ideal, risk=None)
        return made

    @property
    def aim(self) -> Array:
        """(..., actor, issue) the ideal, which is never None once built."""
        assert self.ideal is not None
        return self.ideal

    @property
    def resist(self) -> Array:
        """(..., actor) the chance that an actor fights when challenged: its salience in sum."""
        return real(np.minimum(self.salience.sum(-1), 1.0))

    @property
    def attitude(self) -> Array:
        """(..., actor) the attitude to risk as given, 0 if none was."""
        return np.zeros(self.capability.shape) if self.risk is None else self.risk

    def at(self, position: Array, ideal: Array | None = None) -> Actors:
        """The same actors at other positions (and ideals, else these are the positions)."""
        return replace(self, position=position, ideal=ideal)


def _check(array: dict[str, Array]) -> None:
    for name in ("position", "ideal"):
        values = array[name]
        if ((values < 0) | (values > 1)).any():
            raise InputError(
                f"{name}: expected 0 to 1, got {values.min():g} to {values.max():g}; "
                "Actors.line(..., low=, high=) scales one issue"
            )
    whole = array["salience"].sum(-1)
    if (array["salience"] < 0).any() or (whole <= 0).any() or (whole > 1 + 1e-9).any():
        raise InputError("salience: expected 0 or more on each issue, in sum above 0 and up to 1")
    with np.errstate(over="ignore"):
        whole = array["capability"].sum(-1)
    if (array["capability"] < 0).any() or (whole <= 0).any():
        raise InputError("capability: expected 0 or more, and not 0 for all actors")
    if not (whole < LARGEST).all() or (whole < 1 / LARGEST).any():
        raise InputError(
            f"capability: expected a sum from {1 / LARGEST:g} to {LARGEST:g}; only ratios count, so "
            "choose another unit"
        )
    if (np.abs(array.get("risk", np.zeros(1))) > 1).any():
        raise InputError("risk: expected -1, seeks it, to 1, averse")
