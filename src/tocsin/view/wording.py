"""Outcomes in words, for tables in the terminal: value, interval and record of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tocsin.declare.outcome import Outcome
from tocsin.plural import counted
from tocsin.view.numbers import number, percent

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

YES = {True: "yes", False: "no"}

Tell = Callable[[float | None], str]


def telling(declared: Outcome, scenario: Scenario) -> Tell:
    """How a value of an outcome is written."""

    def tell(x: float | None) -> str:
        if declared.dated:
            return date(x or None, scenario)
        return YES[bool(x)] if declared.kind == "share" and x in (0, 1) else number(x)

    return tell


def date(hours: float | None, scenario: Scenario) -> str:
    """Hours since the start as a local day and time."""
    if hours is None:
        return "-"
    return scenario.moment_of(hours).astimezone(scenario.zone).strftime("%d %b %H:%M")


def of_runs(value: dict[str, Any], s: dict[str, Any], never: bool = True) -> str:
    """Said of an outcome that some runs do not have: its median is that of the others.

    never : also tell of how many runs it is known that they never come to it
    """
    runs = s["runs"] - s.get("failed", 0)
    n = value.get("n", runs)
    if n in (0, runs) or runs < 2:  # of none there is no median to tell
        return ""
    return f", in {n} of {counted(runs, 'run')}" + (
        f" (never in {value['never']})" if never and value.get("never") else ""
    )


def median(value: dict[str, Any], declared: Outcome, tell: Tell) -> str:
    """The middle value, the commonest name with its share, or the share of runs."""
    if declared.kind == "name":
        share = f" ({percent(value['share'])})" if value["share"] < 1 else ""
        return f"{value['value'] or 'none'}{share}"
    if declared.kind == "share":
        share = value["value"]
        return "-" if share is None else tell(share) if share in (0, 1) else f"in {percent(share)}"
    if value["median"] is None and value.get("never"):
        return declared.never
    return tell(value["median"])


def interval(value: dict[str, Any], tell: Tell) -> str:
    """The 90 % interval, or of few runs the least and the most."""
    low, high = value.get("p05", value.get("low")), value.get("p95", value.get("high"))
    return "" if low is None or high is None else f"{tell(low)} to {tell(high)}"


def recorded(references: list[dict[str, Any]], tell: Tell) -> str:
    """Up to three recorded figures, each with its date and status."""
    out = []
    for r in references[:3]:
        if r["value"] is not None:
            x = r["value"] if isinstance(r["value"], str) else tell(r["value"])
        elif r["high"] is None:
            x = f"at least {tell(r['low'])}"
        elif r["low"] is None:
            x = f"at most {tell(r['high'])}"
        else:
            x = f"{tell(r['low'])} to {tell(r['high'])}"
        where = ", ".join(t for t in (r["date"], r["status"]) if t)
        out.append(f"{x} ({where})" if where else str(x))
    return "; ".join(out)
