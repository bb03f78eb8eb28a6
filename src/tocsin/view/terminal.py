"""What a person sees at the end of a run: outcomes beside records, a chart, events, acts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from tocsin.declare.outcome import OUTCOMES
from tocsin.plural import counted
from tocsin.record.chronicle import Event, key_events
from tocsin.results.channels import NONE, basis, with_channel, without_channel
from tocsin.results.citing import changes
from tocsin.results.summary import FEW
from tocsin.view.fitted import Columns, fitted
from tocsin.view.numbers import number
from tocsin.view.spark import chart, line
from tocsin.view.wording import interval, median, of_runs, recorded, telling

if TYPE_CHECKING:
    from tocsin.results.result import Result
    from tocsin.results.why import Why
    from tocsin.scenario import Scenario


def show(result: Result, console: Console, events: list[Event]) -> None:
    """Print everything that a summary has; `short` is what a run ends with."""
    s = result.summary()
    head(s, console)
    console.print(_outcomes(s, result.scenario))
    console.print(crowd(result, console.width))
    console.print(_events(events, result.scenario))
    console.print(_imposed(s, result.scenario))
    t = s["timing"]
    console.print(
        f"[dim]{t['seconds_per_run']:.1f} s a run, {t['simulate_seconds']:.1f} s in all, "
        f"{t['peak_memory_mb']:.0f} MB[/]"
    )


def head(s: dict[str, Any], console: Console) -> None:
    """What was run, and what it is not."""
    runs = counted(s["runs"], "run")
    if s.get("failed"):
        runs += f" ({s['failed']} failed)"
    console.print()
    console.print(
        f"[bold]{escape(s['title'])}[/]  ({counted(s['persons'], 'person')}, "
        f"{counted(s['places'], 'place')}, {counted(s['hours'], 'hour')}; {runs}, seed {s['seed']})"
    )
    if changed := changes(s):
        console.print(f"Changed: {escape('; '.join(changed))}", highlight=False)
    console.print("[dim]A simulation, not a record. Recorded figures are contested.[/]\n")


def _outcomes(s: dict[str, Any], scenario: Scenario) -> Table:
    """A row for each outcome that is shown; tables are shown by the keys with a record."""
    many = s["runs"] > 1
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("outcome")
    table.add_column("median" if many else "value", justify="right")
    if many:
        few = s["runs"] - s.get("failed", 0) < FEW
        table.add_column("least to most" if few else "90 % interval", justify="right")
    table.add_column("recorded (date, status)", overflow="fold")
    for name, declared in OUTCOMES.items():
        found = s["outcomes"].get(name)
        if found is None or not declared.shown:
            continue
        label = f"  {declared.shown}" if declared.under else declared.shown
        rows = [(label, "", found)] if "unit" in found else [
            (label.format(key), key, value) for key, value in found.items()
            if value["references"] or declared.all_keys
        ]  # fmt: skip
        tell = telling(declared, scenario)
        for text, key, value in rows:
            cells = [text + of_runs(value, s), median(value, declared, tell)]
            if name == "influence_after":
                before = s["outcomes"].get("influence_before", {}).get(key)
                was = median(before, declared, tell) if before else "-"
                cells[1] = f"{was} -> {cells[1]}"
            if many:
                cells.append(interval(value, tell))
            table.add_row(*map(escape, cells), escape(recorded(value["references"], tell)))
    return table


def crowd(result: Result, width: int) -> RenderableType:
    """People out by hour, as a chart."""
    if result.kept.holds("quantiles"):
        median = result.quantiles.active_national.sel(quantile=0.5).values
    else:
        data = result.data
        median = (data.marching + data.rioting).sum("place").values[0]
    wide = max(20, min(len(median), width - 12))
    lines = chart(median, wide, 6)
    peak = median.max()
    scenario = result.scenario
    first = scenario.local(0).date()
    text = Text("\nPeople out, by hour" + ("\n" if peak > 0 else ": nobody\n"), style="bold")
    for i, row in enumerate(lines):
        mark = number(peak) if i == 0 else number(peak / 2) if i == 3 else ""
        text.append(f"{mark:>8} ", style="dim")
        text.append(row + "\n", style="cyan")
    days = ""
    begun = [(t, day) for t, day in scenario.midnights() if 0 < t < len(median)]
    for t, day in [(0.0, first), *begun]:
        at = round(t * wide / len(median))
        if (not days or at > len(days)) and at + 2 <= wide:
            days = days.ljust(at) + f"{day:%d}"
    month = f"{first:%b}"
    text.append(f"{month:>8} {days}\n", style="dim")
    return text


def _events(events: list[Event], scenario: Scenario) -> RenderableType:
    if not events:
        return Text("Nothing happened.\n")
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for e in key_events(events):
        where = f"{e.place}: " if e.place and e.place not in e.text else ""
        by = f" [dim]({escape(e.actor)})[/]" if e.actor not in ("", "crowd", "forces") else ""
        moment = datetime.fromisoformat(e.time_utc).astimezone(scenario.zone)
        table.add_row(f"{moment:%d %b %H:%M}", f"{escape(where + e.text)}{by}")
    head = f"Key events of run {events[0].run} ({scenario.spec.clock.zone})"
    return Group(Text(head, style="bold"), table, Text())


def _imposed(s: dict[str, Any], scenario: Scenario) -> RenderableType:
    text = Text()
    for what, head in (
        ("shock", "The shock"),
        ("hypothesis", "Supposed"),
        ("act", "Imposed at their time, not predicted"),
        ("occasion", "At their time, where there is an occasion"),
        ("rule", "By rules with thresholds set by hand"),
    ):
        items = [_short(e, scenario) for e in s["ledger"]["imposed"] if e["what"] == what]
        if items:
            text.append(f"{head}: ", style="bold")
            text.append("; ".join(items) + "\n", style="dim")
    fitted = [e["name"] for e in s["ledger"]["fitted"]]
    if fitted:
        text.append("Used to fit: ", style="bold")
        text.append(", ".join(fitted) + "\n", style="dim")
    return text.append(_channels(s.get("channels", {})))


def _channels(found: dict[str, Any]) -> Text:
    """What each part of politics was found to move, and of which nothing was."""
    text = Text()
    for head, items in (
        ("Found to reach harm or power", with_channel(found)),
        (NONE.capitalize(), without_channel(found)),
    ):
        if items:
            text.append(f"{head}: ", style="bold")
            text.append(f"{', '.join(items)} [{basis(found)}]\n", style="dim")
    return text


def _short(entry: dict[str, str], scenario: Scenario) -> str:
    """An entry of the ledger with its time in few characters."""
    title, at, when = entry["text"].partition(", at ")
    if not at:
        return entry["text"]
    moment = scenario.moment_of(scenario.hour_of(when)).astimezone(scenario.zone)
    return f"{title} ({moment:%d %b %H:%M})"


#: Heads of columns that leave room for all in 80 characters.
SHORT = {"hardship": "hardsh.", "own crowd": "own", "outrage": "outr."}


def show_why(found: Why, console: Console, hours: list[int]) -> None:
    """Print the terms at a place over time."""
    threshold = -float(found.terms["threshold"][0])
    console.print(f"\n[bold]What moved people in {escape(found.place)}[/] ({escape(found.region)})")
    console.print(
        f"[dim]Terms of N for the median willing person, whose threshold is {threshold:.2f}. At N = 0 "
        "a person joins at half of the highest rate; medians over runs need not add up.[/]\n"
    )
    rows = found.rows(hours)
    cells = {"active": [number(row["active"]) for row in rows]}
    for name in (name for name in (*found.terms, "net") if name != "threshold"):
        head = "N" if name == "net" else SHORT.get(name, name)
        cells[head] = [f"{row[name]:+.2f}" for row in rows]
    times = [row["time_local"][5:16].replace("T", " ") for row in rows]
    fitted(console, Columns("", times, cells, first="local time"))
    if len(hours) < 3:
        return
    wide = max(20, min(len(found.times), console.width - 14))
    moving = {k: np.abs(x) for k, x in found.terms.items() if k not in ("hardship", "threshold")}
    top = max(float(x.max()) for x in moving.values())
    days = f"{found.times[0]:%d %b} to {found.times[-1]:%d %b}"
    console.print(f"\n[dim]{days}; the terms that move, to one scale (0 to {top:.2f})[/]")
    console.print(f"{'active':>10}  {line(list(found.active), wide)}", highlight=False)
    for name, values in moving.items():
        console.print(f"{name:>10}  {line(list(values), wide, 0.0, top)}", highlight=False)
