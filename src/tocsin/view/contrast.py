"""Why there, in base and variants: two tables of terms, at an hour or over time.

`terminal.show_why` tells the same of runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape

from tocsin.experiments.comparisons.figures import BASE
from tocsin.view.fitted import Columns, fitted
from tocsin.view.numbers import number
from tocsin.view.terminal import SHORT

if TYPE_CHECKING:
    from rich.console import Console

    from tocsin.results.why import Why


def show(found: dict[str, Why], console: Console, hours: list[int], run: int) -> None:
    """Print the terms of base and variants: at one hour side by side, else what differs over time."""
    base = found[BASE]
    console.print(f"\n[bold]What moved people in {escape(base.place)}[/] ({escape(base.region)})")
    console.print(
        f"[dim]Terms of N for the median willing person in run {run} of base and variant, which share "
        "their random numbers: one pair and no mean. At N = 0 a person joins at half of the highest "
        "rate.[/]\n"
    )
    if len(hours) == 1:
        _at(found, console, hours[0])
        return
    for name, variant in found.items():
        if name != BASE:
            _over_time(name, base, variant, console, hours)


def _at(found: dict[str, Why], console: Console, hour: int) -> None:
    """One hour: a row for the base and for each variant, below it what differs."""
    shown = {name: why for name, why in found.items() if hour < len(why.times)}
    rows = {name: why.rows([hour])[0] for name, why in shown.items()}
    keys = [*found[BASE].terms, "net"]
    first = rows[BASE]

    def cell(name: str, key: str) -> str:
        value = rows[name][key]
        text = number(value) if key == "active" else f"{value:+.2f}"
        if name == BASE:
            return text
        apart = value - first[key]
        return f"{text}\n[dim]{number(apart, sign=True) if key == 'active' else f'{apart:+.2f}'}[/]"

    heads = {"active": "active"} | {k: SHORT.get(k, "N" if k == "net" else k) for k in keys}
    title = f"{found[BASE].times[hour]:%d %b %H:%M}; below a variant, what differs from the base"
    cells = {head: [cell(name, key) for name in rows] for key, head in heads.items()}
    fitted(console, Columns(title, [escape(name) for name in rows], cells))


def _over_time(name: str, base: Why, variant: Why, console: Console, hours: list[int]) -> None:
    """Who is out in both, and the terms of the variant less those of the base."""
    console.print(f"[bold]{escape(name)}[/]  [dim]people out in both; terms: variant less base[/]")
    keys = [key for key in base.terms if key != "threshold"]
    shown = [t for t in hours if t < min(len(base.times), len(variant.times))]
    pairs = list(zip(base.rows(shown), variant.rows(shown), strict=True))
    cells = {
        "base": [number(one["active"]) for one, _ in pairs],
        "variant": [number(other["active"]) for _, other in pairs],
    }
    for key in (*keys, "net"):
        head = "N" if key == "net" else SHORT.get(key, key)
        cells[head] = [f"{other[key] - one[key]:+.2f}" for one, other in pairs]
    times = [one["time_local"][5:16].replace("T", " ") for one, _ in pairs]
    fitted(console, Columns("", times, cells, first="local time"))
    console.print()
