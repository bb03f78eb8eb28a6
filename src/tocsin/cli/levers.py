"""`tocsin levers`: who does what in a scenario, and when."""

from __future__ import annotations

from tocsin.cli.common import Json, ScenarioArgument, Set, With, Without, load, out, print_json

NAME = "levers"


def main(
    scenario: ScenarioArgument,
    set: Set = None,
    without: Without = None,
    with_: With = None,
    json: Json = False,
) -> None:
    """List the levers of a scenario, with the names that --without and --with take."""
    loaded = load(scenario, set, without, with_)
    if json:
        print_json(
            {name: lever.model_dump(exclude_none=True) for name, lever in loaded.levers.items()}
        )
        return
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("name", "kind or part", "actor", "when", "what"):
        table.add_column(column, overflow="fold", no_wrap=column == "name")
    for name, lever in loaded.levers.items():
        when = lever.at or f"when {lever.when}"
        if lever.after:
            when += f", {lever.after:g} h later"
        if lever.until or lever.lasts:
            when += f", until {lever.until}" if lever.until else f", for {lever.lasts:g} h"
        kind = lever.kind if not lever.part else f"{lever.kind}, {lever.part}"
        what = (lever.title or name) + ("" if lever.enabled else " (off)")
        table.add_row(*map(escape, (name, kind, lever.actor, when, what)))
    cells = loaded.spec.cells
    size = sum(g.size for g in cells.groups)
    state = "on" if cells.enabled else "off"
    shock = loaded.spec.shock
    table.add_row("shock", "", "", escape(shock.at),
                  escape(shock.what) + ("" if shock.enabled else " (off)"))  # fmt: skip
    table.add_row("cells", "", "", "", f"{size:,} members of organised cells ({state})")
    out().print(table)
