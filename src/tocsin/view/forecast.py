"""What a person sees of a forecast: its rows, its scores beside what is trivial, what it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table

from tocsin.plural import counted

if TYPE_CHECKING:
    from rich.console import Console

SHOWN = 30  # rows
NATION = "nation"
#: What is said of the nation at the horizon, in this order: figures, and what holds or not.
TOLD = {
    "dead": "dead so far", "detained": "detained so far", "active": "people out at once on the day",
    "reported.dead": "dead as officials will have said",
    "reported.detained": "detained as officials will have said",
}  # fmt: skip
CHANCES = {
    "withdrawal": "allied troops have begun to leave",
    "incumbent_survives": "the leader is in office",
    "purge_failed": "a dismissal or an arrest has failed",
}


def show(found: dict[str, Any], console: Console) -> None:
    """Print the contents of forecast.json."""
    for line in lines(found):
        console.print(escape(line))
    table = Table(box=None, pad_edge=False, header_style="dim")
    for head in ("target", "location", "until", "median", "5 to 95 %"):
        table.add_column(head, justify="left" if head in ("target", "location") else "right")
    for row in found["rows"][:SHOWN]:
        table.add_row(
            escape(row["target"]), escape(row["location"]), row["date"], *figures(row)
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
    console.print(
        "[dim]A simulation weighted by reports, not a fact; scores on log(1 + figure).[/]"
    )


def figures(row: dict[str, Any]) -> tuple[str, str]:
    """Median and interval of a row; of what holds or not the chance."""
    if "share" in row:
        return f"{row['share']:.0%}", ""
    return f"{row['median']:,.0f}", f"{row['p05']:,.0f} to {row['p95']:,.0f}"


def lines(found: dict[str, Any]) -> list[str]:
    """The forecast in sentences that may be quoted."""
    out = [
        f"{found['scenario']} as of {found['as_of']}: {counted(found['reports'], 'report')} known, "
        f"{counted(found['runs'], 'run')} (effectively {found['ess']:.0f}) over the "
        f"{found['parameters']}."
    ]
    last = max((r["horizon"] for r in found["rows"]), default=0)
    rows = {
        r["target"]: r for r in found["rows"] if (r["location"], r["horizon"]) == (NATION, last)
    }
    for name, words in TOLD.items():
        if name in rows:
            middle, span = figures(rows[name])
            came = f"; {rows[name]['came']:,.0f} were recorded" if "came" in rows[name] else ""
            out.append(
                f"By {rows[name]['date']} the model expects {middle} {words} (in nine runs of ten, by "
                f"weight, {span}){came}."
            )
    for name, words in CHANCES.items():
        if name in rows:
            came = {1.0: "; it came so", 0.0: "; it did not come so"}.get(
                rows[name].get("came"), ""
            )
            out.append(
                f"That by {rows[name]['date']} {words}: {rows[name]['share']:.0%} of the runs{came}."
            )
    if found["note"]:
        out.append(f"{found['note']}.")
    if found["misfit"]:
        out.append(f"Reports that no run comes near: {', '.join(found['misfit'])}.")
    return out
