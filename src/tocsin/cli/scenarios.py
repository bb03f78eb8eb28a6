"""`tocsin scenarios`: what comes with Tocsin."""

from __future__ import annotations

from tocsin.cli.common import Json, out, print_json

NAME = "scenarios"


def main(json: Json = False) -> None:
    """List the bundled scenarios."""
    from tocsin.scenario import bundled, load

    found = [load(name) for name in bundled()]
    if json:
        print_json(
            [
                {"name": s.name, "title": s.spec.title, "persons": s.persons,
                 "places": len(s.spec.places), "hours": s.hours, "description": s.spec.description}
                for s in found
            ]
        )  # fmt: skip
        return
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("name", "persons", "places", "hours"):
        table.add_column(column, justify="left" if column == "name" else "right", no_wrap=True)
    table.add_column("what it is", overflow="fold")
    for s in found:
        text = f"{s.spec.title}. {s.spec.description}".strip()
        table.add_row(s.name, f"{s.persons:,}", str(len(s.spec.places)), str(s.hours), escape(text))
    out().print(table)
