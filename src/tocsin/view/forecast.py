"""What a person sees of a forecast: its rows, its scores beside what is trivial, what it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table

from tocsin.plural import counted

if TYPE_CHECKING:
    from rich.console import Console

SHOWN = 30  # rows


def show(found: dict[str, Any], console: Console) -> None:
    """Print the contents of forecast.json."""
    console.print(escape(
        f"{found['scenario']} as of {found['as_of']}: {counted(found['reports'], 'report')} known, "
        f"{counted(found['runs'], 'run')} (effectively {found['ess']:.0f}) over the "
        f"{found['parameters']}"
    ))  # fmt: skip
    table = Table(box=None, pad_edge=False, header_style="dim")
    for head in ("target", "location", "until", "median", "5 to 95 %"):
        table.add_column(head, justify="left" if head in ("target", "location") else "right")
    for row in found["rows"][:SHOWN]:
        table.add_row(
            escape(row["target"]), escape(row["location"]), row["date"], f"{row['median']:,.0f}",
            f"{row['p05']:,.0f} to {row['p95']:,.0f}",
        )  # fmt: skip
    console.print(table)
    if found["moments"] > 1:
        console.print(
            f"The table is of the first of {found['moments']} moments; scores are of all:"
        )
    for name, s in found["scores"].items():
        console.print(
            f"{name}: CRPS {s['crps']:.2f}, coverage of 90 % {s['coverage']:.2f} "
            f"({counted(s['n'], 'later report')}, each from every moment before it)"
        )
    if found["misfit"]:
        console.print(f"Reports that no run comes near: {', '.join(found['misfit'])}")
    console.print(
        "[dim]A simulation weighted by reports, not a fact; scores on log(1 + figure).[/]"
    )
