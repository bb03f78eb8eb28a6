"""What a person sees of crises over the world: each fact with both intervals, inside or outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table

from tocsin.plural import counted

if TYPE_CHECKING:
    from rich.console import Console

FEW = 200  # crises, under which figures are a taste


def show(found: dict[str, Any], console: Console) -> None:
    """Print the contents of world.json."""
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")
    for name, right in (("fact", False), ("", False), ("recorded", True), ("simulated", True),
                        ("", False), ("used", False)):  # fmt: skip
        table.add_column(name, justify="right" if right else "left", overflow="fold")
    topic = ""
    for row in found["facts"]:
        if row["topic"] != topic:
            topic = row["topic"]
            table.add_row("", f"[bold]{escape(topic)}[/]")
        table.add_row(row["id"], escape(row["statement"]), recorded(row), simulated(row), word(row),
                      "" if row["use"] == "priors" else "held back")  # fmt: skip
    console.print(table)
    for line in lines(found):
        console.print(escape(line))


def lines(found: dict[str, Any]) -> list[str]:
    """How many are inside, and of what."""
    n, held = found["judged"], found["judged_held_back"]
    out = [
        f"{counted(found['runs'], 'crisis', 'crises')} in "
        f"{counted(found['countries'], 'country', 'countries')}, {counted(found['events'], 'event')}: "
        f"{found['inside'] * n:.0f} of {counted(n, 'figure')} inside the recorded interval, of "
        f"those held back {found['inside_held_back'] * held:.0f} of {held}."
    ]
    if found["failed"]:
        out.append(
            f"{counted(found['failed'], 'crisis', 'crises')} failed; manifest.json says why."
        )
    silent = len(found["facts"]) - n
    if silent:
        out.append(f"{counted(silent, 'figure has', 'figures have')} too few events to be told.")
    if found["runs"] < FEW:
        out.append("So few are a taste; take 500 for figures worth quoting.")
    return [*out, found["note"]]


def recorded(row: dict[str, Any]) -> str:
    """Value and bounds of the record."""
    return f"{short(row['value'])} ({short(row['low'])} to {short(row['high'])})"


def simulated(row: dict[str, Any]) -> str:
    """The simulated figure and its bounds."""
    if row["simulated"] is None:
        return "-"
    if row["sim_low"] is None:
        return short(row["simulated"])
    return f"{short(row['simulated'])} ({short(row['sim_low'])} to {short(row['sim_high'])})"


def word(row: dict[str, Any]) -> str:
    """Inside or outside; near where only the intervals meet."""
    if row["inside"] is None:
        return "too few"
    if row["inside"]:
        return "inside"
    return "outside, intervals meet" if row["overlaps"] else "outside"


def short(x: float) -> str:
    """Three figures, thousands in groups."""
    return f"{x:,.0f}" if abs(x) >= 1000 else f"{x:.3g}"
