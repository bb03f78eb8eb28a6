"""What a person sees at the end of a run: outcomes beside records, a chart, events, acts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from tocsin.record.chronicle import Event, key_events
from tocsin.view.spark import chart, line

if TYPE_CHECKING:
    from tocsin.record.result import Result
    from tocsin.record.why import Why

#: Outcomes in the order in which they are shown; tables are shown by the keys with a record.
SHOWN = (
    ("first_active_place", "first place with 20 people out"),
    ("active_by_day", "most out at once, {}"),
    ("regions_active_by_day", "regions with 500 out, {}"),
    ("dead", "dead"),
    ("dead_participants", "  participants"),
    ("dead_bystanders", "  bystanders"),
    ("dead_forces", "  forces"),
    ("injured", "injured"),
    ("injured_forces", "  forces"),
    ("detained", "ever detained"),
    ("detained_by", "detained by the end of {}"),
    ("sites_captured", "sites captured"),
    ("site_captured", "{} captured"),
    ("premises_damaged", "premises damaged"),
    ("hours_to_calm", "hours to calm"),
    ("largest_crowd", "largest crowd, {}"),
    ("forces_freed", "officers freed by allies"),
)


def show(result: Result, console: Console, events: list[Event]) -> None:
    """Print the summary of a result."""
    s = result.summary()
    runs = "1 run" if s["runs"] == 1 else f"{s['runs']} runs"
    console.print()
    console.print(
        f"[bold]{escape(s['title'])}[/]  ({s['persons']:,} persons, {s['places']} places, "
        f"{s['hours']} hours; {runs}, seed {s['seed']})"
    )
    console.print("[dim]A simulation, not a record. Recorded figures are contested.[/]\n")
    console.print(_outcomes(s))
    console.print(_crowd(result, console.width))
    console.print(_events(events))
    console.print(_imposed(s, console.width))
    t = s["timing"]
    console.print(
        f"[dim]{t['seconds_per_run']:.1f} s a run, {t['simulate_seconds']:.1f} s in all, "
        f"{t['peak_memory_mb']:.0f} MB[/]"
    )


def _outcomes(s: dict[str, Any]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("outcome")
    table.add_column("median" if s["runs"] > 1 else "value", justify="right")
    if s["runs"] > 1:
        table.add_column("90 % interval", justify="right")
    table.add_column("recorded (date, status)", overflow="fold")
    for name, label in SHOWN:
        found = s["outcomes"].get(name)
        if found is None:
            continue
        rows = [(label, found)] if "unit" in found else [
            (label.format(key), value) for key, value in found.items() if value["references"]
        ]  # fmt: skip
        for text, value in rows:
            cells = [text, _median(value)]
            if s["runs"] > 1:
                cells.append(_interval(value))
            table.add_row(*map(escape, cells), escape(_recorded(value["references"])))
    return table


def _median(value: dict[str, Any]) -> str:
    if value["unit"] == "place":
        share = f" ({value['share']:.0%})" if value["share"] < 1 else ""
        return f"{value['value'] or 'none'}{share}"
    if value["unit"] == "share of runs":
        return "-" if value["value"] is None else f"{value['value']:.0%}"
    return number(value["median"])


def _interval(value: dict[str, Any]) -> str:
    if value.get("p05") is None:
        return ""
    return f"{number(value['p05'])} to {number(value['p95'])}"


def _recorded(references: list[dict[str, Any]]) -> str:
    out = []
    for r in references[:3]:
        if r["value"] is not None:
            x = r["value"] if isinstance(r["value"], str) else number(r["value"])
        elif r["high"] is None:
            x = f"at least {number(r['low'])}"
        elif r["low"] is None:
            x = f"at most {number(r['high'])}"
        else:
            x = f"{number(r['low'])} to {number(r['high'])}"
        where = ", ".join(t for t in (r["date"], r["status"]) if t)
        out.append(f"{x} ({where})" if where else str(x))
    return "; ".join(out)


def number(x: float | None) -> str:
    """A number as people write it."""
    if x is None:
        return "-"
    return f"{x:,.0f}" if abs(x) >= 10 or float(x).is_integer() else f"{x:.2g}"


def _crowd(result: Result, width: int) -> RenderableType:
    data = result.data
    active = (data.marching + data.rioting).sum("place")
    median = np.median(active.values, axis=0)
    wide = max(20, min(len(median), width - 12))
    lines = chart(median, wide, 6)
    peak = median.max()
    scenario = result.scenario
    local = scenario.start.astimezone(scenario.zone)
    text = Text("\nPeople out, by hour" + ("\n" if peak > 0 else ": nobody\n"), style="bold")
    for i, row in enumerate(lines):
        mark = number(peak) if i == 0 else number(peak / 2) if i == 3 else ""
        text.append(f"{mark:>8} ", style="dim")
        text.append(row + "\n", style="cyan")
    per_day = wide / (len(median) / 24)
    days = ""
    for d in range(-(-len(median) // 24)):
        at = round(d * per_day)
        label = (local + timedelta(days=d)).strftime("%d")
        if at >= len(days) and at + 2 <= wide:
            days = days.ljust(at) + label
    month = local.strftime("%b")
    text.append(f"{month:>8} {days}\n", style="dim")
    return text


def _events(events: list[Event]) -> RenderableType:
    if not events:
        return Text("Nothing happened.\n")
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for e in key_events(events):
        where = f"{e.place}: " if e.place and e.place not in e.text else ""
        by = f" [dim]({escape(e.actor)})[/]" if e.actor not in ("", "crowd", "forces") else ""
        when = e.time_local[:16].replace("T", " ")
        table.add_row(when, f"{escape(where + e.text)}{by}")
    run = f" of run {events[0].run}" if events else ""
    return Group(Text(f"Key events{run}, local time", style="bold"), table, Text())


def _imposed(s: dict[str, Any], width: int) -> RenderableType:
    entries = s["ledger"]["imposed"]
    acts = [e["text"] for e in entries if e["what"] in ("act", "hypothesis", "shock")]
    rules = [e["text"] for e in entries if e["what"] == "rule"]
    text = Text()
    for head, items in (("Imposed, not predicted", acts), ("By rules with set thresholds", rules)):
        if items:
            text.append(f"{head}: ", style="bold")
            text.append("; ".join(items) + "\n", style="dim")
    fitted = [e["name"] for e in s["ledger"]["fitted"]]
    if fitted:
        text.append("Used to fit: ", style="bold")
        text.append(", ".join(fitted) + "\n", style="dim")
    del width
    return text


def show_why(found: Why, console: Console, hours: list[int]) -> None:
    """Print the terms at a place over time."""
    console.print(f"\n[bold]What moved people in {escape(found.place)}[/] ({escape(found.region)})")
    console.print(
        "[dim]Terms of N for the median willing person; N above 0: most of the willing go.[/]\n"
    )
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("local time", no_wrap=True)
    for name in ("active", *found.terms, "net"):
        table.add_column(name, justify="right")
    for row in found.rows(hours):
        when = row["time_local"][5:16].replace("T", " ")
        cells = [number(row["active"])]
        cells += [f"{row[name]:+.2f}" for name in (*found.terms, "net")]
        table.add_row(when, *cells)
    console.print(table)
    if len(hours) < 3:
        return
    wide = max(20, min(len(found.times), console.width - 14))
    console.print(
        f"\n[dim]{found.times[0]:%d %b} to {found.times[-1]:%d %b}; all terms to one scale[/]"
    )
    top = max(float(np.abs(x).max()) for name, x in found.terms.items() if name != "threshold")
    console.print(f"{'active':>10}  {line(list(found.active), wide)}", highlight=False)
    for name, values in found.terms.items():
        if name != "threshold":
            bars = line(list(np.abs(values)), wide, 0.0, top)
            console.print(f"{name:>10}  {bars}", highlight=False)
