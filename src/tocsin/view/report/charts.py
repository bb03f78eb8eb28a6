"""Charts of forecasts and evidence as SVG text, without a library: fan, map of reports, bars.

Colours are the classes of `inferred`'s style, so that dark screens and print have their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import cos, log10, radians
from typing import Any

WIDE, HIGH, LEFT, RIGHT, TOP, BOTTOM = 640, 220, 70, 24, 12, 28
MAP, EDGE = 260, 26
DOT, LARGER = 3.0, 2.0  # radius of a report of nothing, and more by each factor of ten
ROW, BAR = 26, 16


def fan(rows: Sequence[dict[str, Any]], seen: Sequence[dict[str, Any]], label: str) -> str:
    """Median and bands of a target by hours from the moment, with reports and their grades.

    rows : `hour`, p05, p25, median, p75, p95; seen : `hour`, low, high, grade, `known`
    """
    hours = [r["hour"] for r in rows] + [s["hour"] for s in seen] + [0.0]
    first, last = min(hours), max(max(hours), min(hours) + 1)
    most = max([r["p95"] for r in rows] + [s["high"] or s["low"] for s in seen] + [1.0])

    def x(hour: float) -> float:
        return float(LEFT + (WIDE - LEFT - RIGHT) * (hour - first) / (last - first))

    def y(value: float) -> float:
        return float(HIGH - BOTTOM - (HIGH - TOP - BOTTOM) * min(value, most) / most)

    def band(low: str, high: str, name: str) -> str:
        there = [f"{x(r['hour']):.1f},{y(r[high]):.1f}" for r in rows]
        back = [f"{x(r['hour']):.1f},{y(r[low]):.1f}" for r in reversed(rows)]
        return f'<polygon class="{name}" points="{" ".join(there + back)}"/>'

    parts = [
        _line(x(0), TOP, x(0), HIGH - BOTTOM, "now"), _text(x(0) + 3, TOP + 9, "as of", "start"),
        band("p05", "p95", "wide"), band("p25", "p75", "narrow"),
    ]  # fmt: skip
    points = " ".join(f"{x(r['hour']):.1f},{y(r['median']):.1f}" for r in rows)
    parts.append(f'<polyline class="middle" points="{points}"/>')
    for r in rows if len(rows) == 1 else ():
        parts.append(_line(x(r["hour"]), y(r["p05"]), x(r["hour"]), y(r["p95"]), "middle"))
    for s in seen:
        at, low, high = x(s["hour"]), y(s["low"]), y(s["high"] or s["low"])
        parts.append(_line(at, low, at, high, "report"))
        parts.append(_dot(at, (low + high) / 2, 3.5, s))
        parts.append(_text(at + 5, (low + high) / 2 - 4, s["grade"], "start"))
    for value in (0.0, most / 2, most):
        parts.append(_line(LEFT, y(value), WIDE - RIGHT, y(value), "grid"))
        parts.append(_text(LEFT - 6, y(value) + 4, f"{value:,.0f}", "end"))
    for hour in sorted({first, 0.0, last}):
        parts.append(_text(x(hour), HIGH - 8, f"{hour:+.0f} h" if hour else "0", "middle"))
    return _svg(WIDE, HIGH, label, parts)


def reports_map(seen: Sequence[dict[str, Any]], label: str) -> str:
    """Where reports are of: a circle each, larger for more, with its grade; north is up."""
    lats, lons = [s["lat"] for s in seen], [s["lon"] for s in seen]
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    narrow = cos(radians(lat))
    reach = max(max(lats) - min(lats), (max(lons) - min(lons)) * narrow, 0.1)

    def at(s: dict[str, Any]) -> tuple[float, float]:
        scale = (MAP - 2 * EDGE) / reach
        return MAP / 2 + (s["lon"] - lon) * narrow * scale, MAP / 2 - (s["lat"] - lat) * scale

    parts, named = [], set()
    for s in sorted(seen, key=lambda s: -(s["low"] or 0)):
        x, y = at(s)
        parts.append(_dot(x, y, DOT + LARGER * log10(1 + (s["low"] or 0)), s))
        if s["place"] not in named:
            parts.append(_text(x, y - 16, s["place"], "middle"))
            named.add(s["place"])
    return _svg(MAP, MAP, label, parts)


def bars(shares: dict[str, float], label: str) -> str:
    """A bar for each share, 0 to 1."""
    parts = []
    for i, (name, share) in enumerate(shares.items()):
        y, width = ROW * i + 4, (WIDE - 200) * share
        parts.append(_text(110, y + BAR - 4, name, "end"))
        parts.append(f'<rect class="bar" x="116" y="{y}" width="{width:.1f}" height="{BAR}"/>')
        parts.append(_text(122 + width, y + BAR - 4, f"{share:.0%}", "start"))
    return _svg(WIDE, ROW * len(shares) + 6, label, parts)


def _dot(x: float, y: float, radius: float, s: dict[str, Any]) -> str:
    name = "report" if s["known"] else "later"
    told = escape(
        f"{s['what']}, {s['place'] or s['region'] or 'nation'}: {s['told']} ({s['grade']})"
    )
    where = f'cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"'
    return f'<circle class="{name}" {where}><title>{told}</title></circle>'


def _line(x: float, y: float, to_x: float, to_y: float, name: str) -> str:
    return f'<line class="{name}" x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}"/>'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _svg(width: float, height: float, label: str, parts: list[str]) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" role="img" aria-label="{escape(label)}">'
        f"{''.join(parts)}</svg>"
    )
