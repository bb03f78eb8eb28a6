"""What a run ends with: harm by group, the curve, key events, the ledger in numbers, where to look.

At most some 60 lines of 80 characters; nothing about what a scenario does not have.  `terminal` has the
rest (`tocsin run --full`).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tocsin.declare.outcome import OUTCOMES
from tocsin.record.chronicle import Event, key_events
from tocsin.results.summary import FEW
from tocsin.scenario.carried import told as carried
from tocsin.view.terminal import crowd, head
from tocsin.view.wording import interval, median, of_runs, recorded, telling

if TYPE_CHECKING:
    from tocsin.results.result import Result
    from tocsin.scenario import Scenario

#: Harm first, apart by group; then how large it was.
HARM = ("dead", "dead_participants", "dead_bystanders", "dead_forces", "injured", "detained")
SIZE = ("first_active_place", "peak_active", "sites_captured", "hours_to_calm")
#: Politics, each where something came of it.
POLITICS = ("alliance_troops", "incumbent_survives", "coup_attempted")
EVENTS = 12
#: Labels that leave room for the figures in 80 characters.
LABELS = {
    "first_active_place": "first with 20 out",
    "peak_active": "most out at once",
    "alliance_troops": "allied troops that came",
    "incumbent_survives": "leader in office",
}


def show(result: Result, console: Console, events: list[Event]) -> None:
    """Print the short summary of a result."""
    s, scenario = result.summary(), result.scenario
    head(s, console)
    console.print(_outcomes(s, scenario))
    console.print(crowd(result, min(console.width, 96)))
    _events(events, scenario, console)
    console.print(f"[bold]What is behind it[/]  [dim]{escape(_ledger(s))}[/]")
    if note := carried(scenario):
        console.print(f"[yellow]{escape(note)}[/]")
    console.print(
        "[dim]More: report.html in the folder, tocsin brief DIR, tocsin why DIR --place NAME, "
        "--full[/]",
        highlight=False,
    )


def _outcomes(s: dict[str, Any], scenario: Scenario) -> Table:
    many = s["runs"] > 1
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("", no_wrap=True)
    table.add_column("median" if many else "value", justify="right", no_wrap=True)
    if many:
        few = s["runs"] - s.get("failed", 0) < FEW
        table.add_column("least to most" if few else "90 % interval", justify="right")
    table.add_column("recorded")
    for name in (*HARM, *SIZE, *POLITICS):
        found = s["outcomes"].get(name)
        if found is None or (name in POLITICS and not _came(name, found)):
            continue
        declared = OUTCOMES[name]
        tell = telling(declared, scenario)
        label = LABELS.get(name) or declared.shown or declared.about
        if name in HARM and declared.under:
            label = f"  {label}"
        cells = [label + of_runs(found, s, never=False), median(found, declared, tell)]
        if many:
            cells.append(interval(found, tell))
        known = [r | {"date": r["date"][:7]} for r in found["references"][:1]]
        table.add_row(*map(escape, cells), escape(recorded(known, tell)))
    return table


def _came(name: str, found: dict[str, Any]) -> bool:
    """Whether there is anything to tell: troops came, a leader fell, a coup was tried."""
    usual = 1.0 if name == "incumbent_survives" else 0.0
    value = found.get("value", found.get("median"))
    return value is not None and value != usual


def _events(events: list[Event], scenario: Scenario, console: Console) -> None:
    if not events:
        console.print("Nothing happened.\n")
        return
    console.print(f"[bold]Key events of run {events[0].run} ({scenario.spec.clock.zone})[/]")
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()  # wraps below itself
    for e in key_events(events, EVENTS):
        where = f"{e.place}: " if e.place and e.place not in e.text else ""
        moment = datetime.fromisoformat(e.time_utc).astimezone(scenario.zone)
        table.add_row(f"{moment:%d %b %H:%M}", escape(where + e.text))
    console.print(table)
    console.print()


def _ledger(s: dict[str, Any]) -> str:
    """How much was imposed, ruled, fitted and predicted, in numbers."""
    kinds = [e["what"] for e in s["ledger"]["imposed"]]
    counts = (
        (kinds.count("act"), "act imposed at its time|acts imposed at their time"),
        (
            kinds.count("occasion"),
            "at its time if there is an occasion|at their time if there is an occasion",
        ),
        (kinds.count("rule"), "by rules with thresholds set by hand"),
        (kinds.count("hypothesis"), "hypothesis|hypotheses"),
        (len(s["ledger"]["fitted"]), "outcome used to fit|outcomes used to fit"),
        (len(s["ledger"]["predicted"]), "predicted"),
    )
    return "; ".join(f"{n} {what.split('|')[0 if n == 1 else -1]}" for n, what in counts if n)
