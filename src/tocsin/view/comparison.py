"""What a person sees of a comparison: variants in the order given, deaths of each group apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.markup import escape

from tocsin.declare.outcome import OUTCOMES
from tocsin.plural import counted
from tocsin.results.summary import FEW
from tocsin.view.fitted import Columns, fitted
from tocsin.view.numbers import compared, percent, rounded
from tocsin.view.verdicts import agreement, strong, verdict

if TYPE_CHECKING:
    from rich.console import Console

    from tocsin.experiments.comparisons.comparison import Comparison


SHARES = ("share", "share of runs", "probability")  # told in per cent
PAIRS = (
    "[dim]bold: a clear difference of 5 % of the base or more; "
    "corr.: correlation of variant and base; variance*: of the difference, beside that of "
    "unpaired runs (below 1, pairing gained)[/]"
)


def show(result: Comparison, console: Console) -> None:
    """Print a comparison."""
    s = result.summary()
    pairs = "1 pair" if s["runs"] == 1 else f"{s['runs']} pairs"
    console.print(f"\n[bold]{escape(s['title'])}[/]  ({pairs} of runs a variant, seed {s['seed']})")
    console.print(f"[dim]{escape(s['label'])} A simulation, not a record.[/]")
    for note in s["notes"]:
        console.print(f"[yellow]{escape(note)}[/]")
    if s["failures"]:
        console.print(
            f"[yellow]{counted(len(s['failures']), 'run')} failed; members.csv has their errors[/]"
        )
    columns = {name: o for name, o in OUTCOMES.items() if o.column and _all_have(s, name)}
    deaths = {name: o.column for name, o in columns.items() if o.under == "dead"}
    elites = {name: o.column for name, o in columns.items() if o.part == "elites"}
    others = {name: o.column for name, o in columns.items() if not {name} & {*deaths, *elites}}
    reach = _reach(s)
    fitted(console, _figures(s, deaths, f"Dead, mean of runs; below it the difference ({reach})"))
    fitted(console, _figures(s, others, "Others"))
    of_first = s["variants"][0]
    if elites:
        title = "The elites; an outcome beside others, whose coefficients have priors only"
        fitted(console, _figures(s, elites, title))
    services = {k: k for k in of_first["tables"].get("loyalty_least", {})}
    if services:
        title = "Lowest loyalty of each service (1 obeys, 0 does not)"
        fitted(console, _figures(s, services, title, "loyalty_least"))
    fitted(console, _pairs(s))
    console.print(PAIRS)


def _reach(s: dict[str, Any]) -> str:
    """What two figures beside a difference are."""
    if s["runs"] < FEW:
        return f"least to most of {counted(s['runs'], 'pair')}" if s["runs"] > 1 else "one pair"
    return f"{s['level']:.0%} interval"


def _all_have(s: dict[str, Any], name: str) -> bool:
    return all(name in variant["outcomes"] for variant in s["variants"])


def _figures(s: dict[str, Any], columns: dict[str, str], title: str, of: str = "") -> Columns:
    """A table of scalar outcomes, or of the keys of the outcome `of`."""

    def figures(variant: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = variant["tables"].get(of, {}) if of else variant["outcomes"]
        return found

    first = figures(s["variants"][0])
    names = ["base", *(escape(variant["name"]) for variant in s["variants"])]
    found = [figures(variant) for variant in s["variants"]]
    cells = {
        head: [_say(first[name], first[name]["base"]["mean"]),
               *(_cell(f[name]) if name in f else "-" for f in found)]
        for name, head in columns.items()
    }  # fmt: skip
    return Columns(title, names, cells)


def _say(figures: dict[str, Any], x: float | None, sign: bool = False) -> str:
    """A figure, or the difference of two; shares in per cent."""
    share = x is not None and figures.get("unit") in SHARES
    return f"{compared(100 * x, sign=sign)}%" if share and x else compared(x, sign=sign)


def _cell(figures: dict[str, Any]) -> str:
    d = figures["difference"]
    if d["mean"] is None:
        return "-\n[dim]no pairs[/]"
    mean = _say(figures, figures["variant"]["mean"])
    if d["low"] is None:
        return f"{mean}\n[dim]{_say(figures, d['mean'], sign=True)}[/]"
    reach = f"{_say(figures, d['low'], sign=True)} to {_say(figures, d['high'], sign=True)}"
    if d["mean"] == d["low"] == d["high"] == 0:
        return f"{mean}\n[dim]no difference[/]"
    if figures["clear"] is None:
        return f"{mean}\n[dim]{verdict(figures)}\n{reach}[/]"
    change = _say(figures, d["mean"], sign=True)
    return f"{mean}\n{f'[bold]{change}[/]' if strong(figures) else change}\n[dim]{reach}[/]"


def _pairs(s: dict[str, Any]) -> Columns:
    """Chance of fewer dead, and what pairing gained."""
    told = "share of pairs" if s["runs"] < FEW else f"share of pairs, {s['level']:.0%} interval"
    dead = [variant["outcomes"]["dead"] for variant in s["variants"]]
    cells = {
        "pairs": [str(f["n"]) for f in dead],
        "fewer": [_share(f["lower"]) for f in dead],
        "as many": [_plain(f["equal"]["share"]) for f in dead],
        "more": [_share(f["higher"]) for f in dead],
        "corr.": [_two(f["correlation"]) for f in dead],
        "variance*": [_two(f["variance_ratio"]) for f in dead],
    }
    if all("sets" in f for f in dead):
        cells["sets that agree"] = [agreement(f) for f in dead]
    names = [escape(variant["name"]) for variant in s["variants"]]
    return Columns(f"All dead, pair by pair ({told})", names, cells)


def _plain(share: float | None) -> str:
    return "-" if share is None else percent(share)


def _two(x: float | None) -> str:
    return "-" if x is None else f"{x:.2f}"


def _share(found: dict[str, float | None]) -> str:
    share, low, high = found["share"], found["low"], found["high"]
    if share is None:
        return "-"
    if low is None or high is None:
        return percent(share)
    return f"{percent(share)} [dim]({rounded(100 * low, 0)}-{rounded(100 * high, 0)})[/]"
