"""The one picture of a briefing: people out by hour, as an SVG that needs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tocsin.view.brief.words import Words

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 720.0, 150.0, 54.0, 20.0, 8.0
ROOM = 70.0  # of the name of a day


def svg(
    low: list[float],
    middle: list[float],
    high: list[float],
    midnights: Sequence[tuple[float, date]],
    w: Words,
) -> str:
    """A band from low to high and a line; one tick a day, by local time.

    low, middle, high : (hour,) persons; midnights : hours since the start, with the day that begins
    """
    most = max([*high, 1.0])
    hours = len(middle)

    def x(t: float) -> float:
        return LEFT + (WIDTH - LEFT) * t / max(1, hours - 1)

    def y(v: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - v / most)

    def points(values: list[float]) -> list[str]:
        return [f"{x(t):.1f},{y(v):.1f}" for t, v in enumerate(values)]

    band = " ".join([*points(high), *reversed(points(low))])
    parts = [
        f'<svg viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="img" '
        f'aria-label="{w.t("out.aria", n=max(middle))}">',
        f'<polygon points="{band}" class="band"/>',
        f'<polyline points="{" ".join(points(middle))}" class="line"/>',
    ]
    for value in steps(most):
        parts.append(f'<text x="{LEFT - 6:g}" y="{y(value) + 4:.1f}" class="y">'
                     f"{w.number(value)}</text>")  # fmt: skip
    days = [(t, day) for t, day in midnights if t < hours]
    every = max(1, round(hours / 24 / 7))  # a day's name needs room
    for t, day in days[::every]:
        parts.append(f'<line x1="{x(t):.1f}" x2="{x(t):.1f}" y1="{TOP:g}" '
                     f'y2="{HEIGHT - BOTTOM:g}" class="tick"/>')  # fmt: skip
        if x(t) + ROOM < WIDTH:  # a name that would be cut off at the edge is left out
            parts.append(f'<text x="{x(t) + 3:.1f}" y="{HEIGHT - 5:g}" class="x">'
                         f"{w.day(day)}</text>")  # fmt: skip
    return "".join([*parts, "</svg>"])


def steps(most: float) -> list[float]:
    """Two to five round values from zero on, none above `most`."""
    power = 10.0 ** int(f"{most / 4:e}".partition("e")[2])
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= most / 4)
    return [k * step for k in range(int(most / step) + 1)]
