"""Quantities as text: '36 h', '2 d', '15 %', '100 km', and what pydantic fields are made of them.

Hours are the unit of time inside Tocsin, shares are fractions, distances kilometres.  A bare number
is taken to be in that unit.
"""

from __future__ import annotations

import math
import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

_HOURS = {"s": 1 / 3600, "min": 1 / 60, "h": 1.0, "hour": 1.0, "hours": 1.0, "d": 24.0, "day": 24.0,
          "days": 24.0, "week": 168.0, "weeks": 168.0}  # fmt: skip
_SHARES = {"%": 0.01, "percent": 0.01, "": 1.0}
_KILOMETRES = {"km": 1.0, "m": 0.001}
_TEXT = re.compile(r"^\s*([-+]?[0-9][0-9_]*(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?)\s*([^\s0-9].*)?$")


def quantity(value: Any, units: dict[str, float], example: str) -> Any:
    """A number from text with one of `units`; anything that is not text is passed on."""
    if isinstance(value, bool):
        raise ValueError(f"expected a quantity such as {example}")
    if not isinstance(value, str):
        return value
    match = _TEXT.match(value)
    if not match:
        raise ValueError(f"expected a quantity such as {example}")
    unit = (match[2] or "").strip()
    if unit and unit not in units:
        known = ", ".join(u for u in units if u)
        raise ValueError(f"unknown unit {unit!r}; expected one of {known}, as in {example}")
    number = float(match[1].replace("_", ""))
    return number * units.get(unit, 1.0)


def number_with_unit(value: Any, unit: str) -> Any:
    """The number in a parameter's text, converted to the parameter's own unit."""
    for family in (_HOURS, _SHARES, _KILOMETRES):
        if unit in family:
            factor = family[unit]
            converted = quantity(value, family, f"'12 {unit}'")
            return converted / factor if isinstance(value, str) and _named(value) else converted
    if isinstance(value, str) and _named(value) == unit:
        value = value[: value.rindex(unit)]
    return quantity(value, {}, f"'0.5 {unit}'".replace(" '", "'"))


def _named(text: str) -> str:
    match = _TEXT.match(text)
    return (match[2] or "").strip() if match else ""


def _hours(value: Any) -> Any:
    return quantity(value, _HOURS, "'36 h' or '2 d'")


def _share(value: Any) -> Any:
    return quantity(value, _SHARES, "'15 %' or 0.15")


def _kilometres(value: Any) -> Any:
    return quantity(value, _KILOMETRES, "'100 km'")


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError("expected a finite number")
    return value


Number = Annotated[float, Field(allow_inf_nan=False)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
NotNegative = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Hours = Annotated[float, BeforeValidator(_hours), Field(ge=0, allow_inf_nan=False)]
Share = Annotated[float, BeforeValidator(_share), Field(ge=0, le=1, allow_inf_nan=False)]
Kilometres = Annotated[float, BeforeValidator(_kilometres), Field(ge=0, allow_inf_nan=False)]
