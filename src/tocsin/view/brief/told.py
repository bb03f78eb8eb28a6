"""Figures in words: numbers, spans, recorded figures, differences, an act with its time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tocsin.version import __version__

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

FEW = 20  # runs, below which least and most are told and no interval
MATTERS = 0.05  # of the base, below which a difference is told as small however sure it is


def number(x: Any) -> str:
    """A number as people write it; words as they are."""
    if x is None:
        return "–"
    if isinstance(x, str):
        return x
    return f"{x:,.0f}" if abs(x) >= 10 or float(x).is_integer() else f"{x:.2g}"


def head(runs: int) -> str:
    """The head of the column of spans."""
    if runs == 1:
        return ""
    return "nine runs in ten" if runs >= FEW else "least to most"


def span(found: dict[str, Any], runs: int) -> str:
    """The interval of many runs, least and most of few, nothing of one."""
    low, high = (found.get("p05"), found.get("p95"))
    if runs < FEW:
        low, high = found.get("low", low), found.get("high", high)
    if runs == 1 or low is None or high is None:
        return ""
    return f"{number(low)} to {number(high)}"


def caveat(runs: int) -> str:
    """What the number of runs allows to say."""
    if runs >= FEW:
        return "The span is of chance alone, with the parameters as told above."
    return "So few runs show no interval: another seed can give figures outside of these."


def figure(reference: dict[str, Any]) -> str:
    """A recorded figure or range."""
    if reference["value"] is not None:
        return number(reference["value"])
    low, high = reference["low"], reference["high"]
    if high is None:
        return f"at least {number(low)}"
    return f"at most {number(high)}" if low is None else f"{number(low)} to {number(high)}"


def recorded(found: dict[str, Any], most: int = 2) -> str:
    """The recorded figures beside an outcome, with date and status."""
    told = []
    for r in found.get("references", [])[:most]:
        where = ", ".join(x for x in (r["date"], r["status"]) if x)
        told.append(f"{figure(r)} ({where})" if where else figure(r))
    return "; ".join(told)


def difference(label: str, figures: dict[str, Any]) -> tuple[str, ...]:
    """Cells of an outcome: base, variant, difference, and what may be said of it."""
    d = figures["difference"]
    base, variant = figures["base"]["mean"], figures["variant"]["mean"]
    if d["mean"] is None:
        return label, number(base), number(variant), "–", "no pairs"
    text = f"{d['mean']:+,.1f}"
    if d["low"] is not None:
        text += f" ({d['low']:+,.1f} to {d['high']:+,.1f})"
    if d["mean"] == d["low"] == d["high"] == 0:
        return label, f"{base:,.1f}", f"{variant:,.1f}", "0", "no difference"
    if figures["clear"] is None:
        one_sided = d["low"] is not None and d["low"] * d["high"] > 0
        word = "too few pairs differ to say" if one_sided else "not decided by these runs"
    else:
        word = "fewer" if figures["clear"] == "lower" else "more"
        word = word if abs(d["mean"]) >= MATTERS * max(abs(base), 1.0) else f"{word}, but hardly"
    return label, f"{base:,.1f}", f"{variant:,.1f}", text.replace("-", "−"), word


def act(text: str, scenario: Scenario) -> str:
    """An imposed act with its time as people write it."""
    title, at, when = text.partition(", at ")
    if not at:
        return text
    moment = scenario.moment_of(scenario.hour_of(when)).astimezone(scenario.zone)
    return f"{title} ({moment.day} {moment:%B %H:%M})"


def cite(s: dict[str, Any]) -> str:
    """How to cite the runs."""
    year = datetime.now(UTC).year
    return (
        f"Tocsin {__version__} ({year}), simulation '{s['scenario']}', seed {s['seed']}, "
        f"{s['runs']} runs. A simulation, not a record."
    )
