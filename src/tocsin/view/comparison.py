"""What a person sees of a comparison: variants in the order given, deaths of each group apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from tocsin.experiments.comparisons.comparison import Comparison

DEATHS = {
    "dead_participants": "participants",
    "dead_bystanders": "bystanders",
    "dead_forces": "forces",
}
OTHERS = {
    "injured": "injured",
    "detained": "detained",
    "peak_active": "most out at once",
    "sites_captured": "sites captured",
}
#: Where the scenario has elites.
PALACE = {
    "incumbent_survives": "leader in office",
    "coup_risk": "risk of a coup",
    "hold_least": "lowest hold",
}


def show(result: Comparison, console: Console) -> None:
    """Print a comparison."""
    s = result.summary()
    pairs = "1 pair" if s["runs"] == 1 else f"{s['runs']} pairs"
    console.print(f"\n[bold]{escape(s['title'])}[/]  ({pairs} of runs a variant, seed {s['seed']})")
    console.print(f"[dim]{escape(s['label'])} A simulation, not a record.[/]")
    for note in s["notes"]:
        console.print(f"[yellow]{escape(note)}[/]")
    if s["failures"]:
        console.print(f"[yellow]{len(s['failures'])} runs failed; members.csv has their errors[/]")
    level = f"{s['level']:.0%}"
    console.print(
        _figures(s, DEATHS, f"Dead, mean of runs; below it the difference ({level} interval)")
    )
    console.print(_figures(s, OTHERS, "Others"))
    of_first = s["variants"][0]
    palace = {k: v for k, v in PALACE.items() if _all_have(s, k)}
    if palace:
        title = "The palace; an outcome beside others, whose coefficients have priors only"
        console.print(_figures(s, palace, title))
    services = {k: k for k in of_first["tables"].get("loyalty_least", {})}
    if services:
        title = "Lowest loyalty of each service (1 obeys, 0 does not)"
        console.print(_figures(s, services, title, "loyalty_least"))
    console.print(_pairs(s))


def _all_have(s: dict[str, Any], name: str) -> bool:
    return all(name in variant["outcomes"] for variant in s["variants"])


def _figures(
    s: dict[str, Any], columns: dict[str, str], title: str, of: str = ""
) -> RenderableType:
    """A table of scalar outcomes, or of the keys of the outcome `of`."""

    def figures(variant: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = variant["tables"].get(of, {}) if of else variant["outcomes"]
        return found

    table = Table(box=None, title=title, title_justify="left", header_style="dim", pad_edge=False)
    table.add_column("variant", min_width=12, max_width=34, overflow="fold")
    for head in columns.values():  # with many columns their words may break, but not the names
        table.add_column(escape(head), justify="right", no_wrap=len(columns) <= 3)
    first = figures(s["variants"][0])
    table.add_row("base", *(number(first[name]["base"]["mean"]) for name in columns))
    for variant in s["variants"]:
        found = figures(variant)
        cells = [_cell(found[name]) if name in found else "-" for name in columns]
        table.add_row(escape(variant["name"]), *cells)
    return table


def _cell(figures: dict[str, Any]) -> str:
    d = figures["difference"]
    if d["mean"] is None:
        return "-\n[dim]no pairs[/]"
    mean = number(figures["variant"]["mean"])
    if d["low"] is None:
        return f"{mean}\n[dim]{number(d['mean'], sign=True)}[/]"
    reach = f"{number(d['low'], sign=True)} to {number(d['high'], sign=True)}"
    if d["mean"] == d["low"] == d["high"] == 0:
        return f"{mean}\n[dim]no difference[/]"
    if figures["clear"] is None:
        return f"{mean}\n[dim]no clear difference\n{reach}[/]"
    return f"{mean}\n[bold]{number(d['mean'], sign=True)}[/]\n[dim]{reach}[/]"


def _pairs(s: dict[str, Any]) -> RenderableType:
    """Chance of fewer dead, and what pairing gained."""
    level = f"{s['level']:.0%}"
    table = Table(
        box=None, title=f"All dead, pair by pair (share of pairs, {level} interval)",
        title_justify="left", header_style="dim", pad_edge=False,
    )  # fmt: skip
    table.add_column("variant", max_width=34, overflow="fold")
    for head in ("pairs", "fewer", "as many", "more", "corr.", "variance*"):
        table.add_column(head, justify="right", no_wrap=True)
    for variant in s["variants"]:
        figures = variant["outcomes"]["dead"]
        table.add_row(
            escape(variant["name"]),
            str(figures["n"]),
            _share(figures["lower"]),
            "-" if figures["equal"]["share"] is None else f"{figures['equal']['share']:.0%}",
            _share(figures["higher"]),
            *("-" if figures[k] is None else f"{figures[k]:.2f}"
              for k in ("correlation", "variance_ratio")),
        )  # fmt: skip
    table.caption = (
        "corr.: correlation of variant and base; variance*: of the difference, beside that of "
        "unpaired runs (below 1, pairing gained)"
    )
    table.caption_justify = "left"
    return table


def _share(found: dict[str, float | None]) -> str:
    share, low, high = found["share"], found["low"], found["high"]
    if share is None or low is None or high is None:
        return "-"
    return f"{share:.0%} [dim]({100 * low:.0f}-{100 * high:.0f})[/]"


def number(x: float | None, sign: bool = False) -> str:
    """A figure with two or three digits that count."""
    if x is None:
        return "-"
    digits = 0 if abs(x) >= 100 else 1 if abs(x) >= 1 or x == 0 else 2
    if x == round(x):
        digits = 0
    elif abs(x) < 0.01:
        return f"{x:+.2g}" if sign else f"{x:.2g}"
    return f"{x:+,.{digits}f}" if sign and x else f"{x:,.{digits}f}"
