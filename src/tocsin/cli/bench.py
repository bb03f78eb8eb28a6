"""`tocsin bench`: measure what Tocsin costs on this machine."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from tocsin.cli.common import Json, out, print_json
from tocsin.cli.streams import say

NAME = "bench"


def main(
    only: Annotated[
        list[str] | None, typer.Option(metavar="GROUP", help="Only these groups (see --list).")
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Leave out what takes long.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="Say what is measured.")] = False,
    out_file: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Keep the figures as JSON.")
    ] = None,
    json: Json = False,
) -> None:
    """Measure runs by engine, threads and size, beside what this machine can do at most.

    Each case runs in a process of its own. All cases take some minutes.
    """
    from tocsin.errors import InputError, did_you_mean
    from tocsin.speed.cases import GROUPS, cases

    if list_:
        for name, words in GROUPS.items():
            say(f"{name:10s} {words}")
        return
    for name in only or []:
        if name not in GROUPS:
            raise InputError(f"--only {name}: no such group{did_you_mean(name, GROUPS)}")
    from tocsin.results.writing import check_writable
    from tocsin.speed.run import keep, machine, measure

    chosen = [c for c in cases(quick) if not only or c.group in only]
    for name in only or []:
        if not any(c.group == name for c in chosen):
            raise InputError(f"--only {name}: --quick leaves that group out")
    if out_file is not None:
        if out_file.is_dir():
            raise InputError(f"--out {out_file}: expected a file, and it is a folder")
        check_writable(out_file)
    about = machine()
    found: list[dict[str, Any]] = []
    for i, (case, figures) in enumerate(measure(chosen)):
        found.append({"group": case.group, "label": case.label, **case.options, **figures})
        if not json:
            print(f"{i + 1}/{len(chosen)} {case.group}: {case.label}", file=sys.stderr, flush=True)
    if out_file is not None:
        keep(out_file, found, about)
    if json:
        print_json({"machine": about, "results": found})
    else:
        _show(found, GROUPS)


def _show(found: list[dict[str, Any]], groups: dict[str, str]) -> None:
    from rich.table import Table

    from tocsin.speed.tables import table

    for group, about in groups.items():
        figures = [row for row in found if row["group"] == group]
        if not figures:
            continue
        heads, rows = table(group, figures)
        shown = Table(
            box=None, title=about, title_justify="left", header_style="dim", padding=(0, 1, 0, 0)
        )
        for i, head in enumerate(heads):
            shown.add_column(head, justify="right" if i else "left", no_wrap=not i)
        for row in rows:
            shown.add_row(*row)
        out().print(shown)
