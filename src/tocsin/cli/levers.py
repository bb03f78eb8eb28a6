"""`tocsin levers`: who does what in a scenario, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.cli.common import Json, ScenarioArgument, Set, With, Without, load, out, print_json

if TYPE_CHECKING:
    from rich.padding import Padding

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
        levers = {name: x.model_dump(exclude_none=True) for name, x in loaded.levers.items()}
        shock, cells = loaded.spec.shock, loaded.spec.cells
        others = {"shock": shock.model_dump(), "cells": cells.model_dump()}
        print_json(levers | others)
        return
    from rich.markup import escape

    console = out()
    for name, lever in loaded.levers.items():
        when = f"at {lever.at}" if lever.at else f"when {lever.when}"
        if lever.provided:
            when += f", provided {lever.provided}"
        if lever.each:
            when += f", in each {lever.each}"
        if lever.after:
            when += f", {lever.after:g} h later"
        if lever.until:
            when += f", until {lever.until}"
        if lever.lasts is not None:
            when += f", for {lever.lasts:g} h"
        where = "" if lever.regions == "all" else f" in {', '.join(lever.regions)}"
        kind = lever.kind if not lever.part else f"{lever.kind} ({lever.part})"
        console.print(f"[bold]{escape(name)}[/]  {escape(lever.title)}{_state(lever.enabled)}")
        console.print(_below(escape(f"{kind}, {lever.actor}{where}; {when}")))
    shock, cells = loaded.spec.shock, loaded.spec.cells
    console.print(f"[bold]shock[/]  {escape(shock.what)}{_state(shock.enabled)}")
    console.print(_below(escape(f"{shock.at} in {', '.join(shock.regions)}")))
    if size := sum(g.size for g in cells.groups):
        told = f"{size:,} members of organised cells{_state(cells.enabled)}"
        console.print(f"[bold]cells[/]  {told}")


def _below(text: str) -> Padding:
    """Text that wraps below itself."""
    from rich.padding import Padding

    return Padding(f"[dim]{text}[/]", (0, 0, 0, 2))


def _state(enabled: bool) -> str:
    return "" if enabled else " [yellow](off)[/]"
