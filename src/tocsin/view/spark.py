"""Small charts made of characters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

BARS = " ▁▂▃▄▅▆▇█"
EIGHTHS = " ▁▂▃▄▅▆▇█"


def line(
    values: Sequence[float], width: int, low: float | None = None, high: float | None = None
) -> str:
    """One line of bars: the largest value of each of `width` spans, from `low` to `high`."""
    x = np.asarray(values, float)
    if not len(x):
        return ""
    spans = np.array_split(x, min(width, len(x)))
    tops = np.array([s[np.argmax(np.abs(s))] for s in spans])
    low = float(x.min()) if low is None else low
    high = float(x.max()) if high is None else high
    if high <= low:
        return BARS[0] * len(tops)
    steps = np.clip(np.ceil((tops - low) / (high - low) * 8 - 1e-9), 0, 8).astype(int)
    return "".join(BARS[s] for s in steps)


def chart(values: Sequence[float], width: int, height: int) -> list[str]:
    """Lines of a bar chart from top to bottom, scaled from zero to the largest value."""
    x = np.asarray(values, float)
    spans = np.array_split(x, min(width, len(x)))
    tops = np.array([s.max() for s in spans])
    peak = tops.max()
    if peak <= 0:
        return ["" for _ in range(height)]
    eighths = np.ceil(tops / peak * height * 8 - 1e-9).astype(int)
    lines = []
    for row in range(height - 1, -1, -1):
        lines.append("".join(EIGHTHS[int(np.clip(e - 8 * row, 0, 8))] for e in eighths))
    return lines
