"""What a person sees of a comparison: variants in the order given, deaths of each group apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table

from tocsin.declare.outcome import OUTCOMES
from tocsin.results.summary import FEW
from tocsin.view.numbers import compared, percent, rounded

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from tocsin.experiments.comparisons.comparison import Comparison


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
    columns = {name: o for name, o in OUTCOMES.items() if o.column and _all_have(s, name)}
    deaths = {name: o.column for name, o in columns.items() if o.under == "dead"}
    palace = {name: o.column for name, o in columns.items() if o.part == "elites"}
    others = {name: o.column for name, o in columns.items() if not {name} & {*deaths, *palace}}
    reach = _reach(s)
    console.print(_figures(s, deaths, f"Dead, mean of runs; below it the difference ({reach})"))
    console.print(_figures(s, others, "Others"))
    of_first = s["variants"][0]
    if palace:
        title = "The palace; an outcome beside others, whose coefficients have priors only"
        console.print(_figures(s, palace, title))
    services = {k: k for k in of_first["tables"].get("loyalty_least", {})}
    if services:
        title = "Lowest loyalty of each service (1 obeys, 0 does not)"
        console.print(_figures(s, services, title, "loyalty_least"))
    console.print(_pairs(s))


def _reach(s: dict[str, Any]) -> str:
    """What two figures beside a difference are."""
    if s["runs"] < FEW:
        return f"least to most of {s['runs']} pairs" if s["runs"] > 1 else "one pair"
    return f"{s['level']:.0%} interval"


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
    table.add_row("base", *(compared(first[name]["base"]["mean"]) for name in columns))
    for variant in s["variants"]:
        found = figures(variant)
        cells = [_cell(found[name]) if name in found else "-" for name in columns]
        table.add_row(escape(variant["name"]), *cells)
    return table


def _cell(figures: dict[str, Any]) -> str:
    d = figures["difference"]
    if d["mean"] is None:
        return "-\n[dim]no pairs[/]"
    mean = compared(figures["variant"]["mean"])
    if d["low"] is None:
        return f"{mean}\n[dim]{compared(d['mean'], sign=True)}[/]"
    reach = f"{compared(d['low'], sign=True)} to {compared(d['high'], sign=True)}"
    if d["mean"] == d["low"] == d["high"] == 0:
        return f"{mean}\n[dim]no difference[/]"
    if figures["clear"] is None:
        return f"{mean}\n[dim]no clear difference\n{reach}[/]"
    return f"{mean}\n[bold]{compared(d['mean'], sign=True)}[/]\n[dim]{reach}[/]"


def _pairs(s: dict[str, Any]) -> RenderableType:
    """Chance of fewer dead, and what pairing gained."""
    told = "share of pairs" if s["runs"] < FEW else f"share of pairs, {s['level']:.0%} interval"
    table = Table(
        box=None, title=f"All dead, pair by pair ({told})",
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
            "-" if figures["equal"]["share"] is None else percent(figures["equal"]["share"]),
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
    if share is None:
        return "-"
    if low is None or high is None:
        return percent(share)
    return f"{percent(share)} [dim]({rounded(100 * low, 0)}-{rounded(100 * high, 0)})[/]"
