"""Quantities as text: '36 h', '2 d', '15 %', '100 km'.

Hours are the unit of time inside Tocsin, shares are fractions, distances kilometres.  A bare number
is taken to be in that unit.  `fields` makes pydantic types of them.
"""

from __future__ import annotations

import math
import re
from typing import Any

HOURS = {"h": 1.0, "hour": 1.0, "hours": 1.0, "min": 1 / 60, "s": 1 / 3600, "d": 24.0, "day": 24.0,
         "days": 24.0, "week": 168.0, "weeks": 168.0}  # fmt: skip
SHARES = {"%": 0.01, "percent": 0.01}
KILOMETRES = {"km": 1.0, "m": 0.001}
NUMBER = r"[-+]?(?:[0-9][0-9_]*(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
_TEXT = re.compile(rf"\s*({NUMBER})(?:\s+(\S.*?)|([^\s0-9._].*?))?\s*", re.DOTALL)
#: What follows the first digits of '50,0', '11,000', "11'000" or '11 000'.
_GROUPED = re.compile(r"[,'\u2019]?\d")


def quantity(value: object, units: dict[str, float], example: str) -> Any:
    """A finite number from a number or from text with one of `units`; else the value as it is.

    Raises ValueError for text that is no such quantity.
    """
    if isinstance(value, str):
        match = _TEXT.fullmatch(value)
        if not match:
            raise ValueError(f"expected {example}")
        unit = match[2] or match[3] or ""
        if unit not in units and _GROUPED.match(unit):
            hint = "a point for decimals, nothing between thousands"
            raise ValueError(f"expected {example} ({hint})")
        if unit and unit not in units:
            known = f" (units are {', '.join(units)})" if len(units) > 1 else ""
            raise ValueError(f"unknown unit {unit!r}; expected {example}{known}")
        value = float(match[1].replace("_", "")) * units.get(unit, 1.0)
    if isinstance(value, bool):
        raise ValueError(f"expected {example}")
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("expected a finite number")
    return value


def in_unit(value: object, unit: str) -> Any:
    """A number in a parameter's own unit, from a number or from text such as '2 d' for hours."""
    for family in (HOURS, {**SHARES, "1": 1.0}, KILOMETRES):
        if unit in family:
            example = "a number such as 0.5" if unit == "1" else f"a number such as '12 {unit}'"
            number = quantity(value, family, example)
            return number / family[unit] if _has_unit(value) else number
    return quantity(value, {unit: 1.0}, f"a number such as '0.5 {unit}'")


def is_name(value: object) -> bool:
    """Whether text that stands for a number is the name of a parameter instead."""
    if not isinstance(value, str):
        return False
    try:
        float(value.strip().rstrip("%"))
    except ValueError:
        return True
    return False


def _has_unit(value: object) -> bool:
    match = _TEXT.fullmatch(value) if isinstance(value, str) else None
    return bool(match and (match[2] or match[3]))
