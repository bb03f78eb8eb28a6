"""What a person sees of a calibration: what was learnt, what not, and whether to believe it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table

from tocsin.plural import counted
from tocsin.view.numbers import number

if TYPE_CHECKING:
    from rich.console import Console

SHOWN = 12  # parameters and figures
CLEAR = 0.2  # contraction, from which a parameter counts as learnt


def show(found: dict[str, Any], console: Console) -> None:
    """Print a calibration (the contents of calibration.json)."""
    console.print(
        f"\n[bold]{escape(found['scenario'])}[/]: {counted(found['sets'], 'set')} of parameters "
        f"(effectively {found['ess']:.0f}) from {counted(found['runs'], 'run')}"
    )
    trust = _trusted(found["trust"])
    console.print(escape(trust) if found["trust"]["passed"] else f"[bold]{escape(trust)}[/]")
    console.print("[dim]A model fitted to reports; not records.[/]")
    if found["failed"]:
        console.print(
            f"[bold]{counted(found['failed'], 'run')} failed[/]; their errors are in manifest.json"
        )
    moved = [p for p in found["parameters"] if p["moved"]]
    if moved:
        console.print(_parameters(moved[:SHOWN]))
    rest = len(found["parameters"]) - len(moved)
    if rest:
        console.print(
            f"[dim]The figures say nothing that shows of {counted(rest, 'other parameter')}: "
            "drawn from the prior in every run.[/]"
        )
    console.print(_figures(found["statistics"][:SHOWN]))
    if len(found["statistics"]) > SHOWN:
        console.print(f"[dim]... and {counted(len(found['statistics']) - SHOWN, 'figure')} more[/]")
    for line in lines(found):
        console.print(escape(line))


def lines(found: dict[str, Any]) -> list[str]:
    """What must be said, in sentences; whether to believe it stands above the tables."""
    out = []
    used = [s for s in found["statistics"] if s["used"] and s["inside"] is not None]
    kept = [s for s in found["statistics"] if not s["used"] and s["inside"] is not None]
    out.append(
        f"{sum(s['inside'] for s in used)} of {counted(len(used), 'figure')} that were fitted lie "
        "within 5 to 95 % of what the sets give"
        + (f", {sum(s['inside'] for s in kept)} of {len(kept)} that were not" if kept else "")
        + "."
    )
    for each in found["misfit"]:
        out.append(
            f"Outside of the model over all its priors: {each['name']} "
            f"({number(each['recorded'])}; runs give {number(each['p05'])} to {number(each['p95'])})."
        )
    if not any(p["contraction"] >= CLEAR for p in found["parameters"] if p["moved"]):
        out.append("Little was learnt: no parameter's spread fell by a fifth.")
    sloppy = [d for d in found["directions"] if d["spread"] > 0.8]
    if sloppy:
        named = ", ".join(sorted({n for d in sloppy for n in d["of"]}))
        told = counted(len(sloppy), "direction")
        out.append(f"Not decided by the figures: {told}, mostly of {named}.")
    return out


def _trusted(trust: dict[str, Any]) -> str:
    n = trust["runs"]
    if trust["passed"] is None:
        return f"Whether to believe it could not be tried: {n} held-out runs; give more --runs."
    if trust["passed"]:
        return f"On {n} held-out runs ranks and joint coverage are as they should be."
    worst = min(trust["parameters"], key=lambda p: p["p"])
    return (
        f"NOT to be believed as it stands: on {n} held-out runs the ranks are uneven "
        f"({worst['name']}: p = {worst['p']:.2g}, joint p = {trust['joint']['p']:.2g}); "
        "give more --runs."
    )


def _parameters(moved: list[dict[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("parameter")
    for head in ("point", "prior 5 to 95 %", "posterior 5, 50, 95 %", "its spread"):
        table.add_column(head, justify="right")
    for p in moved:
        low, _, high = p["prior"]
        table.add_row(
            escape(p["name"]), number(p["point"]), f"{number(low)} to {number(high)}",
            ", ".join(map(number, p["posterior"])), _spread(p["contraction"]),
        )  # fmt: skip
    return table


def _spread(contraction: float) -> str:
    """How much narrower, or wider, than the prior."""
    percent = round(100 * contraction)
    if not percent:
        return "as the prior"
    return f"{abs(percent)} % {'narrower' if percent > 0 else 'wider'}"


def _figures(statistics: list[dict[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("figure", overflow="fold")
    for head in ("recorded", "as sets would be reported", ""):
        table.add_column(head, justify="right" if head else "left")
    for s in statistics:
        if s["high"] is None:
            told = f"{number(s['low'])} or more"
        else:
            told = number(s["low"]) if s["high"] == s["low"] else (
                f"{number(s['low'])} to {number(s['high'])}")  # fmt: skip
        if s["median"] is None:
            table.add_row(escape(s["name"]), told, "-", s["why"], style="dim")
            continue
        note = s["why"] or ("" if s["inside"] else "outside")
        table.add_row(
            escape(s["name"]), told,
            f"{number(s['median'])} ({number(s['p05'])} to {number(s['p95'])})", note,
            style=None if s["used"] else "dim",
        )  # fmt: skip
    return table
