"""Numbers for JSON: six digits, whole ones without a point, none for what is no number."""

from __future__ import annotations

import math
from typing import Any


def short(x: float) -> float | int:
    """With six significant digits; whole numbers exactly."""
    if float(x).is_integer():
        return int(x)
    return float(f"{x:.6g}")


def shortened(data: Any) -> Any:
    """Plain data with its numbers made short."""
    if isinstance(data, dict):
        return {key: shortened(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [shortened(value) for value in data]
    if isinstance(data, float):
        return short(data) if math.isfinite(data) else None
    return data
