"""Fields: named arrays of the state, declared once by the mechanism that owns them.

A declaration also says what is to be done with the field: whether the record of a run keeps it, as
what, and between which values it must lie.  State, `run.zarr`, exports and pages take name, unit and
words from it.  `state` holds the arrays, `mechanism` says who may read and write them.
"""

from __future__ import annotations

import math
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from tocsin.errors import MechanismError

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Axes that a field may have; place (or region, site, ...) comes last.
AXES = (
    "state", "stratum", "actor", "power", "member", "term", "figure", "claim", "lag",
    "service", "lever", "region", "site", "place",
)  # fmt: skip

#: In the record: the value of every hour, or only the last one.
Keep = Literal["hourly", "last", "no"]
HOURLY: Keep = "hourly"
LAST: Keep = "last"
NO: Keep = "no"


@dataclass(frozen=True)
class Field:
    """A named array of the state.

    axes : names from `AXES`; none for a national number
    unit : of its values, such as 'persons', '1/h' or '1'
    about : what it is, in words that stand in the record and on pages
    initial : value at the beginning; NaN and infinities may come back only where this is none either
    dtype : of the array
    keep : 'hourly' in the record of every hour, 'last' only its last value, 'no'; if it is not said,
        a user's own field is kept by the hour and the model's are not
    kept_as : type in the record; whole numbers of 32 bits for whole numbers, else 32-bit floats
    low, high : between which its values must lie; persons are never fewer than none

    Raises MechanismError if a part of the declaration has a wrong type.
    """

    name: str
    axes: tuple[str, ...]
    unit: str
    about: str
    initial: float = 0.0
    dtype: type = np.float64
    _: KW_ONLY
    keep: Keep | None = None
    kept_as: type | None = None
    low: float = -math.inf
    high: float = math.inf

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name.isidentifier():
            raise MechanismError(f"Field({self.name!r}, ...): expected a name such as 'rumour'")
        what = f"Field({self.name!r}, ...)"
        _axes(what, self.axes)
        object.__setattr__(self, "axes", tuple(self.axes))
        for key in ("unit", "about"):
            if not isinstance(getattr(self, key), str):
                raise MechanismError(f"{what}: {key} is {getattr(self, key)!r}; expected a text")
        for key in ("initial", "low", "high"):
            value = getattr(self, key)
            if isinstance(value, bool) or not isinstance(value, int | float | np.number):
                raise MechanismError(f"{what}: {key} is {value!r}; expected a number")
        _dtype(what, self.dtype, self.initial)
        if self.keep not in (None, HOURLY, LAST, NO):
            raise MechanismError(
                f"{what}: keep is {self.keep!r}; expected 'hourly', 'last' or 'no'"
            )
        if self.low > self.high:
            raise MechanismError(f"{what}: low, {self.low:g}, is above high, {self.high:g}")
        if self.unit == "persons":
            object.__setattr__(self, "low", max(0.0, self.low))

    @property
    def stored(self) -> type:
        """Type in the record."""
        if self.kept_as is not None:
            return self.kept_as
        return np.int32 if np.dtype(self.dtype).kind in "iub" else np.float32

    def zeros(self, sizes: dict[str, int]) -> NDArray[Any]:
        """The array of the field at its initial value."""
        return np.full([sizes[axis] for axis in self.axes], self.initial, self.dtype)

    def wrong(self, values: NDArray[Any]) -> str:
        """What is wrong with values of this field, in words; empty if they may be."""
        if not values.size:
            return ""
        # NaN passes no comparison, so that one pass finds it too
        least, most = values.min(), values.max()
        if self.low <= least and most <= self.high and math.isfinite(least) and math.isfinite(most):
            return ""
        return self._wrong(values)

    def _wrong(self, values: NDArray[Any]) -> str:
        odd = ~np.isfinite(values)
        if math.isnan(self.initial):
            odd &= ~np.isnan(values)
        elif math.isinf(self.initial):
            odd &= ~np.isinf(values)
        if odd.any():
            return f"{values[odd].flat[0]}; expected finite numbers"
        known = values[np.isfinite(values)]
        out = known[(known < self.low) | (known > self.high)]
        return f"{out.flat[0]:.6g}; expected {self._range()}" if out.size else ""

    def _range(self) -> str:
        if math.isinf(self.high):
            return f"{self.low:g} or more"
        return (
            f"{self.high:g} or less" if math.isinf(self.low) else f"{self.low:g} to {self.high:g}"
        )


def count(
    name: str,
    axes: tuple[str, ...],
    about: str,
    unit: str = "persons",
    keep: Keep | None = None,
    kept_as: type | None = None,
) -> Field:
    """A field of whole numbers that begin at zero and are never fewer."""
    return Field(name, axes, unit, about, 0, np.int64, keep=keep, kept_as=kept_as, low=0)


def code(name: str, axes: tuple[str, ...], about: str, keep: Keep | None = None) -> Field:
    """A field of small whole numbers: codes, or how often something happened."""
    return count(name, axes, about, "1", keep, np.int8)


def fraction(
    name: str, axes: tuple[str, ...], about: str, initial: float = 0.0, keep: Keep | None = None
) -> Field:
    """A field between 0 and 1."""
    return Field(name, axes, "1", about, initial, keep=keep, low=0, high=1)


def flag(
    name: str, axes: tuple[str, ...], about: str, initial: float = 0.0, keep: Keep | None = None
) -> Field:
    """A field that is 0 or 1."""
    return Field(name, axes, "1", about, initial, keep=keep, kept_as=np.int8, low=0, high=1)


def _axes(what: str, axes: object) -> None:
    if not isinstance(axes, tuple | list) or not all(isinstance(axis, str) for axis in axes):
        raise MechanismError(f"{what}: axes is {axes!r}; expected names such as ('place',)")
    unknown = [axis for axis in axes if axis not in AXES]
    if unknown:
        raise MechanismError(
            f"{what} has unknown axes {unknown}; expected some of {', '.join(AXES)}"
        )
    if len(set(axes)) < len(axes):
        raise MechanismError(f"{what} has an axis twice")


def _dtype(what: str, dtype: object, initial: float) -> None:
    try:
        kind = np.dtype(dtype).kind  # type: ignore[call-overload]
    except (TypeError, ValueError):
        kind = ""
    if kind not in "iufb" or not kind:
        raise MechanismError(f"{what}: dtype is {dtype!r}; expected such as numpy.float64")
    if kind != "f" and not math.isfinite(initial):
        raise MechanismError(f"{what}: a whole number cannot begin at {initial}")
