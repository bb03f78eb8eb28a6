"""`tocsin mechanisms`: the order of an hour, with what each mechanism reads and writes."""

from __future__ import annotations

from tocsin.cli.common import Json, ScenarioArgument, out, print_json

NAME = "mechanisms"


def main(scenario: ScenarioArgument, json: Json = False) -> None:
    """Print the order of an hour."""
    from tocsin.declare.mechanism import check
    from tocsin.hour.order import loop
    from tocsin.scenario import load

    order = loop(load(scenario).spec)
    fields = check(order)
    if json:
        print_json(
            [
                {"name": m.name, "about": m.about, "reads": list(m.reads),
                 "writes": list(m.writes), "parameters": list(m.parameters)}
                for m in order
            ]
        )  # fmt: skip
        return
    from rich.markup import escape
    from rich.table import Table

    console = out()
    for i, m in enumerate(order, 1):
        console.print(f"[bold]{i:2d} {m.name}[/]  {escape(m.about.partition(': ')[2])}")
        doors = Table.grid(padding=(0, 1))
        doors.add_column(width=9, justify="right", style="dim")
        doors.add_column()  # wraps below itself
        for label, names in (("reads", m.reads), ("writes", m.writes), ("uses", m.parameters)):
            if names:
                doors.add_row(label, ", ".join(map(escape, names)))
        console.print(doors)
    console.print(f"\n[dim]{len(order)} mechanisms, {len(fields)} fields[/]")
