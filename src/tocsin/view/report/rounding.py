"""Numbers for JSON: whole ones without a point, none for what is no number; some with few digits."""

from __future__ import annotations

import math
from typing import Any


def short(x: float) -> float | int:
    """With six significant digits; whole numbers exactly."""
    if float(x).is_integer():
        return int(x)
    return float(f"{x:.6g}")


def plain(data: object) -> Any:
    """Plain data whose numbers are JSON's, with the same values."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [plain(value) for value in data]
    if isinstance(data, float):
        whole = math.isfinite(data) and data.is_integer()
        return int(data) if whole else data if math.isfinite(data) else None
    return data
